import { expect, test } from "vitest";
import { readAnswers, readComments, readEntered } from "../domain/round.ts";
import type { NewKpi } from "../domain/kpi.ts";
import { makeId } from "../domain/id.ts";
import { TestCircle, type TestTab } from "../tests/circle.ts";

const plain: NewKpi = {
  name: "",
  current_value: "0",
  target: "100",
  unit: "none",
  direction: "higher",
  floor: null,
  ceiling: null,
  baseline: null,
  starts_on: null,
  due_on: null,
  source: null,
};

/** Ana (admin) leads, Ben and Cleo are members, all live; two KPIs to enter and one that follows its source. */
const circleWithKpis = () => {
  const circle = new TestCircle();
  circle.member("ana");
  circle.member("ben", "member");
  circle.member("cleo", "member");
  const [ana, ben, cleo] = [circle.tab("ana"), circle.tab("ben"), circle.tab("cleo")];
  const add = (fields: Partial<NewKpi>): string => {
    const id = circle.id();
    ana.replica.mutate("kpi.create", { ...plain, ...fields, id, point_id: circle.id() });
    return id;
  };
  const kpis = {
    revenue: add({ name: "Revenue", current_value: "45000.00", unit: "currency" }),
    deals: add({ name: "Deals", current_value: "12" }),
    bound: add({ name: "All", source: "contacts" }),
  };
  ana.pump();
  const round = circle.id();
  const enter = (tab: TestTab, kpi: string, value: string, comment = "", id = circle.id()): string => {
    tab.replica.mutate("round.enter", { id, round, kpi, value, comment });
    tab.pump();
    circle.pass(1_000);
    return id;
  };
  const say = (tab: TestTab, name: "round.start" | "round.reveal" | "round.cancel", id = round): void => {
    tab.replica.mutate(name, { id });
    tab.pump();
  };
  const seen = (tab: TestTab, id = round) => tab.replica.view.get("round", id);
  return { circle, ana, ben, cleo, kpis, round, enter, say, seen };
};

/** The problems that a tab was told of. */
const refusals = (tab: TestTab): unknown[] =>
  tab.socket
    ?.all("x")
    .flatMap(([, notices]) =>
      notices.map(({ body }) => (body.kind === "refused" ? [body.name, body.problem.code] : body.kind)),
    ) ?? [];

test("[KP20] nobody but its author hears of a value before the reveal: not on any frame, not after a reload, not in a notice", () => {
  const { circle, ana, ben, cleo, kpis, enter, say, seen } = circleWithKpis();
  say(ana, "round.start");
  const before = circle.host.room.rev;
  enter(ben, kpis.revenue, "48213.77", "because of the quiet lighthouse");
  enter(ben, kpis.revenue, "48213.78", "because of the quiet lighthouse");
  enter(ana, kpis.deals, "31337", "on second thoughts");
  // One who saw nothing of the others' entries, and one who joins late.
  const stale = circle.tab("cleo", cleo.saved());
  enter(stale, kpis.deals, "9");
  circle.member("dana", "moderator");
  const late = circle.tab("dana");
  circle.restart();
  const reopened = circle.tab("ana");
  for (const [tab, secrets] of [
    [ana, ["48213", "4821377", "4821378", "lighthouse"]],
    [cleo, ["48213", "lighthouse", "31337", "thoughts"]],
    [ben, ["31337", "3133700", "thoughts"]],
    [late, ["48213", "4821378", "lighthouse", "31337", "3133700", "thoughts"]],
    [reopened, ["48213", "4821378", "lighthouse"]],
  ] as const) {
    const heard = JSON.stringify(tab.socket?.heard);
    expect(secrets.filter((secret) => heard.includes(secret))).toEqual([]);
    expect(JSON.stringify([tab.saved().rows]).includes("lighthouse")).toBe(false);
  }
  expect(circle.host.room.rev).toBe(before + 4);
  const round = seen(late);
  expect(round && [round.state, round.answers, readEntered(round)]).toEqual([
    "open",
    null,
    [
      [2, 1],
      [1, 1],
      [3, 1],
    ],
  ]);
  expect([ana, ben, cleo, late].map(refusals)).toEqual([[], [], [], []]);
  say(reopened, "round.reveal");
  // The same search finds the value once it may be seen.
  expect(JSON.stringify(reopened.socket?.heard)).toContain("4821378");
});

