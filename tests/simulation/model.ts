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

interface KpiFacts {
  name: string;
  current_value: number;
  target: number;
  percentage_complete: number;
  trend: string;
  percentage_change: number;
}

interface PointFacts {
  kpi: string;
  value: number;
  target: number;
}

/** What the model knows of each kind of record. */
const known = {
  contact: editable,
  note: ["contact", "note", "created_at"],
  kpi: ["name", "current_value", "target", "percentage_complete", "trend", "percentage_change"],
  kpi_point: ["kpi", "value", "target"],
} as const;

export const modelled = (table: string, row: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(known[table as keyof typeof known].map((field) => [field, row[field]]));

/** Hundredths of a percent; runs use small positive amounts only. */
const share = (part: number, whole: number): number =>
  Math.max(-99_999, Math.min(99_999, Math.sign(part) * Math.round(Math.abs((part * 10_000) / whole))));

type Args = Record<string, unknown>;

export class Model {
  readonly contacts = new Map<string, Facts>();
  readonly columns = new Map<string, string[]>();
  readonly notes = new Map<string, NoteFacts>();
  readonly kpis = new Map<string, KpiFacts>();
  readonly points = new Map<string, PointFacts>();

  clone(): Model {
    const copy = new Model();
    for (const [id, facts] of this.contacts) copy.contacts.set(id, { ...facts });
    for (const [stage, ids] of this.columns) copy.columns.set(stage, [...ids]);
    for (const [id, note] of this.notes) copy.notes.set(id, { ...note });
    for (const [id, kpi] of this.kpis) copy.kpis.set(id, { ...kpi });
    for (const [id, point] of this.points) copy.points.set(id, { ...point });
    return copy;
  }

  of(table: string): ReadonlyMap<string, object> {
    return { contact: this.contacts, note: this.notes, kpi: this.kpis, kpi_point: this.points }[table] ?? new Map();
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
      case "kpi.create":
      case "kpi.update":
      case "kpi.record":
      case "kpi.delete":
        return this.#kpi(name, id, args);
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

  #kpi(name: string, id: string, args: Args): void {
    if (name === "kpi.delete") return void this.kpis.delete(id);
    const was = this.kpis.get(id);
    const given = (name === "kpi.update" ? args["fields"] : args) as {
      name?: string;
      current_value?: string;
      target?: string;
    };
    if (was && given.name) was.name = given.name;
    if (was && given.current_value === undefined && given.target === undefined) return;
    const value =
      given.current_value === undefined ? (was?.current_value ?? 0) : Math.round(Number(given.current_value) * 100);
    const target = given.target === undefined ? (was?.target ?? 0) : Math.round(Number(given.target) * 100);
    const before = was?.current_value ?? value;
    this.kpis.set(id, {
      name: was?.name ?? String(given.name),
      current_value: value,
      target,
      percentage_complete: share(value, target),
      trend: value > before ? "up" : value < before ? "down" : "neutral",
      percentage_change: share(value - before, before),
    });
    this.points.set(String(args["point_id"]), { kpi: id, value, target });
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
      if (table === "contact") this.#followContact(id, after, keyOf);
      else this.#followPlain(table, id, before, after);
    }
  }

  #followPlain(
    table: string,
    id: string,
    before: Record<string, unknown> | null,
    after: Record<string, unknown> | null,
  ): void {
    const rows = this.of(table) as Map<string, object>;
    const row = rows.get(id);
    if (after === null) rows.delete(id);
    else if (before === null) rows.set(id, modelled(table, after));
    else if (row)
      for (const field of Object.keys(row)) if (field in after) Object.assign(row, { [field]: after[field] });
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
