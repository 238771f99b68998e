import * as fc from "fast-check";
import { expect, test } from "vitest";
import { TestCircle } from "../tests/circle.ts";
import { CatchUp } from "./catch-up.ts";
import type { ServerMessage } from "./protocol.ts";
import { Replica, type Saved } from "./replica.ts";

const contacts = (replica: Replica) =>
  Object.fromEntries([...replica.view.rows("contact")].map((row) => [row.id, row]));

const roomContacts = (circle: TestCircle) =>
  Object.fromEntries(circle.storage.list("contact", "number").map(({ rev: _rev, ...row }) => [row.id, row]));

const write = (circle: TestCircle, name: string, args: unknown) =>
  circle.host.write({ name, args, member: 1, scope: "write", via: "rest" });

/** What a browser with this base hears when it says hello, and what it then shows. */
const caughtUp = (circle: TestCircle, saved: Saved | null, kept?: CatchUp) => {
  const replica = new Replica({ key: 7, now: () => circle.now, random: circle.random, ...(saved ? { saved } : {}) });
  const hello = replica.hello();
  if (hello[0] !== "h") throw new Error("a hello is a hello");
  const { frames } = (kept ?? circle.host.catchUp).welcome(1, hello[1], {
    role: "admin",
    circle: circle.options.circle() as never,
    present: [],
  });
  const answers = frames.map((frame) => replica.receive(JSON.parse(frame) as ServerMessage));
  return { replica, answers, full: (JSON.parse(frames[0] ?? "[]") as [string, { full: boolean }])[1].full };
};

const newCircle = () => {
  const circle = new TestCircle();
  circle.member("ana");
  return circle;
};

test("[SY7] [SI13] catching up from every revision there was, through any pruning, leads to what the room has", () => {
  const step = fc.record({ kind: fc.nat(6), card: fc.nat(4) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), fc.nat(100), (steps, prune) => {
      const circle = newCircle();
      const watcher = circle.tab("ana");
      const bases: (Saved | null)[] = [null, watcher.saved()];
      const snapshots = new CatchUp(circle.host.room);
      const ids: string[] = [];
      for (const [at, { kind, card }] of steps.entries()) {
        circle.pass(1_000);
        const id = ids[card % Math.max(1, ids.length)] ?? circle.id();
        if (kind < 2) {
          const contact = circle.newContact();
          ids.push(contact.id);
          write(circle, "contact.create", contact);
        }
        if (kind === 2) write(circle, "contact.update", { id, fields: { name: `Name ${at}` } });
        if (kind === 3) write(circle, "contact.move", { id, stage: "blocked", after: null });
        if (kind === 4) write(circle, "contact.delete", { id });
        if (kind === 5) write(circle, "undo", { deleted: id });
        if (kind === 6) caughtUp(circle, null, snapshots);
        bases.push(watcher.saved());
        if (at === prune % 25) circle.host.catchUp.prune(circle.now - 3_000);
      }
      for (const base of bases) {
        expect(contacts(caughtUp(circle, base).replica)).toEqual(roomContacts(circle));
        expect(contacts(caughtUp(circle, base, snapshots).replica)).toEqual(roomContacts(circle));
      }
    }),
    { numRuns: 100 },
  );
});

test("[SY7] a snapshot that was kept does not bring back who is gone since", () => {
  const circle = newCircle();
  const contact = circle.newContact();
  write(circle, "contact.create", contact);
  caughtUp(circle, null);
  write(circle, "contact.delete", { id: contact.id });
  expect(contacts(caughtUp(circle, null).replica)).toEqual({});
});

test("[SY7] only what changed travels, unless the cursor is too old, too new or of another history", () => {
  const circle = newCircle();
  const tab = circle.tab("ana");
  const [one, two] = [circle.newContact(), circle.newContact()];
  write(circle, "contact.create", one);
  write(circle, "contact.create", two);
  const saved = tab.saved();
  write(circle, "contact.delete", { id: one.id });
  expect(caughtUp(circle, saved).full).toBe(false);
  expect(caughtUp(circle, { ...saved, cursor: 99 }).full).toBe(true);
  expect(caughtUp(circle, { ...saved, epoch: "another" }).full).toBe(true);
  circle.pass(100);
  circle.host.catchUp.prune(circle.now + 1);
  expect(caughtUp(circle, saved).full).toBe(true);
  expect(caughtUp(circle, tab.saved()).full).toBe(false);
});

test("[SY14] a base that another build kept is fetched anew, and its queue stays", () => {
  const circle = newCircle();
  const tab = circle.tab("ana");
  write(circle, "contact.create", circle.newContact());
  tab.disconnect();
  tab.replica.mutate("contact.create", circle.newContact());
  const { replica, full } = caughtUp(circle, { ...tab.saved(), schema: 1 });
  expect([full, replica.pending.length, replica.cursor]).toEqual([true, 1, 1]);
});

test("[SY7] a snapshot comes in chunks, and one that is not whole is asked for again", () => {
  const circle = newCircle();
  for (let card = 0; card < 2_100; card += 1)
    circle.storage.insert("contact", {
      ...circle.newContact(),
      id: `contact-${card}`,
      n: card + 1,
      position: `a${card}`,
      rev: 0,
      external_id: null,
      last_contact: 0,
      created_at: 0,
      created_by: null,
      updated_at: 0,
      updated_by: null,
    });
  const hello = new Replica({ key: 7, now: () => circle.now, random: circle.random }).hello();
  if (hello[0] !== "h") throw new Error("a hello is a hello");
  const { frames } = circle.host.catchUp.welcome(1, hello[1], {
    role: "admin",
    circle: circle.options.circle() as never,
    present: [],
  });
  expect(frames.map((frame) => (JSON.parse(frame) as ServerMessage)[0])).toEqual(["w", "c", "c", "e"]);
  const heard = (places: number[]) => {
    const replica = new Replica({ key: 7, now: () => circle.now, random: circle.random });
    const answers = places.map((place) => replica.receive(JSON.parse(frames[place] ?? "[]") as ServerMessage));
    return [answers.at(-1), replica.cursor, replica.live];
  };
  expect(heard([0, 1, 3])).toEqual(["again", -1, false]);
  expect(heard([0, 1, 1, 3])).toEqual(["again", -1, false]);
  expect(heard([0, 1, 1, 2, 2, 3])).toEqual([null, 0, true]);
});

test("[SY7] notes come when they are asked for, and stay up to date from then on", () => {
  const circle = newCircle();
  const tab = circle.tab("ana");
  const contact = circle.newContact({ notes: "first" });
  write(circle, "contact.create", contact);
  const notes = () => [...tab.replica.view.rows("note")].map((note) => note.note);
  circle.pass(100);
  expect(notes()).toEqual([]);
  tab.replica.hold("note", contact.id);
  tab.pump();
  expect(notes()).toEqual(["first"]);
  write(circle, "note.add", { id: circle.id(), contact: contact.id, note: "second" });
  circle.pass(100);
  expect(notes()).toEqual(["first", "second"]);
  tab.disconnect();
  write(circle, "note.add", { id: circle.id(), contact: contact.id, note: "third" });
  tab.connect();
  tab.pump();
  expect(notes()).toEqual(["first", "second", "third"]);
  tab.replica.release(contact.id);
  expect(notes()).toEqual([]);
});
