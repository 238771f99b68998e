/** Reading contacts out of the circle, for REST: pages, search, one contact, its notes. [B1] [B3] [B7] */
import type { Contact, Note } from "../domain/contact.ts";
import { contactResource, nestedNotes, noteResource } from "../domain/contact-resource.ts";
import { Problem } from "../domain/problem.ts";
import { fold } from "../domain/text.ts";
import { KeptTexts } from "./kept-texts.ts";
import type { Answer, BoardChanges, ContactPage, ContactQuery } from "./rpc.ts";
import { isErased } from "./roster.ts";
import type { Room } from "./room.ts";
import type { SqlDoor } from "./storage-sqlite.ts";

/** What search needs of a contact, kept in memory: 10,000 are scanned in well under a millisecond. */
interface Searchable {
  n: number;
  id: string;
  text: string;
  company: string;
  status: string;
  funnel_stage: string;
  last_contact: number;
}

/** Characters of JSON kept by contact; and of pages, while nothing in the circle changes. */
const keptTexts = 16_000_000;
const keptPages = 8_000_000;
/** After so many changes it is cheaper to forget all texts than to ask which are outdated. */
const manyChanges = 1_000;

interface Found {
  count: number;
  ids: string[];
  next: [last_contact: number, n: number] | null;
}

export class Contacts {
  readonly #room: Room;
  readonly #sql: SqlDoor["sql"];
  readonly #circle: () => string;
  /** In the order of the list. Null until somebody searches. */
  #searchable: Searchable[] | null = null;
  #searchableRev = -1;
  readonly #users = new Map<number, string | null>();
  readonly #texts = new KeptTexts<string>(keptTexts, (text) => text.length);
  #textsRev = 0;
  readonly #pages = new KeptTexts<ContactPage>(keptPages, (page) => page.results.length);
  readonly #counts = new Map<string, number>();
  #pagesRev = -1;

  constructor(room: Room, sql: SqlDoor["sql"], circle: () => string) {
    this.#room = room;
    this.#sql = sql;
    this.#circle = circle;
    this.#textsRev = room.rev;
  }

  /** Names of members have changed or somebody is gone. */
  forget(): void {
    this.#users.clear();
    this.#texts.clear();
    this.#pages.clear();
  }

