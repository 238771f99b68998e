/** The named schemas of the portfolio, analytics, benchmarks and Today. */
import * as z from "zod/mini";
import { buckets } from "../../domain/health.ts";
import { benchmarkMetrics, peerGroups } from "../../domain/benchmark.ts";
import { nextActionKinds } from "../../domain/next-action-rules.ts";
import { answers, mostDays } from "../../domain/next-actions.ts";
import type {
  MoverResource,
  PortfolioResource,
  RetentionLineResource,
  RetentionResource,
} from "../../domain/portfolio-resource.ts";
import { lineKinds } from "../../domain/retention.ts";
import { component } from "./components.ts";

const described = (description: string) => z.meta({ description });
const uuid = z.string().check(z.meta({ format: "uuid" }));
const instant = z.string().check(z.meta({ format: "date-time" }));
const date = z.string().check(z.meta({ format: "date" }));
const count = z.int().check(z.minimum(0));
const arr = z.number().check(described("A number with at most two decimals. [C9]"));
const health = z.nullable(z.number().check(z.minimum(0), z.maximum(100)));
const bucket = z.enum([...buckets, "unknown"]);
const percent = z.nullable(z.number().check(described("Percent with two decimals; null without ARR at the start.")));
const points = z.number();

const part = { count, arr };
const Part = z.object(part);
const byBucket = { critical: Part, at_risk: Part, healthy: Part, unknown: Part };
const averages = {
  scored: Part.check(described("Accounts whose score is known: only these are in the averages. [PF1]")),
  average_health: health,
  weighted_health: health.check(described("Weighted by ARR.")),
  buckets: z.object(byBucket),
};
const Group = z.object({
  name: z.nullable(z.string()).check(described("Null: accounts of which it is not known.")),
  ...part,
  ...averages,
  at_risk: Part,
});
const Renewals = z.object({ ...part, at_risk: Part });

const portfolio = {
  total_accounts: count,
  total_arr: arr,
  ...averages,
  arr_at_risk: Part.check(described("Critical and at risk together. [PF3]")),
  by: z.object({ segment: z.array(Group), region: z.array(Group), industry: z.array(Group) }),
  renewals: z
    .object({ "30": Renewals, "60": Renewals, "90": Renewals })
    .check(described("From today to that many days ahead; each holds the shorter ones. [PF4]")),
  overdue_renewals: Part,
};
z.object(portfolio) satisfies z.ZodMiniType<PortfolioResource>;

const MoverStep = z.object({
  cause: z.enum(["configuration", "profile", "coverage", "behaviour", "override"]),
  factor: z.nullable(z.string()),
  points,
  from: z.nullable(z.number()),
  to: z.nullable(z.number()),
});

/** [PF8] */
const Mover = component(
  "Mover",
  z.object({
    account: z.object({
      id: uuid,
      number: z.int(),
      name: z.string(),
      segment: z.nullable(z.string()),
      arr,
      renewal_date: z.nullable(date),
    }),
    from: z.number(),
    to: z.number(),
    change: points.check(described("The steps' points sum to it.")),
    from_bucket: bucket,
    to_bucket: bucket,
    reckoned: z.boolean().check(described("The earlier score is what that day's usage gives now.")),
    steps: z.array(MoverStep),
  }) satisfies z.ZodMiniType<MoverResource>,
);
const counts = { risen: count, fallen: count, improved: count, worsened: count };

export const Movers = component(
  "Movers",
  z.object({ since: instant, until: instant, ...counts, movers: z.array(Mover) }),
);

const sum = z.object({ accounts: count, arr });
const retention = {
  from: instant,
  to: instant,
  start: sum,
  expansion: sum,
  contraction: sum,
  churn: sum,
  new: sum.check(described("New business, in neither rate.")),
  end: sum,
  nrr: percent,
  grr: percent,
  known_since: z.nullable(instant).check(described("When the first account came.")),
  covered: z.boolean().check(described("False when the first account came after the start.")),
};

/** [PF5] */
const Retention = component("Retention", z.object(retention) satisfies z.ZodMiniType<RetentionResource>);
const RetentionLine = z.object({
  account: z.object({ id: uuid, number: z.int(), name: z.string() }),
  kind: z.enum(lineKinds),
  before: arr,
  after: arr,
  change: z.number(),
}) satisfies z.ZodMiniType<RetentionLineResource>;

/** [I6] */
export const PortfolioSummary = component(
  "PortfolioSummary",
  z.object({
    as_of: instant,
    ...portfolio,
    movers: z.object({ since: instant, until: instant, ...counts, movers: z.array(Mover) }),
    nrr: percent,
    grr: percent,
    retention: Retention.check(described("The numbers that went into NRR and GRR, over the last 365 days.")),
  }),
);

export const RetentionReport = component(
  "RetentionReport",
  z.object({
    as_of: instant,
    definitions: z.object({ nrr: z.string(), grr: z.string() }),
    period: Retention,
    lines: z.array(RetentionLine).check(described("Accounts that changed anything, the largest change first.")),
    months: z.array(Retention),
  }),
);

