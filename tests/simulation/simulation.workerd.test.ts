/** The same runs on the storage that production has. */
import { expect, test } from "vitest";
import { onSqlite } from "../workerd/circle-storage.ts";
import { Broken } from "./broken.ts";
import { bugs } from "./bugs.ts";
import { SqliteDisk } from "./disk-sqlite.ts";
import { firstBroken, simulate } from "./scenario.ts";

const from = (first: number, count: number): number[] => Array.from({ length: count }, (_one, at) => first + at);

test(
  "[SI1] the engine's rules hold in 24 runs on a Durable Object's SQLite",
  () =>
    onSqlite("simulation", (storage) => {
      for (const seed of from(1, 24)) expect(simulate(seed, new SqliteDisk(storage)).revisions).toBeGreaterThan(0);
    }),
  60_000,
);

test(
  "[SI0] faults are noticed on SQLite too",
  () =>
    onSqlite("simulation", (storage) => {
      for (const bug of bugs.filter(({ name }) => name === "no dedup" || name === "last id outside the transaction")) {
        const found = firstBroken(from(1, 40), () => new SqliteDisk(storage), bug);
        expect(found?.error).toBeInstanceOf(Broken);
      }
    }),
  60_000,
);
