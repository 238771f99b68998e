/** What a list of accounts may be asked for, and what that means in SQL. The parameters are those of the page. [A1] [A2] [A3] [A4] [I4] [C6] [AV1] */
import { type SQL, sql } from "drizzle-orm";
import * as z from "zod/mini";
import { type Condition, type Filter, readFilter, type WordField } from "../../domain/account-filter.ts";
import {
  type AccountFilter,
  type AccountQuery,
  bucketChoices,
  dataStates,
  nothing,
  readAccountQuery,
  segmentChoices,
  sentimentChoices,
} from "../../domain/account-view.ts";
import { industries } from "../../domain/account-words.ts";
import { dateAfter } from "../../domain/days.ts";
import { type FieldErrors, Problem, wrong } from "../../domain/problem.ts";
import { accounts } from "../../drizzle/accounts.ts";
import type { Standing } from "../circles.ts";
import type { ShellContext } from "../context.ts";
import type { Database } from "../database.ts";
import { mostRows, PageQuery, readQuery } from "../routes/contact-query.ts";
import { dataSql, filterSql, type Meaning, namesRegions, searchSql } from "./filter-sql.ts";
import { type Order, orderings, orderOf, usualOrder } from "./ordering.ts";

const text = (description: string) =>
  z.optional(
    z.string().check(
      z.refine((given) => given.length <= 8_000, "Is too long."),
      z.meta({ description }),
    ),
  );
const words = (values: readonly string[]) => text(`One or several of: ${values.join(", ")}; with commas between.`);
const day = text("A date such as 2026-11-20; that day belongs to it.");

export const CircleQuery = z.object({
  circle_id: z.optional(z.string().check(z.meta({ format: "uuid", description: "All of your circles unless told." }))),
});

/** The parameters that say which accounts, and in which order. */
export const FilterQuery = z.extend(CircleQuery, {
  search: text("Words that stand in name, industry, segment, region or number, whatever their case. Taken literally."),
  industry: words(industries),
  segment: words(segmentChoices),
  region: text("Whatever its case; may be given several times; `none` is without one."),
  bucket: words(bucketChoices),
  health_score: words(bucketChoices),
  sentiment: words(sentimentChoices),
  owner: text("Members' ids, `me`, or `none`; with commas between."),
  arr_min: text("At least so much."),
  arr_max: text("At most so much."),
  health_min: text("0 to 100."),
  health_max: text("0 to 100."),
  renewal: text("Renews within so many days from today; or `past`; or `none`."),
  renewal_after: day,
  renewal_before: day,
  data: words(dataStates),
  filter: text(
    'Conditions as JSON, joined by `all`, `any` and `not`, such as `{"any":[{"field":"arr","from":50000},{"not":{"field":"segment","is":["SMB"]}},{"field":"renewal_date","within":90}]}`.',
  ),
  ordering: text(
    `Fields with commas between, each with a minus in front for downwards: ${orderings.join(", ")}. \`${usualOrder}\` unless told. What is empty comes last.`,
  ),
});

export const AccountListQuery = z.extend(FilterQuery, {
  ...PageQuery.shape,
  cursor: text("Deep paging that never shows a row twice: start with an empty one and follow `next`."),
});

export interface Asked extends Pick<AccountQuery, "filter"> {
  /** What the page's parameters do not say. */
  compound: Filter;
  /** As it was given; empty is the usual one. */
  ordering: string;
}

const compoundOf = (given: string): Filter => {
  let json: unknown;
  try {
    json = JSON.parse(given);
  } catch {
    throw wrong("filter", "Must be JSON.");
  }
  return readFilter(json);
};

/** Which accounts the query string asks for. Names every wrong parameter. */
export const askedOf = (c: ShellContext): Asked => {
  const { filter: given, health_score, ordering = "" } = readQuery(FilterQuery, c.req.query());
  const queries = c.req.queries();
  const { filter, errors: found } = readAccountQuery({ ...queries, ordering: undefined });
  const scores = readAccountQuery({ bucket: health_score });
  const errors: FieldErrors = { ...found };
  if (scores.errors["bucket"]) errors["health_score"] = scores.errors["bucket"];
  const compound: Filter[] = [];
  if (scores.filter.buckets.length > 0) compound.push({ field: "health_bucket", is: [...scores.filter.buckets] });
  try {
    if (given) compound.push(compoundOf(given));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    Object.assign(errors, error.parts.errors);
  }
  if (Object.keys(errors).length > 0) throw new Problem("invalid", { errors });
  return { filter, compound: { all: compound }, ordering };
};

