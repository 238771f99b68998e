/** A check-in round as REST shows it. [KP20] */
import { writeAmount } from "./amount.ts";
import type { UserOf } from "./contact-resource.ts";
import { type Round, type RoundAnswer, type RoundEntry, readAnswers, readComments, readEntered } from "./round.ts";

const instant = (time: number): string => new Date(time).toISOString();

export const entryResource = (
  { kpi, member, value, comment }: Pick<RoundEntry | RoundAnswer, "kpi" | "member" | "value" | "comment">,
  userOf: UserOf,
) => ({
  kpi_id: kpi,
  user_id: userOf(member),
  value: writeAmount(value),
  comment,
});

/** `answers` is null until the reveal; `entered` says how many each has entered, never what. */
export const roundResource = (round: Round, circle: string, userOf: UserOf) => ({
  id: round.id,
  circle_id: circle,
  state: round.state,
  started_at: instant(round.started_at),
  started_by: userOf(round.started_by),
  entered: readEntered(round).map(([member, kpis]) => ({ user_id: userOf(member), kpis })),
  answers:
    round.answers === null
      ? null
      : readAnswers(round).map((answer) => ({
          ...entryResource(answer, userOf),
          before: writeAmount(answer.before),
          name: answer.name,
          unit: answer.unit,
        })),
  comments: readComments(round).map(({ member, at, text }) => ({ user_id: userOf(member), at: instant(at), text })),
  minutes: round.minutes,
  closed_at: round.closed_at === null ? null : instant(round.closed_at),
});
export type EntryResource = ReturnType<typeof entryResource>;
export type RoundResource = ReturnType<typeof roundResource>;
