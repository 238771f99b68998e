/**
 * A question in plain English, read by rules into the filter and the order of the accounts page: what was asked is shown as
 * a view that people can change. What is not understood is said, never guessed. [AQ1]
 */
import {
  type AccountFilter,
  type AccountOrder,
  type AccountQuery,
  noAccountFilter,
  usualOrder,
} from "../account-view.ts";
import { industries, segments, sentiments } from "../account-words.ts";
import { dateAfter } from "../days.ts";
import { buckets } from "../health.ts";
import { quantitiesIn } from "../grounding/quantities.ts";
import { fold } from "../text.ts";
import { Reader, type Understood } from "./reader.ts";
import { bucketWords, dataWords, idleWords, industryWords, orderWords, segmentWords, sentimentWords } from "./words.ts";

/** Names that only this circle knows. */
export interface Vocabulary {
  regions: readonly string[];
  members: readonly { id: string; name: string }[];
  /** Names of accounts. */
  accounts: readonly string[];
}

export interface Understanding {
  query: AccountQuery;
  /** How many rows were asked for; null when nobody said. */
  limit: number | null;
  /** "How many": the number is the answer. */
  counts: boolean;
  understood: Understood[];
  /** Words that nothing was made of. */
  leftOut: string[];
}

const days = { day: 1, week: 7, month: 30, quarter: 91, year: 365 } as const;
const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Hundredths out of `$50k`, `1.2 million`, `120,000`. */
const amountIn = (text: string): number | null => {
  const [quantity] = quantitiesIn(text);
  return quantity && quantity.value >= 0 ? Math.round(quantity.value * 100) : null;
};

const figure = String.raw`(?:[$€£] ?)?\d[\d,.]*(?: ?(?:k|m|bn|thousand|million)\b)?`;
const above = "(?:over|above|more than|greater than|at least|from|beyond|exceeding)";
const below = "(?:under|below|less than|at most|up to)";
const arrBefore = String.raw`(?:\b(?:with |paying |pays |pay |worth |bringing )?(?:an? )?(?:arr|revenue|contract)? ?(?:of )?)`;
const arrAfter = String.raw`(?: (?:of |in )?(?:arr|revenue|a year|per year|dollars))?`;
/** Without a currency sign, "k" or a word for money a number is not taken for revenue. */
const isMoney = (text: string): boolean =>
  /[$€£]|\d ?(?:k|m|bn|thousand|million)\b|arr|revenue|paying|pays|pay|worth|a year|dollars/i.test(text);

const readArr = (reader: Reader): AccountFilter["arr"] => {
  const range = { from: null as number | null, to: null as number | null };
  const amounts = (text: string): (number | null)[] =>
    [...text.matchAll(new RegExp(figure, "gi"))].map(([found]) => amountIn(found));
  reader.take(new RegExp(`${arrBefore}\\bbetween (${figure}) and (${figure})${arrAfter}`, "i"), ([whole]) => {
    if (!isMoney(whole)) return null;
    [range.from = null, range.to = null] = amounts(whole);
    return `ARR ${whole.replace(/^.*between/i, "between").trim()}`;
  });
  reader.take(new RegExp(`${arrBefore}\\b${above} ${figure}${arrAfter}`, "i"), ([whole]) => {
    if (!isMoney(whole)) return null;
    [range.from = null] = amounts(whole);
    return "ARR of at least that";
  });
  reader.take(new RegExp(`${arrBefore}\\b${below} ${figure}${arrAfter}`, "i"), ([whole]) => {
    if (!isMoney(whole)) return null;
    [range.to = null] = amounts(whole);
    return "ARR of at most that";
  });
  return range;
};

const readHealth = (reader: Reader): AccountFilter["health"] => {
  const range = { from: null as number | null, to: null as number | null };
  const score = String.raw`(\d{1,3}(?:\.\d+)?)\b(?! ?(?:%|days|weeks|months|tickets|users))`;
  reader.take(
    new RegExp(`\\b(?:health|score|health score) (?:is |of |between )?(?:between )?${score} (?:and|to) ${score}`, "i"),
    ([, from, to]) => {
      [range.from, range.to] = [Number(from), Number(to)];
      return `health from ${from} to ${to}`;
    },
  );
  reader.take(new RegExp(`\\b(?:health|score|health score) (?:is |are |of )?${above} ${score}`, "i"), ([, from]) => {
    range.from = Math.min(100, Number(from));
    return `health of at least ${from}`;
  });
  reader.take(new RegExp(`\\b(?:health|score|health score) (?:is |are |of )?${below} ${score}`, "i"), ([, to]) => {
    range.to = Math.min(100, Number(to));
    return `health of at most ${to}`;
  });
  return range;
};

