/** Accounts that nobody here knows: they wait, and what waited is worked on. */
import { expect, test } from "vitest";
import {
  daysOf,
  delivered,
  deliveryOf,
  iso,
  listed,
  makeSource,
  newIntake,
  reviewsPath,
  sendRaw,
  start,
  usage,
  workOff,
} from "../../tests/workerd/webhooks.ts";

interface Review {
  id: string;
  key: string;
  name: string | null;
  state: string;
  account_id: string | null;
  deliveries_held: number;
}

test("[IW12] strangers wait in one list; linked or made by one click, what waited is worked on", async () => {
  const { ana, circle, acme, source } = await newIntake();
  const reviews = async (query = ""): Promise<Review[]> =>
    (await (await ana.send(`${reviewsPath}?circle_id=${circle.id}${query}`)).json<{ results: Review[] }>()).results;
  const held = await delivered(ana, source, usage("Akme Inc", "u1", "reports", start));
  await delivered(ana, source, usage("AKME inc", "u2", "reports", start));
  const other = await delivered(ana, source, usage("Newcomer", "u1", "reports", start));
  expect([held.state, held.error]).toEqual(["held", "Nobody here knows the account Akme Inc."]);
  const open = await reviews("&state=open");
  expect(open.map(({ key, name, deliveries_held }) => [key, name, deliveries_held])).toEqual([
    ["newcomer", "Newcomer", 1],
    ["akme inc", "AKME inc", 2],
  ]);
  const [newcomer, akme] = open;
  const linked = await ana.send(`${reviewsPath}${akme?.id}/link/`, { body: { account_id: acme } });
  expect(await linked.json<Review>()).toMatchObject({ state: "linked", account_id: acme });
  const made = await ana.send(`${reviewsPath}${newcomer?.id}/create/`, { body: { segment: "smb" } });
  expect(made.status).toBe(201);
  await workOff(circle.id);
  expect([(await deliveryOf(ana, held.id)).state, (await deliveryOf(ana, other.id)).state]).toEqual(["done", "done"]);
  expect(await daysOf(acme)).toEqual([["2026-01-01", 2, 1, 0.0333, null, null]]);
  const account = (await made.json<Review>()).account_id ?? "";
  expect(await daysOf(account)).toHaveLength(1);
  // From now on it is known.
  expect((await delivered(ana, source, usage("Akme Inc", "u3", "reports", start))).state).toBe("done");
  expect((await ana.send(`${reviewsPath}${newcomer?.id}/create/`, { body: {} })).status).toBe(409);
});

test("[IW12] let go, they are not held again; made here by a form, they are known", async () => {
  const { ana, circle, source } = await newIntake();
  const one = await delivered(ana, source, usage("Test Ltd", "u1", "reports", start));
  const two = await delivered(ana, source, usage("Later Ltd", "u1", "reports", start));
  const { results } = await (await ana.send(`${reviewsPath}?circle_id=${circle.id}`)).json<{ results: Review[] }>();
  await ana.send(`${reviewsPath}${results.find(({ name }) => name === "Test Ltd")?.id}/ignore/`, { method: "POST" });
  expect((await deliveryOf(ana, one.id)).state).toBe("ignored");
  expect((await delivered(ana, source, usage("Test Ltd", "u2", "reports", start))).state).toBe("ignored");
  await ana.send("/api/customers/", { body: { circle_id: circle.id, name: "Later Ltd", industry: "other", arr: 0 } });
  await workOff(circle.id);
  await workOff(circle.id);
  expect((await deliveryOf(ana, two.id)).state).toBe("done");
});

test("[IW12] a source may be set to make accounts of names that nobody knows", async () => {
  const { ana, circle, source } = await newIntake("standard", { settings: { unknown_accounts: "create" } });
  const made = await delivered(ana, source, usage("Brand New", "u1", "reports", start));
  expect([made.state, made.changes[0]?.why]).toEqual(["done", "Nobody of this name was here: made."]);
  const again = await delivered(ana, source, usage("brand new", "u2", "reports", start));
  expect(again.changes[0]?.account_id).toBe(made.changes[0]?.account_id);
  expect(await listed(ana, circle.id, "&state=held")).toEqual([]);
});

test("[IW12] a group call says whose a user is, and the events that waited for that user are counted", async () => {
  const { ana, circle, acme } = await newIntake();
  const source = await makeSource(ana, circle.id, "segment");
  const call = async (body: object) => {
    const text = JSON.stringify(body);
    const key = await crypto.subtle.importKey(
      "raw",
      new TextEncoder().encode(source.secret),
      { name: "HMAC", hash: "SHA-1" },
      false,
      ["sign"],
    );
    const signed = new Uint8Array(await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(text)));
    const hex = Array.from(signed, (byte) => byte.toString(16).padStart(2, "0")).join("");
    const { id } = await (await sendRaw(source, text, { "x-signature": hex })).json<{ id: string }>();
    await workOff(circle.id);
    return deliveryOf(ana, id);
  };
  const track = await call({ type: "track", messageId: "m1", userId: "u1", event: "Exported", timestamp: iso(start) });
  expect(track.state).toBe("held");
  await call({
    type: "group",
    messageId: "m2",
    userId: "u1",
    groupId: "g1",
    traits: { name: "Acme" },
    timestamp: iso(start),
  });
  await workOff(circle.id);
  expect((await deliveryOf(ana, track.id)).state).toBe("done");
  expect(await daysOf(acme)).toHaveLength(1);
});
