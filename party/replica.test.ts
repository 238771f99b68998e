import { expect, test } from "vitest";
import { Problem } from "../domain/problem.ts";
import { TestCircle, type TestTab } from "../tests/circle.ts";
import { adoptedMost, limits } from "./protocol.ts";
import type { Pending, Saved } from "./replica.ts";

const setUp = () => {
  const circle = new TestCircle();
  circle.member("ana");
  const ana = circle.tab("ana");
  const contact = circle.newContact();
  ana.replica.mutate("contact.create", contact);
  ana.pump();
  return { circle, ana, id: contact.id };
};

const rename = (tab: TestTab, id: string, name: string): Pending | Problem =>
  tab.replica.mutate("contact.update", { id, fields: { name } });

test("[SY5] a change shows at once and stays on the screen until the room has it, whatever others do", () => {
  const { circle, ana, id } = setUp();
  ana.disconnect();
  rename(ana, id, "Mine");
  circle.host.write({
    name: "contact.update",
    args: { id, fields: { name: "Theirs", phone: "2" } },
    member: 1,
    scope: "write",
    via: "rest",
  });
  expect(ana.replica.view.get("contact", id)).toMatchObject({ name: "Mine", phone: null });
  ana.connect();
  expect(ana.replica.view.get("contact", id)).toMatchObject({ name: "Mine", phone: "2" });
  expect(ana.replica.view.base("contact", id)).toMatchObject({ name: "Theirs", phone: "2" });
  ana.pump();
  expect([ana.replica.pending, ana.replica.view.base("contact", id)?.["name"]]).toEqual([[], "Mine"]);
});

test("[SY5] what can already be seen to be refused is not queued", () => {
  const { circle, ana } = setUp();
  const refused = rename(ana, circle.id(), "Nobody");
  expect(refused).toBeInstanceOf(Problem);
  expect([(refused as Problem).code, ana.replica.pending.length]).toEqual(["not_found", 0]);
});

test("[SY5] notes that arrive are laid under what waits", () => {
  const { circle, ana, id } = setUp();
  circle.host.write({
    name: "note.add",
    args: { id: circle.id(), contact: id, note: "theirs" },
    member: 1,
    scope: "write",
    via: "rest",
  });
  circle.pass(100);
  ana.disconnect();
  const mine = circle.id();
  ana.replica.mutate("note.add", { id: mine, contact: id, note: "mine" });
  ana.replica.mutate("note.delete", { id: mine, contact: id });
  ana.replica.hold("note", id);
  expect(ana.replica.view.get("contact", id)?.notes).toBe("");
  ana.connect();
  const message = ana.replica.takeMessage(0);
  if (ana.socket) circle.say(ana.socket, message);
  // The other note is here now, and the deletion that waits makes it the latest again.
  expect([ana.replica.pending.length, ana.replica.view.get("contact", id)?.notes]).toEqual([2, "theirs"]);
});

test("[SY4] nothing is settled while a change before it is missing", () => {
  const { circle, ana, id } = setUp();
  rename(ana, id, "Mine");
  const { socket } = ana;
  const lost = socket?.onText;
  if (socket) socket.onText = () => undefined;
  const push = ana.replica.takeMessage(20);
  if (socket) circle.say(socket, push);
  circle.pass(100);
  const answers = [ana.replica.receive(["k", ana.replica.client, 2, 2]), ana.replica.receive(["x", [], 2])];
  expect([answers, ana.replica.pending.length]).toEqual([["again", "again"], 1]);
  if (socket && lost) {
    socket.onText = lost;
    circle.say(socket, ana.replica.hello());
  }
  expect([ana.replica.pending.length, ana.replica.view.get("contact", id)?.name]).toEqual([0, "Mine"]);
});

test("[SY4] what was sent and never answered is sent again, and applied once", () => {
  const { circle, ana, id } = setUp();
  rename(ana, id, "Mine");
  expect(ana.replica.takeMessage(20)?.[0]).toBe("p");
  expect(ana.replica.takeMessage(20)).toBe(null);
  circle.pass(11_000);
  ana.pump();
  expect([circle.host.room.rev, ana.replica.pending.length]).toEqual([2, 0]);
});

