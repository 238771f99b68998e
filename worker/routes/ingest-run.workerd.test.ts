/** A file of usage on its way: broken off, in two hands at once, repeated, told to the screens; and the scores of past days. */
import { sql, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { type HealthInputs, scoreOf, usualModel } from "../../domain/health.ts";
import type { UsageSummary } from "../../domain/usage-report.ts";
import { accounts } from "../../drizzle/accounts.ts";
import { version } from "../../party/protocol.ts";
import { db } from "../../tests/workerd/accounts.ts";
import {
  acme,
  counts,
  fileWith,
  formOf,
  home,
  ingested,
  manyRows,
  multipart,
  post,
  streamed,
} from "../../tests/workerd/ingest.ts";
import { told, type Visitor } from "../../tests/workerd/visitor.ts";

test("[IG3] an upload that breaks off leaves whole batches with their scores, and can be repeated", async () => {
  const { ana, circle, account } = await home();
  const file = fileWith(...manyRows(9_000));
  await post(ana, streamed(file, 300_000), multipart).catch(() => null);
  const countDays = async () =>
    (
      await db.get<{ count: number }>(
        sql`select count(*) as count from metric_days where account in (select id from accounts where circle = ${circle})`,
      )
    )?.count ?? 0;
  const before = await countDays();
  expect(before).toBeGreaterThan(0);
  expect(before % 2_000).toBe(0);
  expect((await account("Account 0"))?.health_value).not.toBeNull();
  expect(await told(ana.send("/api/ingest/"))).toMatchObject({
    body: { results: [{ state: "stopped", rows_ingested: before }] },
  });
  const summary = await (await post(ana, streamed(file), multipart)).json<UsageSummary>();
  expect(counts(summary)).toEqual([9_000, 9_000 - before, before, 0, 0, 40]);
  expect(await countDays()).toBe(9_000);
  const row = await account("Account 3");
  const last = {
    date: "2023-08-13",
    daily_active_users: 3,
    feature_adoption_rate: 0.5,
    support_tickets_open: 0,
    nps_score: 13,
    login_frequency: 0.5,
  };
  expect(JSON.parse(row?.health_inputs ?? "")).toMatchObject({ row: { date: last.date } });
});

test("[SEC6] [IG1] a file whose length nobody announced is read as it comes, up to the limit", async () => {
  const { ana } = await home();
  const endless = new ReadableStream({
    pull(controller) {
      controller.enqueue(new TextEncoder().encode("x,".repeat(32_768)));
    },
  });
  const head = new TextEncoder().encode(
    `--b\r\nContent-Disposition: form-data; name="file"; filename="endless.csv"\r\n\r\n${fileWith(...acme)}`,
  );
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writing = (async () => {
    const writer = writable.getWriter();
    await writer.write(head);
    writer.releaseLock();
    await endless.pipeTo(writable);
  })().catch(() => null);
  expect((await told(post(ana, readable, multipart))).status).toBe(413);
  await writing;
});

test("[ID12] a key gives the first answer again, and refuses another file", async () => {
  const { ana } = await home();
  const key = { headers: { "idempotency-key": "once" } };
  const first = await (await post(ana, formOf(fileWith(...acme)), key)).text();
  const again = await post(ana, formOf(fileWith(...acme)), { ...key, at: "/api/ingest/csv" });
  expect([again.headers.get("idempotent-replayed"), await again.text()]).toEqual(["true", first]);
  expect((await told(post(ana, formOf(fileWith(acme[0] ?? "")), key))).status).toBe(409);
});

test("[IG8] [H9] past days get the score of their own usage: monotone, recomputable bit for bit, once", async () => {
  const { ana, account, scores } = await home();
  const file = fileWith(...manyRows(400, 4));
  expect(await ingested(ana, file, { history: "yes" })).toMatchObject({ days_scored: 400 });
  const { id } = (await account("Account 2")) ?? {};
  const all = await scores(id);
  expect(all).toHaveLength(101);
  for (const [at, row] of all.entries()) {
    const score = scoreOf(JSON.parse(row.inputs) as HealthInputs, usualModel);
    expect([row.computed_value, row.computed_bucket, row.value]).toEqual([score.value, score.bucket, score.value]);
    expect(row.at).toBeGreaterThan(all[at - 1]?.at ?? 0);
  }
  const endOf = (inputs: string) => `${(JSON.parse(inputs) as { row: { date: string } }).row.date}T23:59:59.999Z`;
  const filled = all.filter(({ cause }) => cause === "backfill");
  expect(filled.map(({ at }) => new Date(at).toISOString())).toEqual(filled.map(({ inputs }) => endOf(inputs)));
  expect(await ingested(ana, file, { history: "yes" })).toMatchObject({ days_scored: 0 });
  const mended = "Account 2,SMB,EU,1000,2023-01-05,20,1,0,100,1";
  expect(await ingested(ana, fileWith(mended), { history: "yes" })).toMatchObject({ days_scored: 1 });
  const after = await scores(id);
  expect(after).toHaveLength(101);
  expect(after.find(({ at }) => at === Date.parse("2023-01-05T23:59:59.999Z"))?.value).toBe(100);
});

test("[IG3] two uploads at once make every account once and lose no row", async () => {
  const { ana, circle } = await home();
  const rows = manyRows(1_200, 30);
  const answers = await Promise.all([
    post(ana, formOf(fileWith(...rows.slice(0, 800)))),
    post(ana, formOf(fileWith(...rows.slice(400)))),
  ]);
  const summaries = await Promise.all(answers.map((answer) => answer.json<UsageSummary>()));
  expect(summaries.map(({ rows_failed }) => rows_failed)).toEqual([0, 0]);
  const made = await db.select({ number: accounts.number }).from(accounts).where(eq(accounts.circle, circle));
  expect(made.map(({ number }) => number).toSorted((a, b) => a - b)).toHaveLength(30);
  expect(summaries.reduce((sum, { accounts_created }) => sum + accounts_created, 0)).toBe(30);
  expect(summaries.reduce((sum, { rows_ingested }) => sum + rows_ingested, 0)).toBe(1_200);
});

/** Everything of a topic that a person's open screen hears. */
const listening = async (who: Visitor, circle: string) => {
  const { webSocket } = await who.send(`/api/circles/${circle}/socket`, { headers: { upgrade: "websocket" } });
  const heard: [topic: string, body: Record<string, unknown>][] = [];
  const waiting: (() => void)[] = [];
  webSocket?.accept();
  webSocket?.addEventListener("message", ({ data }) => {
    const message = JSON.parse(String(data)) as [string, string, Record<string, unknown>];
    if (message[0] === "t") heard.push([message[1], message[2]]);
    for (const ready of waiting.splice(0)) ready();
  });
  webSocket?.send(
    JSON.stringify(["h", { v: version, client: crypto.randomUUID(), adopted: [], cursor: -1, epoch: "" }]),
  );
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await new Promise<void>((ready) => waiting.push(ready));
  };
  return { heard, until, close: () => webSocket?.close(1000) };
};

