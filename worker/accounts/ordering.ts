/** The orders a list of accounts may have, as SQL, and the cursor that goes on behind a row of any of them. [A3] [C6] [D2] [AV2] */
import { type SQL, sql } from "drizzle-orm";
import { fieldOf } from "../../domain/health.ts";
import { wrong } from "../../domain/problem.ts";
import { accounts } from "../../drizzle/accounts.ts";

/** One step of an order: never null. */
interface Term {
  sql: SQL;
  down: boolean;
}
type Terms = (down: boolean) => Term[];

const plain =
  (expression: SQL): Terms =>
  (down) => [{ sql: expression, down }];

/** What is empty comes last, whichever way. */
const emptyLast =
  (expression: SQL, otherwise: "''" | "0"): Terms =>
  (down) => [
    { sql: sql`(${expression} is null)`, down: false },
    { sql: sql`ifnull(${expression}, ${sql.raw(otherwise)})`, down },
  ];

/** Numbers of a day's usage, to nine places: what JSON and back keeps. */
const usage = (field: string): Terms =>
  emptyLast(sql`round(json_extract(${accounts.health_inputs}, ${sql.raw(`'$.row.${field}'`)}), 9)`, "0");

const bucketRank = sql`case ${accounts.health_bucket} when 'critical' then 0 when 'at_risk' then 1 when 'healthy' then 2 end`;
const health = emptyLast(sql`round(${accounts.health_value}, 9)`, "0");

const orders: Record<string, Terms> = {
  arr: plain(sql`${accounts.arr}`),
  renewal_date: emptyLast(sql`${accounts.renewal_date}`, "''"),
  /** By bucket, critical first and unknown last, then by the number. */
  health_score: (down) => [...emptyLast(bucketRank, "0")(down), ...health(down)],
  health_value: health,
  bucket: emptyLast(bucketRank, "0"),
  name: plain(sql`${accounts.folded}`),
  number: plain(sql`${accounts.number}`),
  industry: plain(sql`${accounts.industry}`),
  segment: emptyLast(
    sql`case ${accounts.segment} when 'SMB' then 0 when 'Mid-Market' then 1 when 'Enterprise' then 2 end`,
    "0",
  ),
  /** Beyond ASCII their case decides. */
  region: emptyLast(sql`lower(${accounts.region})`, "''"),
  owner: emptyLast(sql`(select lower(u.name) || u.id from user u where u.id = ${accounts.owner})`, "''"),
  sentiment: emptyLast(
    sql`case ${accounts.sentiment} when 'negative' then 0 when 'neutral' then 1 when 'positive' then 2 end`,
    "0",
  ),
  seats: emptyLast(sql`${accounts.seats}`, "0"),
  open_feedback: plain(sql`${accounts.open_feedback}`),
  last_meeting_at: emptyLast(sql`${accounts.last_meeting_at}`, "0"),
  last_updated: plain(sql`${accounts.updated_at}`),
  updated_at: plain(sql`${accounts.updated_at}`),
  created_at: plain(sql`${accounts.created_at}`),
  date: emptyLast(sql`json_extract(${accounts.health_inputs}, '$.row.date')`, "''"),
  ...Object.fromEntries(Object.values(fieldOf).map((field) => [field, usage(field)])),
};

export const orderings = Object.keys(orders);
/** [D2] */
export const usualOrder = "-arr,name";

const most = 3;

const refused = `Must be one of: ${orderings.join(", ")}; with a minus in front for downwards.`;

/** The fields that are named, then name and number: each once. */
const termsOf = (ordering: string): Term[] => {
  const named = ordering.split(",").map((one) => one.trim());
  if (named.length > most) throw wrong("ordering", `May name at most ${most} fields.`);
  const known = new Map<string, Term[]>();
  for (const one of [...named, "name", "number"]) {
    const field = one.replace(/^-/, "");
    const terms = Object.hasOwn(orders, field) && orders[field];
    if (!terms) throw wrong("ordering", refused);
    if (!known.has(field)) known.set(field, terms(one.startsWith("-")));
  }
  return [...known.values()].flat();
};

export interface Order {
  by: SQL;
  /** Where a row stands, as JSON: what a cursor is made of. */
  place: SQL<string>;
  /** The rows behind the one that a cursor stands for. */
  behind(cursor: string): SQL;
  cursorAt(place: string): string;
}

const encode = (text: string): string =>
  btoa(String.fromCharCode(...new TextEncoder().encode(text)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const decode = (text: string): string => {
  const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
};

/** Numbers stand in the statement itself: D1 takes a hundred parameters and no more. */
const literal = (value: string | number): SQL => (typeof value === "number" ? sql.raw(String(value)) : sql`${value}`);

const valuesIn = (cursor: string, ordering: string, length: number): (string | number)[] => {
  try {
    const [name, values] = JSON.parse(decode(cursor)) as [unknown, unknown[]];
    const fits = values.every((value) => typeof value === "string" || Number.isFinite(value));
    if (name === ordering && values.length === length && fits) return values as (string | number)[];
  } catch {
    // Falls through: whatever it was, it is no cursor of ours.
  }
  throw wrong("cursor", "Is not a cursor of this list.");
};

/**
 * Refuses an unknown field with `errors.ordering`. No two rows tie: within a circle numbers differ, and in several circles
 * the id comes last.
 */
export const orderOf = (ordering: string, within: "circle" | "circles"): Order => {
  const terms = [...termsOf(ordering), ...(within === "circles" ? [{ sql: sql`${accounts.id}`, down: false }] : [])];
  return {
    by: sql.join(
      terms.map((term) => (term.down ? sql`${term.sql} desc` : term.sql)),
      sql`, `,
    ),
    place: sql<string>`json_array(${sql.join(
      terms.map((term) => term.sql),
      sql`, `,
    )})`,
    behind: (cursor) => {
      const values = valuesIn(cursor, ordering, terms.length);
      return terms.reduceRight<SQL>(
        (rest, term, at) => {
          const value = literal(values[at] ?? 0);
          const beyond = term.down ? sql`${term.sql} < ${value}` : sql`${term.sql} > ${value}`;
          return sql`(${beyond} or (${term.sql} = ${value} and ${rest}))`;
        },
        sql`0`,
      );
    },
    cursorAt: (place) => encode(`[${JSON.stringify(ordering)},${place}]`),
  };
};
