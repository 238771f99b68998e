import { expect, test } from "vitest";
import { TestCircle, type TestSocket } from "../tests/circle.ts";
import { closeCodes, limits } from "./protocol.ts";

const hello = (client: string, cursor = -1, epoch = "") => ["h", { v: 1, client, adopted: [], cursor, epoch }];

/** A circle with Ana (admin) and Ben (member), each with one live tab. */
const two = () => {
  const circle = new TestCircle();
  circle.member("ana");
  circle.member("ben", "member");
  return { circle, ana: circle.tab("ana"), ben: circle.tab("ben") };
};

/** So many changes of one contact, straight onto the socket. */
const push = (circle: TestCircle, socket: TestSocket | null, id: string, first: number, count: number): void => {
  const batch = Array.from({ length: count }, (_one, at) => [
    first + at,
    0,
    2,
    { id, fields: { name: `Name ${first + at}` } },
  ]);
  if (socket) circle.say(socket, ["p", 0, batch]);
};

const withContact = () => {
  const { circle, ana, ben } = two();
  const contact = circle.newContact();
  ana.replica.mutate("contact.create", contact);
  ana.pump();
  return { circle, ana, ben, id: contact.id };
};

test("[SY10] presence reaches the others, and those who come later", () => {
  const { circle, ana, ben } = two();
  if (ana.socket) circle.say(ana.socket, ["s", { card: "x" }]);
  circle.pass(50);
  expect(ben.socket?.all("s")).toEqual([["s", [[1, 1, { card: "x" }]]]]);
  const late = circle.socket("ben");
  circle.say(late, hello(circle.id()));
  expect(late.all("w")[0]?.[1].present).toEqual([[1, 1, { card: "x" }]]);
});

test("[SY10] presence ends with its socket, and within thirty seconds of silence", () => {
  const { circle, ana, ben } = two();
  if (ana.socket) circle.say(ana.socket, ["s", { card: "x" }]);
  circle.pass(20_000);
  expect(ben.socket?.all("s").at(-1)).toEqual(["s", [[1, 1, { card: "x" }]]]);
  circle.pass(10_000);
  expect(ben.socket?.all("s").at(-1)).toEqual(["s", [[1, 1, null]]]);
  if (ana.socket) circle.say(ana.socket, ["s", { card: "y" }]);
  circle.pass(50);
  ana.disconnect();
  circle.pass(50);
  expect(ben.socket?.all("s").at(-1)).toEqual(["s", [[1, 1, null]]]);
});

test("[SY10] a ping that the platform answers keeps presence alive", () => {
  const { circle, ana, ben } = two();
  if (ana.socket) circle.say(ana.socket, ["s", { card: "x" }]);
  for (let minute = 0; minute < 6; minute += 1) {
    if (ana.socket) ana.socket.pinged = circle.now;
    circle.pass(10_000);
  }
  expect(ben.socket?.all("s")).toEqual([["s", [[1, 1, { card: "x" }]]]]);
});

test("[SY10] presence beyond its size or its speed is refused with a problem", () => {
  const { circle, ana } = two();
  if (ana.socket) circle.say(ana.socket, ["s", { card: "x".repeat(limits.presence) }]);
  expect(ana.socket?.all("!").map((message) => message[1].code)).toEqual(["too_large"]);
  for (let times = 0; times < 21; times += 1) if (ana.socket) circle.say(ana.socket, ["s", { card: `${times}` }]);
  expect(ana.socket?.all("!").map((message) => message[1].code)).toEqual(["too_large", "too_many"]);
});

