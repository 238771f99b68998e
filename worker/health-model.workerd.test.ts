/** The health model over REST: drafts, versions, recalculation, and every past score computed again. */
import { asc, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { canonicalJson } from "../domain/canonical.ts";
import { type HealthInputs, type HealthModel, scoreOf, usualModel } from "../domain/health.ts";
import { healthScores, healthVersions } from "../drizzle/accounts.ts";
import { db, desk, newBook } from "../tests/workerd/accounts.ts";
import { join, newCircle, newVisitor, told } from "../tests/workerd/visitor.ts";
import { settle, slim } from "./accounts/door.ts";
import { modelOf } from "./accounts/health-model.ts";

const opened = async () => {
  const book = await newBook();
  const ids = [
    await book.account("Acme Corp", { segment: "Enterprise", arr: 120_000_00 }),
    await book.account("Small Co", { segment: "SMB", arr: 500_00 }),
    await book.account("Silent Ltd"),
  ] as const;
  const [acme, small] = ids;
  await book.day(acme, "2024-01-01");
  await book.day(small, "2024-01-01", { daily_active_users: 3, support_tickets_open: 9, nps_score: null });
  await settle(desk, book.circle, ids, { cause: "import", actor: null, now: 1_000 });
  const at = (path: string) => `/api/health/${path}/?circle_id=${book.circle.id}`;
  return { ...book, ids, acme, small, at };
};

const stricter: HealthModel = { ...usualModel, thresholds: { healthy: 90, at_risk: 60 } };

test("[C13] [HL10] a circle starts with the usual model as version 0", async () => {
  const { ana, circle, at } = await opened();
  expect(await told(ana.send(at("model")))).toEqual({
    status: 200,
    body: {
      circle_id: circle.id,
      version: 0,
      note: "The usual model",
      at: null,
      by: null,
      model: usualModel,
      segments: ["Enterprise", "Mid-Market", "SMB"],
    },
  });
  expect(await told(ana.send(at("versions")))).toMatchObject({ body: { count: 1, results: [{ in_force: true }] } });
  expect((await ana.send(at("versions/7"))).status).toBe(404);
});

test("[HL10] publishing puts the next version in force, scores every account with it, and says who moved", async () => {
  const { ana, circle, at, acme, small, row, scores } = await opened();
  const published = await told(
    ana.send("/api/health/versions/", {
      body: { circle_id: circle.id, note: " Stricter from March ", model: stricter, base: 0 },
    }),
  );
  expect(published).toMatchObject({
    status: 201,
    body: {
      version: 1,
      note: "Stricter from March",
      by: ana.id,
      in_force: true,
      restores: null,
      recomputed: 3,
      changed: 3,
      buckets: { healthy: 0, at_risk: 1, critical: 1, unknown: 1 },
      moves: [
        { account_id: acme, number: 1, name: "Acme Corp", from: "healthy", to: "at_risk", before: 83.75, after: 83.75 },
        { account_id: small, from: "at_risk", to: "critical" },
      ],
      changes: [
        { path: ["thresholds", "healthy"], from: 70, to: 90 },
        { path: ["thresholds", "at_risk"], from: 40, to: 60 },
      ],
    },
  });
  expect(await row(acme)).toMatchObject({ health_version: 1, health_bucket: "at_risk" });
  expect((await scores(acme)).map(({ cause, version, actor }) => [cause, version, actor])).toEqual([
    ["import", 0, null],
    ["publish", 1, ana.id],
  ]);
  expect(await told(ana.send(at("model")))).toMatchObject({ body: { version: 1, model: stricter } });
});

test("[HL10] an old version is brought back as a new one; what is in force already is refused", async () => {
  const { ana, circle, acme, row } = await opened();
  const post = (body: object) =>
    told(ana.send("/api/health/versions/", { body: { circle_id: circle.id, note: "Because", ...body } }));
  await post({ model: stricter });
  expect(await post({ restores: 0 })).toMatchObject({
    status: 201,
    body: { version: 2, restores: 0, model: usualModel, moves: [{ to: "healthy" }, { to: "at_risk" }] },
  });
  expect(await row(acme)).toMatchObject({ health_version: 2, health_bucket: "healthy" });
  expect(await post({ restores: 0 })).toMatchObject({ status: 400, body: { errors: { model: expect.any(Array) } } });
  expect(await post({ restores: 9 })).toMatchObject({ status: 400, body: { errors: { restores: expect.any(Array) } } });
  expect(await post({ model: stricter, base: 0 })).toMatchObject({ status: 409, body: { version: 2 } });
  expect(await post({ note: " ", model: stricter })).toMatchObject({
    status: 400,
    body: { errors: { note: expect.any(Array) } },
  });
  expect(await post({})).toMatchObject({ status: 400, body: { errors: { model: ["There is no draft to publish."] } } });
});

test("[HL10] of two people who publish at once, one is told that the other was first", async () => {
  const { ana, circle } = await opened();
  const publish = (healthy: number) =>
    ana.send("/api/health/versions/", {
      body: {
        circle_id: circle.id,
        note: "Mine",
        model: { ...usualModel, thresholds: { healthy, at_risk: 30 } },
        base: 0,
      },
    });
  const answers = await Promise.all([publish(50), publish(60), publish(65)]);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409]);
  expect(await db.select().from(healthVersions).where(eq(healthVersions.circle, circle.id))).toEqual([
    expect.objectContaining({ version: 1 }),
  ]);
});

