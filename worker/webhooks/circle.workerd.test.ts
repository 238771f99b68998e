/** What goes through a circle's own door, and custom mappings. */
import { expect, test } from "vitest";
import { createKpi, historyOf, readKpi } from "../../tests/workerd/kpis.ts";
import {
  daysOf,
  delivered,
  deliveriesPath,
  deliveryOf,
  iso,
  makeSource,
  type MadeSource,
  newIntake,
  sendRaw,
  sourcesPath,
  start,
  workOff,
} from "../../tests/workerd/webhooks.ts";

const day = 24 * 60 * 60_000;

const tryOut = (ana: Awaited<ReturnType<typeof newIntake>>["ana"], source: MadeSource, body: object) =>
  ana.send(`${sourcesPath}${source.id}/try/`, { body });

test("[IW13] a KPI's value comes by webhook, and one that comes late changes only the past", async () => {
  const { ana, circle, source } = await newIntake();
  const house = { admin: ana, circle: circle.id } as unknown as Parameters<typeof createKpi>[0];
  const kpi = await createKpi(house, { name: "Monthly revenue", current_value: 100, target: 200 });
  const value = (amount: string, at: number) => ({ kpi: "monthly REVENUE", value: amount, timestamp: iso(at) });
  const now = Date.now();
  const done = await delivered(ana, source, value("150", now + 2_000));
  expect(done.changes.map(({ what, record, before, after }) => [what, record, before, after])).toEqual([
    ["kpi", kpi.id, "100.00", "150.00"],
  ]);
  await delivered(ana, source, { kpi: kpi.id, value: "50", timestamp: iso(now - day) });
  const shown = await readKpi(house, kpi.id);
  expect([shown.current_value, shown.trend, shown.percentage_change]).toEqual(["150.00", "up", "50.00"]);
  const { history } = await historyOf(house, kpi.id);
  expect(history.map((point) => point.value)).toEqual(["150.00", "100.00", "50.00"]);
  const points = await (
    await ana.send(`/api/kpi/kpis/${kpi.id}/points/`)
  ).json<{ results: { via: string; recorded_by: string | null }[] }>();
  expect(points.results[0]).toMatchObject({ via: "webhook", recorded_by: null });
  const unknown = await delivered(ana, source, { kpi: "No such", value: 1 });
  expect([unknown.state, unknown.error]).toEqual(["dead", "No KPI of this circle is called No such."]);
});

test("[IW13] a deal moves over the board as its own stage moves; a person's later word and a deletion stand", async () => {
  const { ana, circle } = await newIntake();
  const source = await makeSource(ana, circle.id, "hubspot");
  const tell = async (event: object) => {
    const body = JSON.stringify([
      { eventId: Math.floor(Math.random() * 1e9), objectId: 9, subscriptionType: "deal.propertyChange", ...event },
    ]);
    const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(source.secret + body));
    const hex = Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
    const { id } = await (await sendRaw(source, body, { "x-hubspot-signature": hex })).json<{ id: string }>();
    await workOff(circle.id);
    return deliveryOf(ana, id);
  };
  const contacts = async () =>
    (
      await (
        await ana.send(`/api/crm/contacts/?circle_id=${circle.id}`)
      ).json<{ results: { id: string; name: string; funnel_stage: string; created_by: string | null }[] }>()
    ).results;
  const now = Date.now();
  await tell({ occurredAt: now - 50_000, propertyName: "dealname", propertyValue: "Big renewal" });
  await tell({ occurredAt: now - 40_000, propertyName: "dealstage", propertyValue: "contractsent" });
  // Older news of the same field.
  await tell({ occurredAt: now - 45_000, propertyName: "dealstage", propertyValue: "qualifiedtobuy" });
  const [deal] = await contacts();
  expect(deal).toMatchObject({ name: "Big renewal", funnel_stage: "proposal_sent", created_by: null });
  await ana.send(`/api/crm/contacts/${deal?.id}/`, { method: "PATCH", body: { funnel_stage: "negotiation" } });
  const kept = await tell({ occurredAt: now - 30_000, propertyName: "dealstage", propertyValue: "closedlost" });
  expect(kept.changes[0]?.why).toBe("Somebody changed it here since: theirs stands.");
  expect((await contacts())[0]?.funnel_stage).toBe("negotiation");
  await tell({ occurredAt: Date.now() + 1_000, propertyName: "dealstage", propertyValue: "closedwon" });
  expect((await contacts())[0]?.funnel_stage).toBe("closed_won");
  await ana.send(`/api/crm/contacts/${deal?.id}/`, { method: "DELETE" });
  await tell({ occurredAt: Date.now() + 2_000, propertyName: "dealname", propertyValue: "Back again" });
  expect(await contacts()).toEqual([]);
});

test("[IW14] a mapping is tried on what came, saved, and then what came is done by it", async () => {
  const { ana, circle, acme } = await newIntake();
  const source = await makeSource(ana, circle.id, "custom");
  const payload = {
    event_id: "e1",
    data: {
      company: "Acme",
      seen: [
        { who: "u1", what: "reports" },
        { who: "u2", what: "export" },
      ],
      when: iso(start),
    },
  };
  const before = await delivered(ana, source, payload);
  expect([before.state, before.error]).toEqual(["ignored", "There is no mapping yet."]);
  const mapping = [
    {
      makes: "usage",
      each: "$.data.seen",
      fields: { user: "who", feature: "what", account: "= Acme".replace("= ", "="), at: `=${iso(start)}` },
    },
  ];
  const tried = await (
    await tryOut(ana, source, { mapping })
  ).json<{ results: { changes: unknown[]; steps: unknown[]; delivery_id: string }[] }>();
  expect(tried.results.map(({ delivery_id, changes }) => [delivery_id, changes.length])).toEqual([[before.id, 2]]);
  expect(await daysOf(acme)).toEqual([]);
  const wrong = await tryOut(ana, source, { mapping: [{ makes: "usage", fields: { nonsense: "a" } }] });
  expect(wrong.status).toBe(400);
  await ana.send(`${sourcesPath}${source.id}/`, { method: "PATCH", body: { settings: { mapping } } });
  const replayed = await ana.send(`${deliveriesPath}${before.id}/replay/`, { method: "POST" });
  expect(replayed.status).toBe(202);
  await workOff(circle.id);
  expect((await deliveryOf(ana, before.id)).state).toBe("done");
  expect((await daysOf(acme))[0]?.[1]).toBe(2);
});
