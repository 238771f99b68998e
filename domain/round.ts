/** A check-in round: everybody enters values unseen, then all are revealed at once, talked over and written down. [KP20] */
import type { Amount } from "./amount.ts";
import type { Unit } from "./kpi-words.ts";

export type RoundState = "open" | "revealed" | "closed";

/** What one member said of one KPI, as everybody sees it after the reveal. */
export interface RoundAnswer {
  kpi: string;
  member: number;
  value: Amount;
  /** The KPI's value when the round was revealed, before the answers went in. */
  before: Amount;
  comment: string;
  /** What the KPI was called and measured in then, so that its answers can still be read when it is gone. [CR8] */
  name: string;
  unit: Unit;
}

export interface RoundComment {
  member: number;
  at: number;
  text: string;
}

/** A member's number and how many KPIs that member has entered. Never what. */
export type Entered = [member: number, kpis: number];

/** The row as the circle keeps it. Lists are JSON texts, so that one field is one value on the wire. */
export interface Round {
  id: string;
  n: number;
  state: RoundState;
  started_at: number;
  started_by: number;
  /** JSON: `Entered[]`. */
  entered: string;
  /** JSON: `RoundAnswer[]`, null until the reveal. */
  answers: string | null;
  /** JSON: `RoundComment[]`. */
  comments: string;
  /** The round's minutes, plain text, once it is closed. */
  minutes: string | null;
  closed_at: number | null;
  rev: number;
}

/** One unseen entry. It never leaves the circle's own store before the reveal, except to its author. */
export interface RoundEntry {
  id: string;
  n: number;
  round: string;
  kpi: string;
  member: number;
  value: Amount;
  comment: string;
  entered_at: number;
  rev: number;
}

export const readEntered = (round: Pick<Round, "entered">): Entered[] => JSON.parse(round.entered) as Entered[];
export const readAnswers = (round: Pick<Round, "answers">): RoundAnswer[] =>
  JSON.parse(round.answers ?? "[]") as RoundAnswer[];
export const readComments = (round: Pick<Round, "comments">): RoundComment[] =>
  JSON.parse(round.comments) as RoundComment[];

/** Rounds that closed longer ago are not brought to every screen any more. */
export const roundsKept = 60 * 24 * 60 * 60_000;

/** Characters that a round's entries, and its comments, may hold together: one row keeps them all. [CR9] */
export const largestRound = 500_000;
export const largestDiscussion = 100_000;
