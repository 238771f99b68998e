/** Movers: accounts whose score is another one than at an earlier moment, and what moved it. [PF8] */
import type { Amount } from "./amount.ts";
import { type BucketOrUnknown, type Factor, factors, pointsOf, unitsOf } from "./health.ts";
import { inputText, pointsText, scoreText } from "./health-words.ts";
import { type Cause, type StoredScore, waterfallOf } from "./health-change.ts";

/** What a score was or is: what counts, and what the formula said of which inputs. */
export interface ScoreThen {
  /** The override while there was one, else the computed score. */
  value: number | null;
  bucket: BucketOrUnknown;
  computed: StoredScore;
  /** True when it is not what Rondo said then, but what that day's usage gives now: the account came later. */
  reckoned: boolean;
}

export interface MoverStep {
  /** `override`: a person's word came, went or changed. */
  cause: Cause | "override";
  /** Null for an override. */
  factor: string | null;
  points: number;
  from: number | null;
  to: number | null;
}

export interface Mover {
  id: string;
  number: number;
  name: string;
  arr: Amount;
  segment: string | null;
  renewal_date: string | null;
  from: number;
  to: number;
  /** The steps' points sum to it, in billionths. */
  change: number;
  from_bucket: BucketOrUnknown;
  to_bucket: BucketOrUnknown;
  reckoned: boolean;
  steps: MoverStep[];
}

export interface MoverAccount {
  id: string;
  number: number;
  name: string;
  arr: Amount;
  segment: string | null;
  renewal_date: string | null;
}

/** Null where either end has no score, or both the same. */
export const moverOf = (account: MoverAccount, then: ScoreThen, now: ScoreThen): Mover | null => {
  if (then.value === null || now.value === null) return null;
  const change = unitsOf(now.value) - unitsOf(then.value);
  if (change === 0) return null;
  const { steps } = waterfallOf(then.computed, now.computed);
  const explained = steps.reduce((sum, { points }) => sum + unitsOf(points), 0);
  const rest = change - explained;
  const { id, number, name, arr, segment, renewal_date } = account;
  return {
    id,
    number,
    name,
    arr,
    segment,
    renewal_date,
    from: then.value,
    to: now.value,
    change: pointsOf(change),
    from_bucket: then.bucket,
    to_bucket: now.bucket,
    reckoned: then.reckoned,
    steps: [
      ...steps.map(({ cause, factor, points, from, to }) => ({ cause, factor, points, from, to })),
      ...(rest === 0
        ? []
        : [{ cause: "override" as const, factor: null, points: pointsOf(rest), from: then.value, to: now.value }]),
    ],
  };
};

const rank: Record<BucketOrUnknown, number> = { critical: 0, at_risk: 1, healthy: 2, unknown: 3 };

export interface MoverCounts {
  risen: number;
  fallen: number;
  /** Into a better or a worse bucket. */
  improved: number;
  worsened: number;
}

export const moverCounts = (movers: readonly Pick<Mover, "change" | "from_bucket" | "to_bucket">[]): MoverCounts => ({
  risen: movers.filter(({ change }) => change > 0).length,
  fallen: movers.filter(({ change }) => change < 0).length,
  improved: movers.filter(({ from_bucket: from, to_bucket: to }) => rank[to] > rank[from]).length,
  worsened: movers.filter(({ from_bucket: from, to_bucket: to }) => rank[to] < rank[from]).length,
});

/** The largest change first, then the larger ARR. */
export const sortMovers = <Moved extends Pick<Mover, "change" | "arr" | "number">>(movers: readonly Moved[]): Moved[] =>
  movers.toSorted((a, b) => Math.abs(b.change) - Math.abs(a.change) || b.arr - a.arr || a.number - b.number);

const factorWords: Record<Factor, string> = {
  dau: "daily users",
  adoption: "adoption",
  tickets: "open tickets",
  nps: "NPS",
  login: "logins",
};

export const isFactor = (name: string | null): name is Factor => factors.some((factor) => factor === name);

/** `open tickets 2 → 6 (−8)`. */
export const stepWords = ({ cause, factor, points, from, to }: MoverStep): string => {
  const moved = `(${pointsText(points)})`;
  if (!isFactor(factor)) return `override ${moved}`;
  if (cause === "configuration") return `formula: ${factorWords[factor]} ${moved}`;
  if (cause === "profile") return `segment or seats: ${factorWords[factor]} ${moved}`;
  return `${factorWords[factor]} ${inputText(factor, from)} → ${inputText(factor, to)} ${moved}`;
};

/** `82 → 63 in a month: daily users 140 → 96 (−9.2), open tickets 2 → 6 (−8)`: the two steps that took or gave most. */
export const moveText = (move: Mover, within: string): string => {
  const told = move.steps
    .filter(({ points }) => Math.sign(points) === Math.sign(move.change))
    .toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points))
    .slice(0, 2)
    .map(stepWords);
  const change = `${scoreText(move.from)} → ${scoreText(move.to)} ${within}`;
  return told.length === 0 ? change : `${change}: ${told.join(", ")}`;
};
