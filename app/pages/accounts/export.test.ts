/** The file of a view. */
import { expect, it } from "vitest";
import { bookAccount } from "../../../tests/book-accounts.ts";
import { exportOf } from "./export.ts";

it("[AV12] the file holds the view's accounts in its order with its columns, and no cell is run", () => {
  const rows = [
    bookAccount({
      id: "2",
      name: "=Beta",
      arr: 12_000_050,
      owner: "u1",
      health_value: 83.75,
      health_bucket: "healthy",
    }),
    bookAccount({
      id: "1",
      name: 'Al "pha", Inc.',
      region: "EMEA",
      computed_value: 40,
      week_before: 52.5,
      nps_score: -12,
    }),
  ];
  const text = exportOf(
    rows,
    ["arr", "health", "owner", "region", "nps"],
    (id) => ({ u1: { name: "Ana" } })[id],
    "2026-06-15",
  );
  expect(text.split("\r\n")).toEqual([
    "\uFEFFid,name,arr,health,health_bucket,health_change_in_a_week,owner,region,nps",
    "2,'=Beta,120000.50,83.75,healthy,,Ana,,",
    `1,"Al ""pha"", Inc.",0.00,,unknown,-12.5,,EMEA,-12`,
    "",
  ]);
});