test("[IG6] [H8] every open screen hears of a file from its beginning to its end, and which accounts to fetch", async () => {
  const { ana, circle, account } = await home();
  const screen = await listening(ana, circle);
  const summary = await ingested(ana, fileWith(...acme, "bad,,,,,,,,,"));
  await screen.until(() => screen.heard.some(([topic, body]) => topic === "ingest" && body["done"] === true));
  screen.close();
  const news = { id: summary.import_id, file_name: "usage.csv", by: ana.id };
  const id = (await account("Acme Corp"))?.id;
  expect(screen.heard).toEqual([
    ["ingest", { ...news, rows: 0, failed: 0, done: false }],
    ["accounts", { rev: (await account("Acme Corp"))?.rev }],
    ["account", { ids: [id] }],
    ["ingest", { ...news, rows: 3, failed: 1, done: true }],
  ]);
});

test("[IG7] [IG5] an ARR that changes all along a file is told once, from before it to after it", async () => {
  const { ana, account, events } = await home();
  const rows = (from: number, count: number) =>
    Array.from({ length: count }, (_, at) => {
      const day = new Date(Date.UTC(2012, 0, 1 + from + at)).toISOString().slice(0, 10);
      return `Acme,SMB,EU,${from + at},${day},5,0.5,1,,0.5`;
    });
  await ingested(ana, fileWith(...rows(0, 1)));
  await ingested(ana, fileWith(...rows(0, 4_500)));
  await ingested(ana, fileWith(...rows(0, 4_500).map((row) => row.replace("Acme", "Beta"))));
  const timeline = async (name: string) =>
    (await events((await account(name))?.id)).map(({ kind, before, after }) => ({ kind, before, after }));
  expect((await account("Acme"))?.arr).toBe(449_900);
  expect(await timeline("Acme")).toEqual([
    { kind: "account.created", before: null, after: { name: "Acme", segment: "SMB", region: "EU", arr: 0 } },
    expect.objectContaining({ kind: "usage.imported" }),
    { kind: "account.changed", before: { arr: 0 }, after: { arr: 449_900 } },
    {
      kind: "usage.imported",
      before: null,
      after: { file_name: "usage.csv", days: 4_499, from: "2012-01-02", until: "2024-04-26" },
    },
  ]);
  expect(await timeline("Beta")).toEqual([
    { kind: "account.created", before: null, after: { name: "Beta", segment: "SMB", region: "EU", arr: 449_900 } },
    expect.objectContaining({ kind: "usage.imported" }),
  ]);
});

test("[IG9] the fifty newest files are listed, newest first", async () => {
  const { ana, circle } = await home();
  const { import_id } = await ingested(ana, fileWith(...acme));
  await db.run(sql`
    insert into usage_imports (id, circle, file_name, state, begun_at, heard_at)
    select 'made-' || value || ${circle}, ${circle}, 'made.csv', 'done', ${Date.now() - 1_000} + value, 1 from json_each(${JSON.stringify(Array.from({ length: 49 }, (_, at) => at))})`);
  await db.run(sql`update usage_imports set begun_at = 1 where id = ${import_id}`);
  await ingested(ana, fileWith(...acme));
  const listed = (await told(ana.send("/ingest/"))).body as { count: number; results: { id: string }[] };
  expect([listed.count, listed.results.some(({ id }) => id === import_id)]).toEqual([50, false]);
  expect((await ana.send(`/api/ingest/${import_id}/`)).status).toBe(404);
  expect(listed.results[0]).toMatchObject({ state: "done", rows_received: 2, rows_unchanged: 2, created_by: ana.id });
  expect(
    (await db.get<{ count: number }>(sql`select count(*) as count from usage_imports where circle = ${circle}`))?.count,
  ).toBe(50);
});
