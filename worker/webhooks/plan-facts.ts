/** Facts that sources state of accounts, and contracts whose sum is one of them; nothing older stands over newer. [IW11] [IW13] */
import { sql } from "drizzle-orm";
import type { Industry, Segment } from "../../domain/account-words.ts";
import { writeAmount } from "../../domain/amount.ts";
import { dayOf } from "../../domain/payload.ts";
import { isNewer, type Said } from "../../domain/usage.ts";
import type { AccountFacts, ContractChange, StatedFacts } from "../../domain/webhook-change.ts";
import type { AccountRow } from "../../drizzle/accounts.ts";
import { type AccountFields, changeAccounts } from "../accounts/change.ts";
import { emptyPlan, inChunks, keyOf, type Placed, type Plan, type Round, tell, type Work } from "./ledger.ts";

type FactName = keyof AccountFacts;

interface Contract extends Said {
  source: string;
  id: string;
  account: string;
  arr: number;
  renewal_date: string | null;
}

/** The last word on each field so far, by whomever: sources, or people who changed it here. */
const lastWords = async ({ desk }: Round, accounts: readonly string[]): Promise<Map<string, Said>> => {
  const ids = JSON.stringify(accounts);
  const rows = await desk.db.all<Said & { account: string; field: string }>(sql`
    select t.subject as account, t.field, t.at, t.n from json_each(${ids}) w join webhook_times t on t.subject = w.value
    union all
    select e.account, k.key as field, max(e.at) as at, 0 as n from json_each(${ids}) w
      join account_events e on e.account = w.value and e.kind = 'account.changed' and e.via <> 'webhook' and e.after is not null,
      json_each(e.after) k
      group by e.account, k.key`);
  const words = new Map<string, Said>();
  for (const { account, field, at, n } of rows) {
    const name = keyOf(account, field);
    if (isNewer({ at, n }, words.get(name))) words.set(name, { at, n });
  }
  return words;
};

const shownFact = (field: FactName, value: unknown): string | number | null =>
  field === "arr" && typeof value === "number" ? writeAmount(value) : ((value ?? null) as string | number | null);

interface Facts {
  wanted: Map<string, AccountFacts>;
  state(work: Work, account: AccountRow, field: FactName, value: unknown, said: Said, why: string): void;
  times: Map<string, [subject: string, field: string, at: number, n: number]>;
}

const makeFacts = (words: Map<string, Said>): Facts => {
  const wanted: Facts["wanted"] = new Map();
  const times: Facts["times"] = new Map();
  return {
    wanted,
    times,
    state(work, account, field, value, said, why) {
      const name = keyOf(account.id, field);
      const facts = wanted.get(account.id) ?? {};
      const before = field in facts ? facts[field] : account[field];
      const newer = isNewer(said, words.get(name));
      if (newer) {
        words.set(name, said);
        times.set(name, [account.id, field, said.at, said.n]);
        Object.assign(facts, { [field]: value });
        wanted.set(account.id, facts);
      }
      tell(work, {
        what: "account",
        account_id: account.id,
        account_name: account.name,
        field,
        before: shownFact(field, before),
        after: shownFact(field, newer ? value : before),
        why: newer ? why : "Something newer is known, or somebody changed it here since.",
      });
    },
  };
};

const storedContracts = ({ desk }: Round, items: readonly Placed<ContractChange>[]): Promise<Contract[]> =>
  desk.db.all<Contract>(sql`
    select c.* from webhook_contracts c where c.account in (select value from json_each(${JSON.stringify(items.map(({ account }) => account.id))}))
    union
    select c.* from json_each(${JSON.stringify(items.map(({ work, change }) => [work.source.id, change.id]))}) w
      join webhook_contracts c on c.source = w.value ->> 0 and c.id = w.value ->> 1`);

/** The account's ARR and next renewal from all its contracts. */
const sumOf = (contracts: readonly Contract[], today: string): { arr: number; renewal_date: string | null } => {
  const running = contracts.filter(({ arr }) => arr > 0);
  const dates = running.flatMap(({ renewal_date }) => renewal_date ?? []).toSorted();
  return {
    arr: running.reduce((sum, { arr }) => sum + arr, 0),
    renewal_date: dates.find((date) => date >= today) ?? dates.at(-1) ?? null,
  };
};