test("[SY11] the first change after a pause goes out at once, the next ones together as one string", () => {
  const { circle, ana, ben, id } = withContact();
  circle.pass(1_000);
  const before = ben.socket?.all("d").length ?? 0;
  push(circle, ana.socket, id, 2, 1);
  expect(ben.socket?.all("d").length).toBe(before + 1);
  push(circle, ana.socket, id, 3, 1);
  push(circle, ana.socket, id, 4, 2);
  expect(ben.socket?.all("d").length).toBe(before + 1);
  circle.pass(40);
  expect(
    ben.socket
      ?.all("d")
      .slice(before)
      .map((message) => message[1].map(([rev]) => rev)),
  ).toEqual([[2], [3, 4, 5]]);
});

test("[SY12] a burst of a hundred goes through at once, the rest at twenty a second, and nothing is lost", () => {
  const { circle, ana, id } = withContact();
  circle.pass(60_000);
  for (let first = 2; first < 152; first += 50) push(circle, ana.socket, id, first, 50);
  circle.pass(40);
  expect(circle.host.room.rev).toBe(101);
  circle.pass(1_000);
  expect(circle.host.room.rev).toBe(121);
  circle.pass(2_000);
  expect(circle.host.room.rev).toBe(151);
});

test("[SY12] whoever queues more than the circle takes is closed as abusive", () => {
  const { circle, ana, id } = withContact();
  for (let first = 2; first < 1_300; first += 100) push(circle, ana.socket, id, first, 100);
  expect(ana.socket?.closed).toBe(closeCodes.abusive);
});

test("[SY12] a frame beyond its size, an unknown message and nonsense get a problem; the fifth closes", () => {
  const { circle, ana } = two();
  const { socket } = ana;
  if (!socket) throw new Error("not connected");
  circle.host.message(socket, "x".repeat(limits.frame + 1));
  circle.host.message(socket, "{");
  circle.say(socket, ["q"]);
  circle.say(socket, ["p", 0, [[0, 0, 0, {}]]]);
  expect(socket.all("!").map((message) => message[1].code)).toEqual(["too_large", "invalid", "invalid", "invalid"]);
  expect(socket.closed).toBe(null);
  circle.say(socket, ["a", -1, []]);
  expect(socket.closed).toBe(closeCodes.abusive);
});

test.each([
  ["h", null],
  ["h", { v: 1, client: "", adopted: [], cursor: 0, epoch: "" }],
  ["h", { v: 1, client: "a", adopted: [1], cursor: 0, epoch: "" }],
  ["h", { v: 1, client: "a", adopted: [], cursor: 0.5, epoch: "" }],
  ["p", 1, []],
  ["p", 0, []],
  ["p", 0, ["x"]],
  ["a", 1],
  ["s", "here"],
  ["l", 7, "x"],
  ["l", 0, "x"],
  {},
])("[SY12] %j is refused and does no harm", (...message) => {
  const { circle, ana } = two();
  if (ana.socket) circle.say(ana.socket, message.length === 1 ? message[0] : message);
  expect(ana.socket?.all("!").map((one) => one[1].code)).toEqual(["invalid"]);
});

test("[SY12] nothing but hello is understood before hello", () => {
  const { circle } = two();
  const socket = circle.socket("ben");
  circle.say(socket, ["s", {}]);
  expect(socket.all("!").map((message) => message[1].detail)).toEqual(["Say hello first."]);
});

test("[SY12] a circle has room for 250 sockets", () => {
  const { circle } = two();
  const sockets = Array.from({ length: 249 }, () => circle.socket("ben"));
  expect(sockets.map((socket) => socket.closed).filter((code) => code !== null)).toEqual([closeCodes.full]);
  expect(circle.host.peers.size).toBe(250);
});

