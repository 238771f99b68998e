import * as fc from "fast-check";
import { expect, test } from "vitest";
import { TestCircle } from "../tests/circle.ts";
import { Problem } from "../domain/problem.ts";
import type { Stage } from "../domain/funnel.ts";
import type { TestTab } from "../tests/circle.ts";

const setUp = () => {
  const circle = new TestCircle();
  circle.member("ana");
  circle.member("ben");
  const ana = circle.tab("ana");
  const ben = circle.tab("ben");
  const contact = circle.newContact({ name: "First", notes: "a note" });
  ana.replica.mutate("contact.create", contact);
  ana.pump();
  const refusals: unknown[] = [];
  ana.replica.events.noticed = (notices) => {
    for (const { body } of notices) if (body.kind === "refused") refusals.push(body.problem);
  };
  return { circle, ana, ben, id: contact.id, refusals };
};

const rename = (tab: TestTab, id: string, name: string): void => {
  tab.replica.mutate("contact.update", { id, fields: { name } });
  tab.pump();
};

/** What a person sees of the circle: everything but the traces of who touched it when. */
const seen = (circle: TestCircle) =>
  circle.storage
    .list("contact", "number")
    .map(({ rev: _rev, updated_at: _at, updated_by: _by, last_contact: _last, ...row }) => ({
      ...row,
      notes_history: circle.storage
        .list("note", "contact", { at: [row.id] })
        .map(({ rev: _noteRev, edited_at: _edited, ...note }) => note),
    }));

test("[SY9] undo takes back what was done, redo does it again", () => {
  const { circle, ana, id } = setUp();
  const name = () => circle.storage.get("contact", id)?.name;
  rename(ana, id, "Second");
  ana.replica.undo();
  expect(ana.replica.view.get("contact", id)?.name).toBe("First");
  ana.pump();
  expect(name()).toBe("First");
  ana.replica.redo();
  ana.pump();
  expect([name(), ana.replica.view.get("contact", id)?.name]).toEqual(["Second", "Second"]);
});

test("[SY9] undo never overwrites somebody's later edit: it says whose it is, and restores anyway when asked", () => {
  const { circle, ana, ben, id, refusals } = setUp();
  rename(ana, id, "Mine");
  rename(ben, id, "Theirs");
  const undo = ana.replica.undo();
  ana.pump();
  expect(circle.storage.get("contact", id)?.name).toBe("Theirs");
  expect(refusals).toEqual([expect.objectContaining({ code: "superseded", field: "name", by: 2 })]);
  if (!undo || undo instanceof Problem) throw new Error("there was something to undo");
  ana.replica.undoAnyway(undo.args);
  ana.pump();
  expect(circle.storage.get("contact", id)?.name).toBe("First");
});

test("[SY9] the same value written again by somebody else is theirs", () => {
  const { circle, ana, ben, id, refusals } = setUp();
  rename(ana, id, "Mine");
  rename(ana, id, "Changed my mind");
  rename(ben, id, "Mine");
  ana.replica.undoOne(2);
  ana.pump();
  expect([circle.storage.get("contact", id)?.name, refusals.length]).toEqual(["Mine", 1]);
});

test("[SY9] an edit of another field by somebody else does not stand in the way", () => {
  const { circle, ana, ben, id } = setUp();
  rename(ana, id, "Mine");
  ben.replica.mutate("contact.update", { id, fields: { phone: "2" } });
  ben.pump();
  ana.replica.undo();
  ana.pump();
  expect(circle.storage.get("contact", id)).toMatchObject({ name: "First", phone: "2" });
});

test("[SY9] [C35] undoing a deletion brings the contact back with its notes, its number and its place", () => {
  const { circle, ana, id } = setUp();
  const before = seen(circle);
  ana.replica.mutate("contact.delete", { id });
  ana.pump();
  expect(seen(circle)).toEqual([]);
  ana.replica.undo();
  ana.pump();
  expect(seen(circle)).toEqual(before);
});

