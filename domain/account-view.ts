/**
 * Which accounts a page shows and in which order: read from its address, written back, matched and sorted in the browser
 * over the account book. Its parameters are those of the REST list where that has them. [AV1] [AV2]
 */
import type { BookAccount } from "./account.ts";
import {
  industries,
  type Industry,
  industryLabels,
  segments,
  type Segment,
  sentiments,
  type Sentiment,
} from "./account-words.ts";
import { type Amount, readAmount, writeAmount } from "./amount.ts";
import { dateAfter } from "./days.ts";
import { staleAfter } from "./freshness.ts";
import { type BucketOrUnknown, buckets, factors } from "./health.ts";
import type { FieldErrors } from "./problem.ts";
import { fold } from "./text.ts";

/** Stands in a list of choices for accounts that have nothing there. */
export const nothing = "none";

/** How much of an account's usage is known: all five factors of late, not all, nothing of late, nothing ever. [HL8] */
export const dataStates = ["fresh", "gaps", "stale", "missing"] as const;
export type DataState = (typeof dataStates)[number];

export const bucketChoices = [...buckets, "unknown"] as const satisfies readonly BucketOrUnknown[];
export const segmentChoices = [...segments, nothing] as const;
export const sentimentChoices = [...sentiments, nothing] as const;

/** Both ends count; null is open. */
export interface Range<Value> {
  from: Value | null;
  to: Value | null;
}

export interface AccountFilter {
  words: string;
  segments: readonly (Segment | typeof nothing)[];
  /** As they are written; `none` is without a region. */
  regions: readonly string[];
  industries: readonly Industry[];
  buckets: readonly BucketOrUnknown[];
  /** Members' ids; `me` is whoever asks, `none` is nobody. */
  owners: readonly string[];
  /** Hundredths. */
  arr: Range<Amount>;
  /** 0…100; an account without a score is in no range. */
  health: Range<number>;
  /** Days ahead from today (0 is today alone), behind us, without a date; null is any. */
  renewal: number | "past" | typeof nothing | null;
  renewalDates: Range<string>;
  sentiments: readonly (Sentiment | typeof nothing)[];
  data: readonly DataState[];
}

const open = { from: null, to: null };

export const noAccountFilter: AccountFilter = {
  words: "",
  segments: [],
  regions: [],
  industries: [],
  buckets: [],
  owners: [],
  arr: open,
  health: open,
  renewal: null,
  renewalDates: open,
  sentiments: [],
  data: [],
};

export const orderings = [
  "arr",
  "name",
  "health_score",
  "health_change",
  "renewal_date",
  "segment",
  "region",
  "industry",
  "owner",
  "sentiment",
  "daily_active_users",
  "feature_adoption_rate",
  "support_tickets_open",
  "nps_score",
  "login_frequency",
  "date",
  "seats",
  "last_meeting_at",
  "open_feedback",
  "number",
  "created_at",
  "updated_at",
] as const;
export type Ordering = (typeof orderings)[number];

export interface AccountOrder {
  by: Ordering;
  /** Largest, last or worst first. */
  down: boolean;
}

/** [D2] */
export const usualOrder: AccountOrder = { by: "arr", down: true };

export interface AccountQuery {
  filter: AccountFilter;
  order: AccountOrder;
}

/** A query by name: one text, or several where a name was given several times. */
export type Params = Readonly<Record<string, string | readonly string[] | undefined>>;

const textsOf = (given: Params[string]): readonly string[] =>
  given === undefined ? [] : typeof given === "string" ? [given] : given;

/**
 * Reads what it knows; what it does not know it leaves out and names in `errors`, by parameter: a page shows the rest,
 * whoever answers a question refuses it. Names: `search, segment, region, industry, bucket, owner, arr_min, arr_max,
 * health_min, health_max, renewal, renewal_after, renewal_before, sentiment, data, ordering`. Lists take commas, or the name
 * again; a region, which may hold a comma, only the name again.
 */
