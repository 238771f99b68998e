/** A contact and its notes as REST shows them. [B1] [D9] [D11] */
import type { Contact, Note } from "./contact.ts";

export interface NoteResource {
  id: string;
  note: string;
  created_at: string;
  created_by: string | null;
  edited_at: string | null;
}

export interface ContactResource extends Pick<
  Contact,
  "id" | "name" | "email" | "phone" | "company" | "status" | "funnel_stage" | "notes" | "external_id"
> {
  circle_id: string;
  /** The newest twenty; the sub-endpoint gives all. */
  notes_history: NoteResource[];
  last_contact: string;
  created_at: string;
  created_by: string | null;
  updated_at: string;
  updated_by: string | null;
}

/** Notes nested in a list row. */
export const nestedNotes = 20;

const instant = (time: number): string => new Date(time).toISOString();

/** The user behind a member number, null once that user is gone. [D15] */
export type UserOf = (member: number | null) => string | null;

export const noteResource = (note: Note, userOf: UserOf): NoteResource => ({
  id: note.id,
  note: note.note,
  created_at: instant(note.created_at),
  created_by: userOf(note.created_by),
  edited_at: note.edited_at === null ? null : instant(note.edited_at),
});

export const contactResource = (
  contact: Contact,
  circle: string,
  notes: readonly Note[],
  userOf: UserOf,
): ContactResource => ({
  id: contact.id,
  circle_id: circle,
  name: contact.name,
  email: contact.email,
  phone: contact.phone,
  company: contact.company,
  status: contact.status,
  funnel_stage: contact.funnel_stage,
  notes: contact.notes,
  notes_history: notes.map((note) => noteResource(note, userOf)),
  last_contact: instant(contact.last_contact),
  external_id: contact.external_id,
  created_at: instant(contact.created_at),
  created_by: userOf(contact.created_by),
  updated_at: instant(contact.updated_at),
  updated_by: userOf(contact.updated_by),
});