test("[CR2] [CR4] a second entry replaces the first; the reveal shows everybody everything, and every answer stands in the history", () => {
  const { circle, ana, ben, cleo, kpis, round, enter, say, seen } = circleWithKpis();
  say(ana, "round.start");
  enter(ben, kpis.revenue, "1");
  enter(ben, kpis.revenue, "48000.00", "two deals");
  enter(cleo, kpis.revenue, "47000");
  enter(cleo, kpis.deals, "14");
  expect(readEntered(seen(ana) ?? { entered: "[]" })).toEqual([
    [2, 1],
    [3, 2],
  ]);
  say(ana, "round.reveal");
  const revenue = { kpi: kpis.revenue, before: 4_500_000, name: "Revenue", unit: "currency" };
  for (const tab of [ana, ben, cleo]) {
    const revealed = seen(tab);
    expect(revealed?.state).toBe("revealed");
    expect(readAnswers(revealed ?? { answers: null })).toEqual([
      { ...revenue, member: 2, value: 4_800_000, comment: "two deals" },
      { ...revenue, member: 3, value: 4_700_000, comment: "" },
      { kpi: kpis.deals, member: 3, value: 1_400, before: 1_200, comment: "", name: "Deals", unit: "none" },
    ]);
    expect(tab.replica.view.get("kpi", kpis.revenue)).toMatchObject({
      current_value: 4_700_000,
      updated_by: 3,
      trend: "down",
    });
  }
  const points = circle.storage
    .list("kpi_point", "kpi", { at: [kpis.revenue] })
    .map(({ value, via, recorded_by, note }) => [value, via, recorded_by, note]);
  expect(points).toEqual([
    [4_500_000, "value", 1, null],
    [4_800_000, "round", 2, "two deals"],
    [4_700_000, "round", 3, null],
  ]);
  expect(circle.storage.list("round_entry", "round", { at: [round] }).length).toBe(3);
});

test("[CR6] comments come after the reveal and reach everybody, two at once as well; then the round closes with its minutes", () => {
  const { circle, ana, ben, cleo, kpis, round, enter, say, seen } = circleWithKpis();
  say(ana, "round.start");
  enter(ben, kpis.deals, "13");
  ben.replica.mutate("round.comment", { id: round, text: "too early" });
  ben.pump();
  expect(refusals(ben)).toEqual([["round.comment", "superseded"]]);
  say(ana, "round.reveal");
  // Neither has heard the other.
  ben.replica.mutate("round.comment", { id: round, text: "It was the fair." });
  cleo.replica.mutate("round.comment", { id: round, text: "And the weather." });
  ben.pump();
  cleo.pump();
  expect(readComments(seen(ana) ?? { comments: "[]" }).map(({ member, text }) => [member, text])).toEqual([
    [2, "It was the fair."],
    [3, "And the weather."],
  ]);
  expect([refusals(ben), refusals(cleo)]).toEqual([[["round.comment", "superseded"]], []]);
  ana.replica.mutate("round.close", { id: round, minutes: "Deals: 13." });
  ana.pump();
  expect(seen(ben)).toMatchObject({
    state: "closed",
    minutes: "Deals: 13.",
    closed_at: circle.storage.get("round", round)?.closed_at,
  });
  cleo.replica.mutate("round.comment", { id: round, text: "too late" });
  cleo.pump();
  expect(refusals(cleo)).toEqual([["round.comment", "superseded"]]);
});

