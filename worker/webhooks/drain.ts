/** One round of work on a circle's deliveries: take, plan, write all of it or nothing, score once, tell once. [IW8] [IW9] */
import { sql } from "drizzle-orm";
import { circleOf } from "../../domain/id.ts";
import type { Reading } from "../../domain/webhook-change.ts";
import { readSettings } from "../../domain/webhook.ts";
import type { SourceKind } from "../../domain/webhook-words.ts";
import { circleStub } from "../../party/rpc.ts";
import { settle } from "../accounts/door.ts";
import type { Desk } from "../circles.ts";
import { log } from "../log.ts";
import { sources } from "./index.ts";
import { type CircleRef, inChunks, type Round, type SourceFacts, type Work } from "./ledger.ts";
import { linkStatements, matchReviews, reviewStatements } from "./reviews.ts";
import { planRound } from "./plan.ts";

/** Deliveries of one round; a burst of thousands is a few of these. */
const roundMost = 500;
/** Waits after the first, second, … failure; then it is a dead letter. */
const waits = [2_000, 10_000, 60_000, 10 * 60_000, 60 * 60_000];

export interface Waiting {
  n: number;
  id: string;
  source: string;
  received_at: number;
  signed_at: number | null;
  event: string;
  headers: string;
  body: string | null;
  attempts: number;
}

interface SourceColumns {
  id: string;
  kind: SourceKind;
  name: string;
  settings: string;
}

const factsOf = (rows: readonly SourceColumns[]): Map<string, SourceFacts> =>
  new Map(rows.map(({ id, kind, name, settings }) => [id, { id, kind, name, settings: readSettings(settings) }]));

export const sourcesOf = async ({ db }: Desk, circle: string): Promise<Map<string, SourceFacts>> =>
  factsOf(
    await db.all<SourceColumns>(sql`select id, kind, name, settings from webhook_sources where circle = ${circle}`),
  );

const unreadable = (message: string): Reading => ({
  changes: [],
  steps: [],
  problems: [{ path: "body", message }],
  note: null,
});

/** The payload in our words, by the source's rules of today. */
export const readDelivery = (row: Waiting, source: SourceFacts): Reading => {
  if (row.body === null) return unreadable("It is too old: its body was forgotten.");
  try {
    return sources[source.kind].read(JSON.parse(row.body) as unknown, {
      headers: JSON.parse(row.headers) as Record<string, string>,
      settings: source.settings,
      at: row.signed_at ?? row.received_at,
      id: row.event,
    });
  } catch (error) {
    log("error", "webhook.unreadable", {
      delivery: row.id,
      reason: error instanceof Error ? error.message : "unknown",
    });
    return unreadable("It cannot be read.");
  }
};

export const workOn = (row: Waiting, source: SourceFacts): Work => ({
  row,
  source,
  reading: readDelivery(row, source),
  told: [],
  unknown: [],
  error: null,
});

/** What the delivery is from now on, and why. */
export const stateOf = ({ reading, unknown, error }: Work): { state: string; error: string | null } => {
  const [problem] = reading.problems;
  if (problem) {
    const more = reading.problems.length > 1 ? ` And ${reading.problems.length - 1} more.` : "";
    return { state: "dead", error: `${problem.path}: ${problem.message}${more}` };
  }
  if (error !== null) return { state: "dead", error };
  const [stranger] = unknown;
  if (stranger)
    return { state: "held", error: `Nobody here knows the ${stranger.kind} ${stranger.name ?? stranger.key}.` };
  return reading.changes.length === 0 ? { state: "ignored", error: reading.note } : { state: "done", error: null };
};

/** Of a batch of a thousand events the first hundred changes are kept to be looked at. */
const toldMost = 100;

const finish = `
  update webhook_deliveries set state = w.value ->> 'state', error = w.value ->> 'error', trace = w.value ->> 'trace',
    changes = w.value ->> 'changes', attempts = attempts + 1, due_at = null, done_at = ?2
  from json_each(?1) w where webhook_deliveries.n = w.value ->> 'n'`;

const finished = (DB: D1Database, works: readonly Work[], now: number): D1PreparedStatement[] =>
  inChunks(
    works.map((work) => ({
      n: work.row.n,
      ...stateOf(work),
      trace: JSON.stringify(work.reading.steps),
      changes: JSON.stringify(work.told.slice(0, toldMost)),
    })),
    100,
  ).map((text) => DB.prepare(finish).bind(text, now));

const unsettled = (DB: D1Database, circle: string, accounts: ReadonlySet<string>): D1PreparedStatement[] =>
  inChunks([...accounts]).map((text) =>
    DB.prepare(
      "insert into webhook_unsettled (account, circle) select w.value, ?2 from json_each(?1) w where true on conflict do nothing",
    ).bind(text, circle),
  );