type Renewal = Pick<AccountFilter, "renewal" | "renewalDates">;

const readRenewal = (reader: Reader, today: string): Renewal => {
  const dates = { from: null as string | null, to: null as string | null };
  let renewal: AccountFilter["renewal"] = null;
  const renew = String.raw`\b(?:that |which |who |whose )?(?:renew(?:s|ing|als?)?|contracts? (?:ends?|expires?)|expir(?:es?|ing)|up for renewal|renewal (?:is|date is|dates? (?:is|are)?|due))`;
  reader.take(
    /\b(?:overdue (?:renewals?)?|renewals? (?:is |are )?(?:overdue|past(?: due)?)|past (?:their )?renewals?(?: date)?|missed renewals?)\b/i,
    () => {
      renewal = "past";
      return "renewal date has passed";
    },
  );
  reader.take(/\b(?:without|no|missing) (?:a |an )?renewal(?: dates?)?\b/i, () => {
    renewal = "none";
    return "no renewal date";
  });
  reader.take(
    new RegExp(
      `${renew}(?: is| are| comes?)?(?: up)? (?:in|within|over|during)(?: the)?(?: next| coming)? (\\w+|\\d+) ?(day|week|month|quarter|year)s?\\b`,
      "i",
    ),
    (match) => {
      const [quantity] = quantitiesIn(`${match[1]} items`);
      const number = quantity?.value ?? (/^(?:an?|the|next|coming)$/i.test(match[1] ?? "") ? 1 : Number.NaN);
      if (!Number.isInteger(number) || number < 0) return null;
      renewal = Math.min(9_999, number * days[(match[2] ?? "day").toLowerCase() as keyof typeof days]);
      return `renewal within ${renewal} days`;
    },
  );
  if (renewal === null) {
    reader.takeDate(new RegExp(`${renew} before\\b`, "i"), today, (from) => {
      dates.to = dateAfter(from, -1);
      return `renewal before ${from}`;
    });
    reader.takeDate(new RegExp(`${renew} (?:until|by)\\b`, "i"), today, (_from, until) => {
      dates.to = until;
      return `renewal until ${until}`;
    });
    reader.takeDate(new RegExp(`${renew} (?:after|since)\\b`, "i"), today, (_from, until) => {
      dates.from = dateAfter(until);
      return `renewal after ${until}`;
    });
    const inside = (from: string, until: string): string => {
      [dates.from, dates.to] = [from, until];
      return `renewal from ${from} to ${until}`;
    };
    reader.takeDate(new RegExp(`${renew} (?:in|on|during|from)(?= )`, "i"), today, inside);
    reader.takeDate(new RegExp(`${renew}(?= (?:this|next|last) )`, "i"), today, inside);
  }
  if (renewal === null && dates.from === null && dates.to === null)
    reader.take(new RegExp(`${renew}(?: soon| shortly)\\b`, "i"), () => {
      renewal = 90;
      return "renewal within 90 days";
    });
  return { renewal, renewalDates: dates };
};

const measures: readonly (readonly [pattern: string, by: AccountOrder["by"], name: string])[] = [
  ["(?:open |support )*tickets", "support_tickets_open", "tickets"],
  ["(?:feature )?adoption", "feature_adoption_rate", "adoption"],
  ["nps", "nps_score", "NPS"],
  ["(?:daily |active )*users", "daily_active_users", "users"],
  ["log[- ]?ins?(?: frequency)?", "login_frequency", "logins"],
  ["seats", "seats", "seats"],
  ["(?:open )?feedback(?: items?)?", "open_feedback", "feedback"],
];

/** The page has no filter for usage numbers: it sorts by them instead, and the answer says so. */
const readMeasure = (reader: Reader): AccountOrder | null => {
  const number = String.raw`-?\d[\d.,]* ?%?`;
  const comparing = `(?:${above}|${below}|fewer than|higher than|lower than)`;
  for (const [measure, by, name] of measures) {
    const found = reader.take(
      new RegExp(
        `\\b(?:with |having |whose )?(?:an? )?(?:${measure} (?:is |are |of )?${comparing} ${number}|${comparing} ${number} ${measure})`,
        "i",
      ),
      () => `sorted by ${name}; the page has no filter for it`,
    );
    if (found) return { by, down: !new RegExp(`${below}|fewer than|lower than`, "i").test(found[0]) };
  }
  return null;
};

