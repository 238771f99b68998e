/** A batch of daily usage on its way into D1: one look, then everything in one transaction. [I3] [IG3] [IG5] */
import { sql } from "drizzle-orm";
import type { UsageRow } from "../../domain/health.ts";
import { type CircleKey, makeId } from "../../domain/id.ts";
import {
  newsOf,
  nothingSaid,
  saidAfter,
  type UsageFacts,
  type UsageReading,
  type UsageSaid,
} from "../../domain/usage-import.ts";
import { usageNames } from "../../drizzle/accounts.ts";
import type { Desk } from "../circles.ts";

export interface BatchContext {
  circle: { id: string; key: CircleKey };
  actor: string;
  /** Unix milliseconds. */
  now: number;
  /** The file has the column; without it, what is known of NPS stays. */
  nps: boolean;
  /** The upload, which the timeline names. */
  run: string;
  /** Accounts whose making or change this upload has told already. */
  told: ReadonlySet<string>;
}

/** What a batch did to one account. */
export interface Touched {
  id: string;
  created: boolean;
  /** Its own fields changed, or it is new: the timeline tells so. */
  told: boolean;
  /** Days that are new or other than before. */
  days: string[];
}

export interface BatchDone {
  /** Every account that the rows are about, whether anything changed or not. */
  accounts: Touched[];
  /** Rows that brought something new. */
  ingested: number;
}

/** An account as the file names it. */
interface Known {
  id: string | null;
  segment: UsageFacts["segment"];
  region: string | null;
  arr: number;
  said: string | null;
}

/** Somebody may make, delete or rename an account between looking and writing; then it is looked at again. */
const rounds = 6;

/** A live account of this name, else the one that files called so before it was renamed. */
const looking = (circle: string, names: string) => sql`
  select a.id, a.segment, a.region, a.arr, case when u.account = a.id then u.said end as said
  from json_each(${names}) w
  left join ${usageNames} u on u.circle = ${circle} and u.folded = w.value
  left join accounts a on a.id = coalesce(
    (select id from accounts where circle = ${circle} and folded = w.value and deleted_at is null),
    (select id from accounts where id = u.account and deleted_at is null)
  )
  order by w.key`;

/** One account's rows, in the file's order. */
interface Group {
  name: string;
  folded: string;
  rows: UsageReading[];
}

const groupsOf = (readings: readonly UsageReading[]): Group[] => {
  const groups = new Map<string, Group>();
  for (const reading of readings) {
    const group = groups.get(reading.folded);
    if (group) group.rows.push(reading);
    else groups.set(reading.folded, { name: reading.name, folded: reading.folded, rows: [reading] });
  }
  return [...groups.values()];
};

interface Plan extends Group {
  account: string;
  created: boolean;
  news: Partial<UsageFacts>;
  before: Partial<UsageFacts>;
  said: UsageSaid;
  /** Files said nothing that has to be remembered anew. */
  heard: boolean;
}

const planOf = (group: Group, known: Known | undefined, { circle, now }: BatchContext): Plan => {
  const before = known?.said ? (JSON.parse(known.said) as UsageSaid) : nothingSaid;
  const said = group.rows.reduce(saidAfter, before);
  const heard = Boolean(known?.said) && JSON.stringify(said) === known?.said;
  if (!known?.id)
    return {
      ...group,
      account: makeId(circle.key, now, Math.random),
      created: true,
      news: newsOf(nothingSaid, said),
      before: {},
      said,
      heard: false,
    };
  const news = Object.fromEntries(
    Object.entries(newsOf(before, said)).filter(([name, value]) => known[name as keyof UsageFacts] !== value),
  ) as Partial<UsageFacts>;
  const was = Object.fromEntries(Object.keys(news).map((name) => [name, known[name as keyof UsageFacts]]));
  return { ...group, account: known.id, created: false, news, before: was, said, heard };
};

const of = (name: string): string => `json_extract(w.value, '$.${name}')`;

const raiseRevision = "update organization set account_rev = account_rev + 1 where id = ?1";
const countNumbers = "update organization set account_number = account_number + ?2 where id = ?1";

const makeAccounts = `
  insert into accounts (id, circle, number, name, folded, segment, region, arr,
    created_at, created_by, updated_at, updated_by, rev)
  select ${of("account")}, ?1, o.account_number + 1 + w.key, ${of("name")}, ${of("folded")},
    ${of("news.segment")}, ${of("news.region")}, coalesce(${of("news.arr")}, 0), ?3, ?4, ?3, ?4, o.account_rev
  from json_each(?2) w join organization o on o.id = ?1`;

const tell = `
  insert into account_events (circle, account, at, actor, via, kind, subject, before, after)
  select ?1, ${of("account")}, ?3, ?4, 'import', ?5, ?6, ${of("before")}, ${of("after")}
  from json_each(?2) w`;

/** [IG7] One upload is told once: what a later batch changes is added to what an earlier one said. */
const tellMore = `
  update account_events set
    before = case when kind = 'account.changed' then json_patch(${of("before")}, coalesce(account_events.before, '{}')) end,
    after = json_patch(account_events.after, ${of("after")})
  from json_each(?1) w
  where account_events.account = ${of("account")} and subject = ?2 and kind in ('account.created', 'account.changed')`;

