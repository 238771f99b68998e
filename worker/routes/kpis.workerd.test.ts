/** The contract of `/api/kpi/kpis/`: values, trends, rights. Every answer is held against the API document as well. */
import { beforeAll, describe, expect, test, vi } from "vitest";
import { makeId } from "../../domain/id.ts";
import { type House, newHouse, ownId, wrongFields } from "../../tests/workerd/contacts.ts";
import { createKpi, historyOf, kpiPath, type KpiRow, readKpi, recordValue, saying } from "../../tests/workerd/kpis.ts";
import { newCircle, told } from "../../tests/workerd/visitor.ts";

let house: House;
beforeAll(async () => {
  house = await newHouse();
});

const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

/** The body of a refusal that is thrown on the way; `told` would keep the address of the test in it. */
const refusal = async (answer: Promise<Response>) => {
  const { status, body } = await told(answer);
  return { status, code: (body as { code?: string }).code };
};

describe("creating", () => {
  test("[B9] [B15] [D12] the percentage is worked out, the trend starts neutral, the history with one point", async () => {
    const body = {
      name: " Monthly revenue ",
      current_value: 45000,
      target: "50000.00",
      unit: "currency",
      circle_id: house.circle,
    };
    const response = await house.moderator.send(kpiPath, { body });
    const row = await response.json<KpiRow>();
    expect(response.status).toBe(201);
    expect(response.headers.get("location")).toBe(`http://rondo.test${kpiPath}${row.id}/`);
    expect(row).toEqual({
      id: row.id,
      circle_id: house.circle,
      name: "Monthly revenue",
      current_value: "45000.00",
      target: "50000.00",
      unit: "currency",
      percentage_complete: "90.00",
      trend: "neutral",
      percentage_change: "0.00",
      direction: "higher",
      floor: null,
      ceiling: null,
      baseline: null,
      starts_on: null,
      due_on: null,
      source: null,
      recorded_at: time,
      created_at: time,
      created_by: house.moderator.id,
      updated_at: time,
      updated_by: house.moderator.id,
      history: [{ value: "45000.00", recorded_at: time }],
    });
    expect(await historyOf(house, row.id)).toEqual({
      kpi_id: row.id,
      name: "Monthly revenue",
      history: [{ value: "45000.00", target: "50000.00", percentage_complete: "90.00", recorded_at: time }],
    });
  });

  test("[B9] every wrong field is named, and nothing is half-written", async () => {
    const before = (await (await house.admin.send(`${kpiPath}?circle_id=${house.circle}`)).json<{ count: number }>())
      .count;
    const bad = {
      name: " ",
      current_value: "1.234",
      target: "x",
      unit: "%",
      due_on: "2026-02-30",
      circle_id: house.circle,
    };
    expect(await wrongFields(house.admin.send(kpiPath, { body: bad }))).toEqual({
      status: 400,
      fields: ["current_value", "due_on", "name", "target", "unit"],
    });
    expect(await wrongFields(house.admin.send(kpiPath, { body: { circle_id: house.circle } }))).toEqual({
      status: 400,
      fields: ["current_value", "name", "target"],
    });
    expect(await wrongFields(house.admin.send(kpiPath, { body: {} }))).toEqual({
      status: 400,
      fields: ["circle_id", "current_value", "name", "target"],
    });
    for (const value of [null, true, "", "NaN", "Infinity", "1e400", "9999999999999999", [], {}])
      expect(
        await wrongFields(
          house.admin.send(kpiPath, { body: { name: "x", current_value: value, target: 1, circle_id: house.circle } }),
        ),
      ).toEqual({ status: 400, fields: ["current_value"] });
    expect(
      (await (await house.admin.send(`${kpiPath}?circle_id=${house.circle}`)).json<{ count: number }>()).count,
    ).toBe(before);
  });

  test("[KP2] a client's own id is taken once, and only one of this circle", async () => {
    const id = ownId(house);
    expect((await createKpi(house, { id })).id).toBe(id);
    expect(
      await refusal(
        house.admin.send(kpiPath, { body: { id, name: "x", current_value: 1, target: 1, circle_id: house.circle } }),
      ),
    ).toEqual({ status: 409, code: "id_taken" });
    const foreign = makeId(1, 1, Math.random);
    expect(
      await wrongFields(
        house.admin.send(kpiPath, {
          body: { id: foreign, name: "x", current_value: 1, target: 1, circle_id: house.circle },
        }),
      ),
    ).toEqual({ status: 400, fields: ["id"] });
  });

  test("[KP3] the same key and body make one KPI", async () => {
    const call = {
      body: { name: "Once", current_value: 1, target: 2, circle_id: house.circle },
      headers: { "idempotency-key": "kpi-once" },
    };
    const [one, other] = [await told(house.admin.send(kpiPath, call)), await told(house.admin.send(kpiPath, call))];
    expect(other).toEqual(one);
    expect(await refusal(house.admin.send(kpiPath, { ...call, body: { ...call.body, name: "Twice" } }))).toEqual({
      status: 409,
      code: "key_reused",
    });
  });
});

