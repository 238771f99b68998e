/** What every store must do, whatever it stands on: one suite, run in memory and on a Durable Object's SQLite. */
import { expect } from "vitest";
import type { Contact } from "../domain/contact.ts";
import type { Activity, Client, Storage } from "../party/storage.ts";

export interface Case {
  name: string;
  run(storage: Storage): void;
}

const contact = (n: number, fields: Partial<Contact> = {}): Contact => ({
  id: `contact-${n}`,
  n,
  name: `Name ${n}`,
  email: `person${n}@example.org`,
  phone: null,
  company: null,
  status: "lead",
  funnel_stage: "contacted",
  position: `a${n}`,
  notes: "",
  last_contact: 1_000 + n,
  created_at: 1_000,
  created_by: null,
  updated_at: 1_000,
  updated_by: null,
  external_id: null,
  rev: n,
  ...fields,
});

const activity = (rev: number, record: string): Activity => ({
  rev,
  at: rev * 10,
  member: 1,
  via: "app",
  client: 2,
  mutation: rev,
  name: "contact.update",
  record,
  images: [{ table: "contact", id: record, n: 1, before: { name: 'ä "quoted" \u2028' }, after: { name: null } }],
  undid: null,
});

const client = (n: number): Client => ({ n, id: `client-${n}`, member: 1, last: 0, seen_at: 0 });

const numbers = (rows: readonly { n: number }[]): number[] => rows.map((row) => row.n);

