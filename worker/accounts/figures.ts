/** What people and programs say of an account in numbers: its metrics, and its usage of one day. [X1] [D6] [D8] */
import { and, eq } from "drizzle-orm";
import type { MetricsChange } from "../../domain/customer-metrics.ts";
import { usageFields } from "../../domain/account-words.ts";
import { Problem, wrong } from "../../domain/problem.ts";
import type { UsageDay } from "../../domain/usage-day.ts";
import { customerMetrics, metricDays } from "../../drizzle/accounts.ts";
import type { Desk } from "../circles.ts";
import type { Database } from "../database.ts";
import type { Author } from "./change.ts";
import { settle } from "./door.ts";
import type { AccountInCircle } from "./scope.ts";

const day = 24 * 60 * 60_000;

const event =
  "insert into account_events (circle, account, at, actor, via, kind, subject, before, after, step) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";

interface Saying {
  kind: string;
  subject: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

const eventOf = (
  { env: { DB } }: Desk,
  { circle, account }: AccountInCircle,
  { actor, via, now }: Author,
  { kind, subject, before, after }: Saying,
  step: string,
): D1PreparedStatement =>
  DB.prepare(event).bind(
    circle.id,
    account.id,
    now,
    actor,
    via,
    kind,
    subject,
    before && JSON.stringify(before),
    after && JSON.stringify(after),
    step,
  );

/** What is said and differs from what is there. */
const difference = (
  said: Record<string, unknown>,
  there: Record<string, unknown> | undefined,
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(said).filter(([name, value]) => value !== undefined && value !== (there?.[name] ?? null)),
  );

const pick = (from: Record<string, unknown>, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(names.map((name) => [name, from[name]]));

export const metricsRow = (db: Database, account: string) =>
  db.select().from(customerMetrics).where(eq(customerMetrics.account, account)).get();

export const usageRow = (db: Database, account: string, date: string) =>
  db
    .select()
    .from(metricDays)
    .where(and(eq(metricDays.account, account), eq(metricDays.date, date)))
    .get();

/** [X1] What is not said stays; what is so already is not written. */
export const writeMetrics = async (
  desk: Desk,
  place: AccountInCircle,
  said: MetricsChange,
  author: Author,
  step: string,
): Promise<void> => {
  const { DB } = desk.env;
  const { circle, account } = place;
  const there = await metricsRow(desk.db, account.id);
  const after = difference(said, there);
  const names = Object.keys(after);
  if (names.length === 0 && there) return;
  const values = JSON.stringify(after);
  const columns = names.map((name) => `, ${name}`).join("");
  await DB.batch([
    eventOf(
      desk,
      place,
      author,
      { kind: "metrics.changed", subject: null, before: there ? pick(there, names) : null, after },
      step,
    ),
    DB.prepare(
      `insert into customer_metrics (account, updated_at${columns})
       values (?1, ?2${names.map((name) => `, json_extract(?3, '$.${name}')`).join("")})
       on conflict (account) do update set updated_at = excluded.updated_at${names.map((name) => `, ${name} = excluded.${name}`).join("")}`,
    ).bind(account.id, author.now, ...(names.length > 0 ? [values] : [])),
  ]);
  await settle(desk, circle, [account.id], { cause: "metrics", actor: author.actor, now: author.now });
};

/** [D8] One day's usage; the score follows. What is said here is as of now, so that older news of a webhook does not undo it. */
export const writeUsageDay = async (
  desk: Desk,
  place: AccountInCircle,
  { date, ...said }: UsageDay,
  author: Author,
  step: string,
): Promise<void> => {
  if (Date.parse(date) > author.now + day) throw wrong("date", "Lies in the future.");
  const { DB } = desk.env;
  const { circle, account } = place;
  const there = await usageRow(desk.db, account.id, date);
  const after = difference(said, there);
  const names = Object.keys(after);
  if (names.length === 0 && there) return;
  const columns = names.map((name) => `, ${name}`).join("");
  const times = JSON.stringify(Object.fromEntries(names.map((name) => [name, author.now])));
  await DB.batch([
    eventOf(
      desk,
      place,
      author,
      { kind: "usage.recorded", subject: date, before: there ? pick(there, names) : null, after },
      step,
    ),
    DB.prepare(
      `insert into metric_days (account, date, source, times, updated_at${columns})
       values (?1, ?2, 'api', ?3, ?4${names.map((name) => `, json_extract(?5, '$.${name}')`).join("")})
       on conflict (account, date) do update set source = 'api', updated_at = excluded.updated_at,
         times = json_patch(ifnull(times, '{}'), excluded.times)${names.map((name) => `, ${name} = excluded.${name}`).join("")}`,
    ).bind(account.id, date, times, author.now, ...(names.length > 0 ? [JSON.stringify(after)] : [])),
  ]);
  await settle(desk, circle, [account.id], { cause: "metrics", actor: author.actor, now: author.now });
};

/** The day is as if nobody had ever said anything of it; `not_found` when nobody has. */
export const deleteUsageDay = async (
  desk: Desk,
  place: AccountInCircle,
  date: string,
  author: Author,
  step: string,
): Promise<void> => {
  const { DB } = desk.env;
  const { circle, account } = place;
  const there = await usageRow(desk.db, account.id, date);
  if (!there) throw new Problem("not_found");
  await DB.batch([
    eventOf(
      desk,
      place,
      author,
      { kind: "usage.deleted", subject: date, before: pick(there, usageFields), after: null },
      step,
    ),
    DB.prepare("delete from metric_days where account = ?1 and date = ?2").bind(account.id, date),
  ]);
  await settle(desk, circle, [account.id], { cause: "metrics", actor: author.actor, now: author.now });
};
