import { expect, test } from "vitest";
import { type Entry, wireColumns } from "../../party/protocol.ts";
import { Replica } from "../../party/replica.ts";
import { readNews } from "./news.ts";

const at = (name: (typeof wireColumns)["contact"][number]): number => wireColumns.contact.indexOf(name);

test("[BD17] what an entry will do to the cards is read before it is done", () => {
  const { view } = new Replica({ key: 7, now: () => 0, random: () => 0.5 });
  for (const [n, id] of [
    [1, "one"],
    [2, "two"],
  ] as const)
    view.setBase("contact", { id, n, name: id, email: "", funnel_stage: "contacted", position: `a${n}` });
  const inserted = wireColumns.contact.map(
    (column) => ({ id: "three", name: "Three", funnel_stage: "blocked" })[column as string] ?? null,
  );
  const entries: Entry[] = [
    [5, 0, 3, 9, 1, [[0, 1, [at("funnel_stage"), "negotiation", at("position"), "a0"]]]],
    [
      6,
      0,
      3,
      9,
      2,
      [
        [0, 2, [at("position"), "a9"]],
        [1, 4, [0, "x"]],
      ],
    ],
    [
      7,
      0,
      4,
      0,
      0,
      [
        [0, 2, [at("phone"), "1"]],
        [0, 3, 1, inserted],
        [0, 2, 0],
        [0, 99, 0],
      ],
    ],
  ];
  expect(readNews(entries, view)).toEqual([
    { kind: "moved", contact: "one", name: "one", stage: "negotiation", member: 3, client: 9, rev: 5 },
    { kind: "reordered", contact: "two", name: "two", stage: "contacted", member: 3, client: 9, rev: 6 },
    { kind: "added", contact: "three", name: "Three", stage: "blocked", member: 4, client: 0, rev: 7 },
    { kind: "removed", contact: "two", name: "two", stage: null, member: 4, client: 0, rev: 7 },
  ]);
});
