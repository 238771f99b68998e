import { expect, test } from "vitest";
import { fileNameOf, historyCsv } from "./csv.ts";
import { nearest, roundStep } from "./scale.ts";

test("[KB17] an export opens in a spreadsheet and never runs: notes are guarded, numbers stay numbers", () => {
  const series = { times: [0, 86_400_000], values: [-1_250, 200], targets: [1_000, 1_000] };
  expect(historyCsv(series, new Map([[86_400_000, '=cmd|"x"']]))).toBe(
    '\uFEFFrecorded_at,value,target,percentage_complete,note\r\n1970-01-01T00:00:00.000Z,-12.50,10.00,-125.00,\r\n1970-01-02T00:00:00.000Z,2.00,10.00,20.00,"\'=cmd|""x"""\r\n',
  );
  expect([fileNameOf("Net/Revenue: Größe", "90"), fileNameOf("???", "all")]).toEqual([
    "net-revenue-große-90-days.csv",
    "kpi-all.csv",
  ]);
});

test("[KB16] steps are round, and the nearest point is found by its time", () => {
  expect([roundStep(777, 5), roundStep(1, 4), roundStep(41_000, 5)]).toEqual([200, 0.5, 10_000]);
  const series = { times: [0, 10, 20], values: [1, 2, 3], targets: [1, 1, 1] };
  expect([-5, 4, 6, 16, 99].map((time) => nearest(series, time))).toEqual([0, 0, 1, 2, 2]);
});
