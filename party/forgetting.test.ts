import { expect, test } from "vitest";
import { TestCircle } from "../tests/circle.ts";
import { forgetTheGone } from "./forgetting.ts";

const day = 24 * 60 * 60_000;

const withTabs = () => {
  const circle = new TestCircle();
  circle.member("ana");
  circle.member("ben", "member");
  const forget = (): void => forgetTheGone(circle.storage, circle.host.peers.spokenFor, circle.now);
  const clients = (): string[] => circle.storage.list("client", "n").map(({ id }) => id);
  return { circle, forget, clients };
};

test("[SY6] a tab that only looked on is forgotten after thirty days, one that changed something never, an open one not either", () => {
  const { circle, forget, clients } = withTabs();
  const [looker, writer, open] = [circle.tab("ana"), circle.tab("ana"), circle.tab("ana")];
  writer.replica.mutate("contact.create", circle.newContact());
  writer.pump();
  for (const tab of [looker, writer]) tab.disconnect();
  circle.pass(29 * day);
  forget();
  expect(clients()).toEqual([looker, writer, open].map(({ replica }) => replica.client));
  circle.pass(2 * day);
  forget();
  expect(clients()).toEqual([writer.replica.client, open.replica.client]);
  open.replica.mutate("contact.create", circle.newContact());
  open.pump();
  expect(circle.host.room.rev).toBe(2);
  circle.pass(1_000 * day);
  forget();
  expect(clients()).toContain(writer.replica.client);
});

test("[SY6] a forgotten tab that comes back with what it did offline has it applied once", () => {
  const { circle, forget, clients } = withTabs();
  const tab = circle.tab("ana");
  tab.disconnect();
  tab.replica.mutate("contact.create", circle.newContact({ id: circle.id() }));
  circle.tab("ben").disconnect();
  circle.pass(40 * day);
  forget();
  expect(clients()).toEqual([]);
  // Somebody else has the number now that was this tab's.
  const other = circle.tab("ben");
  tab.connect();
  tab.pump();
  tab.disconnect();
  tab.connect();
  tab.pump();
  expect([circle.host.room.rev, tab.replica.pending.length, other.replica.pending.length]).toEqual([1, 0, 0]);
  expect([...tab.replica.view.rows("contact")].length).toBe(1);
});

test("[SY4] what nobody came to hear is kept for ninety days", () => {
  const { circle, forget } = withTabs();
  const contact = circle.newContact();
  circle.host.write({ name: "contact.create", args: contact, member: 1, scope: "write", via: "rest" });
  const gone = circle.socket("ben");
  circle.say(gone, ["h", { v: 1, client: circle.id(), adopted: [], cursor: -1, epoch: "" }]);
  circle.say(gone, ["p", 0, [[1, 0, 4, { id: circle.id() }]]]);
  circle.pass(100);
  circle.host.close(gone);
  const kinds = (): string[] => circle.storage.list("notice", "seq").map(({ body }) => body.kind);
  expect(kinds()).toEqual(["refused"]);
  circle.pass(89 * day);
  // Told only now, however long ago its author was seen.
  const about = {
    table: "contact" as const,
    id: contact.id,
    field: "name",
    yours: "a",
    theirs: "b",
    by: 1,
    at: circle.now,
  };
  circle.storage.insert("notice", { seq: 99, client: 1, body: { kind: "lost", ...about } });
  forget();
  expect(kinds()).toEqual(["refused", "lost"]);
  circle.pass(2 * day);
  forget();
  expect(kinds()).toEqual(["lost"]);
  circle.pass(90 * day);
  forget();
  expect(kinds()).toEqual([]);
});
