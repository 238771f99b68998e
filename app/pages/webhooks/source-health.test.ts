import { expect, test } from "vitest";
import { dayNumbers, healthOf } from "./source-health.ts";

const settings = {
  features: [],
  unknown_accounts: "hold" as const,
  stages: {},
  signature: { scheme: "standard", header: "x-signature", timestamp_header: null },
  mapping: [],
};
const source = {
  kind: "standard" as const,
  settings,
  paused: false,
  last_delivery_at: "2026-01-02T12:00:00.000Z",
  deliveries_today: {},
};

test("[WP7] the last day counts what was taken in, refused and given up", () => {
  const today = { done: 5, ignored: 1, held: 2, waiting: 1, refused: 3, dead: 4 };
  expect(dayNumbers({ deliveries_today: today })).toEqual({ accepted: 9, refused: 3, failed: 4 });
});

test("[WP7] a source is as well as the worst that is so of it", () => {
  const word = (part: Partial<Parameters<typeof healthOf>[0]>) => healthOf({ ...source, ...part }).word;
  expect(word({ paused: true, deliveries_today: { dead: 1 } })).toBe("Paused");
  expect(word({ last_delivery_at: null })).toBe("Waiting for the first");
  expect(word({ kind: "custom", deliveries_today: { ignored: 1 } })).toBe("No mapping");
  expect(word({ deliveries_today: { refused: 2 } })).toBe("All refused");
  expect(word({ deliveries_today: { done: 1, refused: 2, dead: 1 } })).toBe("Dead letters");
  expect(word({ deliveries_today: { done: 1, refused: 2 } })).toBe("Some refused");
  expect(word({})).toBe("Quiet");
  expect(word({ deliveries_today: { done: 1 } })).toBe("Healthy");
});
