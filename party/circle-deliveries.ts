/** What webhooks bring for a circle's own records: KPI values and contacts, each through the one door, as nobody's edit. [IW13] */
import type { Contact } from "../domain/contact.ts";
import type { Kpi } from "../domain/kpi.ts";
import { writeAmount } from "../domain/amount.ts";
import { fold } from "../domain/text.ts";
import type { Host } from "./host.ts";
import type { Outcome, Write } from "./room.ts";
import type { Delivered, DeliveredContact, DeliveredValue, Delivery } from "./rpc.ts";
import type { Storage } from "./storage.ts";

interface Place {
  host: Host;
  storage: Storage;
  /** Says what would happen, and does nothing. */
  dry: boolean;
}

const via = { member: 0, scope: "write", via: "webhook" } as const satisfies Partial<Write>;

const refusedBy = (outcome: Outcome): string | null =>
  outcome.status === "refused"
    ? (Object.entries(outcome.problem.parts.errors ?? {}).map(([field, [message]]) => `${field}: ${message}`)[0] ??
      outcome.problem.message)
    : null;

const answer = (record: string | null, name: string | null, rest: Partial<Delivered>): Delivered => ({
  record,
  name,
  status: "unchanged",
  fields: [],
  kept: [],
  error: null,
  ...rest,
});

/** By id, else by name, whatever its case. */
const kpiOf = (storage: Storage, called: string): Kpi | undefined =>
  storage.get("kpi", called.toLowerCase()) ??
  storage.list("kpi", "number").find(({ name }) => fold(name) === fold(called.trim()));

/** [IW11] A value becomes a point of its own time; the KPI shows the newest point, so one that comes late changes only the past. */
const recordValue = ({ host, storage, dry }: Place, { kpi: called, value, at }: DeliveredValue): Delivered => {
  const kpi = kpiOf(storage, called);
  if (!kpi) return answer(null, null, { status: "refused", error: `No KPI of this circle is called ${called}.` });
  const before = writeAmount(kpi.current_value);
  const told = (after: string): Partial<Delivered> => ({
    status: before === after ? "unchanged" : "applied",
    fields: [{ field: "current_value", before, after }],
  });
  if (kpi.source !== null)
    return answer(kpi.id, kpi.name, { status: "refused", error: "This KPI follows its source and takes no values." });
  if (dry) return answer(kpi.id, kpi.name, told(at >= kpi.recorded_at ? value : before));
  const outcome = host.write({ name: "kpi.deliver", args: { id: kpi.id, value, at }, ...via });
  const error = refusedBy(outcome);
  if (error !== null) return answer(kpi.id, kpi.name, { status: "refused", error });
  const after = writeAmount(storage.get("kpi", kpi.id)?.current_value ?? 0);
  return answer(kpi.id, kpi.name, { ...told(after), status: outcome.status === "applied" ? "applied" : "unchanged" });
};

type Fields = DeliveredContact["fields"];

/** So many of a contact's last changes are looked at for a person's later word. */
const historyMost = 100;

/** By the contact it became before, by the other system's id, by e-mail address. */
const contactOf = (storage: Storage, { contact, external_id, fields }: DeliveredContact): Contact | undefined =>
  (contact === null ? undefined : storage.get("contact", contact)) ??
  storage.list("contact", "external_id", { at: [external_id] })[0] ??
  (fields.email ? storage.list("contact", "email", { at: [fold(fields.email)] })[0] : undefined);

/** Fields that differ, apart into those to be written and those in which somebody wrote something else here since. */
const differences = (
  storage: Storage,
  contact: Contact | undefined,
  { fields, times }: DeliveredContact,
): { changes: Delivered["fields"]; kept: string[] } => {
  const changed = (Object.keys(fields) as (keyof Fields)[]).flatMap((field) => {
    const [before, after] = [contact?.[field] ?? null, fields[field] ?? null];
    const same = field === "email" ? fold(before ?? "") === fold(after ?? "") : before === after;
    return same ? [] : [{ field, before, after }];
  });
  if (!contact || changed.length === 0) return { changes: changed, kept: [] };
  const later = storage
    .list("activity", "record", { at: [contact.id], backwards: true, limit: historyMost })
    .filter(({ via: way }) => way !== "webhook");
  const isKept = (field: keyof Fields): boolean =>
    later.some(
      ({ at, images }) =>
        at > (times[field] ?? 0) &&
        images.some(
          (image) => image.id === contact.id && image.before !== null && image.after !== null && field in image.after,
        ),
    );
  return {
    changes: changed.filter(({ field }) => !isKept(field)),
    kept: changed.filter(({ field }) => isKept(field)).map(({ field }) => field),
  };
};

/** A contact that a person deleted stays deleted: the other system's next word does not bring it back. */
const deliverContact = ({ host, storage, dry }: Place, delivered: DeliveredContact): Delivered => {
  const contact = contactOf(storage, delivered);
  const { title, external_id, contact: became } = delivered;
  if (!contact && became !== null && storage.get("tombstone", became)) return answer(became, null, {});
  const id = contact?.id ?? host.room.fresh();
  const { changes, kept } = differences(storage, contact, delivered);
  if (contact && changes.length === 0) return answer(id, contact.name, { kept });
  const named = contact?.name ?? title;
  if (dry) return answer(contact?.id ?? null, named, { status: "applied", fields: changes, kept });
  const fields = Object.fromEntries(changes.map(({ field, after }) => [field, after]));
  const outcome = host.write({ name: "contact.deliver", args: { id, title, external_id, fields }, ...via });
  const error = refusedBy(outcome);
  if (error !== null) return answer(contact?.id ?? null, named, { status: "refused", error });
  return answer(id, storage.get("contact", id)?.name ?? named, { status: "applied", fields: changes, kept });
};

/** Every delivery gets its answer, in order. `dry` says what would happen, and does nothing. */
export const deliverAll = (
  { host, storage }: Pick<Place, "host" | "storage">,
  deliveries: readonly Delivery[],
  dry: boolean,
): Delivered[] => {
  const place: Place = { host, storage, dry };
  return deliveries.map((delivery) =>
    delivery.what === "kpi" ? recordValue(place, delivery) : deliverContact(place, delivery),
  );
};