/** [PF14] */
export const HealthTrend = component(
  "HealthTrend",
  z.object({
    as_of: instant,
    days: z.int(),
    every: z.int().check(described("Days from one point to the next.")),
    points: z.array(
      z.object({
        date,
        scored: count,
        reckoned: count.check(described("Of those, reckoned from usage because the account came later.")),
        average_health: health,
        weighted_health: health.check(described("Weighted by today's ARR.")),
        buckets: z.object({ critical: count, at_risk: count, healthy: count, unknown: count }),
      }),
    ),
    versions: z.array(z.object({ date, version: z.int(), note: z.string() })),
  }),
);

/** [PF15] */
export const Cohorts = component(
  "Cohorts",
  z.object({
    as_of: instant,
    cohorts: z.array(
      z.object({
        month: z.string(),
        accounts: count,
        course: z.array(z.object({ months: z.int(), accounts: count, arr })),
      }),
    ),
  }),
);

const metric = z.enum(benchmarkMetrics);
const better = z.enum(["higher", "lower"]);
const among = z.enum(["group", "all"]).check(described("`all` where the group has too few peers."));
const quartiles = { p25: z.number(), median: z.number(), p75: z.number() };

/** [R7] */
export const BenchmarkTable = component(
  "BenchmarkTable",
  z.object({
    as_of: instant,
    fewest_peers: z.int(),
    groups: z.array(
      z.object({
        by: z.nullable(z.enum(peerGroups)).check(described("Null: all accounts.")),
        group: z.nullable(z.string()),
        accounts: count,
        metrics: z.array(z.object({ metric, better, known: count, among, quartiles: z.nullable(z.object(quartiles)) })),
      }),
    ),
  }),
);

/** [R7] */
export const AccountBenchmark = component(
  "AccountBenchmark",
  z.object({
    as_of: instant,
    account: z.object({ id: uuid, number: z.int(), name: z.string() }),
    fewest_peers: z.int(),
    metrics: z.array(
      z.object({
        metric,
        value: z.nullable(z.number()),
        better,
        comparisons: z.array(
          z.object({
            by: z.enum(peerGroups),
            group: z.nullable(z.string()),
            among,
            group_peers: count,
            peers: count,
            percentile: z.number().check(z.minimum(0), z.maximum(100)),
            ...quartiles,
          }),
        ),
      }),
    ),
  }),
);

/** [PF16] */
export const PlaybookEffectiveness = component(
  "PlaybookEffectiveness",
  z.object({
    as_of: instant,
    note: z.string(),
    playbooks: z.array(
      z.object({
        playbook: z.int(),
        runs: count,
        matched: count,
        change: z.nullable(points),
        peers_change: z.nullable(points),
        difference: z.nullable(points),
        low: z.nullable(points),
        high: z.nullable(points),
        verdict: z.enum(["helps", "harms", "unclear", "too_few"]),
      }),
    ),
  }),
);

const kind = z.enum(nextActionKinds);
const NextAction = component(
  "NextAction",
  z.object({
    account: z.object({ id: uuid, number: z.int(), name: z.string(), arr }),
    days_to_renewal: z.nullable(z.int()),
    health_value: health,
    health_bucket: bucket,
    kind,
    action: z.string(),
    playbook: z.nullable(z.int()),
    reason: z.string(),
    reasons: z.array(z.object({ kind, text: z.string(), adds: z.number() })),
    worth: z
      .object({
        way: z.enum(["keep", "grow"]),
        value: arr,
        base: z.number(),
        chance: z.number(),
        nearness: z.number(),
      })
      .check(described("ARR × chance × nearness; base, chance and nearness are percent. [PF11]")),
  }),
);

/** [Y8] */
export const NextActions = component(
  "NextActions",
  z.object({
    as_of: instant,
    count: count.check(described("Accounts that call for something, those put away included.")),
    results: z.array(NextAction),
    away: z.array(NextAction).check(described("What you put away.")),
  }),
);

/** [PF12] */
export const NextActionAnswer = component(
  "NextActionAnswer",
  z.object({ account: uuid, answer: z.enum(answers), until: instant, bucket, kinds: z.array(kind) }),
);
export const NextActionAnswers = component("NextActionAnswers", z.object({ results: z.array(NextActionAnswer) }));

export const NextActionAnswerDraft = component(
  "NextActionAnswerDraft",
  z.object({
    account: uuid,
    answer: z.enum(answers, `Must be one of: ${answers.join(", ")}.`),
    days: z.optional(
      z
        .int("Must be a whole number.")
        .check(
          z.minimum(1, "At least 1."),
          z.maximum(mostDays, `At most ${mostDays}.`),
          described("3 for snoozed and 30 for not useful, unless told."),
        ),
    ),
  }),
);

/** [TD1] */
export const CircleChanges = component(
  "CircleChanges",
  z.object({
    since: instant,
    until: instant,
    kinds: z.array(z.object({ kind: z.string(), count, accounts: count })),
    people: z.array(
      z.object({ user: z.nullable(z.string()).check(described("A person's id; null is machines.")), count }),
    ),
    health: z.object(counts),
    board: z
      .array(z.object({ kind: z.string(), count, records: count }))
      .check(described("What happened to contacts and KPIs, by mutation: `contact.move`, `note.add`, …")),
  }),
);

/** [TD2] */
export const Look = component(
  "Look",
  z.object({
    at: z.nullable(instant),
    before: z.nullable(instant).check(described("What to compare with; null on the first visit.")),
  }),
);
