/** KPIs that follow the circle's own contacts, over HTTP. */
import { beforeAll, describe, expect, test } from "vitest";
import { create, type House, newHouse, wrongFields } from "../../tests/workerd/contacts.ts";
import { createKpi, expectValue, kpiPath, recordValue } from "../../tests/workerd/kpis.ts";

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
