/** Reading contacts out of the circle, for REST: pages, search, one contact, its notes. [B1] [B3] [B7] */
import type { Contact, Note } from "../domain/contact.ts";
import { contactResource, nestedNotes, noteResource } from "../domain/contact-resource.ts";
import { Problem } from "../domain/problem.ts";
import { fold } from "../domain/text.ts";
import type { Answer, ContactQuery } from "./rpc.ts";
import type { Room } from "./room.ts";
import type { SqlDoor } from "./storage-sqlite.ts";

/** What search and its filters need of a contact, kept in memory: 10,000 are scanned in well under a millisecond. */
interface Searchable {
  n: number;
  id: string;
  text: string;
  status: string;
  funnel_stage: string;
  last_contact: number;
}

/** Answers kept while nothing in the circle changes. */
const keptAnswers = 500;

interface Page {
  count: number;
  results: string;
}

export class Contacts {
  readonly #room: Room;
  readonly #sql: SqlDoor["sql"];
  readonly #circle: () => string;
  readonly #searchable = new Map<string, Searchable>();
  #searchableRev = -1;
  readonly #users = new Map<number, string | null>();
  readonly #pages = new Map<string, Page>();
  #pagesRev = -1;

  constructor(room: Room, sql: SqlDoor["sql"], circle: () => string) {
    this.#room = room;
    this.#sql = sql;
    this.#circle = circle;
  }

  /** Names of members have changed or somebody is gone. */
  forget(): void {
    this.#users.clear();
    this.#pages.clear();
  }

  page(query: ContactQuery): Page {
    if (this.#pagesRev !== this.#room.rev) this.#pages.clear();
    this.#pagesRev = this.#room.rev;
    const key = JSON.stringify(query);
    const kept = this.#pages.get(key);
    if (kept) return kept;
    const { count, ids } = query.search ? this.#search(query, query.search) : this.#filter(query);
    if (query.page > 1 && (query.page - 1) * query.page_size >= count) throw new Problem("not_found", { detail: "There is no such page." });
    const page = { count, results: `[${ids.map((id) => this.#json(id)).join(",")}]` };
    if (this.#pages.size >= keptAnswers) this.#pages.clear();
    this.#pages.set(key, page);
    return page;
  }

  one(id: string): Answer {
    const contact = this.#room.storage.get("contact", id);
    if (!contact) throw new Problem("not_found");
    return { status: 200, body: JSON.stringify(this.#resource(contact)), etag: tagOf(contact) };
  }

  notes(id: string, { page, page_size }: { page: number; page_size: number }): Page {
    if (!this.#room.storage.get("contact", id)) throw new Problem("not_found");
    const all = this.#notesOf(id);
    const from = (page - 1) * page_size;
    if (page > 1 && from >= all.length) throw new Problem("not_found", { detail: "There is no such page." });
    const notes = all.slice(from, from + page_size).map((note) => noteResource(note, this.#userOf));
    return { count: all.length, results: JSON.stringify(notes) };
  }

  note(id: string): Answer {
    const note = this.#room.storage.get("note", id);
    if (!note) throw new Problem("not_found");
    return { status: 200, body: JSON.stringify(noteResource(note, this.#userOf)) };
  }

  /** [D16] Both filters and the order come out of one index; so does the count. */
  #filter({ status, funnel_stage, page, page_size }: ContactQuery): { count: number; ids: string[] } {
    const where = [status && `"status" = ?`, funnel_stage && `"funnel_stage" = ?`].filter(Boolean).join(" AND ");
    const values = [status, funnel_stage].filter((value) => value !== undefined);
    const rows = `FROM "contact"${where ? ` WHERE ${where}` : ""}`;
    const count = Number(this.#sql.exec(`SELECT count(*) AS count ${rows}`, ...values).toArray()[0]?.["count"]);
    const found = this.#sql
      .exec(`SELECT "id" ${rows} ORDER BY "last_contact" DESC, "n" DESC LIMIT ? OFFSET ?`, ...values, page_size, (page - 1) * page_size)
      .toArray();
    return { count, ids: found.map((row) => String(row["id"])) };
  }

  #search({ status, funnel_stage, page, page_size }: ContactQuery, search: string): { count: number; ids: string[] } {
    this.#refresh();
    const wanted = fold(search);
    const found: Searchable[] = [];
    for (const one of this.#searchable.values()) {
      if (status !== undefined && one.status !== status) continue;
      if (funnel_stage !== undefined && one.funnel_stage !== funnel_stage) continue;
      if (one.text.includes(wanted)) found.push(one);
    }
    found.sort((a, b) => b.last_contact - a.last_contact || b.n - a.n);
    const from = (page - 1) * page_size;
    return { count: found.length, ids: found.slice(from, from + page_size).map((one) => one.id) };
  }

  /** Brings the searchable texts to the room's revision, from what changed since. */
  #refresh(): void {
    const { rev, storage } = this.#room;
    if (this.#searchableRev === rev) return;
    for (const gone of storage.list("tombstone", "rev", { above: this.#searchableRev })) this.#searchable.delete(gone.id);
    for (const { n, id, name, email, company, status, funnel_stage, last_contact } of storage.list("contact", "rev", {
      above: this.#searchableRev,
    }))
      this.#searchable.set(id, { n, id, text: fold(`${name}\n${email}\n${company ?? ""}`), status, funnel_stage, last_contact });
    this.#searchableRev = rev;
  }

  #json(id: string): string {
    const contact = this.#room.storage.get("contact", id);
    return contact ? JSON.stringify(this.#resource(contact)) : "null";
  }

  #resource(contact: Contact) {
    return contactResource(contact, this.#circle(), this.#notesOf(contact.id, nestedNotes), this.#userOf);
  }

  #notesOf(contact: string, limit?: number): Note[] {
    const most = limit === undefined ? {} : { limit };
    return this.#room.storage.list("note", "contact", { at: [contact], backwards: true, ...most });
  }

  readonly #userOf = (member: number | null): string | null => {
    if (member === null) return null;
    let user = this.#users.get(member);
    if (user === undefined) {
      user = this.#room.storage.get("member", member)?.user ?? null;
      this.#users.set(member, user);
    }
    return user;
  };
}

/** A contact's tag changes with every revision that touched it, its notes included. */
export const tagOf = (contact: Pick<Contact, "rev">): string => `"r${contact.rev}"`;
