/** A list's filter as SQL over the accounts table; it means what `matches` of domain/account-filter.ts says. */
import { type SQL, sql } from "drizzle-orm";
import { type Condition, daysWithin, type Filter } from "../../domain/account-filter.ts";
import type { DataState } from "../../domain/account-view.ts";
import { dateAfter } from "../../domain/days.ts";
import { staleAfter } from "../../domain/freshness.ts";
import { factors, fieldOf } from "../../domain/health.ts";
import { fold } from "../../domain/text.ts";
import { accounts } from "../../drizzle/accounts.ts";

export interface Meaning {
  /** The UTC day. */
  today: string;
  /** The regions there are: SQLite knows upper and lower case of ASCII only, so they are compared here. */
  regions: readonly string[];
}

const usage = (field: string): SQL => sql`json_extract(${accounts.health_inputs}, ${sql.raw(`'$.row.${field}'`)})`;
const usageFields = new Set<string>([...Object.values(fieldOf), "date"]);

const columnOf = (field: Condition["field"]): SQL =>
  usageFields.has(field) ? usage(field) : sql`${accounts[field as "name"]}`;

const times = new Set<string>(["last_meeting_at", "created_at", "updated_at"]);

const oneOf = (column: SQL, values: readonly string[]): SQL =>
  values.length === 1
    ? sql`${column} = ${values[0]}`
    : sql`${column} in (select value from json_each(${JSON.stringify(values)}))`;

const and = (parts: readonly SQL[]): SQL => (parts.length === 0 ? sql`1` : sql`(${sql.join([...parts], sql` and `)})`);

const range = (field: Condition["field"], from: number | string | undefined, to: number | string | undefined): SQL => {
  const column = columnOf(field);
  if (!times.has(field))
    return and([
      ...(from === undefined ? [] : [sql`${column} >= ${from}`]),
      ...(to === undefined ? [] : [sql`${column} <= ${to}`]),
      sql`${column} is not null`,
    ]);
  return and([
    ...(from === undefined ? [] : [sql`${column} >= ${Date.parse(String(from))}`]),
    ...(to === undefined ? [] : [sql`${column} < ${Date.parse(dateAfter(String(to)))}`]),
    sql`${column} is not null`,
  ]);
};

const conditionSql = (condition: Condition, { today, regions }: Meaning): SQL => {
  const { field } = condition;
  if ("empty" in condition)
    return condition.empty ? sql`${columnOf(field)} is null` : sql`${columnOf(field)} is not null`;
  if ("is" in condition) {
    const wanted = new Set(condition.is.map(fold));
    if (field === "name") return oneOf(sql`${accounts.folded}`, [...wanted]);
    if (field === "region")
      return oneOf(
        columnOf(field),
        regions.filter((region) => wanted.has(fold(region))),
      );
    return oneOf(columnOf(field), condition.is);
  }
  if ("has" in condition) {
    const part = fold(condition.has);
    if (field === "name") return sql`instr(${accounts.folded}, ${part}) > 0`;
    if (field === "region")
      return oneOf(
        columnOf(field),
        regions.filter((region) => fold(region).includes(part)),
      );
    return sql`instr(lower(${columnOf(field)}), ${part}) > 0`;
  }
  const { from, to } = "within" in condition ? daysWithin(condition.within, today) : condition;
  return range(field, from, to);
};

export const filterSql = (filter: Filter, meaning: Meaning): SQL => {
  if ("all" in filter) return and(filter.all.map((part) => filterSql(part, meaning)));
  if ("any" in filter)
    return filter.any.length === 0
      ? sql`0`
      : sql`(${sql.join(
          filter.any.map((part) => filterSql(part, meaning)),
          sql` or `,
        )})`;
  // What is unknown to SQL is no to us, so that `not` makes it a yes.
  if ("not" in filter) return sql`not ifnull(${filterSql(filter.not, meaning)}, 0)`;
  return conditionSql(filter, meaning);
};

/** Whether a filter asks for regions by their text. */
export const namesRegions = (filter: Filter): boolean => {
  if ("all" in filter) return filter.all.some(namesRegions);
  if ("any" in filter) return filter.any.some(namesRegions);
  if ("not" in filter) return namesRegions(filter.not);
  return filter.field === "region" && !("empty" in filter);
};

/** [A2] [AV1] Every word stands in name, number, industry, segment or region. */
export const searchSql = (search: string, { regions }: Meaning): SQL[] =>
  fold(search)
    .split(/\s+/u)
    .filter(Boolean)
    .map((word) => {
      const there = regions.filter((region) => fold(region).includes(word));
      const parts = [
        sql`instr(${accounts.folded}, ${word}) > 0`,
        sql`instr(${accounts.industry}, ${word}) > 0`,
        sql`instr(lower(ifnull(${accounts.segment}, '')), ${word}) > 0`,
        ...(/^#?\d*$/.test(word) ? [sql`instr('#' || ${accounts.number}, ${word}) > 0`] : []),
        ...(there.length > 0 ? [oneOf(sql`${accounts.region}`, there)] : []),
      ];
      return sql`(${sql.join(parts, sql` or `)})`;
    });

/** [HL8] How much of an account's usage is known, as `dataStateOf` says it. */
export const dataSql = (states: readonly DataState[], { today }: Meaning): SQL => {
  const oldest = dateAfter(today, -staleAfter);
  const date = usage("date");
  const days = factors.map(
    (factor) => sql`ifnull(json_extract(${accounts.factor_days}, ${sql.raw(`'$.${factor}'`)}), '')`,
  );
  const known = sql`min(${sql.join(days, sql`, `)}) >= ${oldest}`;
  const meaning: Record<DataState, SQL> = {
    missing: sql`${date} is null`,
    stale: sql`${date} < ${oldest}`,
    fresh: sql`(${date} >= ${oldest} and ${known})`,
    gaps: sql`(${date} >= ${oldest} and not ${known})`,
  };
  return sql`(${sql.join(
    states.map((state) => meaning[state]),
    sql` or `,
  )})`;
};
