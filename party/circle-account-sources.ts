/** KPIs that follow the circle's accounts, which live in D1: asked once for a burst of changes, however many KPIs follow. [KP23] */
import { type Amount, divideRounded, largestAmount, writeAmount } from "../domain/amount.ts";
import { dateAfter, dateAt } from "../domain/days.ts";
import { type AccountSource, isAccountSource } from "../domain/kpi-words.ts";
import type { Host } from "./host.ts";

/** Values as hundredths; null where there is nothing to say. */
export type AccountFigures = Record<AccountSource, Amount | null>;

interface Sums {
  accounts: number;
  arr: number;
  scored: number;
  /** Billionths of a point. */
  units: number;
  at_risk: number;
  arr_at_risk: number;
  renewals: number;
}

const asking = `
  select count(*) as accounts, total(arr) as arr,
    count(health_value) as scored, total(round(health_value * 1e9)) as units,
    count(case when health_bucket in ('at_risk', 'critical') then 1 end) as at_risk,
    total(case when health_bucket in ('at_risk', 'critical') then arr end) as arr_at_risk,
    count(case when renewal_date between ?2 and ?3 then 1 end) as renewals
  from accounts where circle = ?1 and deleted_at is null`;

const whole = (count: number): Amount => count * 100;
const money = (sum: number): Amount => Math.min(sum, largestAmount);

/** Today is UTC, as for the accounts themselves; the window is today and the thirty days after it. [A13] */
export const accountFigures = async (db: D1Database, circle: string, now: number): Promise<AccountFigures> => {
  const today = dateAt(now, "UTC");
  const sums = await db.prepare(asking).bind(circle, today, dateAfter(today, 30)).first<Sums>();
  const { accounts = 0, arr = 0, scored = 0, units = 0, at_risk = 0, arr_at_risk = 0, renewals = 0 } = sums ?? {};
  return {
    accounts: whole(accounts),
    "accounts:arr": money(arr),
    "accounts:health": scored === 0 ? null : Number(divideRounded(BigInt(units), BigInt(scored) * 10_000_000n)),
    "accounts:at_risk": whole(at_risk),
    "accounts:arr_at_risk": money(arr_at_risk),
    "accounts:renewals_30": whole(renewals),
  };
};

/** A burst of changes is asked for once, this long after its first; and again this long after D1 did not answer. */
const followAfter = 250;
const againAfter = 5_000;

interface World {
  host(): Host | null;
  figures(now: number): Promise<AccountFigures>;
  /** Something was written. */
  done(): void;
  /** Some KPI counts days, and has to be looked at when a day begins. */
  daily(): void;
}

export class AccountFollower {
  readonly #world: World;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #asking = false;
  /** Something changed while D1 was asked: what it answers may be old. */
  #again = false;

  constructor(world: World) {
    this.#world = world;
  }

  soon(after = followAfter): void {
    if (this.#asking) return void (this.#again = true);
    if (this.#timer !== null) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.now();
    }, after);
  }

  async now(): Promise<void> {
    if (this.#asking) return void (this.#again = true);
    if (!this.#bound()) return;
    this.#asking = true;
    try {
      const figures = await this.#world.figures(Date.now());
      this.#write(figures);
    } catch (error) {
      console.warn(JSON.stringify({ level: "warn", event: "kpi.source_unread", detail: String(error) }));
      setTimeout(() => this.soon(), againAfter);
    } finally {
      this.#asking = false;
    }
    this.#world.done();
    if (!this.#again) return;
    this.#again = false;
    this.soon();
  }

  /** The KPIs that follow accounts, with what they follow. */
  #following(host: Host) {
    return host.room.storage
      .list("kpi", "source", { above: "" })
      .flatMap(({ id, source, current_value }) =>
        source !== null && isAccountSource(source) ? [{ id, source, current_value }] : [],
      );
  }

  #bound(): boolean {
    const host = this.#world.host();
    if (!host) return false;
    const following = this.#following(host);
    if (following.some(({ source }) => source === "accounts:renewals_30")) this.#world.daily();
    return following.length > 0;
  }

  /** Through the one door, like every other write. */
  #write(figures: AccountFigures): void {
    const host = this.#world.host();
    if (!host) return;
    for (const { id, source, current_value } of this.#following(host)) {
      const value = figures[source];
      if (value !== null && value !== current_value)
        host.write({
          name: "kpi.follow",
          args: { id, value: writeAmount(value) },
          member: 0,
          scope: "write",
          via: "system",
        });
    }
  }
}
