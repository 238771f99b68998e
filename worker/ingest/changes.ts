/** What a file of usage has done so far, account by account, and how their timelines tell it: once an account, not once a row. [IG7] */
import type { UsageFacts } from "../../domain/usage-import.ts";
import type { Desk } from "../circles.ts";
import type { Touched } from "./batch.ts";

interface AccountChange {
  created: boolean;
  before: Partial<UsageFacts>;
  after: Partial<UsageFacts>;
  days: number;
  from: string;
  until: string;
}

/** Accounts in one statement: their text stays well below what D1 takes. */
const chunk = 2_000;

const stampAccounts = `
  update accounts set updated_at = ?3, updated_by = ?4, rev = (select account_rev from organization where id = ?1)
  where id in (select value from json_each(?2))`;

const of = (name: string): string => `json_extract(w.value, '$.${name}')`;

const tellOfUsage = `
  insert into account_events (circle, account, at, actor, via, kind, subject, before, after)
  select ?1, ${of("account")}, ?3, ?4, 'import', ${of("kind")}, ?5, ${of("before")}, ${of("after")}
  from json_each(?2) w join accounts a on a.id = ${of("account")}`;

export class Changes {
  created = 0;
  updated = 0;
  readonly #named = new Set<string>();
  readonly #changed = new Map<string, AccountChange>();
  /** Changed since they were last asked for. */
  #fresh = new Set<string>();

  add(accounts: readonly Touched[]): void {
    for (const { id, created, before, after, days } of accounts) {
      this.#named.add(id);
      if (!created && days.length === 0 && Object.keys(after).length === 0) continue;
      this.#fresh.add(id);
      const known = this.#changed.get(id);
      if (!known) this[created ? "created" : "updated"] += 1;
      const [from, until] = [days.reduce(earlier, ""), days.reduce(later, "")];
      this.#changed.set(id, {
        created: known?.created ?? created,
        before: { ...before, ...known?.before },
        after: { ...known?.after, ...after },
        days: (known?.days ?? 0) + days.length,
        from: earlier(known?.from ?? "", from),
        until: later(known?.until ?? "", until),
      });
    }
  }

  /** Accounts that changed since the last call. */
  fresh(): string[] {
    const ids = [...this.#fresh];
    this.#fresh = new Set();
    return ids;
  }

  named(): string[] {
    return [...this.#named];
  }

  withNewDays(): string[] {
    return [...this.#changed].filter(([, { days }]) => days > 0).map(([id]) => id);
  }

  /** They were changed just now, by this person; the book fetches them. */
  async stamp({ env: { DB } }: Desk, circle: string, ids: readonly string[], actor: string): Promise<void> {
    for (let from = 0; from < ids.length; from += chunk)
      await DB.batch([
        DB.prepare("update organization set account_rev = account_rev + 1 where id = ?1").bind(circle),
        DB.prepare(stampAccounts).bind(circle, JSON.stringify(ids.slice(from, from + chunk)), Date.now(), actor),
      ]);
  }

  async writeEvents(
    { env: { DB } }: Desk,
    {
      circle,
      actor,
      run,
      file_name,
      now,
    }: { circle: string; actor: string; run: string; file_name: string; now: number },
  ): Promise<void> {
    const events = [...this.#changed].flatMap(([account, { created, before, after, days, from, until }]) => [
      ...(!created && Object.keys(after).length > 0 ? [{ account, kind: "account.changed", before, after }] : []),
      ...(days > 0 ? [{ account, kind: "usage.imported", after: { file_name, days, from, until } }] : []),
    ]);
    for (let at = 0; at < events.length; at += chunk)
      await DB.prepare(tellOfUsage)
        .bind(circle, JSON.stringify(events.slice(at, at + chunk)), now, actor, run)
        .run();
  }
}

const earlier = (one: string, other: string): string => (one === "" || (other !== "" && other < one) ? other : one);
const later = (one: string, other: string): string => (other > one ? other : one);
