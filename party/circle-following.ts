/** What keeps bound KPIs at their sources, the circle's own and its accounts', as the circle's object tells of changes. [KP12] [KP23] */
import { AccountFollower, accountFigures } from "./circle-account-sources.ts";
import { nextMidnight } from "./circle-days.ts";
import type { Opened } from "./circle-open.ts";
import { bindsSource, Follower, movesSource } from "./circle-sources.ts";
import type { Activity } from "./storage.ts";
import type { SqlDoor } from "./storage-sqlite.ts";

const accountsDay = "accounts_day";

export class Following {
  readonly #own: Follower;
  readonly #accounts: AccountFollower;

  constructor(sql: SqlDoor["sql"], db: () => D1Database, opened: () => Opened | null, done: () => void) {
    const host = () => opened()?.host ?? null;
    this.#own = new Follower(sql, host, done);
    this.#accounts = new AccountFollower({
      host,
      figures: (now) => accountFigures(db(), opened()?.facts.id ?? "", now),
      done,
      daily: () => {
        const circle = opened();
        circle?.storage.transact(() => circle.alarm.setDue(accountsDay, nextMidnight(Date.now(), "UTC")));
      },
    });
  }

  /** What was changed right before the object went away is followed now. */
  start(): void {
    this.#own.soon();
    this.#accounts.soon();
  }

  wrote(activity: Activity): void {
    if (movesSource(activity)) this.#own.soon();
    if (bindsSource(activity)) this.#accounts.soon();
  }

  accountsChanged(): void {
    this.#accounts.soon();
  }

  /** The circle's day has begun. */
  dayBegan(): void {
    this.#own.now();
  }

  /** The alarm has gone off. */
  async rang({ alarm }: Opened): Promise<void> {
    if (alarm.takeDue(accountsDay)) await this.#accounts.now();
  }
}
