/** Figures as people type them. */
import { expect, it } from "vitest";
import { readFigure } from "./figures.tsx";

it("[AP8] a figure is read within its range, or refused in a sentence", () => {
  expect(readFigure("nps", "−12")).toBe(-12);
  expect(readFigure("nps", "101")).toBe("-100 to 100.");
  expect(readFigure("nps", "1.5")).toBe("Must be a whole number.");
  expect(readFigure("renewal_rate", "92,5 %")).toBe(92.5);
  expect(readFigure("active_users", "1,200")).toBe(1200);
  expect(readFigure("active_users", "many")).toBe("Must be a number.");
  expect(readFigure("response_limit", " ")).toBeNull();
});
