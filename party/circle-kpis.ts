/** Reading KPIs and their history out of the circle, for REST and for charts. [B8] [B12] */
import type { Kpi, KpiPoint } from "../domain/kpi.ts";
import { historyResource, kpiResource, nestedPoints, pointResource } from "../domain/kpi-resource.ts";
import { Problem } from "../domain/problem.ts";
import { readAnswers, type Round } from "../domain/round.ts";
import { entryResource, roundResource } from "../domain/round-resource.ts";
import { tagOf } from "./circle-contacts.ts";
import { pageOfPoints } from "./circle-points.ts";
import { Measures, unusualResource } from "./circle-unusual.ts";
import { KeptTexts } from "./kept-texts.ts";
import type { Room } from "./room.ts";
import type { Answer, KpiQuestion } from "./rpc.ts";
import type { SqlDoor } from "./storage-sqlite.ts";

const day = 24 * 60 * 60_000;
/** Characters of JSON kept by KPI. */
const keptTexts = 8_000_000;
/** After so many changes it is cheaper to forget all texts than to ask which are outdated. */
const manyChanges = 1_000;

/** Times and values apart, oldest first: a third of the size of objects. SQLite writes the JSON: 12 times as fast as rows read and written here. */
const seriesQuery = `SELECT json_object('times', json_group_array("recorded_at"), 'values', json_group_array("value"), 'targets', json_group_array("target")) AS "series"
  FROM (SELECT "recorded_at", "value", "target" FROM "kpi_point" WHERE "kpi" = ? AND "recorded_at" > ? ORDER BY "recorded_at", "n")`;

type Asked<What extends KpiQuestion["what"]> = Extract<KpiQuestion, { what: What }>;
type Page = Answer & { count: number };

export class Kpis {
  readonly #room: Room;
  readonly #sql: SqlDoor["sql"];
  readonly #circle: () => string;
  readonly #userOf: (member: number | null) => string | null;
  readonly #texts = new KeptTexts<string>(keptTexts, (text) => text.length);
  readonly #measures: Measures;
  #textsRev: number;

  constructor(room: Room, sql: SqlDoor["sql"], circle: () => string, userOf: (member: number | null) => string | null) {
    this.#room = room;
    this.#sql = sql;
    this.#circle = circle;
    this.#userOf = userOf;
    this.#textsRev = room.rev;
    this.#measures = new Measures(sql);
  }

  /** Somebody is gone. */
  forget(): void {
    this.#texts.clear();
  }

  answer(question: KpiQuestion, member: number, now: number): Answer & { count?: number } {
    switch (question.what) {
      case "list":
        return this.#list(question);
      case "one":
        return this.one(question.id);
      case "history":
        return this.#history(question, now);
      case "points":
        return this.#allPoints(question);
      case "series":
        return this.#series(question, now);
      case "usual":
        return this.#usual(now);
      case "unusual":
        return this.#unusual(question, now);
      case "rounds":
        return this.#rounds(question);
      case "round":
        return this.round(question.id);
      case "entries":
        return this.entries(question.round, member);
    }
  }

  #list({ ordering, page, page_size }: Asked<"list">): Page {
    const kpis = this.#room.storage.list("kpi", "number").toSorted(by(ordering));
    this.#dropChanged();
    return pageOf(kpis, { page, page_size }, (kpi) => this.#text(kpi));
  }