test("[HL9] a draft is shared: patches of two people merge, a wrong one changes nothing, publishing takes it", async () => {
  const { ana, circle, at } = await opened();
  const ben = await newVisitor("Ben");
  await join(ana, circle.id, ben, "member");
  expect(await told(ben.send(at("draft")))).toMatchObject({ body: { revision: 0, version: 0, model: usualModel } });
  const patch = (who: typeof ana, changes: unknown) =>
    told(
      who.send("/api/health/draft/", { method: "PATCH", body: { circle_id: circle.id, changes, holding: "weights" } }),
    );
  await Promise.all([patch(ana, { weights: { dau: 40 } }), patch(ben, { weights: { nps: 5 } })]);
  const weights = { ...usualModel.weights, dau: 40, nps: 5 };
  expect(await told(ana.send(at("draft")))).toMatchObject({ body: { model: { ...usualModel, weights } } });
  expect(await patch(ben, { weights: { nps: 500 }, thresholds: { at_risk: 80 } })).toMatchObject({
    status: 400,
    body: {
      errors: {
        "changes.weights.nps": ["Must be 0 to 100."],
        "changes.thresholds.at_risk": ["Must be lower than the healthy threshold."],
      },
    },
  });
  expect(await told(ana.send(at("draft")))).toMatchObject({ body: { model: { ...usualModel, weights } } });
  const refused = await told(ben.send("/api/health/versions/", { body: { circle_id: circle.id, note: "Mine" } }));
  expect(refused.status).toBe(403);
  const published = await told(ana.send("/api/health/versions/", { body: { circle_id: circle.id, note: "Ours" } }));
  expect(published).toMatchObject({ status: 201, body: { version: 1, model: { weights } } });
  expect(await told(ana.send(at("draft")))).toMatchObject({ body: { revision: 0, version: 1, model: { weights } } });
});

test("[HL9] a draft can be put whole and dropped", async () => {
  const { ana, circle, at } = await opened();
  const body = { circle_id: circle.id, model: stricter };
  expect((await ana.send("/api/health/draft/", { method: "PUT", body })).status).toBe(200);
  expect(await told(ana.send(at("draft")))).toMatchObject({ body: { model: stricter, by: ana.id } });
  expect((await ana.send(at("draft"), { method: "DELETE" })).status).toBe(204);
  expect((await ana.send(at("draft"), { method: "DELETE" })).status).toBe(204);
  expect(await told(ana.send(at("draft")))).toMatchObject({ body: { revision: 0, by: null } });
});

