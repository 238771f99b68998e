/** Taking webhooks in: what is let in, what is refused, and that a repetition is one delivery. */
import { env } from "cloudflare:workers";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "../../tests/workerd/accounts.ts";
import { problem } from "../../tests/workerd/circle.ts";
import { join, newVisitor, send, told } from "../../tests/workerd/visitor.ts";
import {
  delivered,
  deliveryOf,
  hmacOf,
  listed,
  makeSource,
  newIntake,
  sendHook,
  sendRaw,
  signatureOf,
  sourcesPath,
  workOff,
} from "../../tests/workerd/webhooks.ts";

const minute = 60_000;
const usage = { type: "usage", account: "Acme", user: "u1", feature: "reports" };

test("[X7] [R4] a signed request becomes a number, a score and a line in the inspector", async () => {
  const { ana, circle, acme, row, scores, source } = await newIntake();
  const at = Date.UTC(2026, 0, 2, 10);
  const payload = {
    type: "metrics",
    account: "acme",
    date: "2026-01-02",
    timestamp: new Date(at).toISOString(),
    daily_active_users: 45,
    feature_adoption_rate: 0.8,
    support_tickets_open: 3,
    nps_score: 50,
    login_frequency: 0.9,
  };
  const response = await sendHook(source, payload);
  const { id, ...answer } = await response.json<{ id: string }>();
  expect([response.status, answer]).toEqual([202, { duplicate: false }]);
  await workOff(circle.id);
  const { state, verdict, changes, steps, body, error } = await deliveryOf(ana, id);
  expect({ state, verdict, error, body }).toEqual({
    state: "done",
    verdict: "valid",
    error: null,
    body: JSON.stringify(payload),
  });
  expect(steps).toContainEqual({ path: "daily_active_users", value: "45", as: "metrics: daily_active_users" });
  expect(changes.map(({ field, date, before, after, account_id }) => [field, date, before, after, account_id])).toEqual(
    [
      ["daily_active_users", "2026-01-02", null, 45, acme],
      ["feature_adoption_rate", "2026-01-02", null, 0.8, acme],
      ["support_tickets_open", "2026-01-02", null, 3, acme],
      ["nps_score", "2026-01-02", null, 50, acme],
      ["login_frequency", "2026-01-02", null, 0.9, acme],
    ],
  );
  expect((await row(acme))?.health_source).toBe("computed");
  expect((await scores(acme)).map(({ cause }) => cause)).toEqual(["webhook"]);
});

test("[IW5] what comes again is the same delivery: within the window, after it, with another time", async () => {
  const { ana, circle, source } = await newIntake();
  const first = await (await sendHook(source, usage, { id: "msg-1" })).json<{ id: string }>();
  const again = await told(sendHook(source, usage, { id: "msg-1", at: Date.now() - minute }));
  expect(again).toEqual({ status: 200, body: { id: first.id, duplicate: true } });
  await workOff(circle.id);
  expect(await told(sendHook(source, usage, { id: "msg-1" }))).toEqual(again);
  await workOff(circle.id);
  const all = await listed(ana, circle.id);
  expect(all.map(({ id, state, repeats }) => ({ id, state, repeats }))).toEqual([
    { id: first.id, state: "done", repeats: 2 },
  ]);
});

test("[IW5] without an event's id the body itself is known again", async () => {
  const { ana, circle } = await newIntake();
  const source = await makeSource(ana, circle.id, "mixpanel");
  const body = JSON.stringify({ event: "Report Opened", properties: { distinct_id: "u1", company_id: "Acme" } });
  const headers = { authorization: `Bearer ${source.secret}` };
  const [one, same, other] = [
    await sendRaw(source, body, headers),
    await sendRaw(source, body, headers),
    await sendRaw(source, body.replace("u1", "u2"), headers),
  ];
  expect([one.status, same.status, other.status]).toEqual([202, 200, 202]);
});

test("[IW5] GitHub's body, overheard and sent again under another id, is the delivery that it was", async () => {
  const { ana, circle } = await newIntake();
  const source = await makeSource(ana, circle.id, "github");
  const body = JSON.stringify({ organization: { login: "Acme" }, sender: { login: "u1" }, ref: "refs/heads/main" });
  const mac = atob(await hmacOf("SHA-256", new TextEncoder().encode(source.secret), body));
  const signature = Array.from(mac, (char) => char.charCodeAt(0).toString(16).padStart(2, "0")).join("");
  const post = (delivery: string) =>
    told(
      sendRaw(source, body, {
        "x-github-event": "push",
        "x-github-delivery": delivery,
        "x-hub-signature-256": `sha256=${signature}`,
      }),
    );
  const first = await post("72d3162e-cc78-11e3-81ab-4c9367dc0958");
  const again = await post("00000000-cc78-11e3-81ab-4c9367dc0958");
  expect([first.status, again]).toEqual([202, { status: 200, body: expect.objectContaining({ duplicate: true }) }]);
});

