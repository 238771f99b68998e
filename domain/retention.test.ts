/** Net and gross retention, by hand and by their laws. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type ArrEvent, type ArrHistory, arrAt, arrHistoryOf, monthlyRetention, retentionOf } from "./retention.ts";

const always = (id: number, arr: number | null, ...changes: [number, number | null, number | null][]): ArrHistory => ({
  id: String(id),
  number: id,
  name: `Account ${id}`,
  created_at: 0,
  arr,
  changes: changes.map(([at, before, after]) => ({ at, before, after })),
});

test("[PF5] 100 at the start, 15 of expansion, 3 of contraction and 5 of churn are 107 % net and 92 % gross", () => {
  const histories = [
    always(1, 75_00, [50, 60_00, 75_00]),
    always(2, 27_00, [60, 30_00, 27_00]),
    always(3, null, [70, 5_00, null]),
    always(4, 5_00),
    { ...always(5, 40_00, [80, null, 40_00]), created_at: 80 },
  ];
  const { lines, ...sums } = retentionOf(histories, 10, 100);
  expect(sums).toEqual({
    from: 10,
    to: 100,
    start: { accounts: 4, arr: 100_00 },
    expansion: { accounts: 1, arr: 15_00 },
    contraction: { accounts: 1, arr: 3_00 },
    churn: { accounts: 1, arr: 5_00 },
    new: { accounts: 1, arr: 40_00 },
    end: { accounts: 4, arr: 147_00 },
    nrr: 107,
    grr: 92,
    known_since: 0,
    covered: true,
  });
  expect(lines.map(({ number, kind, change }) => [number, kind, change])).toEqual([
    [5, "new", 40_00],
    [1, "expansion", 15_00],
    [3, "churn", -5_00],
    [2, "contraction", -3_00],
  ]);
});

test("[PF5] nothing at the start is no retention, and a start before the first account is not covered", () => {
  expect(
    retentionOf([{ ...always(1, 10_00), created_at: 50, changes: [{ at: 50, before: null, after: 10_00 }] }], 10, 100),
  ).toMatchObject({
    nrr: null,
    grr: null,
    new: { accounts: 1, arr: 10_00 },
    known_since: 50,
    covered: false,
  });
  expect(retentionOf([], 10, 100)).toMatchObject({ nrr: null, known_since: null, covered: false });
});

test("[PF6] ARR at any moment is told by the timeline, walked back from what is so now", () => {
  const event = (at: number, kind: string, arr?: number): ArrEvent => ({
    at,
    kind,
    before: arr === undefined ? {} : { arr },
  });
  const row = { id: "1", number: 1, name: "Acme", created_at: 10, arr: 70, deleted_at: null };
  const events = [
    event(10, "account.created"),
    event(20, "account.changed", 50),
    event(25, "meeting.added"),
    event(30, "account.deleted"),
    event(40, "account.restored"),
    event(50, "account.changed", 60),
  ];
  const history = arrHistoryOf(row, events);
  expect([5, 10, 20, 29, 30, 39, 40, 50].map((at) => arrAt(history, at))).toEqual([
    null,
    50,
    60,
    60,
    null,
    null,
    60,
    70,
  ]);
  const silent = arrHistoryOf({ ...row, deleted_at: 45 }, events.slice(0, 5));
  expect([41, 44, 45, 99].map((at) => arrAt(silent, at))).toEqual([70, 70, null, null]);
  const undone = arrHistoryOf(row, [{ at: 20, kind: "account.undone", before: { deleted_at: 15, arr: 50 } }]);
  expect([12, 19, 20].map((at) => arrAt(undone, at))).toEqual([null, null, 70]);
});

/** A row with a made-up timeline, played forward. */
const played = fc
  .record({
    created: fc.integer({ min: 1, max: 20 }),
    arr: fc.integer({ min: 0, max: 1_000 }),
    acts: fc.array(fc.record({ wait: fc.integer({ min: 1, max: 20 }), arr: fc.option(fc.nat(1_000)) }), {
      maxLength: 6,
    }),
  })
  .map(({ created, arr, acts }) => {
    let [at, now, there] = [created, arr, true];
    const truth: [number, number | null][] = [[created, arr]];
    const events: ArrEvent[] = [];
    for (const { wait, arr: next } of acts) {
      at += wait;
      if (next === null) {
        events.push({ at, kind: there ? "account.deleted" : "account.restored", before: {} });
        there = !there;
      } else if (there) {
        events.push({ at, kind: "account.changed", before: { arr: now } });
        now = next;
      }
      truth.push([at, there ? now : null]);
    }
    const history = arrHistoryOf(
      { id: "1", number: 1, name: "A", created_at: created, arr: now, deleted_at: there ? null : at },
      events,
    );
    return { truth, history };
  });

test("[PF6] what was played forward is found again walking back", () => {
  fc.assert(
    fc.property(played, fc.nat(150), ({ truth, history }, at) => {
      const last = truth.findLast(([when]) => when <= at);
      expect(arrAt(history, at)).toBe(last ? last[1] : null);
    }),
  );
});

test("[PF5] start and changes give the end; gross is at most 100 % and at most net", () => {
  fc.assert(
    fc.property(fc.array(played, { maxLength: 12 }), fc.nat(60), fc.nat(60), (all, from, length) => {
      const found = retentionOf(
        all.map(({ history }) => history),
        from,
        from + length,
      );
      const { start, expansion, contraction, churn, end, nrr, grr } = found;
      expect(start.arr + expansion.arr - contraction.arr - churn.arr + found.new.arr).toBe(end.arr);
      expect(nrr === null).toBe(start.arr === 0);
      const [net, gross] = [nrr ?? 100, grr ?? 100];
      expect([gross <= 100, gross <= net, gross >= 0]).toEqual([true, true, true]);
    }),
  );
});

test("[PF7] months follow one another: each begins with what the one before ended with", () => {
  const now = Date.UTC(2026, 5, 15);
  const at = (month: number, date: number) => Date.UTC(2026, month, date);
  const histories = [
    { ...always(1, 130, [at(3, 1), 100, 120], [at(5, 15), 120, 130]), created_at: at(2, 31) },
    { ...always(2, null, [at(4, 20), 50, null]), created_at: at(0, 1) },
  ].map((history) => ({
    ...history,
    changes: [{ at: history.created_at, before: null, after: history.changes[0]?.before ?? null }, ...history.changes],
  }));
  const months = monthlyRetention(histories, now, 4);
  expect(months.map(({ from }) => new Date(from + 1).toISOString().slice(0, 7))).toEqual([
    "2026-03",
    "2026-04",
    "2026-05",
    "2026-06",
  ]);
  expect(months.map(({ start, end, nrr }) => [start.arr, end.arr, nrr])).toEqual([
    [50, 150, 100],
    [150, 170, 113.33],
    [170, 120, 70.59],
    [120, 130, 108.33],
  ]);
});
