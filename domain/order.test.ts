import * as fc from "fast-check";
import { expect, test } from "vitest";
import { TestCircle } from "../tests/circle.ts";
import { longestKey } from "./order.ts";
import type { Stage } from "./funnel.ts";

const boardStages: readonly Stage[] = ["contacted", "blocked"];

const board = (cards: number) => {
  const circle = new TestCircle();
  circle.member("ana");
  const ids: string[] = [];
  const write = (name: string, args: unknown) =>
    circle.host.write({ name, args, member: 1, scope: "write", via: "rest" });
  for (let card = 0; card < cards; card += 1) {
    const contact = circle.newContact();
    write("contact.create", contact);
    ids.push(contact.id);
  }
  const order = (stage: Stage) => circle.storage.list("contact", "place", { at: [stage] });
  return {
    circle,
    ids,
    order,
    move: (id: string, stage: Stage, after: string | null) => write("contact.move", { id, stage, after }),
  };
};

test("[SY8] any moves leave the order of a plain list, and no two cards share a place", () => {
  const moves = fc.array(fc.record({ card: fc.nat(7), stage: fc.nat(1), after: fc.option(fc.nat(7)) }), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(moves, (steps) => {
      const { ids, order, move } = board(8);
      const lists: Record<string, string[]> = { contacted: ids.toReversed(), blocked: [] };
      for (const { card, stage, after } of steps) {
        const [id = "", to = "contacted"] = [ids[card], boardStages[stage]];
        const anchor = after === null ? null : (ids[after] ?? null);
        move(id, to, anchor);
        for (const list of Object.values(lists)) if (list.includes(id)) list.splice(list.indexOf(id), 1);
        const list = lists[to] ?? [];
        list.splice(anchor === null ? 0 : list.indexOf(anchor) + 1, 0, id);
      }
      for (const stage of boardStages) {
        expect(order(stage).map((card) => card.id)).toEqual(lists[stage]);
        expect(new Set(order(stage).map((card) => card.position)).size).toBe(order(stage).length);
      }
    }),
    { numRuns: 60 },
  );
});

test("[SY8] keys that would grow too long are renewed in the same mutation, and the order stays", () => {
  const { circle, ids, order, move } = board(6);
  const [top = "", below = ""] = order("contacted").map((card) => card.id);
  let renewals = 0;
  // Always between the same two: the key grows with each move.
  for (let times = 0; times < 700; times += 1) {
    const before = order("contacted").map((card) => card.id);
    const mover = before.filter((id) => id !== top)[1] ?? below;
    move(mover, "contacted", top);
    const expected = [top, mover, ...before.filter((id) => id !== top && id !== mover)];
    expect(order("contacted").map((card) => card.id)).toEqual(expected);
    expect(Math.max(...order("contacted").map((card) => card.position.length))).toBeLessThanOrEqual(longestKey);
    const { images = [] } = circle.storage.get("activity", circle.host.room.rev) ?? {};
    expect(images.filter((image) => !image.quiet).map((image) => image.id)).toEqual([mover]);
    if (images.some((image) => image.quiet)) renewals += 1;
  }
  expect(renewals).toBeGreaterThan(0);
  expect(order("contacted").length).toBe(ids.length);
});

test("[SY8] a card that is no longer where it was sends the moved one to the top", () => {
  const { order, move } = board(3);
  const [a = "", b = "", c = ""] = order("contacted").map((card) => card.id);
  move(b, "blocked", null);
  move(c, "contacted", b);
  expect(order("contacted").map((card) => card.id)).toEqual([c, a]);
  move(c, "contacted", c);
  expect(order("contacted").map((card) => card.id)).toEqual([c, a]);
});

test("[SY8] other tabs see renewed keys and show the same order", () => {
  const { circle, order } = board(4);
  const ana = circle.tab("ana");
  const ben = circle.tab("ana");
  for (let times = 0; times < 300; times += 1) {
    const [top = "", , third = ""] = ana.replica.view.column("contacted");
    ana.replica.mutate("contact.move", { id: third, stage: "contacted", after: top });
    ana.pump();
    circle.pass(1_000);
  }
  const wanted = order("contacted").map((card) => card.id);
  expect([ana.replica.view.column("contacted"), ben.replica.view.column("contacted")]).toEqual([wanted, wanted]);
});
