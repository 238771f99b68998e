/** What can happen to a contact and its notes. */
import type { Contact, ContactChange, NewContact } from "./contact.ts";
import type { Stage } from "./funnel.ts";
import { type Fields, type Mutator, type Tx, demand, isMachine } from "./mutation.ts";
import { placeAfter } from "./order.ts";
import { has, livePermissions } from "./live-permission.ts";
import { Problem, wrong } from "./problem.ts";

export interface CreateContact extends NewContact {
  id: string;
  note_id?: string | undefined;
  external_id?: string | null | undefined;
}
export interface UpdateContact {
  id: string;
  fields: ContactChange;
  note_id?: string | undefined;
}
export interface MoveContact {
  id: string;
  stage: Stage;
  /** The card it goes right below, or null for the top. */
  after: string | null;
}
export interface OneRecord {
  id: string;
}
export interface AddNote {
  id: string;
  contact: string;
  note: string;
}
export interface EditNote {
  id: string;
  contact: string;
  note: string;
}
export interface DeleteNote {
  id: string;
  contact: string;
}

/** The author may change a note for so long; moderators always. [X2] */
export const noteGrace = 15 * 60_000;

const missing = (): Problem => new Problem("not_found");

const contactOf = (tx: Tx, id: string): Contact => {
  const contact = tx.get("contact", id);
  if (!contact) throw missing();
  return contact;
};

export const demandFreeEmail = (tx: Tx, email: string, id: string): void => {
  if (email === "") return;
  const other = tx.where("contact", "email", email).find((contact) => contact.id !== id);
  if (other) throw wrong("email", "Another contact of this circle has this address.", { existing_id: other.id });
};

/** Who and when, as every touch of a contact leaves them. [C26] */
const touch = (tx: Tx): Fields<Contact> => ({
  updated_at: tx.now,
  updated_by: tx.actor.member,
  ...(isMachine(tx.actor) ? {} : { last_contact: tx.now }),
});

/** Refuses the id of a note that there is. [C5] */
export const writeNote = (tx: Tx, contact: string, note: string, id: string = tx.fresh()): void => {
  if (tx.get("note", id)) throw new Problem("id_taken", { extra: { existing_id: id } });
  tx.insert("note", { id, contact, note, created_at: tx.now, created_by: tx.actor.member, edited_at: null });
};

/** [B2] [C25] A new card goes to the top of its stage; a first note also opens the notes history. */
const create: Mutator<CreateContact> = {
  right: "contact.create",
  record: (args) => args.id,
  run(tx, { id, note_id, external_id, ...fields }) {
    if (tx.get("contact", id)) throw new Problem("id_taken", { extra: { existing_id: id } });
    demandFreeEmail(tx, fields.email, id);
    tx.insert("contact", {
      id,
      ...fields,
      external_id: external_id ?? null,
      position: placeAfter(tx, id, fields.funnel_stage, null),
      last_contact: tx.now,
      created_at: tx.now,
      created_by: tx.actor.member,
      updated_at: tx.now,
      updated_by: tx.actor.member,
    });
    if (fields.notes !== "") writeNote(tx, id, fields.notes, note_id);
  },
};

/** [B4] [C16] [C25] Only named fields change; a new stage puts the card on top; a changed note joins the history. */
const update: Mutator<UpdateContact> = {
  right: "contact.edit",
  record: (args) => args.id,
  run(tx, { id, fields, note_id }) {
    const contact = contactOf(tx, id);
    if (fields.email !== undefined) demandFreeEmail(tx, fields.email, id);
    const changes: Fields<Contact> = { ...fields, ...touch(tx) };
    if (fields.funnel_stage !== undefined && fields.funnel_stage !== contact.funnel_stage)
      changes.position = placeAfter(tx, id, fields.funnel_stage, null);
    tx.patch("contact", id, changes);
    if (fields.notes !== undefined && fields.notes !== "" && fields.notes !== contact.notes)
      writeNote(tx, id, fields.notes, note_id);
  },
};

/** [SY8] The client names the neighbour, the room makes the key. */
const move: Mutator<MoveContact> = {
  right: "contact.edit",
  record: (args) => args.id,
  run(tx, { id, stage, after }) {
    contactOf(tx, id);
    tx.patch("contact", id, { funnel_stage: stage, position: placeAfter(tx, id, stage, after), ...touch(tx) });
  },
};

/** [B5] [C35] Notes go with their contact; all of it can be restored from activity. */
const remove: Mutator<OneRecord> = {
  right: "contact.delete",
  record: (args) => args.id,
  run(tx, { id }) {
    contactOf(tx, id);
    for (const note of tx.where("note", "contact", id)) tx.remove("note", note.id);
    tx.remove("contact", id);
  },
};

/** [B6] Three effects, one transaction: the history row, `notes`, `last_contact`. */
const addNote: Mutator<AddNote> = {
  right: "note.add",
  record: (args) => args.contact,
  run(tx, { id, contact, note }) {
    contactOf(tx, contact);
    writeNote(tx, contact, note, id);
    tx.patch("contact", contact, { notes: note, ...touch(tx) });
  },
};

const noteOf = (tx: Tx, id: string, contact: string) => {
  contactOf(tx, contact);
  const note = tx.get("note", id);
  if (!note || note.contact !== contact) throw missing();
  const own = note.created_by === tx.actor.member && tx.now - note.created_at <= noteGrace;
  if (!own || !has(tx.actor, livePermissions["note.edit_own"])) demand(tx, "note.edit_any");
  return note;
};

/** The contact's `notes` is its latest note; so it follows an edit or a deletion of that one. */
const followLatest = (tx: Tx, contact: string): void => {
  const latest = tx
    .where("note", "contact", contact)
    .reduce<{ note: string; created_at: number; id: string } | null>(
      (best, note) =>
        !best || note.created_at > best.created_at || (note.created_at === best.created_at && note.id > best.id)
          ? note
          : best,
      null,
    );
  tx.patch("contact", contact, { notes: latest?.note ?? "", updated_at: tx.now, updated_by: tx.actor.member });
};

/** [X2] */
const editNote: Mutator<EditNote> = {
  right: "note.edit_own",
  record: (args) => args.contact,
  run(tx, { id, contact, note }) {
    noteOf(tx, id, contact);
    tx.patch("note", id, { note, edited_at: tx.now });
    followLatest(tx, contact);
  },
};

/** [X2] */
const deleteNote: Mutator<DeleteNote> = {
  right: "note.edit_own",
  record: (args) => args.contact,
  run(tx, { id, contact }) {
    noteOf(tx, id, contact);
    tx.remove("note", id);
    followLatest(tx, contact);
  },
};

export const contactMutations = {
  "contact.create": create,
  "contact.update": update,
  "contact.move": move,
  "contact.delete": remove,
  "note.add": addNote,
  "note.edit": editNote,
  "note.delete": deleteNote,
};
