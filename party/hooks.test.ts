/** The lines of outgoing messages: order, retries, gathering, pauses. The clock is a number. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type HookBody, type HookDraft, hookWaits } from "../domain/hook.ts";
import { Hooks, type Ending } from "./hooks.ts";
import { MemoryStorage } from "./storage-memory.ts";

const body = (type: string, name = ""): HookBody => ({
  type,
  timestamp: new Date(0).toISOString(),
  data: { circle_id: "c", object: { name }, previous: { name: "" }, actor: null, via: "rest", changes: 1 },
});

const open = (draft: Partial<HookDraft> = {}, count = 1) => {
  const storage = new MemoryStorage();
  const hooks = new Hooks(storage);
  const ids = Array.from({ length: count }, (_, at) => `endpoint-0000000${at}`);
  for (const id of ids)
    hooks.add(id, { name: "Mine", url: "https://example.com", events: ["*"], gather_seconds: 0, ...draft }, 1, 0);
  let key = 0;
  const queue = (record: string, now: number, type = "contact.changed", name = ""): void =>
    storage.transact(() => void hooks.queue(`k${(key += 1)}`, record, body(type, name), now));
  const take = (now: number, most = 100) => hooks.take(now, most, () => false).map(({ message }) => message);
  const end = (seq: number, ending: Ending, now: number) =>
    hooks.settle(seq, ending, { at: now, status: ending === "delivered" ? 200 : 500, ms: 1, said: "" }, now);
  return { storage, hooks, ids, queue, take, end, first: ids[0] ?? "" };
};

test("[WO4] the messages of one record go one after the other, those of others beside them", () => {
  const { queue, take, end } = open();
  queue("a", 0);
  queue("a", 1);
  queue("b", 2);
  expect(take(10).map(({ record, seq }) => [record, seq])).toEqual([
    ["a", 1],
    ["b", 3],
  ]);
  expect(take(11)).toEqual([]);
  expect(end(1, "delivered", 20)).toBe(null);
  expect(take(20).map(({ seq }) => seq)).toEqual([2]);
});

test("[WO4] the same event queued twice is one message", () => {
  const { storage, hooks, first } = open();
  for (const _ of [1, 2]) storage.transact(() => void hooks.queue("same", "a", body("note.added"), 0));
  expect(hooks.counts(first)).toEqual({ waiting: 1, delivered: 0, dead: 0 });
});

test("[WO5] a failing message is tried at each wait, under one id, and is dead after the last; what is behind it goes on when it is resumed", () => {
  const { hooks, queue, take, end, first } = open();
  queue("a", 0);
  queue("a", 0);
  let now = 0;
  const ids = new Set<string>();
  for (const wait of hookWaits) {
    now += wait;
    expect(take(now - 1)).toEqual([]);
    const [message] = take(now);
    ids.add(message?.id ?? "");
    end(message?.seq ?? 0, "failed", now);
  }
  expect(ids.size).toBe(1);
  expect(hooks.message([...ids][0] ?? "")).toMatchObject({ state: "dead", due: null, done_at: now });
  expect(hooks.message([...ids][0] ?? "").tries).toHaveLength(10);
  expect(hooks.endpoint(first)).toMatchObject({ paused_why: "A message was given up after 10 tries." });
  expect(take(now + 1e9)).toEqual([]);
  hooks.change(first, { paused: false }, now + 5);
  expect(take(now + 5).map(({ seq }) => seq)).toEqual([2]);
});

test("[WO5] a message that was taken and never settled is taken again", () => {
  const { queue, take } = open();
  queue("a", 0);
  expect(take(0)).toHaveLength(1);
  expect(take(59_000)).toEqual([]);
  expect(take(60_000)).toHaveLength(1);
});

test("[WO6] within the window changes of one kind to one record are one message; other kinds and records are not", () => {
  const { hooks, queue, take, first } = open({ gather_seconds: 2 });
  queue("a", 0, "contact.changed", "1");
  queue("a", 500, "contact.changed", "2");
  queue("b", 600, "contact.changed", "3");
  queue("a", 700, "contact.moved", "4");
  expect(take(1_999)).toEqual([]);
  const [message] = take(2_000);
  expect(message?.body.data).toMatchObject({ object: { name: "2" }, changes: 2 });
  queue("a", 2_100, "contact.changed", "5");
  expect(hooks.counts(first).waiting).toBe(4);
});

test("[WO7] an endpoint that only fails is spoken of once after a day, and a success forgets it", () => {
  const { hooks, queue, take, end, first } = open();
  queue("a", 0);
  const day = 24 * 3_600_000;
  let now = 0;
  const turns: unknown[] = [];
  for (const wait of hookWaits.slice(0, 9)) {
    now += wait;
    turns.push(end(take(now)[0]?.seq ?? 0, "failed", now));
  }
  expect(turns).toEqual([null, null, null, null, null, null, null, "warned", null]);
  expect(hooks.endpoint(first).warned_at).toBeGreaterThanOrEqual(day);
  now += hookWaits[9] ?? 0;
  expect(end(take(now)[0]?.seq ?? 0, "delivered", now)).toBe(null);
  expect(hooks.endpoint(first)).toMatchObject({ failing_since: null, warned_at: null, paused_at: null });
});

test("[WO7] an answer of 410 pauses at once, and what happens meanwhile waits", () => {
  const { hooks, queue, take, end, first } = open();
  queue("a", 0);
  expect(end(take(0)[0]?.seq ?? 0, "gone", 5)).toBe("paused");
  queue("b", 10);
  queue("c", 11);
  expect(hooks.nextDue()).toBe(null);
  expect(hooks.endpoint(first).paused_why).toBe("It answered 410: it wants no more.");
  hooks.change(first, { paused: false }, 20);
  expect(take(20).map(({ record }) => record)).toEqual(["b", "c"]);
});

test("[WO8] a dead message can be sent again, with its tries before it and all its waits anew", () => {
  const { hooks, queue, take, end } = open();
  queue("a", 0);
  const { seq = 0, id = "" } = take(0)[0] ?? {};
  end(seq, "gone", 1);
  hooks.change(hooks.message(id).endpoint, { paused: false }, 2);
  hooks.resend(id, 3);
  expect(take(3).map((message) => message.id)).toEqual([id]);
  end(seq, "failed", 4);
  expect(hooks.message(id)).toMatchObject({ state: "waiting", due: 4 + (hookWaits[1] ?? 0) });
  expect(hooks.message(id).tries).toHaveLength(2);
});

test("[WO4] [WO5] whatever fails and however often, each record's messages arrive in their order and none is lost", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ record: fc.constantFrom("a", "b", "c"), after: fc.nat(4_000) }), {
        minLength: 1,
        maxLength: 25,
      }),
      fc.array(fc.constantFrom<Ending>("delivered", "failed"), { maxLength: 60 }),
      fc.integer({ min: 0, max: 2 }),
      (events, endings, gather) => {
        const { hooks, queue, take, end, first } = open({ gather_seconds: gather });
        const heard: Record<string, string[]> = {};
        let now = 0;
        let turn = 0;
        const send = (): void => {
          for (const { seq, record, body: sent } of take(now)) {
            const ending = endings[turn++] ?? "delivered";
            if (ending === "delivered") (heard[record] ??= []).push(String(sent.data.object?.["name"]));
            end(seq, ending, now);
          }
        };
        events.forEach(({ record, after }, at) => {
          now += after;
          queue(record, now, "contact.changed", String(at));
          send();
        });
        for (let round = 0; round < 400 && hooks.counts(first).waiting > 0; round += 1) {
          now = Math.max(now, hooks.nextDue() ?? now);
          send();
        }
        // Nothing was given up in so few failures of one message, or the rest would wait at a paused endpoint.
        if (hooks.endpoint(first).paused_at !== null) return;
        expect(hooks.counts(first).waiting).toBe(0);
        for (const [record, names] of Object.entries(heard)) {
          const numbers = names.map(Number);
          expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
          const last = events.findLastIndex((event) => event.record === record);
          expect(numbers.at(-1)).toBe(last);
          const told = events.filter((event) => event.record === record).length;
          expect(gather === 0 ? numbers.length : told).toBe(told);
        }
      },
    ),
  );
});