const readOwners = (reader: Reader, { members }: Vocabulary): string[] => {
  const owners: string[] = [];
  reader.take(/\b(?:without (?:an )?owner|no owner|unowned|nobody (?:owns|looks after)|unassigned)\b/i, () => {
    owners.push("none");
    return "nobody's";
  });
  reader.take(/\b(?:my|mine|(?:that )?(?:i|we) (?:own|look after)|owned by me|assigned to me)\b/i, () => {
    owners.push("me");
    return "yours";
  });
  for (const { id, name } of members)
    reader.take(
      new RegExp(
        `(?:\\b(?:owned by|of|by|for|assigned to|belonging to) )?(?<![\\p{L}\\p{N}])${escaped(name)}(?:'s)?(?![\\p{L}\\p{N}])`,
        "iu",
      ),
      () => {
        owners.push(id);
        return `owned by ${name}`;
      },
    );
  return owners;
};

const readLimit = (reader: Reader): number | null => {
  let limit: number | null = null;
  const number = String.raw`(\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twenty)`;
  reader.take(
    new RegExp(
      `\\b(?:top|first) ${number}\\b|\\b${number} (?=(?:largest|biggest|smallest|worst|best|healthiest|lowest|highest|most|least|soonest|next|newest)\\b)`,
      "i",
    ),
    ([whole]) => {
      const [quantity] = quantitiesIn(whole);
      if (!quantity || quantity.value < 1) return null;
      limit = quantity.value;
      return `the first ${limit}`;
    },
  );
  return limit;
};

const orderSays = ({ by, down }: AccountOrder): string =>
  `sorted by ${by.replaceAll("_", " ")}, ${down ? "highest" : "lowest"} first`;

/** The longest name of an account that stands in the question. */
const accountNamed = (reader: Reader, { accounts }: Vocabulary): string | null => {
  const low = fold(reader.rest);
  const [name] = accounts
    .filter((one) => one.length >= 3 && low.includes(fold(one)))
    .toSorted((one, other) => other.length - one.length);
  if (name === undefined) return null;
  const pattern = new RegExp(
    `(?:\\b(?:named|called|like) )?(?<![\\p{L}\\p{N}])${escaped(name)}(?:'s)?(?![\\p{L}\\p{N}])`,
    "iu",
  );
  return reader.take(pattern, () => `“${name}” in the name`) ? name : null;
};

/** [AQ1] The same question and vocabulary give the same view. */
export const understand = (question: string, today: string, vocabulary: Vocabulary): Understanding => {
  const reader = new Reader(question.slice(0, 500));
  const quoted = reader.take(/["“”]([^"“”]{1,80})["“”]/u, ([, words]) => `“${words}” in the name`);
  const counts = Boolean(
    reader.take(/\bhow many\b|\bcount (?:of )?|\bnumber of (?=accounts|customers)/i, () => "how many"),
  );
  const limit = readLimit(reader);
  const { renewal, renewalDates } = readRenewal(reader, today);
  const arr = readArr(reader);
  const health = readHealth(reader);
  const order =
    readMeasure(reader) ??
    reader.first(orderWords, orderSays) ??
    (renewal !== null && renewal !== "none" ? { by: "renewal_date" as const, down: false } : usualOrder);
  const owners = readOwners(reader, vocabulary);
  const regions = reader.choices(
    vocabulary.regions.map((region) => [
      new RegExp(`(?:\\b(?:in|from|of) (?:the )?)?(?<![\\p{L}\\p{N}])${escaped(region)}(?![\\p{L}\\p{N}])`, "iu"),
      [region],
    ]),
    vocabulary.regions,
    (values) => `region ${values}`,
  );
  const filter: AccountFilter = {
    ...noAccountFilter,
    words: quoted?.[1]?.trim() ?? accountNamed(reader, vocabulary) ?? "",
    segments: reader.choices(segmentWords, segments, (values) => `segment ${values}`),
    buckets: reader.choices(bucketWords, buckets, (values) => `health ${values.replaceAll("_", " ")}`),
    industries: reader.choices(industryWords, industries, (values) => `industry ${values}`),
    sentiments: reader.choices(sentimentWords, sentiments, (values) => `${values} sentiment`),
    data: reader.all(dataWords, (data) => `data ${data}`),
    regions,
    owners,
    arr,
    health,
    renewal,
    renewalDates,
  };
  const leftOut = (reader.rest.match(/[\p{L}\p{N}$%'-]+/gu) ?? []).filter((word) => !idleWords.has(fold(word)));
  return { query: { filter, order }, limit, counts, understood: reader.understood, leftOut };
};
