import { expect, test } from "vitest";
import { isFiltered, plainView, readView, writeView } from "./filter.ts";

test("[KB12] the address holds the view, and what it does not know it leaves out", () => {
  const view = {
    ...plainView,
    words: "rev",
    kinds: ["behind", "stale"] as const,
    sort: "change" as const,
    reversed: true,
    table: true,
    days: 365,
  };
  const written = writeView(view);
  expect(written).toEqual({ q: "rev", only: "behind,stale", sort: "-change", view: "table", days: "365" });
  expect(readView(written)).toEqual(view);
  expect(readView({ sort: "shoe", only: "hat", days: "12", view: "cube" })).toEqual(plainView);
  expect([isFiltered(view), isFiltered(plainView), isFiltered({ ...plainView, table: true })]).toEqual([
    true,
    false,
    false,
  ]);
});