describe("changing", () => {
  test("[B10] [B15] [D13] a new value gives percentage, trend and change against the value before, and a point", async () => {
    const { id } = await createKpi(house, { current_value: 40000, target: 50000 });
    const put = await house.member.send(`${kpiPath}${id}/`, { method: "PUT", body: { current_value: "45000.00" } });
    expect(saying(await put.json<KpiRow>())).toEqual(["45000.00", "50000.00", "90.00", "up", "12.50"]);
    const posted = await recordValue(house.member, id, "47500");
    expect(saying(await posted.json<KpiRow>())).toEqual(["47500.00", "50000.00", "95.00", "up", "5.56"]);
    const lower = await house.member.send(`${kpiPath}${id}/`, { method: "PATCH", body: { current_value: 38000 } });
    expect(saying(await lower.json<KpiRow>())).toEqual(["38000.00", "50000.00", "76.00", "down", "-20.00"]);
    expect((await historyOf(house, id)).history.map(({ value }) => value)).toEqual([
      "38000.00",
      "47500.00",
      "45000.00",
      "40000.00",
    ]);
  });

  test("[B11] the same value again is a point and neutral; a missing or wrong one is refused", async () => {
    const { id } = await createKpi(house, { current_value: 5, target: 10 });
    await recordValue(house.member, id, 6);
    expect(saying(await (await recordValue(house.member, id, "6.00")).json<KpiRow>())).toEqual([
      "6.00",
      "10.00",
      "60.00",
      "neutral",
      "0.00",
    ]);
    expect((await historyOf(house, id)).history).toHaveLength(3);
    expect(await wrongFields(house.member.send(`${kpiPath}${id}/update-value/`, { body: {} }))).toEqual({
      status: 400,
      fields: ["current_value"],
    });
    expect(await wrongFields(recordValue(house.member, id, "1.001"))).toEqual({
      status: 400,
      fields: ["current_value"],
    });
    expect((await historyOf(house, id)).history).toHaveLength(3);
  });

  test("[C24] a rename leaves trend and history alone; a new target writes a point", async () => {
    const { id } = await createKpi(house, { current_value: 5, target: 10 });
    await recordValue(house.member, id, 6);
    const renamed = await (
      await house.member.send(`${kpiPath}${id}/`, { method: "PUT", body: { name: "Renamed", unit: "hours" } })
    ).json<KpiRow>();
    expect([renamed.name, renamed.unit, renamed.trend, renamed.history.length]).toEqual(["Renamed", "hours", "up", 2]);
    const aimed = await (
      await house.member.send(`${kpiPath}${id}/`, { method: "PUT", body: { target: 24 } })
    ).json<KpiRow>();
    expect(saying(aimed)).toEqual(["6.00", "24.00", "25.00", "neutral", "0.00"]);
    expect((await historyOf(house, id)).history.map(({ target }) => target)).toEqual(["24.00", "10.00", "10.00"]);
  });

  test("[C22] from zero the change is 0.00 and the trend still up or down; from a negative value it counts against its size", async () => {
    const { id } = await createKpi(house, { current_value: 0, target: 10 });
    expect(saying(await (await recordValue(house.member, id, 5)).json<KpiRow>())).toEqual([
      "5.00",
      "10.00",
      "50.00",
      "up",
      "0.00",
    ]);
    await recordValue(house.member, id, 0);
    expect(saying(await (await recordValue(house.member, id, -5)).json<KpiRow>())).toEqual([
      "-5.00",
      "10.00",
      "-50.00",
      "down",
      "0.00",
    ]);
    expect(saying(await (await recordValue(house.member, id, -2.5)).json<KpiRow>())).toEqual([
      "-2.50",
      "10.00",
      "-25.00",
      "up",
      "50.00",
    ]);
  });

  test("[C23] a target of 0 gives 0.00 and is logged; percentages stop at 999.99", async () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
    const { id, percentage_complete } = await createKpi(house, { current_value: 7, target: 0 });
    await recordValue(house.member, id, 8);
    const events = log.mock.calls
      .map(([line]) => JSON.parse(String(line)) as Record<string, unknown>)
      .filter(({ event }) => event === "kpi.calculation_failed");
    log.mockRestore();
    const told0 = { kpi: id, circle: house.circle, reason: "the target is 0" };
    expect(percentage_complete).toBe("0.00");
    expect(events.map(({ kpi, circle, reason }) => ({ kpi, circle, reason }))).toEqual([told0, told0]);
    const most = await createKpi(house, { current_value: 1, target: "0.01" });
    expect(most.percentage_complete).toBe("999.99");
    expect(saying(await (await recordValue(house.member, most.id, -1000)).json<KpiRow>())).toEqual([
      "-1000.00",
      "0.01",
      "-999.99",
      "down",
      "-999.99",
    ]);
    expect((await createKpi(house, { current_value: "-0.001e1", target: 99999 })).percentage_complete).toBe("0.00");
    expect(saying(await createKpi(house, { current_value: "9999999999999.99", target: "-9999999999999.99" }))).toEqual([
      "9999999999999.99",
      "-9999999999999.99",
      "-100.00",
      "neutral",
      "0.00",
    ]);
  });

  test("[C18] with locked targets members change values only; moderators everything", async () => {
    const locked = await newHouse();
    const { id } = await createKpi(locked, { current_value: 1, target: 2 });
    const put = (person: House["member"], body: object) => person.send(`${kpiPath}${id}/`, { method: "PUT", body });
    expect((await put(locked.member, { target: 4, name: "Mine" })).status).toBe(200);
    const patched = await locked.admin.send(`/api/circles/${locked.circle}/`, {
      method: "PATCH",
      body: { lock_targets: true },
    });
    expect(await patched.json()).toMatchObject({ lock_targets: true, time_zone: "UTC" });
    for (const body of [{ name: "x" }, { target: 5 }, { unit: "days" }, { current_value: 3, target: 5 }])
      expect((await put(locked.member, body)).status).toBe(403);
    expect((await put(locked.member, { current_value: 3 })).status).toBe(200);
    expect((await recordValue(locked.member, id, 4)).status).toBe(200);
    expect(saying(await (await put(locked.moderator, { target: 8 })).json<KpiRow>())).toEqual([
      "4.00",
      "8.00",
      "50.00",
      "neutral",
      "0.00",
    ]);
  });

  test("[N2] two values at once both stand in the history", async () => {
    const { id } = await createKpi(house, { current_value: 1 });
    const answers = await Promise.all([recordValue(house.member, id, 20), recordValue(house.moderator, id, 30)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const { history } = await historyOf(house, id);
    expect(history.map(({ value }) => value).toSorted()).toEqual(["1.00", "20.00", "30.00"]);
    expect((await readKpi(house, id)).current_value).toBe(history[0]?.value);
  });

  test("[KP4] the tag changes with every change; a write with another one is refused and nothing written", async () => {
    const { id } = await createKpi(house);
    const etag = async () => (await house.member.send(`${kpiPath}${id}/`)).headers.get("etag") ?? "";
    const first = await etag();
    expect((await house.member.send(`${kpiPath}${id}/`, { headers: { "if-none-match": first } })).status).toBe(304);
    expect((await recordValue(house.member, id, 11, { headers: { "if-match": first } })).status).toBe(200);
    expect(await refusal(recordValue(house.member, id, 12, { headers: { "if-match": first } }))).toEqual({
      status: 412,
      code: "stale",
    });
    expect((await readKpi(house, id)).current_value).toBe("11.00");
    expect(await etag()).not.toBe(first);
  });
});

describe("deleting", () => {
  test("[B13] a deleted KPI is gone with its history", async () => {
    const { id } = await createKpi(house);
    await recordValue(house.member, id, 11);
    expect((await house.moderator.send(`${kpiPath}${id}/`, { method: "DELETE" })).status).toBe(204);
    for (const path of ["", "history/", "points/"])
      expect((await house.admin.send(`${kpiPath}${id}/${path}`)).status).toBe(404);
    expect((await house.admin.send(`/api/kpi/series/?circle_id=${house.circle}&kpi=${id}`)).status).toBe(404);
    expect((await recordValue(house.member, id, 12)).status).toBe(404);
    expect((await house.moderator.send(`${kpiPath}${id}/`, { method: "DELETE" })).status).toBe(404);
  });

  test("[KP5] moderators restore a KPI with its history; members do not", async () => {
    const { id } = await createKpi(house);
    await recordValue(house.member, id, 11);
    const [before, history] = [await readKpi(house, id), await historyOf(house, id)];
    await house.moderator.send(`${kpiPath}${id}/`, { method: "DELETE" });
    expect((await house.member.send(`${kpiPath}${id}/restore/`, { method: "POST" })).status).toBe(403);
    expect(await (await house.moderator.send(`${kpiPath}${id}/restore/`, { method: "POST" })).json()).toEqual(before);
    expect(await historyOf(house, id)).toEqual(history);
    expect((await house.moderator.send(`${kpiPath}${id}/restore/`, { method: "POST" })).status).toBe(200);
  });
});

describe("rights", () => {
  test("[KP6] members see, change and record; only moderators and admins create and delete; a read key only reads", async () => {
    const { id } = await createKpi(house);
    const { key } = await (
      await house.admin.send("/api/keys/", { body: { name: "Reader", scope: "read", circle_ids: null } })
    ).json<{ key: string }>();
    const reader = {
      ...house.admin,
      send: (path: string, call = {}) =>
        house.admin.send(path, { ...call, headers: { authorization: `Bearer ${key}` } }),
    };
    const table = await Promise.all(
      [house.admin, house.moderator, house.member, reader, house.stranger].map(async (person) => {
        const name = person === reader ? "reader" : person.name;
        const statuses = [
          await person.send(`${kpiPath}?circle_id=${house.circle}`),
          await person.send(`${kpiPath}${id}/`),
          await person.send(`${kpiPath}${id}/history/`),
          await recordValue(person, id, 1),
          await person.send(`${kpiPath}${id}/`, { method: "PUT", body: { name: "Same" } }),
          await person.send(kpiPath, { body: { name: "New", current_value: 1, target: 1, circle_id: house.circle } }),
        ].map(({ status }) => status);
        return [name, ...statuses];
      }),
    );
    expect(table).toEqual([
      ["Ada", 200, 200, 200, 200, 200, 201],
      ["Mo", 200, 200, 200, 200, 200, 201],
      ["Mem", 200, 200, 200, 200, 200, 403],
      ["reader", 200, 200, 200, 403, 403, 403],
      ["Stranger", 404, 404, 404, 404, 404, 404],
    ]);
    for (const [person, status] of [
      [house.stranger, 404],
      [house.member, 403],
      [house.moderator, 204],
    ] as const)
      expect((await person.send(`${kpiPath}${id}/`, { method: "DELETE" })).status).toBe(status);
  });

  test("[KP7] a KPI of others answers like one that does not exist, and no token is 401", async () => {
    const { id } = await createKpi(house);
    const missing = makeId(1, 1, Math.random);
    const body = async (of: string) => (await told(house.stranger.send(`${kpiPath}${of}/`))).body;
    expect(await body(id)).toEqual(await body(missing));
    expect(
      (await told(house.stranger.send(`${kpiPath}?circle_id=${await newCircle(house.admin, "Else")}`))).status,
    ).toBe(404);
    expect((await house.admin.send(`${kpiPath}${id}/`, { headers: { authorization: "Bearer none" } })).status).toBe(
      401,
    );
  });
});