  count(): number {
    return Number(this.#sql.exec('SELECT count(*) AS count FROM "contact"').toArray()[0]?.["count"]);
  }

  page(query: ContactQuery): ContactPage {
    if (this.#pagesRev !== this.#room.rev) {
      this.#pages.clear();
      this.#counts.clear();
      this.#pagesRev = this.#room.rev;
    }
    const key = JSON.stringify(query);
    const kept = this.#pages.get(key);
    if (kept) return kept;
    const { count, ids, next } =
      query.search || query.company !== undefined ? this.#search(query) : this.#filter(query);
    if (query.page > 1 && (query.page - 1) * query.page_size >= count)
      throw new Problem("not_found", { detail: "There is no such page." });
    this.#dropChanged();
    const page = { count, results: `[${ids.map((id) => this.#json(id)).join(",")}]`, next };
    this.#pages.set(key, page);
    return page;
  }

  /** What others than this member did, newest first as far back as the moment; rows of activity are in the order of time. */
  changesSince(since: number, reader: number): BoardChanges {
    const kinds = new Map<string, { count: number; records: Set<string> }>();
    for (let rev = Number.MAX_SAFE_INTEGER, more = true; more;) {
      const rows = this.#sql
        .exec(
          `SELECT "rev", "at", "member", "name", "record" FROM "activity" WHERE "rev" < ? ORDER BY "rev" DESC LIMIT 500`,
          rev,
        )
        .toArray();
      const newer = rows.filter((row) => Number(row["at"]) > since);
      for (const row of newer) {
        if (Number(row["member"]) === reader) continue;
        const kind = kinds.get(String(row["name"])) ?? { count: 0, records: new Set() };
        kind.count += 1;
        kind.records.add(String(row["record"]));
        kinds.set(String(row["name"]), kind);
      }
      rev = Number(rows.at(-1)?.["rev"]);
      more = rows.length > 0 && newer.length === rows.length;
    }
    return {
      kinds: [...kinds]
        .map(([kind, { count, records }]) => ({ kind, count, records: records.size }))
        .toSorted((one, other) => (one.kind < other.kind ? -1 : 1)),
    };
  }

  one(id: string): Answer {
    const contact = this.#room.storage.get("contact", id);
    if (!contact) throw new Problem("not_found");
    return { status: 200, body: JSON.stringify(this.#resource(contact)), etag: tagOf(contact) };
  }

  notes(id: string, { page, page_size }: { page: number; page_size: number }): { count: number; results: string } {
    if (!this.#room.storage.get("contact", id)) throw new Problem("not_found");
    const all = this.#notesOf(id);
    const from = (page - 1) * page_size;
    if (page > 1 && from >= all.length) throw new Problem("not_found", { detail: "There is no such page." });
    const notes = all.slice(from, from + page_size).map((note) => noteResource(note, this.userOf));
    return { count: all.length, results: JSON.stringify(notes) };
  }

  note(id: string): Answer {
    const note = this.#room.storage.get("note", id);
    if (!note) throw new Problem("not_found");
    return { status: 200, body: JSON.stringify(noteResource(note, this.userOf)) };
  }

  #filter({ status, funnel_stage, page, page_size, cursor }: ContactQuery): Found {
    const { count, rows } = pageStatements({
      status: status !== undefined,
      funnel_stage: funnel_stage !== undefined,
      cursor: cursor !== undefined,
    });
    const filters = [status, funnel_stage].filter((value) => value !== undefined);
    let total = this.#counts.get(filters.join());
    if (total === undefined)
      this.#counts.set(filters.join(), (total = Number(this.#sql.exec(count, ...filters).toArray()[0]?.["count"])));
    const found = this.#sql.exec(rows, ...filters, ...(cursor ?? []), page_size + 1, (page - 1) * page_size).toArray();
    const last = cursor && found.length > page_size ? found[page_size - 1] : undefined;
    return {
      count: total,
      ids: found.slice(0, page_size).map((row) => String(row["id"])),
      next: last ? [Number(last["last_contact"]), Number(last["n"])] : null,
    };
  }

  #search({ status, funnel_stage, search = "", company, page, page_size, cursor }: ContactQuery): Found {
    const wanted = fold(search);
    const theirs = company === undefined ? undefined : fold(company.trim());
    const from = (page - 1) * page_size;
    const rows: Searchable[] = [];
    let count = 0;
    let behind = 0;
    for (const one of this.#refreshed()) {
      if (!one.text.includes(wanted) || (theirs !== undefined && one.company !== theirs)) continue;
      if (status !== undefined && one.status !== status) continue;
      if (funnel_stage !== undefined && one.funnel_stage !== funnel_stage) continue;
      count += 1;
      if (cursor && (one.last_contact > cursor[0] || (one.last_contact === cursor[0] && one.n >= cursor[1]))) continue;
      behind += 1;
      if (behind > from && rows.length < page_size) rows.push(one);
    }
    const last = cursor && behind > rows.length ? rows.at(-1) : undefined;
    return { count, ids: rows.map((one) => one.id), next: last ? [last.last_contact, last.n] : null };
  }

  /** The searchable texts at the room's revision, brought there from what changed since. */
  #refreshed(): Searchable[] {
    const { rev, storage } = this.#room;
    if (this.#searchable && this.#searchableRev === rev) return this.#searchable;
    const changed = storage.list("contact", "rev", { above: this.#searchable ? this.#searchableRev : -1 });
    const gone = this.#searchable ? storage.list("tombstone", "rev", { above: this.#searchableRev }) : [];
    const outdated = new Set([...changed, ...gone].map((row) => row.id));
    const fresh = changed.map(({ n, id, name, email, company, status, funnel_stage, last_contact }) => {
      const text = fold(`${name}\n${email}\n${company ?? ""}`);
      return { n, id, text, company: fold(company ?? ""), status, funnel_stage, last_contact };
    });
    // Nearly in order already, which is what this sort is fast at.
    this.#searchable = [...fresh, ...(this.#searchable ?? []).filter((one) => !outdated.has(one.id))].toSorted(
      (one, other) => other.last_contact - one.last_contact || other.n - one.n,
    );
    this.#searchableRev = rev;
    return this.#searchable;
  }

  /** Every mutation is about one contact, so that activity tells which texts are no longer true. */
  #dropChanged(): void {
    if (this.#textsRev === this.#room.rev) return;
    if (this.#room.rev - this.#textsRev > manyChanges) this.#texts.clear();
    else
      for (const { record, images } of this.#room.storage.list("activity", "rev", { above: this.#textsRev })) {
        this.#texts.delete(record);
        for (const image of images) if (image.table === "contact") this.#texts.delete(image.id);
      }
    this.#textsRev = this.#room.rev;
  }

  #json(id: string): string {
    const kept = this.#texts.get(id);
    if (kept !== undefined) return kept;
    const contact = this.#room.storage.get("contact", id);
    const text = contact ? JSON.stringify(this.#resource(contact)) : "null";
    this.#texts.set(id, text);
    return text;
  }

  #resource(contact: Contact) {
    return contactResource(contact, this.#circle(), this.#notesOf(contact.id, nestedNotes), this.userOf);
  }

  #notesOf(contact: string, limit?: number): Note[] {
    const most = limit === undefined ? {} : { limit };
    return this.#room.storage.list("note", "contact", { at: [contact], backwards: true, ...most });
  }

  readonly userOf = (member: number | null): string | null => {
    if (member === null) return null;
    let user = this.#users.get(member);
    if (user === undefined) {
      user = this.#room.storage.get("member", member)?.user ?? null;
      if (user !== null && isErased(user)) user = null;
      this.#users.set(member, user);
    }
    return user;
  };
}

/** A contact's tag changes with every revision that touched it, its notes included. */
export const tagOf = (record: { rev: number }): string => `"r${record.rev}"`;

/**
 * [D16] The statements behind a page: filters and order come out of one index, and so does the count.
 * The values are the filters, the cursor, the limit and the offset, in this order.
 */
export const pageStatements = (by: {
  status: boolean;
  funnel_stage: boolean;
  cursor: boolean;
}): { count: string; rows: string } => {
  const filters = [by.status && `"status" = ?`, by.funnel_stage && `"funnel_stage" = ?`].filter(
    (part) => part !== false,
  );
  const behind = by.cursor ? [...filters, `("last_contact", "n") < (?, ?)`] : filters;
  const where = (parts: string[]): string => (parts.length > 0 ? ` WHERE ${parts.join(" AND ")}` : "");
  return {
    count: `SELECT count(*) AS count FROM "contact"${where(filters)}`,
    rows: `SELECT "id", "last_contact", "n" FROM "contact"${where(behind)} ORDER BY "last_contact" DESC, "n" DESC LIMIT ? OFFSET ?`,
  };
};