  one(id: string): Answer {
    const kpi = this.#kpi(id);
    const points = this.#newest(id);
    // Imports and snapshots add points without touching the KPI, and its newest points stand in its body.
    const rev = points.reduce((most, point) => Math.max(most, point.rev), kpi.rev);
    return {
      status: 200,
      body: JSON.stringify(kpiResource(kpi, this.#circle(), points, this.#userOf)),
      etag: tagOf({ rev }),
    };
  }

  /** [B12] Newest first. `days` counts back from now. */
  #history({ id, days, limit }: Asked<"history">, now: number): Answer {
    const kpi = this.#kpi(id);
    const points = this.#points(id, now - days * day, limit);
    return { status: 200, body: JSON.stringify({ kpi_id: id, name: kpi.name, history: points.map(historyResource) }) };
  }

  #allPoints({ id, ...asked }: Asked<"points">): Page {
    this.#kpi(id);
    const { count, points } = pageOfPoints(this.#sql, id, asked);
    return { status: 200, count, body: JSON.stringify(points.map((point) => pointResource(point, this.#userOf))) };
  }

  point(id: string): Answer {
    const point = this.#room.storage.get("kpi_point", id);
    if (!point) throw new Problem("not_found");
    return { status: 200, body: JSON.stringify(pointResource(point, this.#userOf)) };
  }

  /** The series of one KPI, or of all, since `days` ago. */
  #series({ days, kpi }: Asked<"series">, now: number): Answer {
    const ids = kpi === undefined ? this.#room.storage.list("kpi", "number").map((one) => one.id) : [this.#kpi(kpi).id];
    const series = ids.map(
      (id) => `"${id}":${String(this.#sql.exec(seriesQuery, id, now - days * day).toArray()[0]?.["series"])}`,
    );
    return {
      status: 200,
      body: `{"time_zone":${JSON.stringify(this.#room.settings.time_zone)},"series":{${series.join(",")}}}`,
    };
  }

  #usual(now: number): Answer {
    const { time_zone } = this.#room.settings;
    this.#dropChanged();
    const usual = this.#measures.now(this.#room.storage.list("kpi", "number"), time_zone, now);
    return { status: 200, body: JSON.stringify({ time_zone, usual }) };
  }

  #unusual({ id, days, limit }: Asked<"unusual">, now: number): Answer {
    const { name } = this.#kpi(id);
    const { time_zone } = this.#room.settings;
    const unusual = unusualResource(this.#sql, id, time_zone, now, days).slice(0, limit);
    return { status: 200, body: JSON.stringify({ kpi_id: id, name, time_zone, unusual }) };
  }

  #rounds({ page, page_size }: Asked<"rounds">): Page {
    const rounds = this.#room.storage.list("round", "number", { backwards: true });
    return pageOf(rounds, { page, page_size }, (round) =>
      JSON.stringify(roundResource(round, this.#circle(), this.#userOf)),
    );
  }

  round(id: string): Answer {
    return { status: 200, body: JSON.stringify(roundResource(this.#round(id), this.#circle(), this.#userOf)) };
  }

  /** [KP20] Before the reveal what this member has entered; then what everybody has. */
  entries(id: string, member: number): Page {
    const round = this.#round(id);
    const own = () =>
      this.#room.storage.list("round_entry", "round", { at: [id] }).filter((entry) => entry.member === member);
    const entries = round.state === "open" ? own() : readAnswers(round);
    const body = JSON.stringify(entries.map((entry) => entryResource(entry, this.#userOf)));
    return { status: 200, body, count: entries.length };
  }

  #round(id: string): Round {
    const round = this.#room.storage.get("round", id);
    if (!round) throw new Problem("not_found");
    return round;
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

  #newest(id: string): KpiPoint[] {
    return this.#points(id, Number.MIN_SAFE_INTEGER, nestedPoints);
  }

  #text(kpi: Kpi): string {
    const kept = this.#texts.get(kpi.id);
    if (kept !== undefined) return kept;
    const text = JSON.stringify(kpiResource(kpi, this.#circle(), this.#newest(kpi.id), this.#userOf));
    this.#texts.set(kpi.id, text);
    return text;
  }

  /** Every mutation of a KPI or its points either is about that KPI or has its row among the images. */
  #dropChanged(): void {
    const { rev, storage } = this.#room;
    if (rev - this.#textsRev > manyChanges || rev < this.#textsRev) {
      this.#texts.clear();
      this.#measures.drop();
    } else if (rev > this.#textsRev)
      for (const { record, images } of storage.list("activity", "rev", { above: this.#textsRev }))
        for (const id of [record, ...images.map((image) => image.id)]) {
          this.#texts.delete(id);
          this.#measures.drop(id);
        }
    this.#textsRev = rev;
  }
}

const pageOf = <Row>(
  rows: readonly Row[],
  { page, page_size }: { page: number; page_size: number },
  textOf: (row: Row) => string,
): Page => {
  const from = (page - 1) * page_size;
  if (page > 1 && from >= rows.length) throw new Problem("not_found", { detail: "There is no such page." });
  return {
    status: 200,
    count: rows.length,
    body: `[${rows
      .slice(from, from + page_size)
      .map(textOf)
      .join(",")}]`,
  };
};

/** Nothing comes before everything else. */
const compare = (x: unknown, y: unknown): number => {
  if (x === y) return 0;
  if (x === null || y === null || x === undefined || y === undefined) return x === null || x === undefined ? -1 : 1;
  return typeof x === "string" && typeof y === "string" ? x.localeCompare(y) : Number(x) - Number(y);
};

/** [B8] By any column, a minus for downwards; newest first otherwise. Equal ones stay newest first. */
const by =
  (ordering: string | undefined) =>
  (a: Kpi, b: Kpi): number => {
    const newest = b.created_at - a.created_at || b.n - a.n;
    if (ordering === undefined) return newest;
    const column = ordering.replace(/^-/, "") as keyof Kpi;
    const order = compare(a[column], b[column]);
    return (ordering.startsWith("-") ? -order : order) || newest;
  };
