/** What one row of an imported file does to a circle: creates a contact, changes one, or finds nothing to do. [IM1] [IM2] [IM3] */
import type { Contact } from "./contact.ts";
import { demandFreeEmail, writeNote } from "./contact-mutations.ts";
import type { Stage, Status } from "./funnel.ts";
import type { Fields, Mutator, Tx } from "./mutation.ts";
import { placeAfter } from "./order.ts";
import { Problem, wrong } from "./problem.ts";
import { fold } from "./text.ts";

/** What a row says of a contact. Absent is not said; a blank cell says nothing. */
export interface ImportedFields {
  name?: string | undefined;
  email?: string | undefined;
  phone?: string | null | undefined;
  company?: string | null | undefined;
  status?: Status | undefined;
  funnel_stage?: Stage | undefined;
  notes?: string | undefined;
  /** Unix milliseconds. */
  last_contact?: number | undefined;
}

export interface ImportContact {
  /** Of the contact that this row is about, else a new one. */
  id: string;
  /** The name a new contact gets when `fields` has none. */
  title: string;
  external_id: string | null;
  fields: ImportedFields;
  /** What imports said of this contact before. */
  before?: ImportedFields | undefined;
  /** The earlier row of the same file that was about this contact. */
  same_as?: number | undefined;
}

export type Verdict = "created" | "updated" | "duplicate";
export interface ImportResult {
  verdict: Verdict;
  /** Fields that this row set. */
  changed: string[];
  /** Fields in which the row says otherwise, and a person's later edit stands. */
  kept: string[];
}

const plainFields = ["name", "email", "phone", "company", "status", "funnel_stage", "notes"] as const;
type PlainField = (typeof plainFields)[number];

const create = (tx: Tx, { id, title, external_id, fields }: ImportContact): ImportResult => {
  if (fields.email !== undefined) demandFreeEmail(tx, fields.email, id);
  const {
    name = title,
    email = "",
    phone = null,
    company = null,
    status = "lead",
    funnel_stage = "needs_outreach",
    notes = "",
  } = fields;
  tx.insert("contact", {
    id,
    name,
    email,
    phone,
    company,
    status,
    funnel_stage,
    notes,
    external_id,
    position: placeAfter(tx, id, funnel_stage, null),
    last_contact: fields.last_contact ?? tx.now,
    created_at: tx.now,
    created_by: tx.actor.member,
    updated_at: tx.now,
    updated_by: tx.actor.member,
  });
  if (notes !== "") writeNote(tx, id, notes);
  return { verdict: "created", changed: Object.keys(fields), kept: [] };
};

const same = (field: PlainField, one: unknown, other: unknown): boolean =>
  field === "email" ? fold(String(one ?? "")) === fold(String(other ?? "")) : one === other;

/**
 * [IM3] The row sets a field when it has news: when imports never spoke of the field, or when the contact still has
 * what they said last. Where somebody has changed it here since, theirs stands. A file never contradicts itself.
 */
const decide = (
  contact: Contact,
  field: PlainField,
  { fields, before = {}, same_as }: ImportContact,
): "set" | "keep" | "leave" => {
  const [says, said, has] = [fields[field], before[field], contact[field]];
  if (says === undefined || same(field, says, has)) return "leave";
  if (same_as !== undefined && said !== undefined && !same(field, says, said))
    throw wrong(field, `Row ${same_as} of this file is about the same contact and says otherwise.`, {
      existing_id: contact.id,
    });
  if (said === undefined) return "set";
  return !same(field, says, said) && same(field, said, has) ? "set" : "keep";
};

const update = (tx: Tx, contact: Contact, args: ImportContact): ImportResult => {
  const { fields, before, external_id } = args;
  const changes: Fields<Contact> = {};
  const kept: string[] = [];
  for (const field of plainFields) {
    const decision = decide(contact, field, args);
    if (decision === "set") Object.assign(changes, { [field]: fields[field] });
    else if (decision === "keep") kept.push(field);
  }
  // A last contact is only ever followed by a later one. [C26]
  const { last_contact } = fields;
  if (last_contact !== undefined && last_contact > contact.last_contact && last_contact !== before?.last_contact)
    changes.last_contact = last_contact;
  if (external_id !== null && contact.external_id === null && contact.id !== external_id)
    changes.external_id = external_id;
  const changed = Object.keys(changes);
  if (changed.length === 0) return { verdict: "duplicate", changed, kept };
  if (changes.email !== undefined) demandFreeEmail(tx, changes.email, contact.id);
  if (changes.funnel_stage !== undefined) changes.position = placeAfter(tx, contact.id, changes.funnel_stage, null);
  tx.patch("contact", contact.id, { ...changes, updated_at: tx.now, updated_by: tx.actor.member });
  if (changes.notes !== undefined) writeNote(tx, contact.id, changes.notes);
  return { verdict: "updated", changed, kept };
};

/** [IM1] Only the import may do this: it alone knows what earlier files said. */
const importContact: Mutator<ImportContact> = {
  right: "contact.import",
  record: (args) => args.id,
  run(tx, args): ImportResult {
    if (tx.actor.via !== "import") throw new Problem("forbidden", { detail: "Contacts are imported from a file." });
    const contact = tx.get("contact", args.id);
    return contact ? update(tx, contact, args) : create(tx, args);
  },
};

export const importMutations = { "contact.import": importContact };
