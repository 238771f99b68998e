/** Reading KPIs and their history out of the circle, for REST and for charts. [B8] [B12] */
import type { Kpi, KpiPoint } from "../domain/kpi.ts";
import { kpiResource, nestedPoints, pointResource } from "../domain/kpi-resource.ts";
import { Problem } from "../domain/problem.ts";
import { writeAmount } from "../domain/amount.ts";
import { tagOf } from "./circle-contacts.ts";
import type { Room } from "./room.ts";
import type { Answer, KpiQuestion } from "./rpc.ts";

const day = 24 * 60 * 60_000;

/** Times and values apart, oldest first: what a chart needs, and a third of the size of objects. */
export interface Series {
  times: number[];
  /** Hundredths. */
  values: number[];
  targets: number[];
}

export class Kpis {
  readonly #room: Room;
  readonly #circle: () => string;
  readonly #userOf: (member: number | null) => string | null;

  constructor(room: Room, circle: () => string, userOf: (member: number | null) => string | null) {
    this.#room = room;
    this.#circle = circle;
    this.#userOf = userOf;
  }

  answer(question: KpiQuestion, member: number, now: number): Answer & { count?: number } {
    switch (question.what) {
      case "list":
        return this.#page(question);
      case "one":
        return this.one(question.id);
      case "history":
        return this.#history(question, now);
      case "series":
        return this.#series(question, now);
      case "own_entries":
        return this.#ownEntries(question.round, member);
    }
  }

  #page({ ordering, page, page_size }: Extract<KpiQuestion, { what: "list" }>): Answer & { count: number } {
    const kpis = this.#room.storage.list("kpi", "number").toSorted(by(ordering));
    const from = (page - 1) * page_size;
    if (page > 1 && from >= kpis.length) throw new Problem("not_found", { detail: "There is no such page." });
    const results = kpis.slice(from, from + page_size).map((kpi) => this.#resource(kpi));
    return { status: 200, count: kpis.length, body: JSON.stringify(results) };
  }

  one(id: string): Answer {
    const kpi = this.#kpi(id);
    return { status: 200, body: JSON.stringify(this.#resource(kpi)), etag: tagOf(kpi) };
  }

  /** [B12] Newest first. `days` counts back from now. */
  #history({ id, days, limit }: Extract<KpiQuestion, { what: "history" }>, now: number): Answer {
    const kpi = this.#kpi(id);
    const points = this.#points(id, now - days * day, limit);
    return { status: 200, body: JSON.stringify({ kpi_id: id, name: kpi.name, history: points.map(pointResource) }) };
  }

  /** The series of one KPI, or of all, since `days` ago. */
  #series({ days, kpi }: Extract<KpiQuestion, { what: "series" }>, now: number): Answer {
    const ids = kpi === undefined ? this.#room.storage.list("kpi", "number").map((one) => one.id) : [this.#kpi(kpi).id];
    const series = Object.fromEntries(ids.map((id): [string, Series] => [id, toSeries(this.#points(id, now - days * day).toReversed())]));
    return { status: 200, body: JSON.stringify({ series }) };
  }

  /** What this member has entered in a round, before anybody else may see it. [KP20] */
  #ownEntries(round: string, member: number): Answer {
    if (!this.#room.storage.get("round", round)) throw new Problem("not_found");
    const entries = this.#room.storage.list("round_entry", "round", { at: [round] }).filter((entry) => entry.member === member);
    return { status: 200, body: JSON.stringify({ entries: entries.map(({ kpi, value, comment }) => ({ kpi, value: writeAmount(value), comment })) }) };
  }

  #kpi(id: string): Kpi {
    const kpi = this.#room.storage.get("kpi", id);
    if (!kpi) throw new Problem("not_found");
    return kpi;
  }

  #points(id: string, above: number, limit?: number): KpiPoint[] {
    const most = limit === undefined ? {} : { limit };
    return this.#room.storage.list("kpi_point", "kpi", { at: [id], above, backwards: true, ...most });
  }

  #resource(kpi: Kpi) {
    return kpiResource(kpi, this.#circle(), this.#points(kpi.id, Number.MIN_SAFE_INTEGER, nestedPoints), this.#userOf);
  }
}

const toSeries = (points: readonly KpiPoint[]): Series => ({
  times: points.map((point) => point.recorded_at),
  values: points.map((point) => point.value),
  targets: points.map((point) => point.target),
});

/** [B8] By any column, a minus for downwards; newest first otherwise. Equal ones stay newest first. */
const by =
  (ordering: string | undefined) =>
  (a: Kpi, b: Kpi): number => {
    const newest = b.created_at - a.created_at || b.n - a.n;
    if (ordering === undefined) return newest;
    const column = ordering.replace(/^-/, "") as keyof Kpi;
    const [x, y] = [a[column], b[column]];
    const order = typeof x === "string" && typeof y === "string" ? x.localeCompare(y) : x === y ? 0 : (x ?? -Infinity) < (y ?? -Infinity) ? -1 : 1;
    return (ordering.startsWith("-") ? -order : order) || newest;
  };