test("[H6] recompute scores all accounts, says how many moved, and the second time nothing does", async () => {
  const { ana, circle, acme, day, scores } = await opened();
  await day(acme, "2024-01-02", { daily_active_users: 10, feature_adoption_rate: 0.1 });
  const once = await told(ana.send("/health/recompute", { body: { circle_id: circle.id } }));
  expect(once).toMatchObject({
    status: 200,
    body: { recomputed: 3, changed: 1, moves: [{ account_id: acme, from: "healthy", to: "at_risk", before: 83.75 }] },
  });
  for (const path of ["/health/recompute/", "/api/health/recompute", "/api/health/recompute/"])
    expect(await told(ana.send(path, { method: "POST" }))).toMatchObject({
      status: 200,
      body: { recomputed: 3, changed: 0, moves: [], buckets: { healthy: 0, at_risk: 2, critical: 0, unknown: 1 } },
    });
  expect(await scores(acme)).toHaveLength(2);
  expect((await ana.send("/health/recompute", { body: "[1" })).status).toBe(400);
});

test("[HL9] [HL10] [H6] members may try out, moderators publish and recompute; a foreign circle is not there", async () => {
  const { ana, circle, at } = await opened();
  const [ben, cleo] = [await newVisitor("Ben"), await newVisitor("Cleo")];
  await join(ana, circle.id, ben, "member");
  await newCircle(cleo, "South");
  const calls = [
    ["/health/recompute", { body: { circle_id: circle.id } }, 403],
    ["/api/health/versions/", { body: { circle_id: circle.id, note: "x", model: stricter } }, 403],
    ["/api/health/draft/", { method: "PUT", body: { circle_id: circle.id, model: stricter } }, 200],
    [at("draft"), { method: "DELETE" }, 204],
    [at("model"), {}, 200],
    [at("freshness"), {}, 200],
  ] as const;
  for (const [path, call, status] of calls) {
    expect([path, (await ben.send(path, call)).status]).toEqual([path, status]);
    expect([path, (await cleo.send(path, call)).status]).toEqual([path, 404]);
  }
});

test("[HL3] [HL4] every stored score is computed again, bit for bit, from what was stored with it", async () => {
  const { ana, circle, ids, acme, day } = await opened();
  const post = (body: object) =>
    ana.send("/api/health/versions/", { body: { circle_id: circle.id, note: "Because", ...body } });
  await post({
    model: { ...stricter, weights: { ...usualModel.weights, dau: 33.33 }, segments: { SMB: { tickets_at_zero: 7 } } },
  });
  await day(acme, "2024-01-02", { feature_adoption_rate: 1 / 3, nps_score: null });
  await settle(desk, circle, ids, { cause: "webhook", actor: null, now: 5_000 });
  await post({ restores: 0 });
  const rows = await db
    .select()
    .from(healthScores)
    .where(eq(healthScores.circle, circle.id))
    .orderBy(asc(healthScores.id));
  expect(rows.length).toBeGreaterThan(8);
  for (const row of rows) {
    const inputs = JSON.parse(row.inputs) as HealthInputs;
    const score = scoreOf(inputs, await modelOf(db, row.circle, row.version));
    expect({
      inputs: canonicalJson(inputs),
      value: score.value,
      bucket: score.bucket,
      contributions: canonicalJson(score.contributions.map(slim)),
    }).toEqual({
      inputs: row.inputs,
      value: row.computed_value,
      bucket: row.computed_bucket,
      contributions: canonicalJson(JSON.parse(row.contributions)),
    });
  }
});

test("[HL8] freshness says of all accounts how many have each factor fresh, stale or not at all", async () => {
  const { ana, at, circle, ids, acme, day } = await opened();
  const today = new Date().toISOString().slice(0, 10);
  await day(acme, today, { nps_score: null });
  await settle(desk, circle, ids, { cause: "metrics", actor: null, now: 2_000 });
  const { body } = await told(ana.send(at("freshness")));
  expect(body).toMatchObject({
    accounts: 3,
    factors: [
      { factor: "dau", fresh: 1, stale: 1, missing: 1, last: today },
      { factor: "adoption", fresh: 1, stale: 1, missing: 1 },
      { factor: "tickets", fresh: 1, stale: 1, missing: 1 },
      { factor: "nps", fresh: 0, stale: 1, missing: 2, last: "2024-01-01" },
      { factor: "login", fresh: 1, stale: 1, missing: 1 },
    ],
  });
});