test("[SY9] a card that comes back to a stage under a key that is taken goes right below who took it", () => {
  const circle = new TestCircle();
  circle.member("ana");
  const ana = circle.tab("ana");
  const [one, two] = [
    circle.newContact({ funnel_stage: "contacted" }),
    circle.newContact({ funnel_stage: "contacted" }),
  ];
  const order = (stage: Stage) => circle.storage.list("contact", "place", { at: [stage] }).map((card) => card.id);
  ana.replica.mutate("contact.create", one);
  ana.replica.mutate("contact.move", { id: one.id, stage: "blocked", after: null });
  ana.replica.mutate("contact.create", two);
  ana.pump();
  // Both stages know the same key, so the move changed the stage alone.
  expect(circle.storage.get("activity", 2)?.images[0]?.after).not.toHaveProperty("position");
  ana.replica.undoOne(2);
  ana.pump();
  expect([order("contacted"), order("blocked")]).toEqual([[two.id, one.id], []]);
});

test("[SY9] members undo only what they did themselves, moderators what anybody did", () => {
  const { circle, ana, id } = setUp();
  rename(ana, id, "Second");
  const undo = (role: "member" | "moderator") => {
    circle.member("ben", role);
    return circle.host.write({ name: "undo", args: { rev: 2 }, member: 2, scope: "write", via: "rest" });
  };
  expect(undo("member")).toMatchObject({ status: "refused", problem: { code: "forbidden" } });
  expect(undo("moderator").status).toBe("applied");
  expect(circle.storage.get("contact", id)?.name).toBe("First");
});

test("[SY9] what had no effect cannot be undone", () => {
  const { ana, id } = setUp();
  rename(ana, id, "Second");
  rename(ana, id, "Second");
  ana.replica.undo();
  ana.pump();
  expect(ana.replica.view.get("contact", id)?.name).toBe("First");
});

test("[SY9] undo and then redo of anything leaves the circle as it was", () => {
  const steps = fc.array(
    fc.oneof(
      fc.record({ kind: fc.constant("rename" as const), card: fc.nat(3) }),
      fc.record({
        kind: fc.constant("move" as const),
        card: fc.nat(3),
        after: fc.option(fc.nat(3)),
        stage: fc.constantFrom("contacted" as const, "blocked" as const),
      }),
      fc.record({ kind: fc.constant("note" as const), card: fc.nat(3) }),
      fc.record({ kind: fc.constant("delete" as const), card: fc.nat(3) }),
    ),
    { minLength: 1, maxLength: 8 },
  );
  fc.assert(
    fc.property(steps, fc.nat(7), (done, back) => {
      const circle = new TestCircle();
      circle.member("ana");
      const ana = circle.tab("ana");
      const ids = [0, 1, 2, 3].map(() => circle.newContact());
      for (const contact of ids) ana.replica.mutate("contact.create", contact);
      ana.pump();
      circle.pass(10_000);
      for (const [at, step] of done.entries()) {
        const id = ids[step.card]?.id ?? "";
        if (step.kind === "rename") ana.replica.mutate("contact.update", { id, fields: { name: `Name ${at}` } });
        if (step.kind === "move")
          ana.replica.mutate("contact.move", {
            id,
            stage: step.stage,
            after: step.after === null ? null : (ids[step.after]?.id ?? null),
          });
        if (step.kind === "note") ana.replica.mutate("note.add", { id: circle.id(), contact: id, note: `Note ${at}` });
        if (step.kind === "delete") ana.replica.mutate("contact.delete", { id });
        ana.pump();
      }
      const before = seen(circle);
      const times = Math.min(back, ana.replica.undoable.length - ids.length);
      for (let time = 0; time < times; time += 1) {
        ana.replica.undo();
        ana.pump();
      }
      for (let time = 0; time < times; time += 1) {
        ana.replica.redo();
        ana.pump();
      }
      expect(ana.replica.pending).toEqual([]);
      expect(seen(circle)).toEqual(before);
    }),
    { numRuns: 150 },
  );
});
