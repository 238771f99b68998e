/** Lists, history, points and series of KPIs. */
import { beforeAll, expect, test } from "vitest";
import { makeId } from "../../domain/id.ts";
import { pointsQuery } from "../../party/circle-points.ts";
import { listQuery } from "../../party/storage-sqlite.ts";
import { onSqlite } from "../../tests/workerd/circle-storage.ts";
import { type House, newHouse, wrongFields } from "../../tests/workerd/contacts.ts";
import { createKpi, historyOf, importSeries, kpiPath, type KpiRow, recordValue } from "../../tests/workerd/kpis.ts";
import { told } from "../../tests/workerd/visitor.ts";

interface Page {
  count: number;
  next: string | null;
  previous: string | null;
  results: KpiRow[];
}

let house: House;
const ids: Record<string, string> = {};
beforeAll(async () => {
  house = await newHouse();
  for (const [name, current_value, target] of [
    ["Beta", 50, 100],
    ["alpha", 5, 100],
    ["Gamma", 500, 100],
  ] as const)
    ids[name] = (
      await createKpi(house, {
        name,
        current_value,
        target,
        due_on: name === "alpha" ? null : `2026-0${name.length}-01`,
      })
    ).id;
});

const list = async (query = ""): Promise<Page> =>
  (await house.member.send(`${kpiPath}?circle_id=${house.circle}${query}`)).json<Page>();
const names = async (ordering: string) => (await list(`&ordering=${ordering}`)).results.map(({ name }) => name);

test("[B8] a list has the envelope, the newest KPI first, each with its newest thirty values", async () => {
  const page = await list();
  expect([page.count, page.next, page.previous, page.results.map(({ name }) => name)]).toEqual([
    3,
    null,
    null,
    ["Gamma", "alpha", "Beta"],
  ]);
  const { id } = await createKpi(house, { name: "Many", current_value: 0 });
  for (let value = 1; value <= 32; value += 1) await recordValue(house.member, id, value);
  const [many] = (await list()).results;
  expect(many?.history.map(({ value }) => value)).toEqual(Array.from({ length: 30 }, (_, at) => `${32 - at}.00`));
  expect((await historyOf(house, id)).history).toHaveLength(33);
  await house.admin.send(`${kpiPath}${id}/`, { method: "DELETE" });
});

test("[B8] ordering is by any field, both ways; an unknown one is refused", async () => {
  expect(await names("-percentage_complete")).toEqual(["Gamma", "Beta", "alpha"]);
  expect(await names("current_value")).toEqual(["alpha", "Beta", "Gamma"]);
  expect(await names("name")).toEqual(["alpha", "Beta", "Gamma"]);
  expect(await names("-name")).toEqual(["Gamma", "Beta", "alpha"]);
  expect(await names("due_on")).toEqual(["alpha", "Beta", "Gamma"]);
  expect(await names("-created_at")).toEqual(["Gamma", "alpha", "Beta"]);
  expect(await names("created_at")).toEqual(["Beta", "alpha", "Gamma"]);
  for (const wrong of ["colour", "--name", "history"])
    expect(await wrongFields(house.member.send(`${kpiPath}?circle_id=${house.circle}&ordering=${wrong}`))).toEqual({
      status: 400,
      fields: ["ordering"],
    });
});

test("[B8] a list shows every change at once", async () => {
  await list();
  await recordValue(house.member, ids["Beta"] ?? "", 60);
  expect((await list()).results.find(({ name }) => name === "Beta")?.current_value).toBe("60.00");
  await importSeries(house.admin, ids["Beta"] ?? "", "date,value\n2020-01-01,7\n");
  expect((await list()).results.find(({ name }) => name === "Beta")?.history.at(-1)?.value).toBe("7.00");
});