test("[CR1] members do not lead; one round runs at a time, and a closed one makes way", () => {
  const { circle, ana, ben, round, say, seen } = circleWithKpis();
  ben.replica.role = "admin";
  say(ben, "round.start");
  expect([refusals(ben), seen(ana)]).toEqual([[["round.start", "forbidden"]], undefined]);
  say(ana, "round.start");
  say(ben, "round.reveal");
  say(ben, "round.cancel");
  expect(refusals(ben).slice(1)).toEqual([
    ["round.reveal", "forbidden"],
    ["round.cancel", "forbidden"],
  ]);
  const second = circle.id();
  say(ana, "round.start", second);
  const refused = ana.socket?.all("x").at(-1)?.[1][0]?.body;
  expect(refused).toMatchObject({ kind: "refused", problem: { code: "superseded", existing_id: round } });
  say(ana, "round.reveal");
  say(ana, "round.start", circle.id());
  expect(refusals(ana)).toEqual([
    ["round.start", "superseded"],
    ["round.start", "superseded"],
  ]);
  ana.replica.mutate("round.close", { id: round, minutes: "" });
  ana.pump();
  say(ana, "round.start", second);
  expect(seen(ben, second)?.state).toBe("open");
});

test("[CR7] a cancelled round goes with what was entered; an entry that comes later is refused", () => {
  const { circle, ana, ben, kpis, round, enter, say, seen } = circleWithKpis();
  say(ana, "round.start");
  enter(ben, kpis.deals, "13");
  say(ana, "round.cancel");
  expect([seen(ben), circle.storage.list("round_entry", "round", { at: [round] })]).toEqual([undefined, []]);
  enter(ben, kpis.deals, "14");
  expect(refusals(ben)).toEqual([["round.enter", "not_found"]]);
  expect(circle.storage.get("kpi", kpis.deals)?.current_value).toBe(1_200);
});

test("[CR3] an entry made offline counts when it arrives before the reveal, and is refused after it", () => {
  const { circle, ana, ben, cleo, kpis, round, enter, say, seen } = circleWithKpis();
  say(ana, "round.start");
  ben.disconnect();
  cleo.disconnect();
  enter(ben, kpis.deals, "13");
  enter(cleo, kpis.deals, "15");
  ben.connect();
  ben.pump();
  say(ana, "round.reveal");
  cleo.connect();
  cleo.pump();
  expect(readAnswers(seen(cleo) ?? { answers: null }).map(({ member, value }) => [member, value])).toEqual([
    [2, 1_300],
  ]);
  expect(refusals(cleo)).toEqual([["round.enter", "superseded"]]);
  expect(circle.storage.list("round_entry", "round", { at: [round] }).length).toBe(1);
});

test("[CR8] what follows a source is not entered; a KPI that is deleted or bound meanwhile costs nobody the round", () => {
  const { circle, ana, ben, kpis, enter, say, seen } = circleWithKpis();
  say(ana, "round.start");
  enter(ben, kpis.bound, "5");
  expect(refusals(ben)).toEqual([["round.enter", "invalid"]]);
  enter(ben, kpis.deals, "13");
  enter(ben, kpis.revenue, "46000");
  ana.replica.mutate("kpi.delete", { id: kpis.deals });
  ana.pump();
  enter(ben, kpis.revenue, "46500");
  expect(readEntered(seen(ana) ?? { entered: "[]" })).toEqual([[2, 1]]);
  ana.replica.mutate("kpi.update", { id: kpis.revenue, fields: { source: "contacts" }, point_id: circle.id() });
  ana.pump();
  say(ana, "round.reveal");
  expect(readAnswers(seen(ben) ?? { answers: null })).toEqual([]);
  expect(seen(ben)?.state).toBe("revealed");
});

test("[CR9] an entry keeps to its author and to this circle, and a round that is full says so", () => {
  const { circle, ana, ben, cleo, kpis, enter, say, seen } = circleWithKpis();
  say(ana, "round.start");
  const id = enter(ben, kpis.deals, "13");
  enter(ben, kpis.deals, "14", "", id);
  enter(cleo, kpis.deals, "1", "", id);
  enter(cleo, kpis.deals, "1", "", makeId(8, circle.now, circle.random));
  expect(refusals(cleo)).toEqual([
    ["round.enter", "id_taken"],
    ["round.enter", "invalid"],
  ]);
  expect(readEntered(seen(ana) ?? { entered: "[]" })[0]).toEqual([2, 1]);
  say(ana, "round.reveal");
  expect(readAnswers(seen(ana) ?? { answers: null })[0]).toMatchObject({ member: 2, value: 1_400 });
});