export const readAccountQuery = (params: Params): AccountQuery & { errors: FieldErrors } => {
  const errors: Record<string, string[]> = {};
  const fault = (name: string, words: string): null => {
    (errors[name] ??= []).push(words);
    return null;
  };
  const one = (name: string): string => textsOf(params[name])[0]?.trim() ?? "";
  const several = (name: string): string[] => [
    ...new Set(
      textsOf(params[name])
        .flatMap((text) => text.split(","))
        .map((text) => text.trim())
        .filter((text) => text !== ""),
    ),
  ];
  const chosen = <Value extends string>(name: string, known: readonly Value[]): Value[] => {
    const given = several(name).map(fold);
    const strange = given.find((text) => !known.some((value) => fold(value) === text));
    if (strange !== undefined) fault(name, `Must be one of: ${known.join(", ")}.`);
    return known.filter((value) => given.includes(fold(value)));
  };
  const read = <Value>(name: string, reader: (text: string) => Value): Value | null => {
    const text = one(name);
    if (text === "") return null;
    try {
      return reader(text);
    } catch (error) {
      return fault(name, (error as Error).message);
    }
  };
  const renewal = one("renewal");
  const ordering = one("ordering");
  const by = orderings.find((known) => known === ordering.replace(/^-/, ""));
  if (ordering !== "" && by === undefined) fault("ordering", `Must be one of: ${orderings.join(", ")}.`);
  if (renewal !== "" && !isRenewal(renewal)) fault("renewal", "Must be a number of days, past or none.");
  return {
    filter: {
      words: one("search"),
      segments: chosen("segment", segmentChoices),
      regions: [
        ...new Set(
          textsOf(params["region"])
            .map((text) => text.trim())
            .filter((text) => text !== ""),
        ),
      ],
      industries: chosen("industry", industries),
      buckets: chosen("bucket", bucketChoices),
      owners: several("owner"),
      arr: { from: read("arr_min", readAmount), to: read("arr_max", readAmount) },
      health: { from: read("health_min", readScore), to: read("health_max", readScore) },
      renewal: isRenewal(renewal) ? (/^\d/.test(renewal) ? Number(renewal) : (renewal as "past")) : null,
      renewalDates: { from: read("renewal_after", readDate), to: read("renewal_before", readDate) },
      sentiments: chosen("sentiment", sentimentChoices),
      data: chosen("data", dataStates),
    },
    order: by === undefined ? usualOrder : { by, down: ordering.startsWith("-") },
    errors,
  };
};

const isRenewal = (text: string): boolean => /^(\d{1,4}|past|none)$/.test(text);

const readScore = (text: string): number => {
  const value = Number(text);
  if (!/^\d{1,3}(\.\d{1,9})?$/.test(text) || value > 100) throw new Error("Must be 0 to 100.");
  return value;
};

const readDate = (text: string): string => {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  // 31 February is read as a day of March.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text)
    throw new Error("Must be a date as YYYY-MM-DD.");
  return text;
};

/** The filter and the order as parameters; undefined for those that say nothing. */
export const writeAccountQuery = ({
  filter,
  order,
}: AccountQuery): Record<string, string | readonly string[] | undefined> => {
  const list = (values: readonly string[]): string | undefined => values.join(",") || undefined;
  const amount = (value: Amount | null): string | undefined =>
    value === null ? undefined : writeAmount(value).replace(/\.00$/, "");
  const text = (value: string | number | null): string | undefined => (value === null ? undefined : String(value));
  const [region] = filter.regions;
  return {
    search: filter.words || undefined,
    segment: list(filter.segments),
    region: filter.regions.length > 1 ? filter.regions : region,
    industry: list(filter.industries),
    bucket: list(filter.buckets),
    owner: list(filter.owners),
    arr_min: amount(filter.arr.from),
    arr_max: amount(filter.arr.to),
    health_min: text(filter.health.from),
    health_max: text(filter.health.to),
    renewal: text(filter.renewal),
    renewal_after: text(filter.renewalDates.from),
    renewal_before: text(filter.renewalDates.to),
    sentiment: list(filter.sentiments),
    data: list(filter.data),
    ordering:
      order.by === usualOrder.by && order.down === usualOrder.down ? undefined : `${order.down ? "-" : ""}${order.by}`,
  };
};

export const filtersAnything = (filter: AccountFilter): boolean =>
  Object.values(writeAccountQuery({ filter, order: usualOrder })).some((value) => value !== undefined);

/** What a match needs of the world: today's UTC date, and who asks. */
export interface Asking {
  today: string;
  me: string | null;
}

/** What is known of an account's usage today. A factor counts as known while its last value is at most fourteen days old. */
export const dataStateOf = (account: Pick<BookAccount, "date" | "factor_days">, today: string): DataState => {
  if (account.date === null) return "missing";
  const oldest = dateAfter(today, -staleAfter);
  if (account.date < oldest) return "stale";
  const days = account.factor_days;
  return days !== null && factors.every((factor) => (days[factor] ?? "") >= oldest) ? "fresh" : "gaps";
};

/** Rows are never changed in place, so what a row says is folded once. */
const said = new WeakMap<BookAccount, string>();
const saidBy = (account: BookAccount): string => {
  let text = said.get(account);
  if (text === undefined) {
    const { name, number, industry, segment, region } = account;
    text = fold(`${name}\n#${number}\n${industryLabels[industry]}\n${segment ?? ""}\n${region ?? ""}`);
    said.set(account, text);
  }
  return text;
};

