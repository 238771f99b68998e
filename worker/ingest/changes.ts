/** What a file of usage has done so far, account by account, and how their timelines tell of its days: once, not once a row. [IG7] */
import type { Desk } from "../circles.ts";
import type { Touched } from "./batch.ts";

/** Its days that are new or other than before. */
interface AccountChange {
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
  insert into account_events (circle, account, at, actor, via, kind, subject, after)
  select ?1, ${of("account")}, ?3, ?4, 'import', 'usage.imported', ?5, ${of("after")}
  from json_each(?2) w join accounts a on a.id = ${of("account")}`;

export class Changes {
  created = 0;
  updated = 0;
  readonly #named = new Set<string>();
  readonly #changed = new Map<string, AccountChange>();
  readonly #told = new Set<string>();
  /** Changed since they were last asked for. */
  #fresh = new Set<string>();

  add(accounts: readonly Touched[]): void {
    for (const { id, created, told, days } of accounts) {
      this.#named.add(id);
      if (told) this.#told.add(id);
      if (!told && days.length === 0) continue;
      this.#fresh.add(id);
      const known = this.#changed.get(id);
      if (!known) this[created ? "created" : "updated"] += 1;
      this.#changed.set(id, {
        days: (known?.days ?? 0) + days.length,
        from: days.reduce(earlier, known?.from ?? ""),
        until: days.reduce(later, known?.until ?? ""),
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

  /** Accounts of which this upload's timeline says more than their days. */
  told(): ReadonlySet<string> {
    return this.#told;
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
    const events = [...this.#changed].flatMap(([account, { days, from, until }]) =>
      days > 0 ? [{ account, after: { file_name, days, from, until } }] : [],
    );
    for (let at = 0; at < events.length; at += chunk)
      await DB.prepare(tellOfUsage)
        .bind(circle, JSON.stringify(events.slice(at, at + chunk)), now, actor, run)
        .run();
  }
}

const earlier = (one: string, other: string): string => (one === "" || (other !== "" && other < one) ? other : one);
const later = (one: string, other: string): string => (other > one ? other : one);