test("[CR9] a round whose entries would outgrow its row takes no more, but lets one be changed", () => {
  const { circle, ana, ben, kpis, round, enter, say } = circleWithKpis();
  say(ana, "round.start");
  for (let n = 1; n <= 800; n += 1)
    circle.storage.insert("round_entry", {
      id: circle.id(),
      n,
      round,
      kpi: circle.id(),
      member: 3,
      value: 1,
      comment: "x".repeat(475),
      entered_at: 1,
      rev: 1,
    });
  enter(ben, kpis.deals, "13");
  expect(refusals(ben)).toEqual([["round.enter", "too_large"]]);
  circle.storage.remove("round_entry", circle.storage.list("round_entry", "number", { limit: 1 })[0]?.id ?? "");
  enter(ben, kpis.deals, "13", "x".repeat(475));
  enter(ben, kpis.deals, "14", "y".repeat(475));
  expect(refusals(ben)).toEqual([["round.enter", "too_large"]]);
});

test("[CR9] a discussion ends at a hundred thousand characters", () => {
  const { circle, ana, round, say, seen } = circleWithKpis();
  say(ana, "round.start");
  say(ana, "round.reveal");
  const outcomes = Array.from({ length: 60 }, () =>
    circle.host.write({
      name: "round.comment",
      args: { id: round, text: "x".repeat(1_950) },
      member: 1,
      scope: "write",
      via: "rest",
    }),
  );
  expect(outcomes.at(-1)).toMatchObject({ status: "refused", problem: { code: "too_large" } });
  circle.pass(100);
  expect((seen(ana)?.comments.length ?? 0) <= 100_000).toBe(true);
});

test("[CR10] nothing of a round is undone, not even by a moderator who names the revision", () => {
  const { circle, ana, ben, kpis, enter, say, seen } = circleWithKpis();
  say(ana, "round.start");
  enter(ben, kpis.deals, "13");
  const rev = circle.host.room.rev;
  say(ana, "round.reveal");
  for (const one of [rev, rev + 1]) {
    const undone = circle.host.write({
      name: "undo",
      args: { rev: one, anyway: true },
      member: 1,
      scope: "write",
      via: "rest",
    });
    expect(undone).toMatchObject({ status: "refused", problem: { code: "forbidden" } });
  }
  expect([seen(ben)?.state, circle.storage.get("kpi", kpis.deals)?.current_value]).toEqual(["revealed", 1_300]);
});

test("[CR5] an answer of somebody who has left the circle still counts", () => {
  const { circle, ana, cleo, kpis, enter, say, seen } = circleWithKpis();
  say(ana, "round.start");
  enter(cleo, kpis.deals, "15");
  circle.host.dismiss("cleo");
  say(ana, "round.reveal");
  expect(readAnswers(seen(ana) ?? { answers: null }).map(({ member, value }) => [member, value])).toEqual([[3, 1_500]]);
  expect(circle.storage.get("kpi", kpis.deals)).toMatchObject({ current_value: 1_500, updated_by: 3 });
});

test("[CR13] a round that closed more than sixty days ago is not brought to new screens; one that is open is, however old", () => {
  const { circle, ana, ben, kpis, round, enter, say } = circleWithKpis();
  say(ana, "round.start");
  enter(ben, kpis.deals, "17");
  say(ana, "round.reveal");
  ana.replica.mutate("round.close", { id: round, minutes: "Well done." });
  ana.pump();
  const roundsOf = (tab: TestTab) => [...tab.replica.view.rows("round")].map(({ id, minutes }) => [id, minutes]);
  expect(roundsOf(circle.tab("cleo"))).toEqual([[round, "Well done."]]);
  const old = circle.id();
  say(ana, "round.start", old);
  circle.pass(61 * 24 * 60 * 60_000);
  circle.restart();
  expect(roundsOf(circle.tab("cleo"))).toEqual([[old, null]]);
  expect(circle.storage.get("round", round)?.minutes).toBe("Well done.");
});
