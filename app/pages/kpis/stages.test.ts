/** A long page of KPIs, drawn a screenful at a time. */
import { createRoot, createSignal } from "solid-js";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createStages } from "./stages.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("[KB22] the first screenful is there at once, the rest follows, and a short list is never cut", () => {
  const names = Array.from({ length: 60 }, (_, at) => `kpi ${at}`);
  const page = createRoot((dispose) => {
    const [all, setAll] = createSignal<readonly string[]>(names);
    return { dispose, setAll, drawn: createStages(all) };
  });
  expect(page.drawn()).toEqual(names.slice(0, 18));
  vi.advanceTimersByTime(16);
  expect(page.drawn()).toEqual(names.slice(0, 42));
  vi.advanceTimersByTime(16);
  expect(page.drawn()).toBe(names);
  page.setAll(names.slice(0, 5));
  expect(page.drawn()).toEqual(names.slice(0, 5));
  page.dispose();
});
