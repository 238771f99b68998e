/** What webhooks do to a circle's KPIs and contacts. Only the room runs these, and only for a webhook. [IW13] */
import { readAmount } from "./amount.ts";
import type { Contact } from "./contact.ts";
import { demandFreeEmail, writeNote } from "./contact-mutations.ts";
import type { Stage, Status } from "./funnel.ts";
import { percentageComplete } from "./kpi-arithmetic.ts";
import { showNewest } from "./kpi-history.ts";
import { addPoint, follow, kpiOf } from "./kpi-mutations.ts";
import type { Fields, Mutator, Tx } from "./mutation.ts";
import { placeAfter } from "./order.ts";
import { Problem, wrong } from "./problem.ts";

export interface DeliverValue {
  id: string;
  value: string;
  /** When it was so at the source. */
  at: number;
}
export interface DeliverContact {
  id: string;
  /** The name a new contact gets when `fields` has none. */
  title: string;
  external_id: string;
  fields: {
    name?: string | undefined;
    email?: string | undefined;
    phone?: string | null | undefined;
    company?: string | null | undefined;
    status?: Status | undefined;
    funnel_stage?: Stage | undefined;
    notes?: string | undefined;
  };
}

const demandWebhook = (tx: Tx): void => {
  if (tx.actor.via !== "webhook") throw new Problem("forbidden", { detail: "Only a webhook delivers." });
};

/** [IW11] A point of its own time. The newest is what the KPI shows; the same value for the same instant changes nothing. */
const deliverValue: Mutator<DeliverValue> = {
  right: "kpi.record",
  record: (args) => args.id,
  run(tx, { id, value: text, at: said }) {
    demandWebhook(tx);
    const kpi = kpiOf(tx, id);
    if (kpi.source !== null) throw wrong("current_value", "This value follows its source and cannot be entered.");
    const value = readAmount(text);
    const at = Math.min(said, tx.now);
    if (at > kpi.recorded_at) {
      const followed = follow(kpi, value, kpi.target, at);
      tx.patch("kpi", id, followed);
      addPoint(tx, { id, ...followed }, "webhook", { at });
      return;
    }
    const there = tx
      .where("kpi_point", "kpi", id)
      .find((point) => point.recorded_at === at && point.via !== "snapshot");
    if (there?.value === value) return;
    const percentage_complete = percentageComplete(value, kpi.target);
    if (there) tx.patch("kpi_point", there.id, { value, percentage_complete });
    else addPoint(tx, { id, current_value: value, target: kpi.target, percentage_complete }, "webhook", { at });
    showNewest(tx, kpi);
  },
};

const create = (tx: Tx, { id, title, external_id, fields }: DeliverContact): void => {
  const stage = fields.funnel_stage ?? "needs_outreach";
  if (fields.email) demandFreeEmail(tx, fields.email, id);
  const by = tx.actor.member || null;
  tx.insert("contact", {
    id,
    name: fields.name ?? title,
    email: fields.email ?? "",
    phone: fields.phone ?? null,
    company: fields.company ?? null,
    status: fields.status ?? "lead",
    funnel_stage: stage,
    notes: fields.notes ?? "",
    external_id,
    position: placeAfter(tx, id, stage, null),
    last_contact: tx.now,
    created_at: tx.now,
    created_by: by,
    updated_at: tx.now,
    updated_by: by,
  });
  if (fields.notes) writeNote(tx, id, fields.notes);
};

/** A new card goes to the top of its stage, and so does one whose stage changes. */
const deliverContact: Mutator<DeliverContact> = {
  right: "contact.create",
  record: (args) => args.id,
  run(tx, args) {
    demandWebhook(tx);
    const { id, external_id, fields } = args;
    const contact = tx.get("contact", id);
    if (!contact) return create(tx, args);
    if (fields.email) demandFreeEmail(tx, fields.email, id);
    const changes: Fields<Contact> = { ...fields, updated_at: tx.now, updated_by: tx.actor.member || null };
    if (contact.external_id === null) changes.external_id = external_id;
    if (fields.funnel_stage !== undefined && fields.funnel_stage !== contact.funnel_stage)
      changes.position = placeAfter(tx, id, fields.funnel_stage, null);
    tx.patch("contact", id, changes);
    if (fields.notes && fields.notes !== contact.notes) writeNote(tx, id, fields.notes);
  },
};

export const deliveredMutations = {
  "kpi.deliver": deliverValue,
  "contact.deliver": deliverContact,
};
