/** KPIs that follow the circle's own contacts, over HTTP. */
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { dateAfter } from "../../domain/days.ts";
import { accountSources } from "../../domain/kpi-words.ts";
import { accountFigures } from "../../party/circle-account-sources.ts";
import { create, type House, newHouse, wrongFields } from "../../tests/workerd/contacts.ts";
import { acme as seedRows, fileWith, ingested } from "../../tests/workerd/ingest.ts";
import { createKpi, expectValue, kpiPath, readKpi, recordValue } from "../../tests/workerd/kpis.ts";

let house: House;
beforeAll(async () => {
  house = await newHouse();
});

describe("following the circle's own data", () => {
  test("[KP12] a bound KPI follows contacts within a second, and cannot be entered by hand", async () => {
    const own = await newHouse();
    const bound = await createKpi(own, { name: "Won", current_value: 0, target: 10, source: "stage:closed_won" });
    const month = await createKpi(own, { name: "This month", current_value: 0, target: 10, source: "won_this_month" });
    const contact = await create(own);
    await own.member.send(`/api/crm/contacts/${contact.id}/`, { method: "PUT", body: { funnel_stage: "closed_won" } });
    await expectValue(own, bound.id, "1.00");
    await expectValue(own, month.id, "1.00");
    expect(await wrongFields(recordValue(own.admin, bound.id, 5))).toEqual({ status: 400, fields: ["current_value"] });
    await own.member.send(`/api/crm/contacts/${contact.id}/`, { method: "PUT", body: { funnel_stage: "contacted" } });
    await expectValue(own, bound.id, "0.00");
    const points = await (
      await own.member.send(`${kpiPath}${bound.id}/points/`)
    ).json<{ results: { value: string; via: string; recorded_by: null }[] }>();
    expect(points.results.map(({ value, via, recorded_by }) => [value, via, recorded_by])).toEqual([
      ["0.00", "source", null],
      ["1.00", "source", null],
      ["0.00", "value", own.admin.id],
    ]);
  });

  test("[KP12] a source that does not exist is refused", async () => {
    expect(
      await wrongFields(
        house.admin.send(kpiPath, {
          body: { name: "x", current_value: 0, target: 1, source: "moon", circle_id: house.circle },
        }),
      ),
    ).toEqual({ status: 400, fields: ["source"] });
  });
});

describe("following accounts", () => {
  const today = new Date().toISOString().slice(0, 10);
  const account = async (own: House, fields: Record<string, unknown>) =>
    (await own.admin.send("/api/customers/", { body: { circle_id: own.circle, ...fields } })).json<{ id: string }>();
  const bind = (own: House, source: string) => createKpi(own, { current_value: 0, target: 10, source });

  test("[KP23] KPIs bound to accounts follow them within a second, whatever changes them", async () => {
    const own = await newHouse();
    const [count, arr, health, risk, risky, renewals] = await Promise.all(
      accountSources.map((source) => bind(own, source)),
    );
    const acme = await account(own, { name: "Acme", arr: "500000.50", renewal_date: today });
    await account(own, { name: "Beta", arr: 1_000, renewal_date: dateAfter(today, 30), health_score: "critical" });
    await account(own, { name: "Gamma", arr: 20, renewal_date: dateAfter(today, 31) });
    await expectValue(own, count?.id ?? "", "3.00");
    await expectValue(own, arr?.id ?? "", "501020.50");
    await expectValue(own, health?.id ?? "", "0.00");
    await expectValue(own, risk?.id ?? "", "1.00");
    await expectValue(own, risky?.id ?? "", "1000.00");
    await expectValue(own, renewals?.id ?? "", "2.00");
    await ingested(own.admin, fileWith(...seedRows), { circle_id: own.circle });
    await expectValue(own, count?.id ?? "", "4.00");
    await expectValue(own, health?.id ?? "", "81.55");
    await own.admin.send(`/api/customers/${acme.id}/`, { method: "DELETE" });
    await expectValue(own, arr?.id ?? "", "501020.00");
    await expectValue(own, renewals?.id ?? "", "1.00");
    expect((await readKpi(own, count?.id ?? "")).current_value).toBe("3.00");
  });

  test("[KP23] a KPI that is bound to accounts later, or created so, has their value at once", async () => {
    const own = await newHouse();
    await account(own, { name: "Acme", arr: 12 });
    const created = await bind(own, "accounts:arr");
    await expectValue(own, created.id, "12.00");
    const bound = await createKpi(own, { current_value: 7, target: 10 });
    await own.admin.send(`${kpiPath}${bound.id}/`, { method: "PATCH", body: { source: "accounts" } });
    await expectValue(own, bound.id, "1.00");
    expect(await wrongFields(recordValue(own.admin, bound.id, 5))).toEqual({ status: 400, fields: ["current_value"] });
  });

  test("[KP23] renewals are counted from today on, and are others on another day", async () => {
    const own = await newHouse();
    await account(own, { name: "Acme", renewal_date: "2030-01-31" });
    await account(own, { name: "Beta", renewal_date: "2030-02-01" });
    const on = async (day: string) =>
      (await accountFigures(env.DB, own.circle, Date.parse(`${day}T12:00:00Z`)))["accounts:renewals_30"];
    expect(await Promise.all(["2029-12-31", "2030-01-01", "2030-01-02", "2030-02-01", "2030-02-02"].map(on))).toEqual([
      0, 100, 200, 100, 0,
    ]);
  });
});
