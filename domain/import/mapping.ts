/** The mapping as a client gives it and gets it: columns by header, values by what the file says. [IM5] */
import { type FieldErrors, Problem } from "../problem.ts";
import {
  type DateOrder,
  type ImportField,
  type ListField,
  dateOrders,
  importFields,
  isImportField,
  listFields,
} from "./field.ts";
import type { Mapping } from "./guess.ts";
import { choices } from "./values.ts";
import { headerWords, valueKey } from "./words.ts";

export interface WireMapping {
  columns: Record<string, ImportField | null>;
  values: Record<ListField, Record<string, string | null>>;
  dates: Record<string, DateOrder>;
}

/** Every header once: blank ones get a name, repeated ones a number. */
export const columnNames = (headers: readonly string[]): string[] => {
  const taken = new Set<string>();
  return headers.map((header, index) => {
    const plain = header.trim() || `Column ${index + 1}`;
    let name = plain;
    for (let count = 2; taken.has(name); count += 1) name = `${plain} (${count})`;
    taken.add(name);
    return name;
  });
};

type Given = Record<string, unknown>;
const isObject = (value: unknown): value is Given =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const meansNothing = (value: unknown): boolean =>
  value === null || value === "" || value === "ignore" || value === "skip";

/**
 * The guess with what the client said put over it. Takes `{columns, values, dates}`, or columns alone, from header
 * to field or from field to header (or headers). Refuses unknown headers, fields and values, by `mapping`.
 */
export const readMapping = (given: unknown, names: readonly string[], guess: Mapping): Mapping => {
  if (given === undefined || given === null) return guess;
  if (!isObject(given)) throw new Problem("invalid", { errors: { mapping: ["Must be a JSON object."] } });
  const wrapped = isObject(given["columns"]) || isObject(given["values"]) || isObject(given["dates"]);
  const wrongs: string[] = [];
  const find = (header: string): number => {
    const exact = names.indexOf(header);
    return exact >= 0 ? exact : names.findIndex((name) => headerWords(name) === headerWords(header));
  };
  const parts = wrapped ? given : { columns: given };
  const fields = readColumns(isObject(parts["columns"]) ? parts["columns"] : {}, guess.fields, find, wrongs);
  const dates = [...guess.dates];
  for (const [header, order] of Object.entries(isObject(parts["dates"]) ? parts["dates"] : {})) {
    const at = find(header);
    if (at < 0) wrongs.push(`“${header}” is not a column of this file.`);
    else if (!dateOrders.includes(order as DateOrder))
      wrongs.push(`“${header}” must be read as one of: ${dateOrders.join(", ")}.`);
    else dates[at] = order as DateOrder;
  }
  const values = readValues(isObject(parts["values"]) ? parts["values"] : {}, guess.values, wrongs);
  if (wrongs.length > 0) throw new Problem("invalid", { errors: { mapping: wrongs } satisfies FieldErrors });
  return { fields, dates, values };
};

const readColumns = (
  given: Given,
  guess: Mapping["fields"],
  find: (header: string) => number,
  wrongs: string[],
): Mapping["fields"] => {
  const said = new Map<number, ImportField | null>();
  const say = (header: string, field: ImportField | null): void => {
    const at = find(header);
    if (at < 0) wrongs.push(`“${header}” is not a column of this file.`);
    else said.set(at, field);
  };
  for (const [key, value] of Object.entries(given)) {
    if (find(key) >= 0 && meansNothing(value)) say(key, null);
    else if (find(key) >= 0 && isImportField(value)) say(key, value);
    else if (isImportField(key) && typeof value === "string") say(value, key);
    else if (isImportField(key) && Array.isArray(value)) for (const header of value) say(String(header), key);
    else if (find(key) < 0) wrongs.push(`“${key}” is not a column of this file.`);
    else wrongs.push(`“${key}” must be mapped to one of: ${importFields.join(", ")}, or null.`);
  }
  const chosen = new Set(said.values());
  // A field that the client gave a column is not also fed by a guess.
  return guess.map((field, index) =>
    said.has(index)
      ? (said.get(index) ?? null)
      : field !== null && field !== "notes" && chosen.has(field)
        ? null
        : field,
  );
};

const readValues = (given: Given, guess: Mapping["values"], wrongs: string[]): Mapping["values"] => {
  const values = { status: new Map(guess.status), funnel_stage: new Map(guess.funnel_stage) };
  for (const [field, pairs] of Object.entries(given)) {
    const list = listFields.find((one) => one === field);
    if (!list || !isObject(pairs)) {
      wrongs.push(`Values can be mapped for: ${listFields.join(", ")}.`);
      continue;
    }
    for (const [value, to] of Object.entries(pairs)) {
      if (meansNothing(to)) values[list].set(valueKey(value), null);
      else if (typeof to === "string" && choices[list].includes(to)) values[list].set(valueKey(value), to);
      else wrongs.push(`“${value}” must become one of: ${choices[list].join(", ")}, or null.`);
    }
  }
  return values;
};

/** The mapping as the client can send it back. */
export const wireMapping = (mapping: Mapping, names: readonly string[]): WireMapping => ({
  columns: Object.fromEntries(names.map((name, index) => [name, mapping.fields[index] ?? null])),
  values: {
    status: Object.fromEntries(mapping.values.status),
    funnel_stage: Object.fromEntries(mapping.values.funnel_stage),
  },
  dates: Object.fromEntries(
    names.flatMap((name, index) => (mapping.dates[index] ? [[name, mapping.dates[index]]] : [])),
  ),
});