test("[SY6] a queue outlives its tab: whoever opens next sends it, once", () => {
  const { circle, ana, id } = setUp();
  ana.disconnect();
  rename(ana, id, "One");
  rename(ana, id, "Two");
  const saved = ana.saved();
  circle.pass(3 * 24 * 60 * 60_000);
  const [first, second] = [circle.tab("ana", saved), circle.tab("ana", saved)];
  first.pump();
  second.pump();
  first.pump();
  expect([circle.host.room.rev, first.replica.pending.length, second.replica.pending.length]).toEqual([3, 0, 0]);
  expect(circle.storage.get("contact", id)?.name).toBe("Two");
});

test("[SY6] a queue whose tab never reached the room is sent by another", () => {
  const { circle, ana, id } = setUp();
  const offline = circle.tab("ana", ana.saved());
  offline.disconnect();
  const never = {
    ...ana.saved(),
    pending: [
      {
        client: circle.id(),
        id: 1,
        base: 1,
        name: "contact.update",
        args: { id, fields: { name: "From the plane" } },
        at: circle.now,
      },
    ],
  } satisfies Saved;
  const tab = circle.tab("ana", never);
  tab.pump();
  expect([tab.replica.pending.length, circle.storage.get("contact", id)?.name]).toEqual([0, "From the plane"]);
});

test("[SY6] more orphaned queues than one hello may name are sent one hello after the other", () => {
  const { circle, ana, id } = setUp();
  const pending = Array.from({ length: adoptedMost + 20 }, (_one, at): Pending => ({
    client: circle.id(),
    id: 1,
    base: 1,
    name: "contact.update",
    args: { id, fields: { phone: `${at}` } },
    at: circle.now,
  }));
  const tab = circle.tab("ana", { ...ana.saved(), pending });
  for (let times = 0; times < 10; times += 1) {
    tab.pump();
    circle.pass(1_000);
  }
  expect([tab.replica.pending.length, circle.host.room.rev]).toEqual([0, 1 + adoptedMost + 20]);
});

test("[SY6] a queue is sent in the order of its numbers, whatever its clock said", () => {
  const { circle, ana, id } = setUp();
  const client = circle.id();
  const at = (number: number, time: number): Pending => ({
    client,
    id: number,
    base: 1,
    name: "contact.update",
    args: { id, fields: { name: `Name ${number}` } },
    at: time,
  });
  const tab = circle.tab("ana", { ...ana.saved(), pending: [at(2, 10), at(1, 20), at(3, 5)] });
  tab.pump();
  expect([tab.replica.pending.length, circle.storage.get("contact", id)?.name]).toEqual([0, "Name 3"]);
});

/** Puts the storage of another circle in this one's place, as an older backup is. */
const restored = (circle: TestCircle, backup: TestCircle): void => {
  for (const table of ["contact", "note", "activity", "client", "member", "meta", "notice", "tombstone"] as const) {
    const order = {
      contact: "number",
      note: "number",
      activity: "rev",
      client: "n",
      member: "n",
      meta: "name",
      notice: "seq",
      tombstone: "rev",
    }[table] as never;
    const key = {
      contact: "id",
      note: "id",
      activity: "rev",
      client: "n",
      member: "n",
      meta: "name",
      notice: "seq",
      tombstone: "id",
    }[table];
    for (const row of circle.storage.list(table, order)) circle.storage.remove(table, (row as never)[key]);
    for (const row of backup.storage.list(table, order)) circle.storage.insert(table, row);
  }
  circle.storage.patch("meta", "epoch", { value: "two" });
  circle.restart();
};

