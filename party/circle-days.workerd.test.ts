/** The day's work of a circle, with the time passed in; and the settings it goes by. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { circleName, circleOf } from "../domain/id.ts";
import { Host } from "./host.ts";
import { nextMidnight, snapshotDays } from "./circle-days.ts";
import { SqliteStorage } from "./storage-sqlite.ts";
import { type House, newHouse, wrongFields } from "../tests/workerd/contacts.ts";
import { createKpi, importSeries, kpiPath, readKpi, recordValue, saying } from "../tests/workerd/kpis.ts";

const day = 24 * 60 * 60_000;

/** A second host on the circle's storage: the day's work as it would be done at that time. */
const endDays = (house: House, now: number): Promise<void> => {
  const key = circleOf(house.circle) ?? 0;
  return runInDurableObject(env.Circle.getByName(circleName(key)), (_circle, { storage }) =>
    snapshotDays(
      new Host(new SqliteStorage(storage), {
        key,
        now: () => now,
        random: Math.random,
        circle: () => ({ id: house.circle, name: "House" }),
      }),
      now,
    ),
  );
};

interface Point {
  value: string;
  via: string;
  recorded_at: string;
}
const pointsOf = async (house: House, id: string): Promise<Point[]> =>
  (await (await house.admin.send(`${kpiPath}${id}/points/`)).json<{ results: Point[] }>()).results;

test("[KP14] [N4] every day that ended without a value gets one, days missed are caught up, and doing it again changes nothing", async () => {
  const house = await newHouse();
  const { id } = await createKpi(house, { current_value: 10, target: 100 });
  await recordValue(house.member, id, 12);
  const today = Math.floor(Date.now() / day) * day;
  await endDays(house, today + 3 * day + 1_000);
  const wanted = [
    ["12.00", "snapshot", new Date(today + 3 * day - 1).toISOString()],
    ["12.00", "snapshot", new Date(today + 2 * day - 1).toISOString()],
  ];
  const shown = async () =>
    (await pointsOf(house, id))
      .filter(({ via }) => via === "snapshot")
      .map(({ value, via, recorded_at }) => [value, via, recorded_at]);
  expect(await shown()).toEqual(wanted);
  await endDays(house, today + 3 * day + 2_000);
  await endDays(house, today + 3 * day + 3_000);
  expect(await shown()).toEqual(wanted);
  expect(saying(await readKpi(house, id))).toEqual(["12.00", "100.00", "12.00", "up", "20.00"]);
});

test("[KP14] an imported day takes the place of its snapshot", async () => {
  const house = await newHouse();
  const { id } = await createKpi(house, { current_value: 10, target: 100 });
  const yesterday = new Date(Date.now() - day).toISOString().slice(0, 10);
  const from = Date.parse(yesterday);
  await importSeries(house.admin, id, `date,value\n${new Date(from - day).toISOString().slice(0, 10)},4\n`);
  const key = circleOf(house.circle) ?? 0;
  await runInDurableObject(env.Circle.getByName(circleName(key)), (_circle, { storage }) => {
    const host = new Host(new SqliteStorage(storage), {
      key,
      now: Date.now,
      random: Math.random,
      circle: () => ({ id: house.circle, name: "House" }),
    });
    host.write({
      name: "kpi.snapshot",
      args: { id, days: [{ from, until: from + day }] },
      member: 0,
      scope: "write",
      via: "system",
    });
  });
  expect((await pointsOf(house, id)).map(({ value, via }) => [value, via])).toEqual([
    ["10.00", "value"],
    ["4.00", "snapshot"],
    ["4.00", "import"],
  ]);
});

test("[KP16] the time zone says when a day ends; a wrong one is refused, and only admins set it", async () => {
  const house = await newHouse();
  const path = `/api/circles/${house.circle}/`;
  const patched = await house.admin.send(path, {
    method: "PATCH",
    body: { time_zone: "Europe/Berlin", lock_targets: true },
  });
  expect(await patched.json()).toMatchObject({ time_zone: "Europe/Berlin", lock_targets: true, name: "House" });
  expect(await (await house.member.send(path)).json()).toMatchObject({
    time_zone: "Europe/Berlin",
    lock_targets: true,
  });
  const { circles } = await (
    await house.member.send("/api/me/")
  ).json<{ circles: { time_zone: string; lock_targets: boolean }[] }>();
  expect(circles.map(({ time_zone, lock_targets }) => [time_zone, lock_targets])).toEqual([["Europe/Berlin", true]]);
  const series = await (
    await house.member.send(`/api/kpi/series/?circle_id=${house.circle}`)
  ).json<{ time_zone: string }>();
  expect(series.time_zone).toBe("Europe/Berlin");
  for (const time_zone of ["Mars/Olympus", "", 5, null])
    expect(await wrongFields(house.admin.send(path, { method: "PATCH", body: { time_zone } }))).toEqual({
      status: 400,
      fields: ["time_zone"],
    });
  expect(await wrongFields(house.admin.send(path, { method: "PATCH", body: { lock_targets: "yes" } }))).toEqual({
    status: 400,
    fields: ["lock_targets"],
  });
  expect((await house.moderator.send(path, { method: "PATCH", body: { lock_targets: false } })).status).toBe(403);
  expect(nextMidnight(Date.parse("2024-03-30T23:30:00Z"), "Europe/Berlin")).toBe(Date.parse("2024-03-31T22:00:01Z"));
});
