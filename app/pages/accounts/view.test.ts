/** The page's address and its view. */
import { describe, expect, it } from "vitest";
import { plainView, queryOf, readView, usualColumns, viewOf, writeView } from "./view.ts";

const given = {
  search: "north & south",
  region: ["Washington, DC", "EMEA"],
  bucket: "critical,at_risk",
  arr_min: "50000",
  renewal: "90",
  ordering: "renewal_date",
  view: "cards",
  columns: "nps,arr,nothing",
};

describe("the address of the accounts page", () => {
  it("[AV5] layout and columns come back as they went; what is not known is left out", () => {
    const view = readView(given);
    expect(view).toMatchObject({ layout: "cards", columns: ["nps", "arr"], month: null });
    expect(readView(writeView(view))).toEqual(view);
    expect(readView({ view: "poster", columns: "nothing", month: "2026-13" })).toEqual(plainView);
    expect(readView({ month: "2026-02" }).month).toBe("2026-02");
    expect(readView({}).columns).toBe(usualColumns);
  });

  it("[AV5] the same view is the same text, whatever the address's order, so that a saved one is recognised", () => {
    const text = queryOf(readView(given));
    expect(queryOf(viewOf(text))).toBe(text);
    expect(queryOf(readView(Object.fromEntries(Object.entries(given).toReversed())))).toBe(text);
    expect(text).toContain("search=north+%26+south");
    expect(text).toContain("region=Washington,+DC&region=EMEA");
    expect(text).toContain("bucket=at_risk,critical");
    expect(queryOf({ ...plainView, month: "2026-02" })).toBe("");
  });
});
