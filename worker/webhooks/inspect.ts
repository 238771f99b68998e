/** Deliveries as an admin looks at them, tries them again, and does them again. [IW7] */
import { and, desc, eq, getTableColumns, sql, type SQL } from "drizzle-orm";
import { circleOf } from "../../domain/id.ts";
import { Problem, wrong } from "../../domain/problem.ts";
import type { DeliveryState, Verdict } from "../../domain/webhook-words.ts";
import { type DeliveryRow, webhookDeliveries } from "../../drizzle/webhooks.ts";
import type { Desk } from "../circles.ts";
import { sourcesOf, stateOf, workOn } from "./drain.ts";
import type { DeliveryChange } from "./ledger.ts";
import { maskedBody } from "./masking.ts";
import { planRound } from "./plan.ts";

export interface DeliveryQuestion {
  circle: string;
  source?: string | undefined;
  /** Only what changed something of this account. */
  account?: string | undefined;
  verdict?: Verdict | undefined;
  state?: DeliveryState | undefined;
  /** Received at or after, and before, Unix milliseconds. */
  from?: number | undefined;
  until?: number | undefined;
  /** Text that the body, the event's id or the reason contains, whatever its case. */
  search?: string | undefined;
}

const whereOf = ({ circle, source, account, verdict, state, from, until, search }: DeliveryQuestion): SQL => {
  const { body, event, error, received_at, changes } = webhookDeliveries;
  const conditions = [
    eq(webhookDeliveries.circle, circle),
    source === undefined ? undefined : eq(webhookDeliveries.source, source),
    account === undefined ? undefined : sql`instr(${changes}, ${`"account_id":"${account}"`}) > 0`,
    verdict === undefined ? undefined : eq(webhookDeliveries.verdict, verdict),
    state === undefined ? undefined : eq(webhookDeliveries.state, state),
    from === undefined ? undefined : sql`${received_at} >= ${from}`,
    until === undefined ? undefined : sql`${received_at} < ${until}`,
    search === undefined || search === ""
      ? undefined
      : sql`instr(lower(coalesce(${body}, '') || ' ' || ${event} || ' ' || coalesce(${error}, '')), lower(${search})) > 0`,
  ];
  return and(...conditions) ?? sql`true`;
};

const instant = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
const parsed = <Value>(text: string | null, otherwise: Value): Value =>
  text === null ? otherwise : (JSON.parse(text) as Value);

type Listed = Omit<DeliveryRow, "headers" | "body" | "trace">;

export const deliveryResource = (row: Listed, source: { name: string; kind: string } | undefined) => {
  const changes = parsed<DeliveryChange[]>(row.changes, []);
  return {
    id: row.id,
    circle_id: row.circle,
    source_id: row.source,
    source_name: source?.name ?? "",
    kind: source?.kind ?? "custom",
    event_id: row.event.replace(/^(id|body|long|refused):/, ""),
    received_at: instant(row.received_at) ?? "",
    signed_at: instant(row.signed_at),
    verdict: row.verdict,
    state: row.state,
    attempts: row.attempts,
    due_at: instant(row.due_at),
    done_at: instant(row.done_at),
    error: row.error,
    repeats: row.repeats,
    size: row.size,
    changes_count: changes.length,
    first_change: changes[0] ?? null,
    summary: changes[0]?.why ?? null,
  };
};

/** Credentials in the body are masked here, not in the table: what was signed is done again as it was. */
export const wholeDelivery = (row: DeliveryRow, source: { name: string; kind: string } | undefined) => ({
  ...deliveryResource(row, source),
  headers: parsed<Record<string, string>>(row.headers, {}),
  body: row.body === null ? null : maskedBody(row.body),
  steps: parsed<{ path: string; value: string; as: string }[]>(row.trace, []),
  changes: parsed<DeliveryChange[]>(row.changes, []),
});

export const deliveriesOf = async (
  { db }: Desk,
  question: DeliveryQuestion,
  { page, page_size }: { page: number; page_size: number },
): Promise<{ count: number; rows: Listed[] }> => {
  const where = whereOf(question);
  const { headers: _headers, body: _body, trace: _trace, ...columns } = getTableColumns(webhookDeliveries);
  const counted = await db.get<{ count: number }>(
    sql`select count(*) as count from ${webhookDeliveries} where ${where}`,
  );
  const rows = await db
    .select(columns)
    .from(webhookDeliveries)
    .where(where)
    .orderBy(desc(webhookDeliveries.n))
    .limit(page_size)
    .offset((page - 1) * page_size);
  return { count: counted?.count ?? 0, rows };
};

const replayable = new Set<DeliveryState>(["waiting", "done", "ignored", "held", "dead"]);

const demandProved = ({ state, body }: DeliveryRow): void => {
  if (!replayable.has(state)) throw wrong("state", "A refused request is not done again: nobody proved who sent it.");
  if (body === null) throw wrong("state", "It is too old: its body was forgotten.");
};

/** [IW7] What it would do by today's rules, and does not. */
export const rehearse = async (desk: Desk, row: DeliveryRow) => {
  demandProved(row);
  const source = (await sourcesOf(desk, row.circle)).get(row.source);
  if (!source) throw new Problem("not_found");
  const work = workOn(row, source);
  const circle = { id: row.circle, key: circleOf(row.circle) ?? 0 };
  await planRound({ desk, circle, now: Date.now(), dry: true }, [work]);
  return {
    ...stateOf(work),
    steps: work.reading.steps,
    problems: work.reading.problems,
    changes: work.told,
    unknown: work.unknown.map(({ kind, key, name }) => ({ kind, key, name })),
  };
};

/** [IW7] It is worked on once more by today's rules. What it did already, it does not do twice. */
export const replay = async ({ db }: Desk, row: DeliveryRow): Promise<void> => {
  demandProved(row);
  await db
    .update(webhookDeliveries)
    .set({ state: "waiting", due_at: Date.now(), attempts: 0, error: null })
    .where(eq(webhookDeliveries.id, row.id));
};

/** The same for all that a question finds; gives how many there are. */
export const replayAll = async ({ db }: Desk, question: DeliveryQuestion): Promise<number> => {
  const done = await db
    .update(webhookDeliveries)
    .set({ state: "waiting", due_at: Date.now(), attempts: 0, error: null })
    .where(and(whereOf(question), sql`state <> 'refused' and body is not null`))
    .returning({ n: webhookDeliveries.n });
  return done.length;
};

/** The newest payloads of a source that were signed rightly, to try a mapping on. */
export const lastPayloads = ({ db }: Desk, source: string, most: number): Promise<DeliveryRow[]> =>
  db
    .select()
    .from(webhookDeliveries)
    .where(and(eq(webhookDeliveries.source, source), sql`${webhookDeliveries.state} <> 'refused' and body is not null`))
    .orderBy(desc(webhookDeliveries.n))
    .limit(most);
