/** Writing deliveries that are taken in: many in one statement, each one once. [IW5] */
import type { webhookDeliveries } from "../../drizzle/webhooks.ts";

export type NewDelivery = Pick<
  typeof webhookDeliveries.$inferSelect,
  | "id"
  | "circle"
  | "source"
  | "event"
  | "received_at"
  | "signed_at"
  | "headers"
  | "body"
  | "size"
  | "verdict"
  | "due_at"
>;

export interface Accepted {
  id: string;
  /** It came before: nothing will be done. */
  duplicate: boolean;
}

/** Text of one statement: D1 takes 2 MB, and quoting may double a body. */
const textMost = 700_000;

const insert = `
  insert into webhook_deliveries (id, circle, source, event, received_at, signed_at, headers, body, size, verdict, state, due_at)
  select w.value ->> 'id', w.value ->> 'circle', w.value ->> 'source', w.value ->> 'event', w.value ->> 'received_at',
    w.value ->> 'signed_at', w.value ->> 'headers', w.value ->> 'body', w.value ->> 'size', w.value ->> 'verdict', 'waiting',
    w.value ->> 'due_at'
  from json_each(?1) w where true
  on conflict (source, event) do update set repeats = repeats + 1
  returning id, source, event`;

/** For one whose quoted text would be too long: each value by itself. */
const insertOne = `
  insert into webhook_deliveries (id, circle, source, event, received_at, signed_at, headers, body, size, verdict, state, due_at)
  values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 'waiting', ?11)
  on conflict (source, event) do update set repeats = repeats + 1
  returning id, source, event`;

const alone = (DB: D1Database, row: NewDelivery): D1PreparedStatement =>
  DB.prepare(insertOne).bind(
    row.id,
    row.circle,
    row.source,
    row.event,
    row.received_at,
    row.signed_at,
    row.headers,
    row.body,
    row.size,
    row.verdict,
    row.due_at,
  );

const statementsFor = (DB: D1Database, rows: readonly NewDelivery[]): D1PreparedStatement[] => {
  const statements: D1PreparedStatement[] = [];
  let texts: string[] = [];
  let length = 0;
  const close = (): void => {
    if (texts.length > 0) statements.push(DB.prepare(insert).bind(`[${texts.join(",")}]`));
    texts = [];
    length = 0;
  };
  for (const row of rows) {
    const text = JSON.stringify(row);
    if (length + text.length > textMost) close();
    if (text.length > textMost) statements.push(alone(DB, row));
    else {
      texts.push(text);
      length += text.length;
    }
  }
  close();
  return statements;
};

/** All in one transaction. One that is there already, or comes twice among these, counts as a repetition of the first. */
export const storeDeliveries = async (DB: D1Database, rows: readonly NewDelivery[]): Promise<Accepted[]> => {
  const results = await DB.batch<{ id: string; source: string; event: string }>(statementsFor(DB, rows));
  const kept = new Map<string, string>();
  for (const { results: stored } of results)
    for (const { id, source, event } of stored) kept.set(`${source} ${event}`, id);
  return rows.map(({ id, source, event }) => {
    const first = kept.get(`${source} ${event}`) ?? id;
    return { id: first, duplicate: first !== id };
  });
};