test("[SY7] after a restored backup the queue drops what that history holds and goes on under a new client id", () => {
  const { circle, ana, id } = setUp();
  const backup = new TestCircle();
  backup.storage.remove("meta", "epoch");
  for (const [table, order] of [
    ["contact", "number"],
    ["activity", "rev"],
    ["client", "n"],
    ["member", "n"],
    ["meta", "name"],
  ] as const)
    for (const row of circle.storage.list(table, order as never)) backup.storage.insert(table, row);
  rename(ana, id, "After the backup");
  ana.pump();
  ana.disconnect();
  rename(ana, id, "Offline");
  const was = ana.replica.client;
  restored(circle, backup);
  expect(circle.storage.get("contact", id)?.name).toBe("Ada");
  ana.connect();
  expect(ana.replica.client).not.toBe(was);
  ana.pump();
  expect([ana.replica.pending.length, circle.storage.get("contact", id)?.name]).toEqual([0, "Offline"]);
});

test("[SI3] a base of another history alone gives a queue no new numbers: its last push may still be on its way", () => {
  const { circle, ana, id } = setUp();
  ana.disconnect();
  rename(ana, id, "Mine");
  const { client } = ana.replica;
  const tab = circle.tab("ana", { ...ana.saved(), epoch: "another" });
  // The push of the tab that is gone arrives after the next one has been welcomed.
  const late = circle.socket("ana");
  circle.say(late, ["h", { v: 1, client, adopted: [], cursor: -1, epoch: "one" }]);
  circle.say(late, ["p", 0, [[1, 1, 2, { id, fields: { name: "Mine" } }]]]);
  circle.pass(100);
  tab.pump();
  expect([tab.replica.pending.length, circle.host.room.rev]).toEqual([0, 2]);
});

test("[SY12] a change that no push could carry is refused where it is made, and pushes keep to the frame", () => {
  const { circle, ana, id } = setUp();
  const note = (length: number) =>
    ana.replica.mutate("note.add", { id: circle.id(), contact: id, note: "x".repeat(length) });
  expect(note(limits.frame)).toBeInstanceOf(Problem);
  for (let times = 0; times < 8; times += 1) note(19_000);
  const sizes: number[] = [];
  for (let message = ana.replica.takeMessage(20); message; message = ana.replica.takeMessage(20))
    sizes.push(JSON.stringify(message).length);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(limits.frame);
  expect(sizes.length).toBe(3);
});

test("[SY4] only the refusals that were heard are forgotten by the room", () => {
  const { circle, ana } = setUp();
  const { socket } = ana;
  const gone = circle.id();
  if (socket) {
    const { onText } = socket;
    socket.onText = () => undefined;
    circle.say(socket, ["p", 0, [[2, 1, 4, { id: gone }]]]);
    circle.pass(100);
    socket.onText = onText;
    circle.say(socket, ["p", 0, [[3, 1, 4, { id: gone }]]]);
    circle.pass(100);
    circle.say(socket, ana.replica.takeHeard());
  }
  expect(circle.storage.list("notice", "seq").map(({ body }) => body.kind === "refused" && body.mutation)).toEqual([2]);
});

test("[SY12] a tab that has heard much says so without waiting for its turn", () => {
  const { circle, ana, id } = setUp();
  for (let times = 0; times < 210; times += 1) {
    circle.host.write({
      name: "contact.update",
      args: { id, fields: { name: `${times}` } },
      member: 1,
      scope: "write",
      via: "rest",
    });
    circle.pass(40);
  }
  expect(ana.replica.takeMessage(20)).toEqual(["a", 211, []]);
});

test("[SY14] tables, columns and messages from a newer room are passed over", () => {
  const { ana, id } = setUp();
  const answers = [
    ana.replica.receive(["zz", 1] as never),
    ana.replica.receive([
      "d",
      [
        [
          2,
          5,
          1,
          0,
          0,
          [
            [99, 1, 1, ["x"]],
            [0, 1, [1, "New", 99, "?"], [98]],
          ],
        ],
      ],
    ]),
  ];
  expect(answers).toEqual([null, null]);
  expect(ana.replica.view.get("contact", id)).toMatchObject({ name: "New", phone: null });
  expect(ana.replica.cursor).toBe(2);
});
