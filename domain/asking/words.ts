/** The words that questions about accounts are asked with, and what each says of the filter or the order. [AQ1] */
import type { Industry, Segment, Sentiment } from "../account-words.ts";
import type { AccountOrder, DataState } from "../account-view.ts";
import type { BucketOrUnknown } from "../health.ts";

type Said<Value> = readonly (readonly [pattern: RegExp, value: Value])[];

export const segmentWords: Said<Segment[]> = [
  [/\benterprises?\b/i, ["Enterprise"]],
  [/\bmid[- ]?markets?\b/i, ["Mid-Market"]],
  [/\b(?:smbs?|small (?:and medium )?business(?:es)?)\b/i, ["SMB"]],
];

export const bucketWords: Said<BucketOrUnknown[]> = [
  [/\b(?:unhealthy|in (?:trouble|danger)|at[- ]risk or critical|critical or at[- ]risk)\b/i, ["at_risk", "critical"]],
  [/\bat[- ]risk\b/i, ["at_risk"]],
  [/\bcritical\b/i, ["critical"]],
  [/\bhealthy\b/i, ["healthy"]],
  [/\b(?:unknown health|health (?:is )?unknown|without (?:a )?(?:health )?score|unscored)\b/i, ["unknown"]],
];

export const industryWords: Said<Industry[]> = [
  [/\b(?:education|schools?|universit(?:y|ies))\b/i, ["education"]],
  [
    /\b(?:technology|tech|software|it) (?=customers?|accounts?|compan|sector|industry)|\b(?:technology|tech|software)\b/i,
    ["technology"],
  ],
  [/\b(?:health ?care|hospitals?|medical)\b/i, ["healthcare"]],
  [/\b(?:finance|financial|banks?|banking|insurers?|insurance)\b/i, ["finance"]],
  [/\b(?:retail|retailers?|shops?|e-?commerce)\b/i, ["retail"]],
  [/\b(?:manufacturing|manufacturers?|industrial|factor(?:y|ies))\b/i, ["manufacturing"]],
];

export const sentimentWords: Said<Sentiment[]> = [
  [/\b(?:negative(?: (?:sentiment|mood|meetings?))?|unhappy|angry|upset|dissatisfied)\b/i, ["negative"]],
  [/\b(?:positive(?: (?:sentiment|mood|meetings?))?|happy|delighted)\b/i, ["positive"]],
  [/\bneutral(?: (?:sentiment|mood))?\b/i, ["neutral"]],
];

export const dataWords: Said<DataState> = [
  [/\b(?:stale|old|outdated) (?:usage )?data\b/i, "stale"],
  [/\b(?:no|missing|without(?: any)?) (?:usage )?data\b/i, "missing"],
  [/\b(?:gaps in|incomplete) (?:the |their )?(?:usage )?data\b|\bdata gaps\b/i, "gaps"],
];

const order = (by: AccountOrder["by"], down: boolean): AccountOrder => ({ by, down });

/** The first that fits is taken. */
export const orderWords: Said<AccountOrder> = [
  [
    /\b(?:most|highest number of|many) (?:open )?(?:support )?tickets\b|\bby (?:open )?tickets\b/i,
    order("support_tickets_open", true),
  ],
  [/\b(?:lowest|worst|weakest|least) (?:feature )?adoption\b/i, order("feature_adoption_rate", false)],
  [/\b(?:highest|best|strongest|most) (?:feature )?adoption\b/i, order("feature_adoption_rate", true)],
  [/\b(?:lowest|worst) nps\b/i, order("nps_score", false)],
  [/\b(?:highest|best) nps\b/i, order("nps_score", true)],
  [/\b(?:fewest|least|lowest) (?:log[- ]?ins?|login frequency)\b/i, order("login_frequency", false)],
  [/\b(?:most|highest) (?:daily |active )*users\b|\bmost active\b/i, order("daily_active_users", true)],
  [/\b(?:fewest|lowest|least) (?:daily |active )*users\b|\bleast active\b/i, order("daily_active_users", false)],
  [
    /\b(?:fell|dropped|declined|got worse|worsened|lost)(?: the)?(?: most)?\b|\b(?:biggest|largest) (?:drop|fall|decline)s?\b/i,
    order("health_change", false),
  ],
  [
    /\b(?:rose|improved|recovered|gained|got better)(?: the)?(?: most)?\b|\b(?:biggest|largest) (?:rise|improvement|gain)s?\b/i,
    order("health_change", true),
  ],
  [/\b(?:lowest|worst|poorest) health\b|\b(?:worst|unhealthiest|least healthy)\b/i, order("health_score", false)],
  [/\b(?:highest|best) health\b|\b(?:best|healthiest)\b/i, order("health_score", true)],
  [
    /\b(?:soonest|next|earliest|first) (?:to renew|renewals?)\b|\brenew(?:s|ing|als?)? (?:soonest|next|first)\b|\bby renewal\b/i,
    order("renewal_date", false),
  ],
  [/\b(?:smallest|lowest (?:arr|revenue)|least (?:arr|revenue))\b/i, order("arr", false)],
  [/\b(?:largest|biggest|highest (?:arr|revenue)|most (?:arr|revenue|valuable|money)|top)\b/i, order("arr", true)],
  [
    /\b(?:not met|longest without a meeting|have(?:n't| not) (?:been )?met|oldest meeting)\b/i,
    order("last_meeting_at", false),
  ],
  [/\b(?:(?:sort|order|rank)(?:ed)? )?by (?:arr|revenue|size)\b/i, order("arr", true)],
  [/\b(?:(?:sort|order|rank)(?:ed)? )?by (?:health|(?:health )?score)\b/i, order("health_score", false)],
  [/\bmost (?:open )?feedback\b/i, order("open_feedback", true)],
  [/\b(?:newest|latest|most recent)(?: accounts?| customers?)?\b/i, order("created_at", true)],
];

/** Words that say nothing of which accounts are meant. */
export const idleWords: ReadonlySet<string> = new Set(
  (
    "a about account accounts called all an and any are arr as at be by can circle client clients compan companies company customer customers date dates do does doing due everyone everything for from get give " +
    "has have health how i in is it list many me money most much my named need now of on one or our over please revenue score segment show tell that the their them there these they this to today us " +
    "we what when where which who whose will with worth year you your"
  ).split(" "),
);
