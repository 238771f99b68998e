import { afterEach, describe, expect, it } from "vitest";
import { giveHues, hueOf } from "./hues.ts";

afterEach(() => giveHues([]));

describe("the colours of people", () => {
  it("[UI13] a person has one from the id alone, and one far from the others once the order is known", () => {
    expect(hueOf("ana")).toBe(hueOf("ana"));
    const people = ["ana", "ben", "chi", "dov", "eva"];
    giveHues(people);
    const hues = people.map(hueOf).toSorted((a, b) => a - b);
    const gaps = hues.map((hue, index) => ((hues[(index + 1) % hues.length] ?? 0) - hue + 360) % 360);
    expect(Math.min(...gaps)).toBeGreaterThan(45);
  });
});