test("[SY12] whoever has not acknowledged 500 revisions is told so once, and hears no changes until hello", () => {
  const { circle, ana, id } = withContact();
  const slow = circle.socket("ben");
  circle.say(slow, hello(circle.id()));
  for (let first = 2; first < 510; first += 1) {
    circle.host.write({
      name: "contact.update",
      args: { id, fields: { name: `${first}` } },
      member: 1,
      scope: "write",
      via: "rest",
    });
    circle.pass(40);
    if (ana.socket) circle.say(ana.socket, ["a", circle.host.room.rev, []]);
  }
  expect(slow.all("b")).toEqual([["b", 502]]);
  expect(slow.all("d").length).toBe(500);
  circle.say(slow, hello(circle.id()));
  expect(slow.all("w").length).toBe(2);
  circle.host.write({
    name: "contact.update",
    args: { id, fields: { name: "Last" } },
    member: 1,
    scope: "write",
    via: "rest",
  });
  circle.pass(40);
  expect(slow.all("d").length).toBe(501);
});

test("[SY13] a removed member's sockets close at once, and what they still send does nothing", () => {
  const { circle, ana, ben, id } = withContact();
  const { socket } = ben;
  circle.host.dismiss("ben");
  expect(socket?.closed).toBe(closeCodes.removed);
  push(circle, socket, id, 1, 1);
  circle.pass(100);
  expect(circle.host.room.rev).toBe(1);
  expect(ana.socket?.all("m").at(-1)?.[1].at(-1)).toEqual([2, "ben", "ben", null]);
  expect(circle.socket("ben").closed).toBe(closeCodes.removed);
});

test("[SY13] a role change is told at once and judged by the room at once", () => {
  const { circle, ben, id } = withContact();
  circle.member("ben", "moderator");
  expect(ben.socket?.all("r")).toEqual([["r", "moderator"]]);
  ben.replica.mutate("contact.delete", { id });
  circle.member("ben", "member");
  ben.pump();
  expect(circle.storage.get("contact", id)?.id).toBe(id);
  expect(ben.socket?.all("x").at(-1)?.[1][0]?.body).toMatchObject({ kind: "refused", problem: { code: "forbidden" } });
});

test("[SY13] a session that ended is closed and stays out; the person's other sessions go on", () => {
  const { circle, ana, ben } = two();
  circle.host.revoke("session of ben", circle.now + 1_000);
  expect([ana.socket?.closed, ben.socket?.closed]).toEqual([null, closeCodes.signedOut]);
  expect(circle.socket("ben").closed).toBe(closeCodes.signedOut);
});

test("[SY13] a circle that is deleted closes every socket", () => {
  const { circle, ana, ben } = two();
  circle.host.dissolve();
  expect([ana.socket?.closed, ben.socket?.closed, circle.host.peers.size, circle.host.wakeAt]).toEqual([
    closeCodes.gone,
    closeCodes.gone,
    0,
    null,
  ]);
});

test("[SY13] sockets survive the object's sleep with what was attached to them", () => {
  const { circle, ana, ben, id } = withContact();
  if (ana.socket) circle.say(ana.socket, ["s", { card: id }]);
  circle.pass(100);
  const sockets = [ana.socket, ben.socket];
  circle.restart();
  for (const socket of sockets) if (socket?.attachment) circle.host.adopt(socket, socket.attachment);
  expect(JSON.stringify(ana.socket?.attachment).length).toBeLessThan(2_048);
  push(circle, ana.socket, id, 2, 1);
  circle.pass(40);
  expect(
    ben.socket
      ?.all("d")
      .at(-1)?.[1]
      .map(([rev]) => rev),
  ).toEqual([2]);
  ana.disconnect();
  circle.pass(40);
  expect(ben.socket?.all("s").at(-1)).toEqual(["s", [[1, 1, null]]]);
});

test("[SY4] a refusal told to a socket that was dead already reaches another tab of the same person", () => {
  const { circle, ben } = two();
  const other = circle.tab("ben");
  const seen: unknown[] = [];
  other.replica.events.noticed = (notices) => seen.push(...notices.map((notice) => notice.body.kind));
  if (ben.socket) {
    ben.socket.onText = () => undefined;
    circle.say(ben.socket, ["p", 0, [[1, 0, 4, { id: circle.id() }]]]);
    circle.pass(100);
    circle.host.close(ben.socket);
  }
  circle.pass(100);
  expect(seen).toEqual(["refused"]);
});

