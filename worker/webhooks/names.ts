/** Whom a payload means: links that were made, our own ids and numbers, and names. Who is not found is held for review. [IW12] */
import { circleOf } from "../../domain/id.ts";
import type { AccountName, Change } from "../../domain/webhook-change.ts";
import { isNewer, type Said } from "../../domain/usage.ts";
import { fold } from "../../domain/text.ts";
import { sql } from "drizzle-orm";
import { type AccountRow, accounts } from "../../drizzle/accounts.ts";
import { keyOf, type Round, type SourceFacts, tell, type Unknown, type Work } from "./ledger.ts";

interface Link extends Said {
  account: string;
}

type LinkKind = "account" | "user";

/** Accounts by everything they may be called. */
export interface Names {
  account(id: string): AccountRow | undefined;
  /** The account that this name means, or the unknown one that it would be. */
  find(source: SourceFacts, name: AccountName): { account: AccountRow } | { unknown: Unknown };
  /** Remembers that this source means that account. False when something newer is known. */
  link(source: string, kind: LinkKind, key: string, account: string, said: Said): boolean;
  /** An account that is about to be made. */
  add(account: AccountRow): void;
  /** Links that are new in this round. */
  made(): { source: string; kind: LinkKind; key: string; link: Link }[];
}

const ownNumbers = new Set(["standard", "custom"]);
const keyMost = 255;

const nameOf = (change: Change): AccountName | null => ("account" in change ? change.account : null);

/** Everything that any of these deliveries may be asking for, with one look into each table. */
const lookUp = async ({ desk, circle }: Round, works: readonly Work[]) => {
  const wanted = works.flatMap(({ source, reading }) =>
    reading.changes.flatMap((change) => {
      const name = nameOf(change);
      const user = change.what === "belongs" ? change.user : name?.user;
      return name ? [{ source: source.id, ...name, user }] : [];
    }),
  );
  const links = wanted.flatMap(({ source, key, user }) => [
    ...(key === undefined
      ? []
      : [
          [source, "account", key],
          [source, "account", fold(key)],
        ]),
    ...(user === undefined ? [] : [[source, "user", user]]),
  ]);
  const texts = wanted.flatMap(({ key, name }) => [key, name].filter((text) => text !== undefined));
  const distinct = (values: readonly unknown[]): string => JSON.stringify([...new Set(values)]);
  const linked = await desk.db.all<{ source: string; kind: LinkKind; key: string } & Link>(sql`
    select n.source, n.kind, n.key, n.account, n.at, n.n from json_each(${JSON.stringify(links)}) w
    join webhook_names n on n.source = w.value ->> 0 and n.kind = w.value ->> 1 and n.key = w.value ->> 2
    join accounts a on a.id = n.account and a.deleted_at is null`);
  const ids = [...linked.map(({ account }) => account), ...texts.filter((text) => circleOf(text) === circle.key)];
  const numbers = texts.filter((text) => /^[1-9]\d{0,8}$/.test(text)).map(Number);
  const rows = await desk.db
    .select()
    .from(accounts)
    .where(
      sql`${accounts.circle} = ${circle.id} and ${accounts.deleted_at} is null and (
        ${accounts.id} in (select value from json_each(${distinct(ids.map((id) => id.toLowerCase()))}))
        or ${accounts.folded} in (select value from json_each(${distinct(texts.map(fold))}))
        or ${accounts.number} in (select value from json_each(${distinct(numbers)})))`,
    );
  return { linked, rows };
};

export const namesFor = async (round: Round, works: readonly Work[]): Promise<Names> => {
  const { linked, rows } = await lookUp(round, works);
  const byId = new Map<string, AccountRow>();
  const byName = new Map<string, AccountRow>();
  const byNumber = new Map<string, AccountRow>();
  const links = new Map<string, Link>();
  const made = new Map<string, { source: string; kind: LinkKind; key: string; link: Link }>();
  const add = (row: AccountRow): void => {
    byId.set(row.id, row);
    byName.set(row.folded, row);
    byNumber.set(String(row.number), row);
  };
  for (const row of rows) add(row);
  for (const { source, kind, key, ...link } of linked) links.set(keyOf(source, kind, key), link);

  const linkedTo = (source: string, kind: LinkKind, key: string): AccountRow | undefined =>
    byId.get(links.get(keyOf(source, kind, key))?.account ?? "");

  return {
    account: (id) => byId.get(id),
    add,
    made: () => [...made.values()],
    link(source, kind, key, account, said) {
      const name = keyOf(source, kind, key);
      const known = links.get(name);
      if (known?.account === account || !isNewer(said, known)) return false;
      const link = { account, ...said };
      links.set(name, link);
      made.set(name, { source, kind, key: key.slice(0, keyMost), link });
      return true;
    },
    find(source, { key, name, user }) {
      const { id } = source;
      const called = name ?? key;
      const account =
        (key === undefined
          ? undefined
          : (linkedTo(id, "account", key) ?? linkedTo(id, "account", fold(key)) ?? byId.get(key.toLowerCase()))) ??
        (called === undefined ? undefined : byName.get(fold(called))) ??
        (key !== undefined && ownNumbers.has(source.kind) ? byNumber.get(key) : undefined) ??
        (called === undefined && user !== undefined ? linkedTo(id, "user", user) : undefined);
      if (account) return { account };
      if (called === undefined)
        return { unknown: { source: id, kind: "user", key: (user ?? "").slice(0, keyMost), name: null } };
      // A bare key of our own kinds is the account's name, whatever its case.
      const isName = name === undefined && ownNumbers.has(source.kind);
      return {
        unknown: {
          source: id,
          kind: "account",
          key: (key === undefined || isName ? fold(called) : key).slice(0, keyMost),
          name: name ?? (isName ? called : null),
        },
      };
    },
  };
};

/** [IW12] What payloads say about who is who, before anything else is read: a key with a name, a user with a company. */
export const learnLinks = (names: Names, works: readonly Work[]): void => {
  for (const work of works)
    for (const change of work.reading.changes) {
      if (!("account" in change)) continue;
      const { source, row } = work;
      const said = { at: change.at, n: row.n };
      const found = names.find(source, change.account);
      if (!("account" in found)) continue;
      const { id, name } = found.account;
      const { key } = change.account;
      if (key !== undefined && change.account.name !== undefined && names.link(source.id, "account", key, id, said))
        tell(work, {
          what: "link",
          account_id: id,
          account_name: name,
          record: key,
          why: `${source.name} calls ${name} so.`,
        });
      if (change.what === "belongs" && names.link(source.id, "user", change.user, id, said))
        tell(work, {
          what: "link",
          account_id: id,
          account_name: name,
          record: change.user,
          why: "This user belongs to the account.",
        });
    }
};