/** One of these, where `none` is what has nothing there. */
const chosen = (field: WordField | "region" | "owner", values: readonly string[]): Filter[] => {
  if (values.length === 0) return [];
  const is: Filter = { field, is: values.filter((value) => value !== nothing) } as Condition;
  return [values.includes(nothing) ? { any: [is, { field, empty: true }] } : is];
};

const range = (field: "arr" | "health_value" | "renewal_date", given: { from: unknown; to: unknown }): Filter[] =>
  given.from === null && given.to === null
    ? []
    : [
        {
          field,
          ...(given.from === null ? {} : { from: given.from }),
          ...(given.to === null ? {} : { to: given.to }),
        } as Condition,
      ];

const renews = (renewal: AccountFilter["renewal"], today: string): Filter[] => {
  if (renewal === null) return [];
  if (renewal === nothing) return [{ field: "renewal_date", empty: true }];
  return renewal === "past"
    ? [{ field: "renewal_date", to: dateAfter(today, -1) }]
    : [{ field: "renewal_date", within: renewal }];
};

/** The page's filter as conditions; words and the state of data stand beside them. */
const conditionsOf = (filter: AccountFilter, { today, me }: { today: string; me: string }): Filter[] => [
  ...chosen("segment", filter.segments),
  ...chosen("region", filter.regions),
  ...chosen(
    "owner",
    filter.owners.map((owner) => (owner === "me" ? me : owner)),
  ),
  ...chosen("sentiment", filter.sentiments),
  ...chosen("industry", filter.industries),
  ...chosen("health_bucket", filter.buckets),
  ...range("arr", filter.arr),
  ...range("health_value", filter.health),
  ...range("renewal_date", filter.renewalDates),
  ...renews(filter.renewal, today),
];

export interface ListQuestion {
  where: SQL;
  order: Order;
  page: number;
  page_size: number;
  /** Instead of a page: behind this cursor; empty is from the top. */
  cursor: string | null;
}

export const inCircles = (circles: readonly Standing[]): SQL =>
  circles.length === 1
    ? sql`${accounts.circle} = ${circles[0]?.id ?? ""}`
    : sql`${accounts.circle} in (select value from json_each(${JSON.stringify(circles.map(({ id }) => id))}))`;

const regionsOf = async (db: Database, circles: readonly Standing[]): Promise<string[]> =>
  (
    await db
      .selectDistinct({ region: accounts.region })
      .from(accounts)
      .where(sql`${inCircles(circles)} and ${accounts.deleted_at} is null and ${accounts.region} is not null`)
  ).map(({ region }) => region ?? "");

export const utcDay = (now: number): string => new Date(now).toISOString().slice(0, 10);

/** The rows of these circles that the query string asks for. */
export const whereOf = async (
  c: ShellContext,
  db: Database,
  circles: readonly Standing[],
  { filter, compound }: Pick<Asked, "filter" | "compound">,
  only?: Filter,
): Promise<SQL> => {
  const today = utcDay(Date.now());
  const all: Filter = {
    all: [...conditionsOf(filter, { today, me: c.get("claim").user }), compound, ...(only ? [only] : [])],
  };
  const meaning: Meaning = {
    today,
    regions: filter.words !== "" || namesRegions(all) ? await regionsOf(db, circles) : [],
  };
  return sql.join(
    [
      inCircles(circles),
      sql`${accounts.deleted_at} is null`,
      filterSql(all, meaning),
      ...searchSql(filter.words, meaning),
      ...(filter.data.length > 0 ? [dataSql(filter.data, meaning)] : []),
    ],
    sql` and `,
  );
};

/** What the query string asks of these circles' accounts. */
export const questionOf = async (
  c: ShellContext,
  db: Database,
  circles: readonly Standing[],
  fixed: { ordering?: string; only?: Filter } = {},
): Promise<ListQuestion> => {
  const asked = askedOf(c);
  const { page = 1, page_size = 20, cursor } = readQuery(AccountListQuery, c.req.query());
  return {
    where: await whereOf(c, db, circles, asked, fixed.only),
    order: orderOf(asked.ordering || (fixed.ordering ?? usualOrder), circles.length === 1 ? "circle" : "circles"),
    page,
    page_size: Math.min(mostRows, page_size),
    cursor: cursor ?? null,
  };
};
