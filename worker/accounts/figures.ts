/** What people and programs say of an account in numbers: its metrics, and its usage of one day. [X1] [D6] [D8] */
import { and, eq } from "drizzle-orm";
import type { MetricsChange } from "../../domain/customer-metrics.ts";
import { wrong } from "../../domain/problem.ts";
import type { UsageDay } from "../../domain/usage-day.ts";
import { customerMetrics, metricDays } from "../../drizzle/accounts.ts";
import type { Desk } from "../circles.ts";
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
  after: Record<string, unknown>;
}

const eventOf = (
  { env: { DB } }: Desk,
  { circle, account }: AccountInCircle,
  { actor, via, now }: Author,
  { kind, subject, before, after }: Saying,
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
    JSON.stringify(after),
    crypto.randomUUID(),
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

/** [X1] What is not said stays; what is so already is not written. */
export const writeMetrics = async (
  desk: Desk,
  place: AccountInCircle,
  said: MetricsChange,
  author: Author,
): Promise<void> => {
  const { DB } = desk.env;
  const { circle, account } = place;
  const there = await desk.db.select().from(customerMetrics).where(eq(customerMetrics.account, account.id)).get();
  const after = difference(said, there);
  const names = Object.keys(after);
  if (names.length === 0 && there) return;
  const values = JSON.stringify(after);
  const columns = names.map((name) => `, ${name}`).join("");
  await DB.batch([
    eventOf(desk, place, author, {
      kind: "metrics.changed",
      subject: null,
      before: there ? pick(there, names) : null,
      after,
    }),
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
): Promise<void> => {
  if (Date.parse(date) > author.now + day) throw wrong("date", "Lies in the future.");
  const { DB } = desk.env;
  const { circle, account } = place;
  const own = and(eq(metricDays.account, account.id), eq(metricDays.date, date));
  const there = await desk.db.select().from(metricDays).where(own).get();
  const after = difference(said, there);
  const names = Object.keys(after);
  if (names.length === 0 && there) return;
  const columns = names.map((name) => `, ${name}`).join("");
  const times = JSON.stringify(Object.fromEntries(names.map((name) => [name, author.now])));
  await DB.batch([
    eventOf(desk, place, author, {
      kind: "usage.recorded",
      subject: date,
      before: there ? pick(there, names) : null,
      after,
    }),
    DB.prepare(
      `insert into metric_days (account, date, source, times, updated_at${columns})
       values (?1, ?2, 'api', ?3, ?4${names.map((name) => `, json_extract(?5, '$.${name}')`).join("")})
       on conflict (account, date) do update set source = 'api', updated_at = excluded.updated_at,
         times = json_patch(ifnull(times, '{}'), excluded.times)${names.map((name) => `, ${name} = excluded.${name}`).join("")}`,
    ).bind(account.id, date, times, author.now, ...(names.length > 0 ? [JSON.stringify(after)] : [])),
  ]);
  await settle(desk, circle, [account.id], { cause: "metrics", actor: author.actor, now: author.now });
};
