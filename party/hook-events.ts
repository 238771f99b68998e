/** What a mutation of the room means to outgoing webhooks: one event for each record that people care about. [WO1] */
import { writeAmount } from "../domain/amount.ts";
import { contactResource, noteResource, type UserOf } from "../domain/contact-resource.ts";
import type { HookBody, HookEvent } from "../domain/hook.ts";
import { kpiResource } from "../domain/kpi-resource.ts";
import type { Activity, Image, Storage } from "./storage.ts";

export interface RoomEvent {
  /** Names it for ever. */
  key: string;
  record: string;
  body: HookBody;
}

const contactFields = ["name", "email", "phone", "company", "status", "funnel_stage", "notes"];
const amounts = ["current_value", "target", "floor", "ceiling", "baseline"];
const kpiFields = [...amounts, "name", "unit", "direction", "starts_on", "due_on", "source"];

const typeOf = ({ table, before, after }: Image): HookEvent | null => {
  const named = (fields: readonly string[]): boolean => fields.some((field) => after !== null && field in after);
  if (table === "note") return before === null && after !== null ? "note.added" : null;
  if (table === "contact") {
    if (before === null) return after === null ? null : "contact.created";
    if (after === null) return "contact.deleted";
    if ("funnel_stage" in after) return "contact.moved";
    return named(contactFields) ? "contact.changed" : null;
  }
  if (table !== "kpi") return null;
  if (before === null) return after === null ? null : "kpi.created";
  if (after === null) return "kpi.deleted";
  // A value that stays the same is a value all the same.
  if ("current_value" in after || "recorded_at" in after) return "kpi.recorded";
  return named(kpiFields) ? "kpi.changed" : null;
};

/** The fields that a reader knows, as the interface writes them. */
const previousOf = ({ table, before, after }: Image): Record<string, unknown> | undefined => {
  if (before === null || after === null) return undefined;
  const known = Object.entries(before).filter(([field]) =>
    (table === "kpi" ? kpiFields : contactFields).includes(field),
  );
  return Object.fromEntries(
    known.map(([field, value]) => [
      field,
      amounts.includes(field) && typeof value === "number" ? writeAmount(value) : value,
    ]),
  );
};

const objectOf = (
  storage: Storage,
  circle: string,
  { table, id }: Image,
  userOf: UserOf,
): Record<string, unknown> | null => {
  if (table === "contact") {
    const contact = storage.get("contact", id);
    if (!contact) return null;
    const { notes_history: _history, ...object } = contactResource(contact, circle, [], userOf);
    return object;
  }
  if (table === "note") {
    const note = storage.get("note", id);
    return note ? { ...noteResource(note, userOf), contact_id: note.contact } : null;
  }
  const kpi = storage.get("kpi", id);
  if (!kpi) return null;
  const { history: _history, ...object } = kpiResource(kpi, circle, [], userOf);
  return object;
};

/** Called in the transaction that wrote the activity, so that rows are as it left them. */
export const roomEvents = (storage: Storage, circle: string, activity: Activity, userOf: UserOf): RoomEvent[] =>
  activity.images.flatMap((image, at) => {
    const type = typeOf(image);
    if (type === null) return [];
    const previous = previousOf(image);
    const object = objectOf(storage, circle, image, userOf);
    return {
      key: `r${activity.rev}_${at}`,
      record: image.id,
      body: {
        type,
        timestamp: new Date(activity.at).toISOString(),
        data: {
          circle_id: circle,
          object: object ?? { id: image.id },
          ...(previous ? { previous } : {}),
          actor: userOf(activity.member),
          via: activity.via,
          changes: 1,
        },
      },
    };
  });
