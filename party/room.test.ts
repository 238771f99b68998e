import { expect, test } from "vitest";
import { TestCircle } from "../tests/circle.ts";
import { canonical } from "../tests/simulation/broken.ts";
import { Problem } from "../domain/problem.ts";
import { MemoryStorage } from "./storage-memory.ts";
import { type Key, type Storage, type TableName, type Tables, tables } from "./storage.ts";
import type { Write } from "./room.ts";

/** Everything a store holds, as text. */
const dump = (storage: Storage): string =>
  canonical(
    (Object.keys(tables) as TableName[]).map((name) =>
      storage.list(name, Object.keys(tables[name].orders)[0] as never),
    ),
  );

/** A store whose nth write from now fails. */
class FailingStorage extends MemoryStorage {
  left = Number.POSITIVE_INFINITY;

  #count(): void {
    if ((this.left -= 1) < 0) throw new Error("the disk is full");
  }

  override insert<T extends TableName>(table: T, row: Tables[T]): void {
    this.#count();
    super.insert(table, row);
  }

  override patch<T extends TableName>(table: T, key: Key, fields: Partial<Tables[T]>): void {
    this.#count();
    super.patch(table, key, fields);
  }

  override remove(table: TableName, key: Key): void {
    this.#count();
    super.remove(table, key);
  }
}

const by = (member: number) => ({ member, scope: "write" as const, via: "rest" as const });

test("[SY1] whichever write of a mutation fails, none of it stays, and it can be done again", () => {
  const storage = new FailingStorage();
  const circle = new TestCircle({ effects: ({ record }) => [{ topic: "told", record, body: {} }] }, storage);
  circle.member("ana");
  const ana = circle.tab("ana");
  const { room } = circle.host;
  const contact = circle.newContact({ notes: "first" });
  ana.replica.mutate("contact.create", contact);
  ana.pump();
  const from = { client: 1, base: room.rev };
  const writes: Write[] = [
    {
      name: "contact.update",
      args: { id: contact.id, fields: { name: "New", notes: "second" }, note_id: circle.id() },
      ...by(1),
      from: { ...from, id: 2 },
    },
    { name: "contact.delete", args: { id: contact.id }, ...by(1), from: { ...from, id: 3 } },
  ];
  for (const write of writes) {
    let failures = 0;
    for (;;) {
      const before = dump(storage);
      storage.left = failures;
      let failed: unknown = null;
      try {
        room.apply(write);
      } catch (error) {
        failed = error;
      }
      storage.left = Number.POSITIVE_INFINITY;
      if (failed === null) break;
      expect(dump(storage)).toBe(before);
      failures += 1;
    }
    expect(failures).toBeGreaterThan(4);
  }
  expect([room.rev, storage.list("activity", "rev").map((entry) => entry.rev), storage.get("client", 1)?.last]).toEqual(
    [3, [1, 2, 3], 3],
  );
});

test("[SY2] the room's order is one number for each accepted mutation, and goes on after a restart", () => {
  const circle = new TestCircle();
  circle.member("ana");
  const contact = circle.newContact();
  const write = (name: string, args: unknown) => circle.host.write({ name, args, ...by(1) }).status;
  expect([
    write("contact.create", contact),
    write("contact.update", { id: contact.id, fields: { name: "B" } }),
    write("contact.update", { id: contact.id, fields: { name: "B" } }),
    write("contact.update", { id: circle.id(), fields: { name: "B" } }),
  ]).toEqual(["applied", "applied", "unchanged", "refused"]);
  circle.restart();
  expect(write("contact.update", { id: contact.id, fields: { name: "C" } })).toBe("applied");
  expect(circle.storage.list("activity", "rev").map((entry) => [entry.rev, entry.name])).toEqual([
    [1, "contact.create"],
    [2, "contact.update"],
    [3, "contact.update"],
  ]);
});

test("[SY2] a short number never stands for another record, not even after its own is gone and forgotten", () => {
  const circle = new TestCircle();
  circle.member("ana");
  const create = () => {
    const contact = circle.newContact({ notes: "a note" });
    circle.host.write({ name: "contact.create", args: contact, ...by(1) });
    return {
      id: contact.id,
      n: circle.storage.get("contact", contact.id)?.n,
      note: circle.storage.list("note", "contact", { at: [contact.id] })[0]?.n,
    };
  };
  const first = create();
  circle.host.write({ name: "contact.delete", args: { id: first.id }, ...by(1) });
  circle.host.catchUp.prune(circle.now + 1);
  circle.restart();
  const second = create();
  expect([first.n, first.note, second.n, second.note]).toEqual([1, 1, 2, 2]);
});

