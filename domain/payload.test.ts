import { expect, test } from "vitest";
import { depthOf, keysOf, readInstant, readPayload, valueAt } from "./payload.ts";
import { Mapping } from "./webhook-mapping.ts";
import { SourceSettings, settingsWith } from "./webhook.ts";

test("[IW14] paths reach into objects and lists, over names with dots, and never into what is not the payload's own", () => {
  const payload = { data: { items: [{ "a.b": 1 }, { price: 2 }] }, plain: "x" };
  const at = (path: string): unknown => valueAt(payload, path);
  expect([at("$.data.items[1].price"), at('data.items[0]["a.b"]'), at("$"), at("plain.length")]).toEqual([
    2,
    1,
    payload,
    undefined,
  ]);
  expect([at("data.constructor"), at("__proto__"), at("data.items[9].x")]).toEqual([undefined, undefined, undefined]);
  expect([keysOf("a[b]"), keysOf("a..b"), keysOf("$.x.y")]).toEqual([null, null, ["x", "y"]]);
});

test("[IW16] instants are read in every form that vendors use", () => {
  const noon = Date.UTC(2026, 0, 2, 12);
  const forms = [noon, noon / 1000, noon * 1000, String(noon), String(noon / 1000), "2026-01-02T12:00:00Z"];
  const more = ["2026-01-02T13:00:00+0100", "2026-01-02 12:00:00.000000", "2026-01-02T12:00:00"];
  expect([...forms, ...more].map(readInstant)).toEqual(Array(9).fill(noon));
  expect(["soon", "2026", "", null, {}, -1, 1e30, "2026-13-45"].map(readInstant)).toEqual(Array(8).fill(null));
});

test("[IW6] the depth of a text is that of its brackets, not of those in its strings", () => {
  expect([depthOf("1"), depthOf('{"a":[1,{"b":[]}]}'), depthOf('"[[[["'), depthOf(String.raw`["\"[["]`)]).toEqual([
    0, 4, 0, 1,
  ]);
});

test("[R4] every value that is taken leaves a step with its path", () => {
  const reading = readPayload({ events: [{ who: "ana", when: 1_767_355_200 }] }, (reader) => {
    for (const event of reader.list("events")) {
      event.text("who", "user");
      event.instant("when", "at");
      event.text("missing", "nothing");
    }
    return "enough";
  });
  expect(reading).toEqual({
    changes: [],
    problems: [],
    note: "enough",
    steps: [
      { path: "events[0].who", value: "ana", as: "user" },
      { path: "events[0].when", value: "1767355200", as: "at" },
    ],
  });
});

test.each([
  ["a field that such a rule does not have", { makes: "usage", fields: { account: "a", arr: "b" } }],
  ["a needed field left out", { makes: "kpi", fields: { kpi: "$.name" } }],
  ["no account", { makes: "usage", fields: { feature: "$.event" } }],
  ["a path that is none", { makes: "usage", fields: { account: "a[b" } }],
  ["another word", { makes: "magic", fields: { account: "a" } }],
])("[IW14] a rule with %s is refused", (_name, rule) => {
  expect(Mapping.safeParse([rule]).success).toBe(false);
});

test("[IW1] settings that are not named stay as they are", () => {
  const usual = SourceSettings.parse({});
  const first = settingsWith(usual, { features: ["reports"], unknown_accounts: "create" });
  expect(settingsWith(first, { stages: { Won: "closed_won" } })).toEqual({
    ...usual,
    features: ["reports"],
    unknown_accounts: "create",
    stages: { Won: "closed_won" },
  });
});