const stateContracts = async (
  round: Round,
  items: readonly Placed<ContractChange>[],
  facts: Facts,
): Promise<Contract[]> => {
  const contracts = new Map(
    (await storedContracts(round, items)).map((contract) => [keyOf(contract.source, contract.id), contract]),
  );
  const written = new Map<string, Contract>();
  for (const { work, change, account } of items) {
    const name = keyOf(work.source.id, change.id);
    const was = contracts.get(name);
    const said = { at: change.at, n: work.row.n };
    const newer = isNewer(said, was);
    const told = { what: "contract" as const, account_id: account.id, account_name: account.name, record: change.id };
    if (!newer) {
      const worth = was ? writeAmount(was.arr) : null;
      tell(work, {
        ...told,
        field: "arr",
        before: worth,
        after: worth,
        why: "Something newer is known of this contract.",
      });
      continue;
    }
    const { arr, renewal_date } = change;
    const now: Contract = { source: work.source.id, id: change.id, account: account.id, arr, renewal_date, ...said };
    contracts.set(name, now);
    written.set(name, now);
    tell(work, {
      ...told,
      field: "arr",
      before: was ? writeAmount(was.arr) : null,
      after: writeAmount(arr),
      why: arr === 0 ? "The contract has ended." : "What it costs a year.",
    });
    const own = [...contracts.values()].filter((contract) => contract.account === account.id);
    const sum = sumOf(own, dayOf(round.now));
    // The sum is as new as the newest of its parts, so that an older part that comes late still counts.
    const newest = own.reduce<Said>((best, one) => (isNewer(one, best) ? one : best), said);
    const all = { at: newest.at, n: Math.max(newest.n, said.n) };
    const count = own.filter((contract) => contract.arr > 0).length;
    facts.state(
      work,
      account,
      "arr",
      sum.arr,
      all,
      `The sum of ${count} running ${count === 1 ? "contract" : "contracts"}.`,
    );
    if (sum.renewal_date !== null || count === 0)
      facts.state(work, account, "renewal_date", sum.renewal_date, all, "The next of them to renew.");
  }
  return [...written.values()];
};

const writeTimes = `
  insert into webhook_times (subject, field, circle, at, n)
  select w.value ->> 0, w.value ->> 1, ?2, w.value ->> 2, w.value ->> 3 from json_each(?1) w where true
  on conflict (subject, field) do update set at = excluded.at, n = excluded.n`;

const writeContracts = `
  insert into webhook_contracts (source, id, account, arr, renewal_date, at, n)
  select w.value ->> 'source', w.value ->> 'id', w.value ->> 'account', w.value ->> 'arr', w.value ->> 'renewal_date',
    w.value ->> 'at', w.value ->> 'n'
  from json_each(?1) w where true
  on conflict (source, id) do update set account = excluded.account, arr = excluded.arr,
    renewal_date = excluded.renewal_date, at = excluded.at, n = excluded.n`;

const columnsOf = ({ segment, industry, ...facts }: AccountFacts): Partial<AccountFields> => ({
  ...facts,
  ...(segment === undefined ? {} : { segment: segment as Segment | null }),
  ...(industry === undefined ? {} : { industry: industry as Industry }),
});

export const planFacts = async (
  round: Round,
  stated: readonly Placed<StatedFacts>[],
  contracts: readonly Placed<ContractChange>[],
): Promise<Plan> => {
  const plan = emptyPlan();
  if (stated.length + contracts.length === 0) return plan;
  const { desk, circle, now } = round;
  const ids = [...new Set([...stated, ...contracts].map(({ account }) => account.id))];
  const facts = makeFacts(await lastWords(round, ids));
  for (const { work, change, account } of stated)
    for (const [field, value] of Object.entries(change.facts) as [FactName, unknown][])
      facts.state(work, account, field, value, { at: change.at, n: work.row.n }, `${work.source.name} says so.`);
  const written = contracts.length === 0 ? [] : await stateContracts(round, contracts, facts);
  const { wanted } = facts;
  if (wanted.size > 0)
    plan.first.push(async () => {
      await changeAccounts(desk, circle, [...wanted.keys()], (row) => columnsOf(wanted.get(row.id) ?? {}), {
        kind: "account.changed",
        step: crypto.randomUUID(),
        author: { actor: null, via: "webhook", now },
        cause: "webhook",
      });
    });
  const { DB } = desk.env;
  plan.statements.push(
    ...inChunks([...facts.times.values()]).map((text) => DB.prepare(writeTimes).bind(text, circle.id)),
    ...inChunks(written).map((text) => DB.prepare(writeContracts).bind(text)),
  );
  return plan;
};
