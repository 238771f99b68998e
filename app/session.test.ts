import { describe, expect, it } from "vitest";
import { safeNext } from "./session.ts";

describe("the way back after sign-in", () => {
  it("[UI11] leads only to addresses of our own", () => {
    const asked = [
      "/c/1/board?x=1",
      undefined,
      "",
      "https://evil.example",
      "//evil.example",
      "/\\evil.example",
      ["/a"],
    ];
    expect(asked.map(safeNext)).toEqual(["/c/1/board?x=1", ...Array.from({ length: 6 }, () => "/dashboard")]);
  });
});
