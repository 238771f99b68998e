/** One row of a file: what it says of a contact, or why it cannot be taken. [IM7] [IM8] [IM9] */
import { ContactChange } from "../contact.ts";
import type { ImportedFields } from "../contact-import.ts";
import { unguarded } from "../csv.ts";
import { readDate } from "./date.ts";
import { type ImportField, type ListField, importFieldLabels, listFields } from "./field.ts";
import type { Mapping } from "./guess.ts";
import { shortenPhone } from "./phone.ts";
import { fold } from "../text.ts";
import { matchValue } from "./values.ts";
import { headerWords, saysNothing, valueKey } from "./words.ts";

export const warningCodes = [
  "phone_shortened",
  "phone_in_notes",
  "email_skipped",
  "date_unread",
  "date_future",
  "cells_missing",
  "told_apart",
] as const;
export interface RowWarning {
  code: (typeof warningCodes)[number];
  message: string;
}

export interface Refusal {
  field: string;
  value: string;
  reason: string;
}

export interface ReadRow {
  /** Only what the file says; a blank cell says nothing. */
  fields: ImportedFields;
  /** The name a new contact gets when the file gives none. */
  title: string;
  /** The row's name in the other system, else a hash of what identifies it; null when its e-mail address does. */
  external_id: string | null;
}

export interface RowReading {
  row: ReadRow | null;
  refusal: Refusal | null;
  warnings: RowWarning[];
}

/** External ids of rows that have none of their own begin like this. */
export const madeIdPrefix = "row:";

type Sources = Record<ImportField, number[]>;

export interface RowPlan {
  names: readonly string[];
  mapping: Mapping;
  sources: Sources;
}

/** When several columns feed one field, plain ones and those of work come first, "other" last. */
const rank = (field: ImportField, words: string): number => {
  if (field === "last_contact") return /^(date )?last/.test(words) ? 0 : /clos/.test(words) ? 1 : 2;
  if (field === "external_id") return /external/.test(words) ? 0 : 1;
  if (/\bother|alternat|second/.test(words)) return 4;
  if (/\bhome|private|personal/.test(words)) return 3;
  if (/\bmobile|cell/.test(words)) return 2;
  return /\bwork|business|primary|main|office/.test(words) ? 1 : 0;
};

export const planRows = (names: readonly string[], mapping: Mapping): RowPlan => {
  const sources = Object.fromEntries(Object.keys(importFieldLabels).map((field) => [field, [] as number[]])) as Sources;
  mapping.fields.forEach((field, index) => field && sources[field].push(index));
  const by = (field: ImportField) => (a: number, b: number) =>
    rank(field, headerWords(names[a] ?? "")) - rank(field, headerWords(names[b] ?? "")) || a - b;
  for (const field of Object.keys(sources) as ImportField[]) if (field !== "notes") sources[field].sort(by(field));
  return { names, mapping, sources };
};

class Reading {
  readonly fields: ImportedFields = {};
  readonly warnings: RowWarning[] = [];
  readonly notes: string[] = [];
  refusal: Refusal | null = null;
  readonly #plan: RowPlan;
  readonly #cells: readonly string[];

  constructor(plan: RowPlan, cells: readonly string[]) {
    this.#plan = plan;
    this.#cells = cells;
  }