test("[IW2] [IW6] a wrong signature, a wrong body and no signature at all are 401, and seen", async () => {
  const { ana, circle, acme, source } = await newIntake();
  const other = await makeSource(ana, circle.id);
  const forged = await told(sendHook(source, usage, { secret: other.secret }));
  expect(forged).toEqual(problem("unverified", { detail: "The signature does not fit the body and the secret." }));
  const seconds = Math.floor(Date.now() / 1000);
  const altered = await sendRaw(source, JSON.stringify({ ...usage, user: "u2" }), {
    "webhook-id": "m",
    "webhook-timestamp": String(seconds),
    "webhook-signature": await signatureOf(source.secret, "m", seconds, JSON.stringify(usage)),
  });
  const bare = await sendRaw(source, JSON.stringify(usage), {});
  expect([altered.status, bare.status]).toEqual([401, 401]);
  const seen = await listed(ana, circle.id);
  expect(seen.map(({ state, verdict }) => [state, verdict])).toEqual([
    ["refused", "unsigned"],
    ["refused", "wrong_signature"],
    ["refused", "wrong_signature"],
  ]);
  await workOff(circle.id);
  expect(await db.all(sql`select * from usage_marks where account = ${acme}`)).toEqual([]);
});

test.each([
  ["six minutes old", -6 * minute, 401, "too_old"],
  ["four minutes old", -4 * minute, 202, "valid"],
  ["four minutes ahead, as a clock that goes wrong", 4 * minute, 202, "valid"],
  ["six minutes ahead", 6 * minute, 401, "too_new"],
])("[IW3] a signature %s", async (_name, offset, status, verdict) => {
  const { ana, circle, source } = await newIntake();
  const response = await sendHook(source, usage, { at: Date.now() + offset });
  expect([response.status, (await listed(ana, circle.id)).map((one) => one.verdict)]).toEqual([status, [verdict]]);
});

test("[IW3] after a rotation both secrets count for a day, then the new one alone", async () => {
  const { ana, circle, source } = await newIntake();
  const rotated = await (await ana.send(`${sourcesPath}${source.id}/rotate/`, { body: {} })).json<{ secret: string }>();
  expect(rotated.secret).not.toBe(source.secret);
  const [old, fresh] = [await sendHook(source, usage), await sendHook({ ...source, secret: rotated.secret }, usage)];
  expect([old.status, fresh.status]).toEqual([202, 202]);
  expect((await listed(ana, circle.id)).map(({ verdict }) => verdict)).toEqual(["valid", "valid_previous"]);
  // The day is over.
  await db.run(sql`update webhook_sources set previous_until = ${Date.now() - 1} where id = ${source.id}`);
  await ana.send(`${sourcesPath}${source.id}/`, { method: "PATCH", body: { name: "Looked at anew" } });
  expect((await sendHook(source, usage)).status).toBe(401);
  const again = await (await ana.send(`${sourcesPath}${source.id}/rotate/`, { body: {} })).json<{ secret: string }>();
  expect((await sendHook({ ...source, secret: rotated.secret }, usage)).status).toBe(202);
  expect((await sendHook({ ...source, secret: again.secret }, usage)).status).toBe(202);
  expect((await sendHook(source, usage)).status).toBe(401);
});

test("[IW6] another content type is 415, an unknown source 404, no JSON 400; nothing of it is worked on", async () => {
  const { ana, circle, source } = await newIntake();
  const form = await sendHook(source, usage, { headers: { "content-type": "application/x-www-form-urlencoded" } });
  const text = await told(sendHook(source, "{oops"));
  expect([form.status, text.status, text.body]).toEqual([
    415,
    400,
    expect.objectContaining({ errors: { body: ["This is not valid JSON."] } }),
  ]);
  expect((await sendHook({ ...source, id: source.circle_id }, usage)).status).toBe(404);
  expect((await sendHook({ ...source, id: "no-id" }, usage)).status).toBe(404);
  const seen = await listed(ana, circle.id);
  expect(seen.map(({ state, verdict, error }) => [state, verdict, error])).toEqual([
    ["refused", "valid", "This is not valid JSON."],
    ["refused", "unchecked", "Send application/json."],
  ]);
});

test.each([
  ["announced", 10 * 1024 * 1024, true],
  ["not announced", 2 * 1024 * 1024, false],
])("[IW6] a body of more than 1 MB, %s, is 413", async (_name, size, announced) => {
  const { ana, circle, source } = await newIntake();
  const text = JSON.stringify({ ...usage, note: "x".repeat(size) });
  const body = announced ? text : new Blob([text]).stream();
  const { default: worker } = await import("../index.ts");
  const response = await worker.fetch(
    new Request(`http://rondo.test/api/webhooks/in/${source.id}/`, {
      method: "POST",
      body,
      headers: { "content-type": "application/json", ...(announced ? { "content-length": String(text.length) } : {}) },
    }),
    env,
    { waitUntil: () => undefined, passThroughOnException: () => undefined, props: {} } as unknown as ExecutionContext,
  );
  expect(response.status).toBe(413);
  const [seen] = await listed(ana, circle.id);
  expect([seen?.state, seen?.verdict, seen?.error]).toEqual(["refused", "unchecked", "At most 1048576 bytes."]);
});

