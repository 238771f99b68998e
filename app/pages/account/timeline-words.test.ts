/** The timeline in sentences. */
import { expect, it } from "vitest";
import { fullDate } from "../accounts/words.ts";
import type { TimelineEntry } from "./detail.ts";
import { told } from "./timeline-words.ts";

const entry = (part: Partial<TimelineEntry>): TimelineEntry => ({
  id: "event-1",
  type: "event",
  at: "2026-06-15T10:00:00Z",
  source: "human",
  kind: "account.changed",
  actor: "u1",
  actor_name: "Ana",
  data: {},
  step: null,
  undone_at: null,
  ...part,
});
const nameOf = (id: string) => ({ u1: "Ana", u2: "Ben" })[id] ?? "somebody";

it("[AP6] a change names its fields, before and after, in words", () => {
  const data = {
    before: { arr: 100, owner: "u1", region: "EMEA" },
    after: { arr: 250.5, owner: "u2", region: "EMEA" },
  };
  expect(told(entry({ data }), nameOf)).toEqual({
    act: "changed the account",
    details: [
      { label: "ARR", from: "$100", to: "$250.50" },
      { label: "Owner", from: "Ana", to: "Ben" },
    ],
  });
  expect(told(entry({ data: { before: { segment: null }, after: { segment: "SMB" } } }), nameOf)).toEqual({
    act: "changed segment",
    details: [{ label: "Segment", from: "nothing", to: "SMB" }],
  });
});

it("[AP6] scores, feedback, meetings and what nobody foresaw are told too", () => {
  const score = { cause: "metrics", from: 71.2, to: 64.96, from_bucket: "healthy", to_bucket: "at_risk" };
  expect(told(entry({ type: "score", data: score }), nameOf).act).toBe("Health 71.2 → 64.9, now at risk");
  const meeting = { summary: "Went well.", participants: ["Eve", "Ana"] };
  expect(told(entry({ type: "meeting", data: meeting }), nameOf)).toEqual({
    act: "met the customer",
    text: "Went well.",
    details: [{ label: "With", to: "Eve, Ana" }],
  });
  const feedback = { title: "Slow", description: "Exports take minutes.", status: "in_progress" };
  expect(told(entry({ type: "feedback", data: feedback }), nameOf).text).toBe("Slow — Exports take minutes.");
  const promised = { before: null, after: { text: "send the roadmap", who: null, due: "2026-11-27" } };
  expect(told(entry({ kind: "promise.made", data: promised }), nameOf)).toEqual({
    act: "noted a promise",
    details: [
      { label: "Promise", to: "send the roadmap" },
      { label: "Due", to: fullDate("2026-11-27") },
    ],
  });
  expect(told(entry({ kind: "robot.danced" }), nameOf)).toEqual({ act: "robot danced", details: [] });
});