test("[SY3] two people on different fields of one contact keep both; on the same field the later stands and both are told", () => {
  const circle = new TestCircle();
  circle.member("ana");
  circle.member("ben", "member");
  const ana = circle.tab("ana");
  const ben = circle.tab("ben");
  const contact = circle.newContact();
  ana.replica.mutate("contact.create", contact);
  ana.pump();
  const told: unknown[] = [];
  for (const [name, tab] of [
    ["ana", ana],
    ["ben", ben],
  ] as const)
    tab.replica.events.noticed = (notices) =>
      told.push(...notices.map(({ body }) => ({ name, ...body, at: undefined })));
  ana.replica.mutate("contact.update", { id: contact.id, fields: { name: "Ana's", phone: "1" } });
  ben.replica.mutate("contact.update", { id: contact.id, fields: { name: "Ben's", company: "B" } });
  ana.pump();
  ben.pump();
  const { name, phone, company } = ben.replica.view.get("contact", contact.id) ?? {};
  expect({ name, phone, company }).toEqual({ name: "Ben's", phone: "1", company: "B" });
  const about = { table: "contact", id: contact.id, field: "name", at: undefined };
  expect(told).toEqual([
    { name: "ben", kind: "won", ...about, yours: "Ben's", theirs: "Ana's", by: 1 },
    { name: "ana", kind: "lost", ...about, yours: "Ana's", theirs: "Ben's", by: 2 },
  ]);
  expect(circle.storage.get("activity", 3)?.images[0]?.before).toMatchObject({ name: "Ana's" });
});

test("[SI15] the same change by REST and by socket leaves equal rows", () => {
  const rows = (["rest", "app"] as const).map((via) => {
    const circle = new TestCircle();
    circle.member("ana");
    const ana = circle.tab("ana");
    const contact = circle.newContact({ notes: "first" });
    const change = {
      id: contact.id,
      fields: { funnel_stage: "blocked" as const, notes: "second" },
      note_id: circle.id(),
    };
    if (via === "app") {
      ana.replica.mutate("contact.create", contact);
      ana.replica.mutate("contact.update", change);
      ana.pump();
    } else {
      circle.host.write({ name: "contact.create", args: contact, ...by(1) });
      circle.host.write({ name: "contact.update", args: change, ...by(1) });
    }
    return { contact: circle.storage.list("contact", "number"), notes: circle.storage.list("note", "number") };
  });
  expect(rows[0]).toEqual(rows[1]);
});

test("[SY4] a refused mutation uses up its number, blocks nothing, and its problem is the one REST gives", () => {
  const circle = new TestCircle();
  circle.member("ana");
  const ana = circle.tab("ana");
  const contact = circle.newContact();
  ana.replica.mutate("contact.create", contact);
  ana.pump();
  ana.disconnect();
  ana.replica.mutate("contact.update", { id: contact.id, fields: { name: "Too late" } });
  ana.replica.mutate("contact.create", circle.newContact());
  circle.host.write({ name: "contact.delete", args: { id: contact.id }, ...by(1) });
  ana.connect();
  ana.pump();
  const rest = circle.host.write({
    name: "contact.update",
    args: { id: contact.id, fields: { name: "Too late" } },
    ...by(1),
  });
  if (rest.status !== "refused") throw new Error("it should be refused");
  expect(ana.socket?.all("x")[0]?.[1][0]?.body).toEqual({
    kind: "refused",
    mutation: 2,
    name: "contact.update",
    problem: rest.problem.body(),
  });
  expect([
    ana.replica.pending.length,
    circle.storage.get("client", 1)?.last,
    circle.storage.list("contact", "number").length,
  ]).toEqual([0, 3, 1]);
});

test("[SY4] a number that was settled is answered again and not applied again", () => {
  const circle = new TestCircle();
  circle.member("ana");
  circle.tab("ana");
  const write: Write = {
    name: "contact.create",
    args: circle.newContact(),
    ...by(1),
    from: { client: 1, id: 1, base: 0 },
  };
  expect([circle.host.room.apply(write).status, circle.host.room.apply(write)]).toEqual([
    "applied",
    { status: "repeated", last: 1 },
  ]);
  expect(circle.host.room.apply({ ...write, from: { client: 1, id: 3, base: 0 } })).toEqual({ status: "gap", last: 1 });
});

test("[SY16] effects outside the circle are stored with their mutation, and not without it", () => {
  const circle = new TestCircle({ effects: ({ record, rev }) => [{ topic: "told", record, body: { rev } }] });
  circle.member("ana");
  const contact = circle.newContact();
  circle.host.write({ name: "contact.create", args: contact, ...by(1) });
  circle.host.write({ name: "contact.create", args: contact, ...by(1) });
  expect(circle.storage.list("outbox", "seq").map(({ topic, record, body }) => ({ topic, record, body }))).toEqual([
    { topic: "told", record: contact.id, body: { rev: 1 } },
  ]);
});

test("[SY1] the role is read when the mutation is done, not before", () => {
  const circle = new TestCircle();
  circle.member("ana", "member");
  const outcome = () => circle.host.write({ name: "contact.create", args: circle.newContact(), ...by(1) });
  expect(outcome()).toMatchObject({ status: "refused", problem: expect.any(Problem) });
  circle.member("ana", "moderator");
  expect(outcome().status).toBe("applied");
  circle.host.dismiss("ana");
  expect(outcome()).toMatchObject({ status: "refused", problem: { code: "not_found" } });
});