/** Scores what was written, by the one door, once for each account however many deliveries were about it. [IW9] */
const settleAll = async (desk: Desk, circle: CircleRef, accounts: readonly string[], now: number): Promise<void> => {
  if (accounts.length === 0) return;
  await settle(desk, circle, accounts, { cause: "webhook", actor: null, now });
  await desk.db.run(sql`
    delete from webhook_unsettled where account in (select value from json_each(${JSON.stringify(accounts)}))`);
};

/** All of it in one transaction, or, when it throws, nothing. */
const work = async (round: Round, works: readonly Work[]): Promise<void> => {
  const { desk, circle, now } = round;
  const { DB } = desk.env;
  const { plan, names } = await planRound(round, works);
  for (const write of plan.first) await write();
  const statements = [
    ...plan.statements,
    ...linkStatements(DB, names.made()),
    ...finished(DB, works, now),
    ...reviewStatements(round, works, names.made()),
    ...unsettled(DB, circle.id, plan.accounts),
  ];
  await DB.batch(statements);
  await settleAll(desk, circle, [...plan.accounts], now);
};

/** A delivery that could not be worked on waits longer each time, and is laid aside after the last. */
const fail = async ({ desk, now, circle }: Round, row: Waiting, error: unknown): Promise<void> => {
  const reason = error instanceof Error ? error.message : String(error);
  const wait = waits[row.attempts];
  log(wait === undefined ? "error" : "warn", "webhook.failed", {
    circle: circle.id,
    delivery: row.id,
    attempts: row.attempts + 1,
    reason,
  });
  await desk.db.run(sql`
    update webhook_deliveries set attempts = attempts + 1, state = ${wait === undefined ? "dead" : "waiting"},
      due_at = ${wait === undefined ? null : now + wait}, error = ${`Something went wrong on our side: ${reason.slice(0, 300)}`}
    where n = ${row.n}`);
};

const tellScreens = async ({ env }: Desk, circle: CircleRef, source: string | null): Promise<void> => {
  try {
    await circleStub(env.Circle, circle.key).announce("webhooks", { source });
  } catch (error) {
    log("warn", "webhook.untold", { circle: circle.id, reason: error instanceof Error ? error.message : "unknown" });
  }
};

/** Tries all of them together; when that fails, each alone, so that one that cannot be done holds up no other. */
const workOnAll = async (
  round: Round,
  rows: readonly Waiting[],
  known: ReadonlyMap<string, SourceFacts>,
): Promise<void> => {
  const make = (some: readonly Waiting[]): Work[] =>
    some.flatMap((row) => {
      const source = known.get(row.source);
      return source ? [workOn(row, source)] : [];
    });
  try {
    await work(round, make(rows));
  } catch (error) {
    if (rows.length > 1)
      log("warn", "webhook.apart", { circle: round.circle.id, rows: rows.length, reason: String(error) });
    for (const row of rows) {
      try {
        if (rows.length === 1) throw error;
        await work(round, make([row]));
      } catch (alone) {
        await fail(round, row, alone);
      }
    }
  }
};

export interface RoundDone {
  more: boolean;
  /** When the first of what waits is due, or null. */
  due: number | null;
}

/** All that a round begins with, in one question. */
const look = async ({ env: { DB } }: Desk, circle: string, now: number) => {
  const [left, rows, known] = await DB.batch([
    DB.prepare("select account from webhook_unsettled where circle = ?1").bind(circle),
    DB.prepare(
      `select n, id, source, received_at, signed_at, event, headers, body, attempts from webhook_deliveries
       where circle = ?1 and due_at <= ?2 order by n limit ${roundMost}`,
    ).bind(circle, now),
    DB.prepare("select id, kind, name, settings from webhook_sources where circle = ?1").bind(circle),
  ]);
  return {
    left: (left?.results ?? []) as { account: string }[],
    rows: (rows?.results ?? []) as unknown as Waiting[],
    known: factsOf((known?.results ?? []) as unknown as SourceColumns[]),
  };
};

export const drain = async (desk: Desk, id: string, now: number): Promise<RoundDone> => {
  const circle: CircleRef = { id, key: circleOf(id) ?? 0 };
  const round: Round = { desk, circle, now, dry: false };
  const [{ left, rows, known }] = await Promise.all([look(desk, id, now), matchReviews(round)]);
  await settleAll(
    desk,
    circle,
    left.map(({ account }) => account),
    now,
  );
  if (rows.length > 0) {
    await workOnAll(round, rows, known);
    const [first] = rows;
    await tellScreens(
      desk,
      circle,
      rows.every(({ source }) => source === first?.source) ? (first?.source ?? null) : null,
    );
  }
  const next = await desk.db.get<{ due: number | null }>(
    sql`select min(due_at) as due from webhook_deliveries where circle = ${id} and due_at is not null`,
  );
  const due = next?.due ?? null;
  const more = due !== null && due <= Date.now();
  return { more, due: more ? null : due };
};
