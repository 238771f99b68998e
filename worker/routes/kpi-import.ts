/** `/api/kpi/kpis/{id}/import/`: a daily series from a file into a KPI's history. [KP15] */
import { Hono } from "hono";
import { pointsAtOnce } from "../../domain/mutation-schema.ts";
import { allow } from "../../domain/permission.ts";
import { type ProblemBody, wrong } from "../../domain/problem.ts";
import { type CircleRpc, circleStub } from "../../party/rpc.ts";
import type { Shell, ShellContext } from "../context.ts";
import { CsvFile } from "../import/file.ts";
import { readForm } from "../import/form.ts";
import { readSeries, type SeriesFile } from "../import/series.ts";
import { chunksOf } from "../import/stream.ts";
import { ask, reach } from "../membership.ts";
import { circleKeyOf, signedIn } from "../middleware/signed-in.ts";
import { once } from "../openapi/circle-components.ts";
import { KpiImport } from "../openapi/kpi.ts";
import { operation } from "../openapi/operation.ts";
import { problemResponse } from "../refusal.ts";
import { idOf, onceOf } from "./circle-door.ts";

interface Counts {
  added: number;
  changed: number;
  same: number;
}

/** Milliseconds between batches, so that the circle hears others too. */
const breath = 2;
const century = 36_600;

/** What the KPI is called, when its days begin, and what its history holds already. */
const placeOf = async (c: ShellContext, circle: CircleRpc, id: string) => {
  const claim = c.get("claim");
  const [kpi, series] = await Promise.all([
    ask(circle.kpis(claim, { what: "one", id })),
    ask(circle.kpis(claim, { what: "series", days: century, kpi: id })),
  ]);
  const { name } = JSON.parse(kpi.body) as { name: string };
  const { time_zone, series: all } = JSON.parse(series.body) as {
    time_zone: string;
    series: Record<string, { times: number[]; values: number[] }>;
  };
  const { times = [], values = [] } = all[id] ?? {};
  return { name, timeZone: time_zone, known: new Map(times.map((at, index) => [at, values[index]])) };
};

/** What an import would do; writes nothing. */
const rehearse = ({ points }: SeriesFile, known: ReadonlyMap<number, number | undefined>): Counts => {
  const counts: Counts = { added: 0, changed: 0, same: 0 };
  for (const { at, value } of points) {
    const there = known.get(at);
    counts[there === undefined ? "added" : there === Math.round(Number(value) * 100) ? "same" : "changed"] += 1;
  }
  return counts;
};

/** Batch by batch through the one door; with a key each batch answers as it did the first time. A refusal is a response. */
const perform = async (
  c: ShellContext,
  circle: CircleRpc,
  id: string,
  { points }: SeriesFile,
  mapping: unknown,
): Promise<(Counts & { repeated: boolean }) | Response> => {
  const kept = await onceOf(c, JSON.stringify([mapping ?? null, points]));
  const claim = { ...c.get("claim"), via: "import" as const };
  const total = { added: 0, changed: 0, same: 0, repeated: false };
  for (let from = 0; from === 0 || from < points.length; from += pointsAtOnce) {
    const batch = points.slice(from, from + pointsAtOnce).map(({ at, value }) => ({ at, value }));
    const answer = await reach(
      circle.write(claim, {
        name: "kpi.import",
        args: { id, points: batch },
        show: "result",
        status: 200,
        request_id: c.get("requestId"),
        ...(kept ? { once: { key: `${kept.key} ${from}`, hash: kept.hash } } : {}),
      }),
    );
    if (answer.status >= 400) return problemResponse(JSON.parse(answer.body) as ProblemBody);
    const counts = JSON.parse(answer.body) as Counts;
    for (const name of ["added", "changed", "same"] as const) total[name] += counts[name];
    total.repeated ||= answer.repeated === true;
    await scheduler.wait(breath);
  }
  return total;
};

const demandRight = async (c: ShellContext, circle: CircleRpc): Promise<void> => {
  const { user, scope } = c.get("claim");
  allow({ role: await ask(circle.roleOf(user)), scope }, "kpi.import");
};

export const kpiImport = new Hono<Shell>().post(
  "/:id/import",
  operation({
    tag: "kpis",
    summary: "Import a series into a KPI's history",
    description:
      "Fields: `file` (CSV), and, where wanted, `mapping` (JSON: column names by `date`, or `year`, `month` and `day`, and `value`) and `dry_run`. A date means midnight of that day in the circle's time zone; a day that is there already is never doubled.",
    headers: once,
    body: "multipart/form-data",
    answers: { 200: KpiImport },
    problems: [403, 404, 409],
  }),
  signedIn,
  async (c) => {
    const id = idOf(c);
    const circle = circleStub(c.env.Circle, circleKeyOf(c, id));
    const { name, timeZone, known } = await placeOf(c, circle, id);
    await demandRight(c, circle);
    const form = await readForm(chunksOf(c.req.raw.body), c.req.header("content-type"));
    if (!form.file) throw wrong("file", "This field is required.");
    const file = await readSeries(new CsvFile(form.file.chunks), {
      mapping: form.mapping,
      name,
      timeZone,
      now: Date.now(),
    });
    const done = form.dry_run
      ? { ...rehearse(file, known), repeated: false }
      : await perform(c, circle, id, file, form.mapping);
    if (done instanceof Response) return done;
    const { added, changed, same, repeated } = done;
    const dates = file.points.map((point) => point.date).toSorted();
    return c.json(
      {
        dry_run: form.dry_run,
        file_name: form.file.name,
        rows_received: file.rows_received,
        added,
        changed,
        same,
        refused: file.refused,
        first_date: dates[0] ?? null,
        last_date: dates.at(-1) ?? null,
        columns: file.columns,
        mapping: file.mapping,
        refusals: file.refusals,
      },
      200,
      repeated ? { "idempotent-replayed": "true" } : {},
    );
  },
);
