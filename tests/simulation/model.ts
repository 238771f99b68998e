/** What a circle's records should be after each accepted mutation, said once more and as plainly as possible. */
import type { Image } from "../../party/storage.ts";

export const editable = ["name", "email", "phone", "company", "status", "funnel_stage", "notes"] as const;
export type Editable = (typeof editable)[number];
export type Facts = Record<Editable, string | null>;

interface NoteFacts {
  contact: string;
  note: string;
  created_at: number;
}

type Args = Record<string, unknown>;

export class Model {
  readonly contacts = new Map<string, Facts>();
  readonly columns = new Map<string, string[]>();
  readonly notes = new Map<string, NoteFacts>();

  clone(): Model {
    const copy = new Model();
    for (const [id, facts] of this.contacts) copy.contacts.set(id, { ...facts });
    for (const [stage, ids] of this.columns) copy.columns.set(stage, [...ids]);
    for (const [id, note] of this.notes) copy.notes.set(id, { ...note });
    return copy;
  }

  column(stage: string): string[] {
    let ids = this.columns.get(stage);
    if (!ids) this.columns.set(stage, (ids = []));
    return ids;
  }

  /** Does the mutation; arguments are as the room took them. */
  run(name: string, args: Args, now: number): void {
    const id = String(args["id"]);
    switch (name) {
      case "contact.create":
        this.contacts.set(id, Object.fromEntries(editable.map((field) => [field, args[field] ?? null])) as Facts);
        this.#top(id, String(args["funnel_stage"]));
        if (args["notes"]) this.#note(String(args["note_id"]), id, String(args["notes"]), now);
        return;
      case "contact.update":
        return this.#update(id, args, now);
      case "contact.move":
        return this.#move(id, String(args["stage"]), args["after"] as string | null);
      case "contact.delete":
        return this.#delete(id);
      default:
        return this.#notes(name, id, args, now);
    }
  }

  #notes(name: string, id: string, args: Args, now: number): void {
    const contact = String(args["contact"]);
    const facts = this.contacts.get(contact);
    const note = this.notes.get(id);
    if (name === "note.add") {
      this.#note(id, contact, String(args["note"]), now);
      if (facts) facts.notes = String(args["note"]);
      return;
    }
    if (name === "note.edit" && note) note.note = String(args["note"]);
    if (name === "note.delete") this.notes.delete(id);
    const latest = [...this.notes]
      .filter(([, one]) => one.contact === contact)
      .toSorted(([a, x], [b, y]) => y.created_at - x.created_at || (a < b ? 1 : -1))[0];
    if (facts) facts.notes = latest?.[1].note ?? "";
  }

  #update(id: string, args: Args, now: number): void {
    const facts = this.contacts.get(id);
    if (!facts) return;
    const fields = args["fields"] as Partial<Facts>;
    if (fields.funnel_stage && fields.funnel_stage !== facts.funnel_stage) {
      this.#leave(id, String(facts.funnel_stage));
      this.#top(id, fields.funnel_stage);
    }
    if (fields.notes && fields.notes !== facts.notes) this.#note(String(args["note_id"]), id, fields.notes, now);
    Object.assign(facts, fields);
  }

  #move(id: string, stage: string, after: string | null): void {
    const facts = this.contacts.get(id);
    if (!facts) return;
    this.#leave(id, String(facts.funnel_stage));
    const column = this.column(stage);
    const anchor = after === null ? -1 : column.indexOf(after);
    column.splice(anchor + 1, 0, id);
    facts.funnel_stage = stage;
  }

  #delete(id: string): void {
    const facts = this.contacts.get(id);
    if (facts) this.#leave(id, String(facts.funnel_stage));
    this.contacts.delete(id);
    for (const [note, { contact }] of [...this.notes]) if (contact === id) this.notes.delete(note);
  }

  #note(id: string, contact: string, note: string, created_at: number): void {
    this.notes.set(id, { contact, note, created_at });
  }

  #top(id: string, stage: string): void {
    this.column(stage).unshift(id);
  }

  #leave(id: string, stage: string): void {
    const column = this.column(stage);
    const at = column.indexOf(id);
    if (at >= 0) column.splice(at, 1);
  }

  /** An undo follows its images; `keyOf` tells where a card stands, since only the room knows the old place. */
  follow(images: readonly Image[], keyOf: (id: string) => string): void {
    for (const { table, id, before, after, quiet } of images) {
      if (quiet) continue;
      if (table === "note") this.#followNote(id, before, after);
      else this.#followContact(id, after, keyOf);
    }
  }

  #followNote(id: string, before: Record<string, unknown> | null, after: Record<string, unknown> | null): void {
    const note = this.notes.get(id);
    if (after === null) this.notes.delete(id);
    else if (before === null)
      this.notes.set(id, { contact: String(after["contact"]), note: String(after["note"]), created_at: Number(after["created_at"]) });
    else if (note && "note" in after) note.note = String(after["note"]);
  }

  #followContact(id: string, after: Record<string, unknown> | null, keyOf: (id: string) => string): void {
    const was = this.contacts.get(id);
    if (after === null) {
      if (was) this.#leave(id, String(was.funnel_stage));
      this.contacts.delete(id);
      return;
    }
    const facts = { ...was } as Facts;
    for (const field of editable) if (field in after) facts[field] = after[field] as string | null;
    this.contacts.set(id, facts);
    if (was && !("position" in after) && !("funnel_stage" in after)) return;
    if (was) this.#leave(id, String(was.funnel_stage));
    const column = this.column(String(facts.funnel_stage));
    const key = keyOf(id);
    const at = column.findIndex((other) => keyOf(other) > key);
    column.splice(at < 0 ? column.length : at, 0, id);
  }
}
