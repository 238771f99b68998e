/** Runs of playbooks in D1: started, worked on step by step, ended; each with its line in the account's timeline. [Y3] */
import { and, asc, count, desc, eq, inArray, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { makeId } from "../../domain/id.ts";
import { playbooks } from "../../domain/playbooks/index.ts";
import type { Playbook } from "../../domain/playbooks/playbook.ts";
import type { Match } from "../../domain/playbooks/recommend.ts";
import { type RunOutcome, type StepChange, stepsOf } from "../../domain/playbooks/run.ts";
import { Problem, wrong } from "../../domain/problem.ts";
import { accountEvents, type AccountRow, accounts } from "../../drizzle/accounts.ts";
import { playbookRuns, playbookSteps } from "../../drizzle/playbooks.ts";
import { circleStub } from "../../party/rpc.ts";
import { demandOwner } from "../accounts/account-write.ts";
import type { Author } from "../accounts/change.ts";
import { utcDay } from "../accounts/list-query.ts";
import type { Desk, Standing } from "../circles.ts";
import type { Database } from "../database.ts";
import { log } from "../log.ts";

export type RunRow = typeof playbookRuns.$inferSelect;
export type StepRow = typeof playbookSteps.$inferSelect;

/** [PB1] By number or by id; anything else is `not_found`. */
export const playbookNamed = (given: string): Playbook => {
  const found = playbooks.find(({ number, id }) => String(number) === given || id === given);
  if (!found) throw new Problem("not_found");
  return found;
};

const shownPlaybook = (id: string) => {
  const found = playbooks.find((one) => one.id === id);
  return { id, number: found?.number ?? null, name: found?.name ?? id };
};

const instant = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

const stepResource = ({ id, place, title, detail, role, owner, due, done_at, done_by }: StepRow, today: string) => ({
  id,
  place,
  title,
  detail,
  role,
  owner,
  due,
  late: done_at === null && due < today,
  done: done_at !== null,
  done_at: instant(done_at),
  done_by,
});

interface Found {
  run: RunRow;
  account: Pick<AccountRow, "id" | "number" | "name">;
}

const runResource = ({ run, account }: Found, steps: readonly StepRow[], today: string) => ({
  id: run.id,
  circle_id: run.circle,
  account,
  playbook: shownPlaybook(run.playbook),
  started_at: instant(run.started_at) ?? "",
  started_by: run.started_by,
  touched_at: instant(run.touched_at) ?? "",
  ended_at: instant(run.ended_at),
  ended_by: run.ended_by,
  outcome: run.outcome,
  note: run.note,
  matched: JSON.parse(run.matched) as Match[],
  health_before: run.health_before,
  health_after: run.health_after,
  steps_done: steps.filter(({ done_at }) => done_at !== null).length,
  steps: steps.map((step) => stepResource(step, today)),
});
export type RunResource = ReturnType<typeof runResource>;

const stepsOfRuns = async (db: Database, runs: readonly string[]): Promise<Map<string, StepRow[]>> =>
  runs.length === 0
    ? new Map()
    : Map.groupBy(
        await db
          .select()
          .from(playbookSteps)
          .where(inArray(playbookSteps.run, [...runs]))
          .orderBy(asc(playbookSteps.place)),
        ({ run }) => run,
      );

const columns = { run: playbookRuns, account: { id: accounts.id, number: accounts.number, name: accounts.name } };

export interface RunQuestion {
  circles: readonly string[];
  account?: string;
  playbook?: string;
  state?: "open" | "ended";
  page: number;
  page_size: number;
}

/** Those under way first, then the newest: no run at work falls behind what has ended. */
export const runPage = async (
  db: Database,
  { circles, account, playbook, state, page, page_size }: RunQuestion,
  today: string,
) => {
  const conditions: (SQL | undefined)[] = [
    inArray(playbookRuns.circle, [...circles]),
    isNull(accounts.deleted_at),
    account === undefined ? undefined : eq(playbookRuns.account, account),
    playbook === undefined ? undefined : eq(playbookRuns.playbook, playbook),
    state === undefined
      ? undefined
      : state === "open"
        ? isNull(playbookRuns.ended_at)
        : isNotNull(playbookRuns.ended_at),
  ];
  const [counted, rows] = await Promise.all([
    db
      .select({ count: count() })
      .from(playbookRuns)
      .innerJoin(accounts, eq(accounts.id, playbookRuns.account))
      .where(and(...conditions))
      .get(),
    db
      .select(columns)
      .from(playbookRuns)
      .innerJoin(accounts, eq(accounts.id, playbookRuns.account))
      .where(and(...conditions))
      .orderBy(desc(isNull(playbookRuns.ended_at)), desc(playbookRuns.started_at), desc(playbookRuns.id))
      .limit(page_size)
      .offset((page - 1) * page_size),
  ]);
  const steps = await stepsOfRuns(
    db,
    rows.map(({ run }) => run.id),
  );
  return {
    count: counted?.count ?? 0,
    results: rows.map((row) => runResource(row, steps.get(row.run.id) ?? [], today)),
  };
};

export const runById = async (db: Database, id: string): Promise<Found> => {
  const row = await db
    .select(columns)
    .from(playbookRuns)
    .innerJoin(accounts, eq(accounts.id, playbookRuns.account))
    .where(and(eq(playbookRuns.id, id.toLowerCase()), isNull(accounts.deleted_at)))
    .get();
  if (!row) throw new Problem("not_found");
  return row;
};

export const shownRun = async (db: Database, found: Found, today: string): Promise<RunResource> =>
  runResource(found, (await stepsOfRuns(db, [found.run.id])).get(found.run.id) ?? [], today);

/** A circle that cannot be reached asks again when its screens are back. */
const tell = async ({ env }: Desk, circle: Standing, account: string): Promise<void> => {
  try {
    const stub = circleStub(env.Circle, circle.key);
    await Promise.all([stub.announce("playbooks", { account }), stub.announce("account", { ids: [account] })]);
  } catch (error) {
    log("warn", "playbooks.untold", { circle: circle.id, reason: error instanceof Error ? error.message : "unknown" });
  }
};

const event = (
  db: Database,
  circle: string,
  account: string,
  { actor, via, now }: Author,
  kind: string,
  subject: string,
  after: object,
) =>
  db.insert(accountEvents).values({
    circle,
    account,
    at: now,
    actor,
    via,
    kind,
    subject,
    before: null,
    after: JSON.stringify(after),
    step: null,
  });

/** [Y3] 409 with the running one while the same playbook is at work on the account. */
export const startRun = async (
  desk: Desk,
  circle: Standing,
  account: AccountRow,
  playbook: Playbook,
  matched: readonly Match[],
  author: Author,
): Promise<string> => {
  const { db } = desk;
  const running = await db
    .select({ id: playbookRuns.id })
    .from(playbookRuns)
    .where(
      and(eq(playbookRuns.account, account.id), eq(playbookRuns.playbook, playbook.id), isNull(playbookRuns.ended_at)),
    )
    .get();
  const taken = (id: string | undefined) =>
    new Problem("already_running", {
      detail: `${playbook.name} is at work on this account already.`,
      extra: { existing_id: id ?? null },
    });
  if (running) throw taken(running.id);
  const fresh = (): string => makeId(circle.key, author.now, Math.random);
  const id = fresh();
  const steps = stepsOf(playbook, utcDay(author.now), account.owner).map((step) => ({ ...step, id: fresh(), run: id }));
  try {
    await db.batch([
      db.insert(playbookRuns).values({
        id,
        circle: circle.id,
        account: account.id,
        playbook: playbook.id,
        started_at: author.now,
        started_by: author.actor,
        touched_at: author.now,
        matched: JSON.stringify(matched),
        health_before: account.health_value,
      }),
      db.insert(playbookSteps).values(steps),
      event(db, circle.id, account.id, author, "playbook.started", id, { playbook: playbook.name }),
    ]);
  } catch (error) {
    // Two at once: the other one was first.
    if (String(error).includes("UNIQUE") || String((error as Error).cause).includes("UNIQUE")) throw taken(undefined);
    throw error;
  }
  await tell(desk, circle, account.id);
  return id;
};

const demandOpen = ({ run }: Found): void => {
  if (run.ended_at !== null) throw wrong("run", "This run has ended.");
};

export const changeStep = async (
  desk: Desk,
  circle: Standing,
  found: Found,
  place: number,
  change: StepChange,
  author: Author,
): Promise<void> => {
  const { db } = desk;
  const step = await db
    .select()
    .from(playbookSteps)
    .where(and(eq(playbookSteps.run, found.run.id), eq(playbookSteps.place, place)))
    .get();
  if (!step) throw new Problem("not_found");
  demandOpen(found);
  await demandOwner(db, circle.id, change.owner);
  const done =
    change.done === undefined || change.done === (step.done_at !== null)
      ? {}
      : change.done
        ? { done_at: author.now, done_by: author.actor }
        : { done_at: null, done_by: null };
  const { done: _done, ...fields } = change;
  const set = { ...fields, ...done };
  if (Object.keys(set).length === 0) return;
  await db.batch([
    db.update(playbookSteps).set(set).where(eq(playbookSteps.id, step.id)),
    db.update(playbookRuns).set({ touched_at: author.now }).where(eq(playbookRuns.id, found.run.id)),
    ...("done_at" in done && done.done_at !== null
      ? [
          event(db, circle.id, found.account.id, author, "playbook.step_done", found.run.id, {
            playbook: shownPlaybook(found.run.playbook).name,
            step: step.title,
          }),
        ]
      : []),
  ] as Parameters<Database["batch"]>[0]);
  await tell(desk, circle, found.account.id);
};

export const endRun = async (
  desk: Desk,
  circle: Standing,
  found: Found,
  { outcome, note }: { outcome: RunOutcome; note: string },
  author: Author,
): Promise<void> => {
  demandOpen(found);
  const { db } = desk;
  const health = sql`(select health_value from accounts where id = ${found.account.id})`;
  await db.batch([
    db
      .update(playbookRuns)
      .set({
        ended_at: author.now,
        ended_by: author.actor,
        touched_at: author.now,
        outcome,
        note,
        health_after: health as unknown as number,
      })
      .where(and(eq(playbookRuns.id, found.run.id), isNull(playbookRuns.ended_at))),
    event(db, circle.id, found.account.id, author, "playbook.ended", found.run.id, {
      playbook: shownPlaybook(found.run.playbook).name,
      outcome,
    }),
  ]);
  await tell(desk, circle, found.account.id);
};