const within = <Value extends string | number>(value: Value | null, { from, to }: Range<Value>): boolean =>
  (from === null && to === null) ||
  (value !== null && (from === null || value >= from) && (to === null || value <= to));

/** True for accounts in which every word stands in name, number, industry, segment or region, and which pass every filter. */
export const makeAccountMatcher = (
  filter: AccountFilter,
  { today, me }: Asking,
): ((account: BookAccount) => boolean) => {
  const words = fold(filter.words).split(/\s+/u).filter(Boolean);
  const has = <Value>(chosen: readonly Value[]): ((value: Value) => boolean) => {
    const set = new Set(chosen);
    return chosen.length === 0 ? () => true : (value) => set.has(value);
  };
  const segment = has<string>(filter.segments);
  const region = has(filter.regions.map(fold));
  const industry = has(filter.industries);
  const bucket = has(filter.buckets);
  const owner = has(filter.owners.map((id) => (id === "me" ? (me ?? nothing) : id)));
  const sentiment = has<string>(filter.sentiments);
  const data = has(filter.data);
  const last = typeof filter.renewal === "number" ? dateAfter(today, filter.renewal) : "";
  const renews = (date: string | null): boolean => {
    if (filter.renewal === null) return true;
    if (filter.renewal === nothing) return date === null;
    if (date === null) return false;
    return filter.renewal === "past" ? date < today : date >= today && date <= last;
  };
  return (account) =>
    bucket(account.health_bucket) &&
    segment(account.segment ?? nothing) &&
    industry(account.industry) &&
    (filter.regions.length === 0 || region(account.region === null ? nothing : fold(account.region))) &&
    owner(account.owner ?? nothing) &&
    sentiment(account.sentiment ?? nothing) &&
    within(account.arr, filter.arr) &&
    within(account.health_value, filter.health) &&
    renews(account.renewal_date) &&
    within(account.renewal_date, filter.renewalDates) &&
    (filter.data.length === 0 || data(dataStateOf(account, today))) &&
    words.every((word) => saidBy(account).includes(word));
};

/** Names compare as people sort them: case and accents aside, numbers by size. */
const collator = new Intl.Collator("en", { sensitivity: "base", numeric: true });

/** Critical comes first going up. */
const bucketRank: Record<BucketOrUnknown, number> = { critical: 0, at_risk: 1, healthy: 2, unknown: 3 };
const sentimentRank: Record<Sentiment, number> = { negative: 0, neutral: 1, positive: 2 };

/** A number or a text to compare by; null goes last either way. */
const keyOf = (by: Ordering, ownerName: (id: string) => string): ((account: BookAccount) => string | number | null) => {
  switch (by) {
    case "health_score":
      return ({ health_bucket, health_value }) =>
        health_bucket === "unknown" ? null : bucketRank[health_bucket] * 1_000 + (health_value ?? 0);
    case "health_change":
      return healthChange;
    case "owner":
      return ({ owner }) => (owner === null ? null : ownerName(owner));
    case "sentiment":
      return ({ sentiment }) => (sentiment === null ? null : sentimentRank[sentiment]);
    case "segment":
      return ({ segment }) => (segment === null ? null : -segments.indexOf(segment));
    case "industry":
      return ({ industry }) => industryLabels[industry];
    default:
      return (account) => account[by];
  }
};

/** The change of the computed score over the last week of usage; null where there is no week. */
export const healthChange = ({ computed_value, week_before }: BookAccount): number | null =>
  computed_value === null || week_before === null ? null : computed_value - week_before;

/** In this order; equal ones go by name, then number. `ownerName` gives what an owner's id is sorted by. */
export const sortAccounts = (
  accounts: readonly BookAccount[],
  { by, down }: AccountOrder,
  ownerName: (id: string) => string = (id) => id,
): BookAccount[] => {
  const key = keyOf(by, ownerName);
  const way = down ? -1 : 1;
  return accounts
    .map((account) => ({ account, key: key(account) }))
    .toSorted((a, b) => {
      if (a.key === null || b.key === null) {
        if (a.key !== b.key) return a.key === null ? 1 : -1;
      } else if (a.key !== b.key) {
        const difference =
          typeof a.key === "string" ? collator.compare(a.key, String(b.key)) : a.key < Number(b.key) ? -1 : 1;
        if (difference !== 0) return way * difference;
      }
      return collator.compare(a.account.name, b.account.name) || a.account.number - b.account.number;
    })
    .map(({ account }) => account);
};
