/** The door behind every write to accounts: scores, history, revision, and nothing lost between two writers. */
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, desk, newBook } from "../../tests/workerd/accounts.ts";
import { newVisitor } from "../../tests/workerd/visitor.ts";
import { settle } from "./door.ts";

const by = (now: number, cause: "metrics" | "recompute" = "metrics") => ({ cause, actor: null, now });

test("[H8] [H9] usage becomes a score with its history, once; settling again changes nothing", async () => {
  const { circle, account, day, row, scores } = await newBook();
  const acme = await account("Acme Corp", { segment: "Enterprise" });
  await day(acme, "2024-01-01");
  const first = await settle(desk, circle, [acme], by(1_000));
  expect({ ...first, moves: first.moves.map(({ from, to, after }) => ({ from, to, after })) }).toEqual({
    rev: 1,
    rescored: 1,
    moves: [{ from: "unknown", to: "healthy", after: 83.75 }],
  });
  const after = await row(acme);
  expect(after).toMatchObject({ health_value: 83.75, health_bucket: "healthy", health_source: "computed", rev: 1 });
  expect(JSON.parse(after?.factor_days ?? "")).toEqual({
    dau: "2024-01-01",
    adoption: "2024-01-01",
    tickets: "2024-01-01",
    nps: "2024-01-01",
    login: "2024-01-01",
  });
  expect(await settle(desk, circle, [acme], by(2_000))).toEqual({ rev: 1, rescored: 0, moves: [] });
  await day(acme, "2024-01-02", { nps_score: null });
  await settle(desk, circle, [acme], by(3_000));
  const history = await scores(acme);
  expect(history.map(({ at, value, cause }) => ({ at, value: Number(value?.toFixed(2)), cause }))).toEqual([
    { at: 1_000, value: 83.75, cause: "metrics" },
    { at: 3_000, value: 85.29, cause: "metrics" },
  ]);
  expect(JSON.parse((await row(acme))?.factor_days ?? "")).toMatchObject({ nps: "2024-01-01", dau: "2024-01-02" });
});

test("[C12] an override counts while it lasts, beside the computed score", async () => {
  const now = Date.now();
  const { circle, account, day, row, scores } = await newBook();
  const acme = await account("Acme Corp", {
    segment: "Enterprise",
    override_bucket: "critical",
    override_reason: "champion left",
    override_at: 500,
    override_until: now + 60_000,
  });
  await day(acme, "2024-01-01");
  await settle(desk, circle, [acme], by(now));
  expect(await row(acme)).toMatchObject({
    health_bucket: "critical",
    health_source: "override",
    computed_value: 83.75,
  });
  await settle(desk, circle, [acme], by(now + 60_000, "recompute"));
  expect(await row(acme)).toMatchObject({ health_bucket: "healthy", health_source: "computed", health_value: 83.75 });
  expect((await scores(acme)).map(({ source }) => source)).toEqual(["override", "computed"]);
});

test("[H7] two writers at once: the last state of the usage is what counts, and every score is kept once", async () => {
  const { circle, account, day, row, scores } = await newBook();
  const ids = await Promise.all(Array.from({ length: 30 }, (_, at) => account(`Account ${at}`, { segment: "SMB" })));
  for (const id of ids) await day(id, "2024-01-01");
  await Promise.all([
    settle(desk, circle, ids, by(1_000)),
    settle(desk, circle, ids, by(1_001)),
    settle(desk, circle, ids, by(1_002)),
  ]);
  for (const id of ids) {
    expect((await row(id))?.health_value).toBe(83.75);
    expect(await scores(id)).toHaveLength(1);
  }
});

test("[SY17] the book gives everything, then only what changed, and who is gone", async () => {
  const { ana, circle, account, day } = await newBook();
  const [one, two] = [await account("One"), await account("Two")];
  await day(one, "2024-01-01");
  await settle(desk, circle, [one, two], by(1_000));
  const ask = async (since?: number) =>
    (await ana.send(`/api/accounts/book/?circle_id=${circle.id}${since === undefined ? "" : `&since=${since}`}`)).json<{
      rev: number;
      full: boolean;
      values: unknown[][];
      removed: string[];
    }>();
  const all = await ask();
  expect({ rev: all.rev, full: all.full, ids: all.values[0]?.toSorted() }).toEqual({
    rev: 1,
    full: true,
    ids: [one, two].toSorted(),
  });
  await db.run(sql`update organization set account_rev = 2 where id = ${circle.id}`);
  await db.run(sql`update accounts set deleted_at = 5, rev = 2 where id = ${two}`);
  const later = await ask(1);
  expect({ full: later.full, ids: later.values[0], removed: later.removed }).toEqual({
    full: false,
    ids: [],
    removed: [two],
  });
  const mo = await newVisitor("Mo");
  expect((await mo.send(`/api/accounts/book/?circle_id=${circle.id}`)).status).toBe(404);
});