const changeAccounts = `
  update accounts set segment = coalesce(${of("news.segment")}, accounts.segment),
    region = coalesce(${of("news.region")}, accounts.region), arr = coalesce(${of("news.arr")}, accounts.arr),
    updated_at = ?3, updated_by = ?4, rev = (select account_rev from organization where id = ?1)
  from json_each(?2) w where accounts.id = ${of("account")} and accounts.circle = ?1`;

const rememberSaid = `
  insert into usage_names (circle, folded, account, said)
  select ?1, ${of("folded")}, ${of("account")}, json(${of("said")}) from json_each(?2) w where true
  on conflict (circle, folded) do update set account = excluded.account, said = excluded.said`;

const numbers = [
  "daily_active_users",
  "feature_adoption_rate",
  "support_tickets_open",
  "nps_score",
  "login_frequency",
] as const satisfies readonly (keyof UsageRow)[];

/** Rows are `[account, date, …numbers]`. Without the file's NPS column the value that is there stays. */
const writeDays = (nps: boolean): string => {
  const given = nps ? numbers : numbers.filter((name) => name !== "nps_score");
  const list = (prefix: string): string => given.map((name) => `${prefix}${name}`).join(", ");
  return `
    insert into metric_days (account, date, ${numbers.join(", ")}, source, updated_at)
    select ${["account", "date", ...numbers].map((_, at) => `json_extract(w.value, '$[${at}]')`).join(", ")}, 'csv', ?2
    from json_each(?1) w where true
    on conflict (account, date) do update set
      ${given.map((name) => `${name} = excluded.${name}`).join(", ")}, source = 'csv', times = null, updated_at = ?2
    where (${list("metric_days.")}) is not (${list("excluded.")})
    returning account, date`;
};

const textOf = (plans: readonly Plan[]): string =>
  JSON.stringify(plans.map(({ account, name, folded, news, said }) => ({ account, name, folded, news, said })));

const eventsOf = (plans: readonly Plan[]): string =>
  JSON.stringify(
    plans.map(({ account, name, created, before, news }) =>
      created ? { account, after: { name, ...news } } : { account, before, after: news },
    ),
  );

const write = async (
  { env: { DB } }: Desk,
  plans: readonly Plan[],
  { circle, actor, now, nps, run, told }: BatchContext,
): Promise<BatchDone> => {
  const made = plans.filter(({ created }) => created);
  const changed = plans.filter(({ created, news }) => !created && Object.keys(news).length > 0);
  const speaking = plans.filter(({ heard }) => !heard);
  const [makings, changes] = [textOf(made), textOf(changed)];
  // Of one day the last row counts.
  const days = plans.flatMap(({ account, rows }) =>
    [...new Map(rows.map(({ day }) => [day.date, day])).values()].map((day) => [
      account,
      day.date,
      ...numbers.map((name) => day[name]),
    ]),
  );
  const telling = (kind: string, some: readonly Plan[]) =>
    some.length > 0 ? [DB.prepare(tell).bind(circle.id, eventsOf(some), now, actor, kind, run)] : [];
  const [more, first] = [
    changed.filter(({ account }) => told.has(account)),
    changed.filter(({ account }) => !told.has(account)),
  ];
  const statements = [
    ...(made.length + changed.length > 0 ? [DB.prepare(raiseRevision).bind(circle.id)] : []),
    ...(made.length > 0
      ? [
          DB.prepare(makeAccounts).bind(circle.id, makings, now, actor),
          DB.prepare(countNumbers).bind(circle.id, made.length),
        ]
      : []),
    ...(changed.length > 0 ? [DB.prepare(changeAccounts).bind(circle.id, changes, now, actor)] : []),
    ...telling("account.created", made),
    ...telling("account.changed", first),
    ...(more.length > 0 ? [DB.prepare(tellMore).bind(eventsOf(more), run)] : []),
    ...(speaking.length > 0 ? [DB.prepare(rememberSaid).bind(circle.id, textOf(speaking))] : []),
    DB.prepare(writeDays(nps)).bind(JSON.stringify(days), now),
  ];
  const results = await DB.batch<{ account: string; date: string }>(statements);
  const written = new Map<string, Set<string>>();
  for (const { account, date } of results.at(-1)?.results ?? [])
    written.set(account, (written.get(account) ?? new Set()).add(date));
  let ingested = 0;
  const accounts = plans.map(({ account, created, news, rows }): Touched => {
    const fresh = written.get(account) ?? new Set();
    ingested += rows.filter(({ day }) => fresh.has(day.date)).length;
    return { id: account, created, told: created || Object.keys(news).length > 0, days: [...fresh] };
  });
  return { accounts, ingested };
};

const isConflict = (error: unknown): boolean => error instanceof Error && /constraint failed/i.test(error.message);

/** Takes in rows that were read without faults. All of them, or, when it throws, none. */
export const takeBatch = async (
  desk: Desk,
  readings: readonly UsageReading[],
  context: BatchContext,
): Promise<BatchDone> => {
  const groups = groupsOf(readings);
  const names = JSON.stringify(groups.map(({ folded }) => folded));
  for (let round = 1; ; round += 1) {
    const known = await desk.db.all<Known>(looking(context.circle.id, names));
    const plans = groups.map((group, at) => planOf(group, known[at], context));
    try {
      return await write(desk, plans, context);
    } catch (error) {
      if (round === rounds || !isConflict(error)) throw error;
    }
  }
};
