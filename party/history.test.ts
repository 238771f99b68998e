import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { RecordTable } from "../domain/mutation.ts";
import { recordRules } from "../domain/records.ts";
import { TestCircle } from "../tests/circle.ts";
import { stateAt } from "./history.ts";

type Kept = Record<string, Map<string, object>>;

test("[SY15] the state at any revision, rebuilt from activity, is what it was then", () => {
  const step = fc.record({ kind: fc.nat(6), card: fc.nat(4), other: fc.nat(4) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const circle = new TestCircle();
      circle.member("ana");
      const write = (name: string, args: unknown) =>
        circle.host.write({ name, args, member: 1, scope: "write", via: "rest" });
      const kept = new Map<number, Kept>();
      const keep = (): void => {
        const rows = (table: RecordTable) =>
          new Map(circle.storage.list(table, "number").map(({ rev: _rev, ...row }) => [row.id, row]));
        kept.set(
          circle.host.room.rev,
          Object.fromEntries((Object.keys(recordRules) as RecordTable[]).map((table) => [table, rows(table)])),
        );
      };
      keep();
      const ids: string[] = [];
      for (const [at, { kind, card, other }] of steps.entries()) {
        circle.now += 1;
        const id = ids[card % Math.max(1, ids.length)] ?? circle.id();
        if (kind === 0) {
          const contact = circle.newContact({ notes: at % 2 ? "first" : "" });
          ids.push(contact.id);
          write("contact.create", contact);
        }
        if (kind === 1)
          write("contact.update", { id, fields: { name: `Name ${at}`, notes: `Note ${at}` }, note_id: circle.id() });
        if (kind === 2) write("contact.move", { id, stage: "blocked", after: ids[other] ?? null });
        if (kind === 3) write("contact.delete", { id });
        if (kind === 4) write("note.add", { id: circle.id(), contact: id, note: `Note ${at}` });
        if (kind === 5) write("undo", { rev: other + 1, anyway: true });
        if (kind === 6) write("undo", { deleted: id });
        keep();
      }
      for (const [rev, state] of kept) expect(stateAt(circle.storage, rev)).toEqual(state);
    }),
    { numRuns: 120 },
  );
});