export const storageContract: readonly Case[] = [
  {
    name: "gives back what was inserted, column by column",
    run(storage) {
      const row = contact(1, { name: "Zoë 🦊", phone: "+49 30", created_by: 3, external_id: "x-1" });
      storage.insert("contact", row);
      expect(storage.get("contact", "contact-1")).toEqual(row);
      expect(storage.get("contact", "contact-2")).toBeUndefined();
    },
  },
  {
    name: "keeps its rows apart from those it gave and was given",
    run(storage) {
      const row = client(1);
      storage.insert("client", row);
      row.last = 5;
      const got = storage.get("client", 1);
      if (got) got.last = 6;
      for (const listed of storage.list("client", "n")) listed.last = 7;
      expect(storage.get("client", 1)?.last).toBe(0);
    },
  },
  {
    name: "keeps nested values whole",
    run(storage) {
      storage.insert("activity", activity(1, "contact-1"));
      storage.insert("notice", {
        seq: 1,
        client: 1,
        body: {
          kind: "refused",
          mutation: 3,
          name: "undo",
          problem: { type: "t", title: "T", status: 400, code: "invalid", errors: { email: ["No."] } },
        },
      });
      expect(storage.get("activity", 1)).toEqual(activity(1, "contact-1"));
      expect(storage.list("notice", "client", { at: [1] })[0]?.body).toEqual({
        kind: "refused",
        mutation: 3,
        name: "undo",
        problem: { type: "t", title: "T", status: 400, code: "invalid", errors: { email: ["No."] } },
      });
    },
  },
  {
    name: "refuses a key that exists, and changes nothing by it",
    run(storage) {
      storage.insert("client", client(1));
      expect(() => storage.insert("client", { ...client(1), last: 9 })).toThrow(/exists|UNIQUE/);
      expect(storage.get("client", 1)).toEqual(client(1));
    },
  },
  {
    name: "patches the named fields only, and leaves a missing row missing",
    run(storage) {
      storage.insert("contact", contact(1, { phone: "1" }));
      storage.patch("contact", "contact-1", { name: "New", phone: null, rev: 8 });
      storage.patch("contact", "contact-2", { name: "Nobody" });
      storage.patch("contact", "contact-1", {});
      expect(storage.list("contact", "number")).toEqual([contact(1, { name: "New", phone: null, rev: 8 })]);
    },
  },
  {
    name: "removes a row, and takes a missing one as removed",
    run(storage) {
      storage.insert("client", client(1));
      storage.remove("client", 1);
      storage.remove("client", 1);
      expect(storage.list("client", "n")).toEqual([]);
    },
  },
  {
    name: "lists in order, both ways, between bounds, up to a limit",
    run(storage) {
      for (const n of [4, 2, 5, 1, 3]) storage.insert("contact", contact(n));
      expect(numbers(storage.list("contact", "rev"))).toEqual([1, 2, 3, 4, 5]);
      expect(numbers(storage.list("contact", "rev", { above: 2 }))).toEqual([3, 4, 5]);
      expect(numbers(storage.list("contact", "rev", { above: 1, below: 4 }))).toEqual([2, 3]);
      expect(numbers(storage.list("contact", "rev", { backwards: true, limit: 2 }))).toEqual([5, 4]);
      expect(numbers(storage.list("contact", "rev", { below: 3, backwards: true }))).toEqual([2, 1]);
      expect(numbers(storage.list("contact", "rev", { limit: 0 }))).toEqual([]);
    },
  },
  {
    name: "lists what has equal values in the first columns, in the order of the next",
    run(storage) {
      storage.insert("contact", contact(1, { funnel_stage: "contacted", position: "b" }));
      storage.insert("contact", contact(2, { funnel_stage: "blocked", position: "a" }));
      storage.insert("contact", contact(3, { funnel_stage: "contacted", position: "Zz" }));
      storage.insert("contact", contact(4, { funnel_stage: "contacted", position: "a0V" }));
      expect(numbers(storage.list("contact", "place", { at: ["contacted"] }))).toEqual([3, 4, 1]);
      expect(numbers(storage.list("contact", "place", { at: ["contacted"], above: "Zz", limit: 1 }))).toEqual([4]);
      expect(numbers(storage.list("contact", "place", { at: ["contacted", "b"] }))).toEqual([1]);
      expect(numbers(storage.list("contact", "place"))).toEqual([2, 3, 4, 1]);
    },
  },
  {
    name: "keeps the newest of equal first columns apart by the last one",
    run(storage) {
      for (const rev of [3, 1, 2]) storage.insert("activity", activity(rev, rev === 2 ? "other" : "same"));
      expect(
        storage.list("activity", "record", { at: ["same"], above: 0, backwards: true }).map((one) => one.rev),
      ).toEqual([3, 1]);
      expect(storage.list("activity", "mutation", { at: [2, 2], limit: 1 }).map((one) => one.rev)).toEqual([2]);
    },
  },
  {
    name: "finds an address whatever its case, also after it was changed",
    run(storage) {
      storage.insert("contact", contact(1, { email: "Zoë@Example.ORG" }));
      expect(numbers(storage.list("contact", "email", { at: ["zoë@example.org"] }))).toEqual([1]);
      storage.patch("contact", "contact-1", { email: "New@example.org" });
      expect(numbers(storage.list("contact", "email", { at: ["new@example.org"] }))).toEqual([1]);
      expect(numbers(storage.list("contact", "email", { at: ["zoë@example.org"] }))).toEqual([]);
    },
  },
  {
    name: "finds nobody by no address, and nothing by what is null",
    run(storage) {
      storage.insert("contact", contact(1, { email: "" }));
      storage.insert("contact", contact(2, { email: "", external_id: "x" }));
      expect(numbers(storage.list("contact", "email", { at: [""] }))).toEqual([]);
      expect(numbers(storage.list("contact", "external_id", { at: ["x"] }))).toEqual([2]);
    },
  },
  {
    name: "takes back all of a transaction that throws, and goes on",
    run(storage) {
      storage.insert("client", client(1));
      storage.insert("client", client(2));
      expect(() =>
        storage.transact(() => {
          storage.insert("client", client(3));
          storage.patch("client", 1, { last: 1 });
          storage.patch("client", 1, { last: 2 });
          storage.remove("client", 2);
          storage.insert("client", { ...client(2), last: 4 });
          throw new Error("no");
        }),
      ).toThrow("no");
      expect(storage.list("client", "n")).toEqual([client(1), client(2)]);
      expect(storage.transact(() => storage.list("client", "n").length)).toBe(2);
    },
  },
  {
    name: "shows a transaction its own writes",
    run(storage) {
      const seen = storage.transact(() => {
        storage.insert("client", client(1));
        storage.patch("client", 1, { last: 3 });
        return storage.list("client", "id", { at: ["client-1"] });
      });
      expect(seen).toEqual([{ ...client(1), last: 3 }]);
    },
  },
];