test("[KP8] pages of 100 unless told, neighbours as addresses, one beyond the end is 404, a missing circle is named", async () => {
  const [first, second] = [await list("&page_size=2"), await list("&page_size=2&page=2")];
  expect([first.results.length, second.results.length, first.count]).toEqual([2, 1, 3]);
  expect(first.next).toBe(`http://rondo.test${kpiPath}?circle_id=${house.circle}&page_size=2&page=2`);
  expect(second.previous).toContain("page=1");
  expect((await house.member.send(`${kpiPath}?circle_id=${house.circle}&page=2`)).status).toBe(404);
  expect(await wrongFields(house.member.send(kpiPath))).toEqual({ status: 400, fields: ["circle_id"] });
  expect(await wrongFields(house.member.send(`${kpiPath}?circle_id=${house.circle}&page=x&page_size=0`))).toEqual({
    status: 400,
    fields: ["page", "page_size"],
  });
});

test("[B12] history is limited by days and number, and refuses what is out of bounds", async () => {
  const { id } = await createKpi(house, { current_value: 3 });
  const days = [400, 20, 10].map((back) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10));
  await importSeries(house.admin, id, `date,value\n${days.map((day, at) => `${day},${at}`).join("\n")}\n`);
  const values = async (query: string) => (await historyOf(house, id, query)).history.map(({ value }) => value);
  expect(await values("")).toEqual(["3.00", "2.00", "1.00"]);
  expect(await values("?days=15")).toEqual(["3.00", "2.00"]);
  expect(await values("?days=3660&limit=1000")).toEqual(["3.00", "2.00", "1.00", "0.00"]);
  expect(await values("?limit=1")).toEqual(["3.00"]);
  for (const query of ["?days=0", "?days=3661", "?limit=0", "?limit=1001", "?days=x", "?limit=1.5"])
    expect((await told(house.member.send(`${kpiPath}${id}/history/${query}`))).status).toBe(400);
});

test("[KP9] points have ids, ways in and notes, which any member writes", async () => {
  const { id } = await createKpi(house, { current_value: 3 });
  await house.member.send(`${kpiPath}${id}/update-value/`, { body: { current_value: 4, note: "Fair" } });
  const points = async () =>
    (await house.member.send(`${kpiPath}${id}/points/`)).json<{
      count: number;
      results: { id: string; value: string; note: string | null; via: string; recorded_by: string }[];
    }>();
  const [newest, oldest] = (await points()).results;
  expect([newest, oldest].map((point) => [point?.value, point?.note, point?.via, point?.recorded_by])).toEqual([
    ["4.00", "Fair", "value", house.member.id],
    ["3.00", null, "value", house.admin.id],
  ]);
  const noted = await house.member.send(`${kpiPath}${id}/points/${oldest?.id}/`, {
    method: "PATCH",
    body: { note: " Start " },
  });
  expect((await noted.json<{ note: string }>()).note).toBe("Start");
  await house.member.send(`${kpiPath}${id}/points/${newest?.id}/`, { method: "PATCH", body: { note: "" } });
  expect((await points()).results.map(({ note }) => note)).toEqual([null, "Start"]);
  const elsewhere = await createKpi(house);
  expect(
    (
      await house.member.send(`${kpiPath}${elsewhere.id}/points/${oldest?.id}/`, {
        method: "PATCH",
        body: { note: "x" },
      })
    ).status,
  ).toBe(404);
  expect(
    (await house.stranger.send(`${kpiPath}${id}/points/${oldest?.id}/`, { method: "PATCH", body: { note: "x" } }))
      .status,
  ).toBe(404);
  expect(
    (
      await house.member.send(`${kpiPath}${id}/points/${makeId(1, 1, Math.random)}/`, {
        method: "PATCH",
        body: { note: "x" },
      })
    ).status,
  ).toBe(404);
});