  /** Filled cells of a field's columns, first choice first. */
  filled(field: ImportField, plain = false): { value: string; column: number }[] {
    return this.#plan.sources[field]
      .map((column) => ({ column, value: unguarded((this.#cells[column] ?? "").trim()).trim() }))
      .filter(({ value }) => (plain ? value !== "" : !saysNothing(value)));
  }

  nameOf(column: number): string {
    return this.#plan.names[column] ?? "";
  }

  refuse(field: string, value: string, reason: string): void {
    this.refusal ??= { field, value: value.slice(0, 200), reason };
  }

  warn(code: RowWarning["code"], message: string): void {
    this.warnings.push({ code, message });
  }

  /** Keeps what found no field of its own. */
  keep(column: number, value: string): void {
    this.notes.push(`${this.nameOf(column)}: ${value}`);
  }

  names(): void {
    const [whole] = this.filled("name", true);
    const parts = [...this.filled("first_name", true).slice(0, 1), ...this.filled("last_name", true).slice(0, 1)].map(
      ({ value }) => value,
    );
    const [deal] = this.filled("deal", true);
    const name = whole?.value ?? (parts.length > 0 ? parts.join(" ") : undefined);
    if (name !== undefined && deal && fold(deal.value) !== fold(name)) this.keep(deal.column, deal.value);
    const chosen = name ?? deal?.value;
    if (chosen !== undefined) this.fields.name = chosen;
  }

  email(): void {
    const found = this.filled("email").flatMap(({ value, column }) =>
      value.split(/[;,\s]+/).map((part) => ({ column, given: part, value: part.replace(/^mailto:|^<|>$/gi, "") })),
    );
    const good = found.filter(({ value }) => ContactChange.safeParse({ email: value }).success);
    const [first, ...others] = good;
    if (!first) {
      const [bad] = this.filled("email");
      if (bad) this.refuse("email", bad.value, "Must be an e-mail address.");
      return;
    }
    this.fields.email = first.value;
    for (const other of others) if (fold(other.value) !== fold(first.value)) this.keep(other.column, other.value);
    for (const bad of found)
      if (!good.includes(bad) && bad.value !== "") {
        this.warn("email_skipped", `“${bad.given}” is no e-mail address; it is in the notes.`);
        this.keep(bad.column, bad.given);
      }
  }

  phone(): void {
    const [first, ...others] = this.filled("phone");
    if (!first) return;
    const { phone, lost } = shortenPhone(first.value);
    if (phone !== null) this.fields.phone = phone;
    if (lost) {
      this.warn("phone_in_notes", `“${first.value}” is longer than 20 characters; all of it is in the notes.`);
      this.keep(first.column, first.value);
    } else if (phone !== first.value) this.warn("phone_shortened", `“${first.value}” was written as “${phone}”.`);
    for (const other of others) if (other.value !== first.value) this.keep(other.column, other.value);
  }

  company(): void {
    const [first, ...others] = this.filled("company");
    if (!first) return;
    this.fields.company = first.value;
    for (const other of others) if (fold(other.value) !== fold(first.value)) this.keep(other.column, other.value);
  }

  list(field: ListField): void {
    const [first] = this.filled(field);
    if (!first) return;
    const said = this.#plan.mapping.values[field].get(valueKey(first.value));
    const value = said === undefined ? matchValue(field, first.value) : said;
    if (value !== null) (this.fields as Record<string, unknown>)[field] = value;
    else if (said === undefined)
      this.refuse(
        field,
        first.value,
        `No ${field === "status" ? "status" : "stage"} has this name. Map the value, or leave it out.`,
      );
  }

  lastContact(now: number): void {
    for (const { value, column } of this.filled("last_contact")) {
      const time = readDate(value, this.#plan.mapping.dates[column] ?? null);
      if (time !== null && time <= now) {
        this.fields.last_contact = time;
        return;
      }
      if (time === null)
        this.warn("date_unread", `“${value}” in ${this.nameOf(column)} is no date, or could be read two ways.`);
      else this.warn("date_future", `“${value}” in ${this.nameOf(column)} lies ahead, so it is no last contact.`);
    }
  }

  /** A column of notes alone is taken as it is; several, or others, each with their name. */
  ownNotes(): void {
    const own = this.filled("notes", true);
    const plain = this.#plan.sources.notes.length === 1 && own.length === 1;
    const lines = own.map(({ value, column }) => (plain ? value : `${this.nameOf(column)}: ${value}`));
    const notes = [...lines, ...this.notes].join("\n");
    if (notes !== "") this.fields.notes = notes;
  }
}

/** [IM9] Reads a row; `now` tells which dates lie ahead. A refusal names the first field that is wrong. */
export const readRow = (plan: RowPlan, cells: readonly string[], now: number): RowReading => {
  const reading = new Reading(plan, cells);
  const { fields, warnings } = reading;
  if (cells.slice(plan.names.length).some((cell) => cell.trim() !== ""))
    reading.refuse(
      "row",
      String(cells.length),
      `Has ${cells.length} cells where the header has ${plan.names.length}: a value may hold a separator outside quotes.`,
    );
  else if (cells.length < plan.names.length)
    reading.warn("cells_missing", `Has ${cells.length} cells where the header has ${plan.names.length}.`);
  reading.names();
  reading.email();
  reading.phone();
  reading.company();
  for (const field of listFields) reading.list(field);
  reading.lastContact(now);
  reading.ownNotes();
  const [id] = reading.filled("external_id", true);
  const title = fields.name ?? fields.company ?? fields.email?.split("@")[0] ?? id?.value;
  if (title === undefined) reading.refuse("name", "", "No name, company, e-mail address or id to make a contact of.");
  checkLengths(reading);
  if (reading.refusal || title === undefined) return { row: null, refusal: reading.refusal, warnings };
  const external =
    id?.value ??
    (fields.email === undefined ? `${madeIdPrefix}${hash([title, fields.company ?? "", fields.phone ?? ""])}` : null);
  if (external !== null && external.length > 255)
    return {
      row: null,
      refusal: { field: "external_id", value: external.slice(0, 200), reason: "May have at most 255 characters." },
      warnings,
    };
  return { row: { fields, title, external_id: external }, refusal: null, warnings };
};

const checkLengths = (reading: Reading): void => {
  const { last_contact: _time, ...fields } = reading.fields;
  const read = ContactChange.safeParse(fields);
  if (read.success) return;
  for (const issue of read.error.issues) {
    const field = String(issue.path?.[0] ?? "row");
    reading.refuse(field, String((fields as Record<string, unknown>)[field] ?? ""), issue.message);
  }
};

/** 53 bits over what people would call the same person or deal; not for secrets. */
const hash = (parts: readonly string[]): string => {
  const text = parts.map((part) => fold(part.trim())).join("\u0000");
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36);
};
