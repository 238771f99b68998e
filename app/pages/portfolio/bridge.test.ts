/** The bridge from the ARR at the start to the ARR now. */
import { describe, expect, it } from "vitest";
import { retentionOf } from "../../../domain/retention.ts";
import { bridgeOf } from "./bridge.ts";
import { whyRetention } from "./why-portfolio.ts";
import { differenceOf } from "../../parts/why.tsx";

const history = (id: number, arr: number | null, before: number | null) => ({
  id: String(id),
  number: id,
  name: `Account ${id}`,
  created_at: 0,
  arr,
  changes: [{ at: 50, before, after: arr }],
});
/** 100 at the start, 15 of expansion, 3 of contraction, 5 of churn, 40 of new business. */
const rates = retentionOf(
  [
    history(1, 75_00, 60_00),
    history(2, 27_00, 30_00),
    history(3, null, 5_00),
    history(4, 5_00, 5_00),
    history(5, 40_00, null),
  ],
  10,
  100,
);

describe("retention on the page", () => {
  it("[PO3] each bar begins where the one before ended, from the start to now", () => {
    expect(bridgeOf(rates).map(({ label, from, to }) => [label, from, to])).toEqual([
      ["Start", 0, 100_00],
      ["Expansion", 100_00, 115_00],
      ["Contraction", 115_00, 112_00],
      ["Churn", 112_00, 107_00],
      ["New", 107_00, 147_00],
      ["Now", 0, 147_00],
    ]);
  });

  it("[PO3] the rates say why in percent of the start: 107 net, 92 gross", () => {
    const asker = { addressOf: (id: string) => id, now: 0 };
    const net = whyRetention("nrr", rates, asker);
    const gross = whyRetention("grr", rates, asker);
    expect([net.total.text, net.terms.map(({ text }) => text), differenceOf(net)]).toEqual([
      "107%",
      ["100%", "+15%", "−3%", "−5%"],
      0,
    ]);
    expect([gross.total.text, gross.terms.map(({ text }) => text), differenceOf(gross)]).toEqual([
      "92%",
      ["100%", "−3%", "−5%"],
      0,
    ]);
  });
});