test("[IW6] JSON nested deeper than 64 levels is 400, and 64 are taken", async () => {
  const { ana, circle, source } = await newIntake();
  const nested = (depth: number): string => `${"[".repeat(depth)}1${"]".repeat(depth)}`;
  expect((await sendHook(source, nested(65))).status).toBe(400);
  expect((await sendHook(source, nested(100_000))).status).toBe(400);
  expect((await sendHook(source, nested(64))).status).toBe(202);
  await workOff(circle.id);
  expect((await listed(ana, circle.id)).map(({ state }) => state)).toEqual(["dead", "refused", "refused"]);
});

test("[IW6] refused requests are kept sixty at once for each source; beyond that they are 429", async () => {
  const { ana, circle, source } = await newIntake();
  const limited = { env: { RATE_LIMITS: "on" } };
  const statuses = new Set<number>();
  for (let times = 0; times < 64; times += 1) {
    const response = await send(`/api/webhooks/in/${source.id}/`, { ...limited, method: "POST", body: usage });
    statuses.add(response.status);
  }
  expect([...statuses]).toEqual([401, 429]);
  expect((await listed(ana, circle.id)).length).toBeLessThan(64);
  // What is signed rightly is let in all the same.
  expect((await sendHook(source, usage)).status).toBe(202);
});

test("[IW1] secrets are sealed in the table, shown once, and useless under another key", async () => {
  const { ana, source } = await newIntake();
  expect(source.secret).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/);
  const stored = await db.get<{ secret: string }>(sql`select secret from webhook_sources where id = ${source.id}`);
  expect(stored?.secret).not.toContain(source.secret.slice(6, 20));
  const shown = await (await ana.send(`${sourcesPath}${source.id}/`)).text();
  expect(shown).not.toContain(source.secret.slice(6));
  expect(JSON.parse(shown)).toMatchObject({
    secret_end: source.secret.slice(-4),
    url: `http://rondo.test/api/webhooks/in/${source.id}`,
  });
  await ana.send(`${sourcesPath}${source.id}/`, { method: "PATCH", body: { name: "Looked at anew" } });
  const seconds = Math.floor(Date.now() / 1000);
  const body = JSON.stringify(usage);
  const response = await send(`/api/webhooks/in/${source.id}/`, {
    body,
    headers: {
      "webhook-id": "m",
      "webhook-timestamp": String(seconds),
      "webhook-signature": await signatureOf(source.secret, "m", seconds, body),
    },
    env: { AUTH_SECRET: "another secret, which sealed nothing" },
  });
  expect(response.status).toBe(503);
});

test("[IW1] a vendor's own secret is taken over", async () => {
  const { ana, circle } = await newIntake();
  const source = await makeSource(ana, circle.id, "zendesk", { secret: "a secret of theirs" });
  expect([source.secret, source["secret_end"]]).toEqual(["a secret of theirs", "eirs"]);
  const short = await told(
    ana.send(sourcesPath, { body: { circle_id: circle.id, kind: "stripe", name: "S", secret: "short" } }),
  );
  expect(short).toEqual(problem("invalid", { errors: { secret: ["At least 8 characters."] } }));
});

test("[IW1] a paused source keeps what comes and works on it when it goes on", async () => {
  const { ana, circle, source } = await newIntake();
  await ana.send(`${sourcesPath}${source.id}/`, { method: "PATCH", body: { paused: true } });
  const { id } = await (await sendHook(source, usage)).json<{ id: string }>();
  await workOff(circle.id);
  expect((await deliveryOf(ana, id)).state).toBe("waiting");
  await ana.send(`${sourcesPath}${source.id}/`, { method: "PATCH", body: { paused: false } });
  await workOff(circle.id);
  expect((await deliveryOf(ana, id)).state).toBe("done");
});

test("[IW1] members are refused, strangers find nothing, and a deleted source is gone", async () => {
  const { ana, circle, source } = await newIntake();
  const [ben, eve] = [await newVisitor("Ben"), await newVisitor("Eve")];
  await join(ana, circle.id, ben, "moderator");
  const one = `${sourcesPath}${source.id}/`;
  const { id } = await delivered(ana, source, usage);
  for (const path of [one, `/api/webhooks/deliveries/${id}/`])
    expect([(await ben.send(path)).status, (await eve.send(path)).status, (await send(path)).status]).toEqual([
      403, 404, 401,
    ]);
  for (const path of [sourcesPath, "/api/webhooks/deliveries/", "/api/webhooks/reviews/"])
    expect([
      (await ben.send(`${path}?circle_id=${circle.id}`)).status,
      (await eve.send(`${path}?circle_id=${circle.id}`)).status,
    ]).toEqual([403, 404]);
  expect((await ben.send(sourcesPath, { body: { circle_id: circle.id, kind: "custom", name: "X" } })).status).toBe(403);
  expect((await ana.send(one, { method: "DELETE" })).status).toBe(204);
  expect([(await ana.send(one)).status, (await sendHook(source, usage)).status]).toEqual([404, 404]);
});
