/** Days that stand apart, as the room reckons them. */
import { beforeAll, expect, test } from "vitest";
import { dateOfDay, dayAt } from "../../domain/days.ts";
import { judge, type Usual } from "../../domain/unusual.ts";
import { type House, newHouse, wrongFields } from "../../tests/workerd/contacts.ts";
import { createKpi, importSeries, kpiPath, recordValue } from "../../tests/workerd/kpis.ts";

interface Flags {
  kpi_id: string;
  name: string;
  time_zone: string;
  unusual: { date: string; value: string; deviations: number; compared: number; reason: string }[];
}

let house: House;
beforeAll(async () => {
  house = await newHouse();
});

/** Values of the last 60 weeks up to yesterday: 96 to 104 in turn, but for the days named by how long ago they are. */
const importWeeks = (id: string, odd: Record<number, number>): Promise<Response> => {
  const today = dayAt(Date.now(), "UTC");
  const rows = Array.from({ length: 420 }, (_, at) => {
    const ago = 420 - at;
    return `${dateOfDay(today - ago)},${odd[ago] ?? 96 + (Math.floor(ago / 7) % 5) * 2}`;
  });
  return importSeries(house.admin, id, `date,value\n${rows.join("\n")}\n`);
};
const flagsOf = async (id: string, query = ""): Promise<Flags> =>
  (await house.member.send(`${kpiPath}${id}/unusual/${query}`)).json<Flags>();
const usualNow = async () =>
  (await house.member.send(`/api/kpi/usual/?circle_id=${house.circle}`)).json<{
    time_zone: string;
    usual: Record<string, Usual[]>;
  }>();

test("[KP21] a KPI's unusual days are listed newest first, with what they were compared with and why", async () => {
  const { id, name } = await createKpi(house, { current_value: 100 });
  await importWeeks(id, { 3: 70, 40: 130, 380: 500 });
  const { unusual, ...about } = await flagsOf(id);
  expect(about).toEqual({ kpi_id: id, name, time_zone: "UTC" });
  const today = dayAt(Date.now(), "UTC");
  expect(unusual.map(({ date, value, deviations, compared }) => [date, value, deviations, compared])).toEqual([
    [dateOfDay(today - 3), "70.00", -15, 52],
    [dateOfDay(today - 40), "130.00", 15, 52],
  ]);
  expect(unusual[0]?.reason).toMatch(/^[A-Z]\w+day \d+ [A-Z]\w+: \u221215\.0 deviations$/);
  expect((await flagsOf(id, "?days=36600&limit=1")).unusual).toHaveLength(1);
  expect((await flagsOf(id, "?days=20")).unusual.map(({ value }) => value)).toEqual(["70.00"]);
  expect(await wrongFields(house.member.send(`${kpiPath}${id}/unusual/?days=0&limit=1001`))).toEqual({
    status: 400,
    fields: ["days", "limit"],
  });
  expect((await house.stranger.send(`${kpiPath}${id}/unusual/`)).status).toBe(404);
});

test("[KP22] the measure for today needs nothing of today, and judges a new value as the list does afterwards", async () => {
  const { id } = await createKpi(house, { current_value: 100 });
  await importWeeks(id, {});
  const young = await createKpi(house);
  const { time_zone, usual } = await usualNow();
  const today = dayAt(Date.now(), time_zone);
  const measure = usual[id]?.find(({ day }) => day === today);
  expect(measure).toEqual({ day: today, usual: 10_000, spread: 200, compared: 52 });
  expect(usual[young.id]).toEqual([{ day: today, usual: null, spread: 0, compared: 0 }]);
  await recordValue(house.member, id, 70);
  const judged = measure && judge(measure, 7_000);
  expect((await flagsOf(id)).unusual.map(({ date, deviations }) => [date, deviations])).toEqual([
    [dateOfDay(today), judged?.deviations],
  ]);
  expect((await usualNow()).usual[id]).toEqual([measure]);
  // Days imported into the past change what is usual.
  await importWeeks(id, Object.fromEntries(Array.from({ length: 420 }, (_, ago) => [ago, 500])));
  expect((await usualNow()).usual[id]?.map(({ usual: median }) => median)).toEqual([50_000]);
  expect(await wrongFields(house.member.send("/api/kpi/usual/"))).toEqual({ status: 400, fields: ["circle_id"] });
  expect((await house.stranger.send(`/api/kpi/usual/?circle_id=${house.circle}`)).status).toBe(404);
});

test("[KP22] a day is the circle's own, with its last value", async () => {
  await house.admin.send(`/api/circles/${house.circle}/`, { method: "PATCH", body: { time_zone: "Pacific/Auckland" } });
  const { id } = await createKpi(house, { current_value: 100 });
  // Half past nine in the evening, UTC, is the next day in Auckland.
  const today = dayAt(Date.now(), "Pacific/Auckland");
  const rows = Array.from({ length: 60 }, (_, at) => {
    const date = dateOfDay(today - 8 - at * 7);
    return `${date}T21:30:00Z,${at % 2 === 0 ? 90 : 110}\n${date}T20:00:00Z,7`;
  });
  await importSeries(house.admin, id, `date,value\n${rows.join("\n")}\n`);
  const { time_zone, usual } = await usualNow();
  expect([time_zone, usual[id]?.find(({ day }) => day === today)]).toEqual([
    "Pacific/Auckland",
    { day: today, usual: 10_000, spread: 1_000, compared: 52 },
  ]);
});