test("[SY4] a tab that comes back hears what its dead socket was told", () => {
  const { circle, ben } = two();
  const refused = circle.socket("ben");
  circle.say(refused, hello(circle.id()));
  circle.say(refused, ["p", 0, [[1, 0, 4, { id: circle.id() }]]]);
  circle.pass(100);
  circle.host.close(refused);
  circle.pass(100);
  // Ben's other tab was told in its stead, but its line is dead and it comes back on another.
  const again = circle.socket("ben");
  circle.say(again, hello(ben.replica.client));
  expect(again.all("w")[0]?.[1].notices.map(({ body }) => body.kind)).toEqual(["refused"]);
});

test("[SY4] a number that is missing closes the socket, so that the client starts over from where the room stands", () => {
  const { circle, ana, id } = withContact();
  push(circle, ana.socket, id, 9, 1);
  circle.pass(40);
  expect(ana.socket?.closed).toBe(closeCodes.gap);
});

test("[SY4] another socket of the same tab takes the place of the first", () => {
  const { circle, ana } = two();
  const second = circle.socket("ana");
  circle.say(second, hello(ana.replica.client));
  expect([ana.socket?.closed, second.closed]).toEqual([closeCodes.replaced, null]);
});

test("[SY4] nobody may push into the queue of somebody else", () => {
  const { circle, ana, ben, id } = withContact();
  const { socket } = ben;
  if (socket) circle.say(socket, ["p", ana.replica.client, [[2, 0, 2, { id, fields: { name: "Mine" } }]]]);
  expect(socket?.all("!").map((message) => message[1].code)).toEqual(["forbidden"]);
  const third = circle.socket("ben");
  circle.say(third, hello(ana.replica.client));
  expect(third.all("!").map((message) => message[1].code)).toEqual(["forbidden"]);
});

test("[SY14] a protocol that the room does not speak is told to reload", () => {
  const { circle } = two();
  const socket = circle.socket("ben");
  circle.say(socket, ["h", { v: 99, client: circle.id(), adopted: [], cursor: -1, epoch: "" }]);
  expect([socket.all("!").map((message) => message[1].code), socket.closed]).toEqual([["too_old"], closeCodes.tooOld]);
});

test("[SY17] news from outside the circle's tables, and a new name, reach every open screen", () => {
  const { circle, ana, ben } = two();
  circle.host.announce("import", { rows: 3 });
  circle.host.renamed();
  for (const tab of [ana, ben]) {
    expect(tab.socket?.all("t")).toEqual([["t", "import", { rows: 3 }]]);
    expect(tab.socket?.all("i")).toEqual([
      ["i", { id: "circle", name: "North", settings: { lock_targets: false, time_zone: "UTC" } }],
    ]);
  }
});

test("[SY1] a mutation that breaks is refused as broken, and blocks nothing", () => {
  const broken: unknown[] = [];
  const circle = new TestCircle({
    broke: (_write, error) => broken.push(error),
    effects: ({ name }) => {
      if (name === "contact.move") throw new TypeError("a bug");
      return [];
    },
  });
  circle.member("ana");
  const ana = circle.tab("ana");
  const contact = circle.newContact();
  ana.replica.mutate("contact.create", contact);
  ana.replica.mutate("contact.move", { id: contact.id, stage: "blocked", after: null });
  ana.replica.mutate("contact.update", { id: contact.id, fields: { name: "Still here" } });
  ana.pump();
  expect(broken.length).toBe(1);
  expect([
    ana.replica.pending.length,
    circle.storage.get("contact", contact.id)?.name,
    circle.storage.get("contact", contact.id)?.funnel_stage,
  ]).toEqual([0, "Still here", "contacted"]);
  expect(ana.socket?.all("x")[0]?.[1][0]?.body).toMatchObject({ kind: "refused", problem: { code: "broken" } });
});
