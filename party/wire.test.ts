import { expect, test } from "vitest";
import { TestCircle } from "../tests/circle.ts";

test("[SY19] a change of one field takes at most 80 bytes in and 100 bytes out, in a circle of ten thousand", () => {
  const circle = new TestCircle();
  circle.member("ana");
  const ana = circle.tab("ana");
  const contact = circle.newContact();
  ana.replica.mutate("contact.create", contact);
  ana.pump();
  const big = 10_000;
  circle.storage.patch("contact", contact.id, { n: big });
  circle.storage.patch("client", 1, { last: 999 });
  circle.storage.insert("activity", {
    rev: 99_999,
    at: 0,
    member: 1,
    via: "rest",
    client: 0,
    mutation: 0,
    name: "contact.update",
    record: contact.id,
    images: [],
    undid: null,
  });
  circle.restart();
  const sizes = (["contact.update", "contact.move"] as const).map((name) => {
    const tab = circle.tab("ana", { ...ana.saved(), cursor: -1 });
    if (name === "contact.update") tab.replica.mutate(name, { id: contact.id, fields: { name: "Ada Lovelace" } });
    else tab.replica.mutate(name, { id: contact.id, stage: "proposal_sent", after: contact.id });
    const push = tab.replica.takeMessage(20);
    if (tab.socket) circle.say(tab.socket, push);
    circle.pass(100);
    return { name, in: JSON.stringify(push).length, out: JSON.stringify(tab.socket?.all("d").at(-1)).length };
  });
  for (const { in: up, out } of sizes) {
    expect(up).toBeLessThanOrEqual(80);
    expect(out).toBeLessThanOrEqual(100);
  }
  expect(sizes.map(({ name }) => name)).toEqual(["contact.update", "contact.move"]);
});
