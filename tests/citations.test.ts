/** Addresses of citations against the addresses that the app has. */
import * as fc from "fast-check";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Fact } from "../domain/grounding/fact.ts";
import { readAccountQuery, usualOrder } from "../domain/account-view.ts";
import { playbooks } from "../domain/playbooks/index.ts";
import { accountFacts } from "../domain/writing/account-facts.ts";
import { answerFacts } from "../domain/writing/answer.ts";
import { boardFacts, kpiFacts } from "../domain/writing/circle-facts.ts";
import { portfolioFacts } from "../domain/writing/portfolio-facts.ts";
import { hrefsFor } from "../worker/insights/hrefs.ts";
import { anyBookAccount } from "./book-accounts.ts";
import { today } from "./facts.ts";
import { boardSnapshots, kpiSnapshots, portfolioSnapshots, snapshots } from "./snapshots.ts";

/** Paths below `/c/:circle`, as patterns. */
const pathsOfApp = (): RegExp[] => {
  const routes = readFileSync(new URL("../app/routes.tsx", import.meta.url), "utf8");
  const inCircle = routes.slice(routes.indexOf('path="/c/:circle"'));
  return [...inCircle.matchAll(/"(\/[a-z][^"]*)"/g)]
    .map(([, path]) => path ?? "")
    .filter((path) => !path.startsWith("/c/"))
    .map((path) => new RegExp(`^/c/here${path.replaceAll(/:[a-z]+/g, "[^/?]+")}$`));
};

const paths = pathsOfApp();
const facts: fc.Arbitrary<{ account: string | null; facts: Fact[] }> = fc.oneof(
  snapshots.map((snapshot) => ({ account: snapshot.id, facts: accountFacts(snapshot, today) })),
  portfolioSnapshots.map((snapshot) => ({ account: null, facts: portfolioFacts(snapshot, today) })),
  boardSnapshots.map((snapshot) => ({ account: null, facts: boardFacts(snapshot, today) })),
  kpiSnapshots.map((snapshot) => ({ account: null, facts: kpiFacts(snapshot, today) })),
  fc.array(anyBookAccount, { maxLength: 3 }).map((found) => ({
    account: null,
    facts: answerFacts({ view: "bucket=critical", found, told: 3, order: usualOrder }, today),
  })),
);

test("[WR8] whatever a text cites, the app has a page at its address", () => {
  expect(paths.length).toBeGreaterThan(8);
  const tables = new Set<string>();
  fc.assert(
    fc.property(facts, ({ account, facts: all }) => {
      const lost = all.filter((fact) => {
        tables.add(fact.table);
        const { pathname, searchParams } = new URL(hrefsFor("here", account)(fact), "http://localhost");
        const shows =
          fact.table === "playbook"
            ? playbooks.some(({ id }) => id === searchParams.get("playbook"))
            : fact.table !== "view" ||
              Object.keys(readAccountQuery(Object.fromEntries(searchParams)).errors).length === 0;
        return !shows || !paths.some((path) => path.test(pathname));
      });
      expect(lost).toEqual([]);
    }),
    { numRuns: 400 },
  );
  expect([...tables].toSorted()).toEqual(
    "account circle contact feedback health_score kpi meeting note playbook playbook_run promise usage view".split(" "),
  );
});
