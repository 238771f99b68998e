/** Runs of playbooks that are thirty days old, each with the accounts that had none in that time. [PF16] */
import { and, gte, inArray, isNull, sql } from "drizzle-orm";
import { type Course, type Effectiveness, effectivenessOf, type Treated } from "../../domain/effectiveness.ts";
import { playbooks } from "../../domain/playbooks/index.ts";
import { accounts } from "../../drizzle/accounts.ts";
import { playbookRuns } from "../../drizzle/playbooks.ts";
import type { Database } from "../database.ts";

const day = 24 * 60 * 60_000;
/** A run is judged by what the health did in so many days after its start. */
export const judgedAfter = 30 * day;
/** Runs older than this are of another time. */
const lookingBack = 365 * day;

interface Scored {
  account: string;
  at: number;
  value: number;
}

/** The computed score at a moment: an override is what somebody said, not what the customer did. */
const at = (scores: readonly Scored[] | undefined, moment: number): number | null =>
  scores?.findLast((score) => score.at <= moment)?.value ?? null;

export interface EffectFound {
  playbooks: Effectiveness[];
  /** Runs that are too young to be judged, and when the first of them can be. */
  young: number;
  next: number | null;
}

export const effectOf = async (db: Database, circles: readonly string[], now: number): Promise<EffectFound> => {
  const runs = await db
    .select({
      circle: playbookRuns.circle,
      account: playbookRuns.account,
      playbook: playbookRuns.playbook,
      started_at: playbookRuns.started_at,
    })
    .from(playbookRuns)
    .where(and(inArray(playbookRuns.circle, [...circles]), gte(playbookRuns.started_at, now - lookingBack)))
    .orderBy(playbookRuns.started_at);
  const old = runs.filter(({ started_at }) => started_at + judgedAfter <= now);
  const young = runs.filter(({ started_at }) => started_at + judgedAfter > now);
  const found = { young: young.length, next: young[0] ? young[0].started_at + judgedAfter : null };
  if (old.length === 0) return { playbooks: [], ...found };

  const rows = await db
    .select({ id: accounts.id, circle: accounts.circle, segment: accounts.segment })
    .from(accounts)
    .where(and(inArray(accounts.circle, [...circles]), isNull(accounts.deleted_at)));
  const scores = Map.groupBy(
    await db.all<Scored>(sql`
      select account, at, computed_value as value from health_scores
      where circle in (select value from json_each(${JSON.stringify(circles)})) and computed_value is not null
      order by at, id`),
    ({ account }) => account,
  );
  const segments = new Map(rows.map(({ id, segment }) => [id, segment]));
  const courseOf = (account: string, from: number): Course | null => {
    const [before, after] = [at(scores.get(account), from), at(scores.get(account), from + judgedAfter)];
    return before === null || after === null
      ? null
      : { account, segment: segments.get(account) ?? null, before, after };
  };
  const treated = old.flatMap(({ circle, account, playbook, started_at: from }): Treated[] => {
    const number = playbooks.find(({ id }) => id === playbook)?.number;
    const own = courseOf(account, from);
    if (number === undefined || own === null) return [];
    const busy = new Set(
      runs
        .filter(({ started_at }) => Math.abs(started_at - from) < judgedAfter)
        .map(({ account: treatedToo }) => treatedToo),
    );
    const others = rows.flatMap(({ id, circle: theirs }) =>
      theirs === circle && !busy.has(id) ? (courseOf(id, from) ?? []) : [],
    );
    return [{ playbook: number, ...own, others }];
  });
  return { playbooks: effectivenessOf(treated), ...found };
};