test("[KP9] a stretch of a long history, or only what has a note, comes in pages of its own", async () => {
  const { id } = await createKpi(house, { current_value: 3 });
  const rows = Array.from(
    { length: 450 },
    (_, at) => `${new Date(Date.UTC(2020, 0, 1 + at)).toISOString().slice(0, 10)},${at}`,
  );
  await importSeries(house.admin, id, `date,value\n${rows.join("\n")}\n`);
  interface Points {
    count: number;
    next: string | null;
    results: { id: string; value: string; note: string | null }[];
  }
  const ask = async (query: string) => (await house.member.send(`${kpiPath}${id}/points/${query}`)).json<Points>();
  const { count, results } = await ask("?since=2020-01-10&until=2020-01-13T00:00:00.001Z");
  expect([count, results.map(({ value }) => value)]).toEqual([4, ["12.00", "11.00", "10.00", "9.00"]]);
  const oldest = await ask("?page=5");
  expect([oldest.count, oldest.next, oldest.results.length, oldest.results.at(-1)?.value]).toEqual([
    451,
    null,
    51,
    "0.00",
  ]);
  for (const point of [results[1], oldest.results.at(-1)])
    await house.member.send(`${kpiPath}${id}/points/${point?.id}/`, {
      method: "PATCH",
      body: { note: `Was ${point?.value}` },
    });
  const noted = await ask("?noted=true&page_size=1");
  expect([noted.count, noted.next, noted.results.map(({ note }) => note)]).toEqual([
    2,
    `http://rondo.test${kpiPath}${id}/points/?noted=true&page_size=1&page=2`,
    ["Was 11.00"],
  ]);
  expect((await ask("?noted=true&until=2020-01-05")).results.map(({ note }) => note)).toEqual(["Was 0.00"]);
  expect(
    await wrongFields(house.member.send(`${kpiPath}${id}/points/?since=yesterday&until=2020-13-01&noted=1`)),
  ).toEqual({
    status: 400,
    fields: ["noted", "since", "until"],
  });
  expect((await house.member.send(`${kpiPath}${id}/points/?noted=true&page=2`)).status).toBe(404);
});

test("[KP11] series for charts are numbers in hundredths, oldest first, of one KPI or of all", async () => {
  const { id } = await createKpi(house, { current_value: "1.50", target: 2 });
  await recordValue(house.member, id, 2);
  const address = `/api/kpi/series/?circle_id=${house.circle}`;
  type Answer = { time_zone: string; series: Record<string, { times: number[]; values: number[]; targets: number[] }> };
  const one = await (await house.member.send(`${address}&kpi=${id}&days=1`)).json<Answer>();
  expect([
    one.time_zone,
    Object.keys(one.series),
    one.series[id]?.values,
    one.series[id]?.targets,
    one.series[id]?.times.length,
  ]).toEqual(["UTC", [id], [150, 200], [200, 200], 2]);
  const all = await (await house.member.send(address)).json<Answer>();
  expect(Object.keys(all.series)).toHaveLength((await list()).count);
  expect(await wrongFields(house.member.send("/api/kpi/series/?days=0&kpi=x"))).toEqual({
    status: 400,
    fields: ["circle_id", "days", "kpi"],
  });
  expect((await house.stranger.send(address)).status).toBe(404);
});

test("[D13] [D16] a KPI's newest points come out of one index without sorting", async () => {
  const query = listQuery("kpi_point", "kpi", { at: ["x"], above: 1, backwards: true, limit: 30 });
  const plan = await onSqlite("kpi-plans", (_storage, sql) =>
    sql
      .exec(`EXPLAIN QUERY PLAN ${query}`, "x", 1, 30)
      .toArray()
      .map(({ detail }) => String(detail)),
  );
  expect(plan).toEqual(["SEARCH kpi_point USING INDEX kpi_point_kpi (kpi=? AND recorded_at>?)"]);
  const pages = await onSqlite("kpi-plans", (_storage, sql) =>
    [true, false].map((noted) =>
      sql
        .exec(`EXPLAIN QUERY PLAN ${pointsQuery(noted)}`, "x", 1, 2, 100, 0)
        .toArray()
        .map(({ detail }) => String(detail)),
    ),
  );
  const along = ["SEARCH kpi_point USING INDEX kpi_point_kpi (kpi=? AND recorded_at>? AND recorded_at<?)"];
  expect(pages).toEqual([along, along]);
});
