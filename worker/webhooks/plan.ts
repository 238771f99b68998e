/** All deliveries of a round at once: read, placed, planned. What is told of each is the same whether it is then written or not. */
import type { Change } from "../../domain/webhook-change.ts";
import { fold } from "../../domain/text.ts";
import { makeId } from "../../domain/id.ts";
import { tolerance } from "./signature.ts";
import type { AccountRow } from "../../drizzle/accounts.ts";
import { createAccount } from "../accounts/change.ts";
import { noOverride } from "../../domain/override.ts";
import { emptyPlan, type Item, type Placed, type Plan, type Round, tell, type Work } from "./ledger.ts";
import { learnLinks, type Names, namesFor } from "./names.ts";
import { planCircle } from "./plan-circle.ts";
import { planEntries } from "./plan-entries.ts";
import { planFacts } from "./plan-facts.ts";
import { planMetrics } from "./plan-metrics.ts";

/** [IW11] A time ahead of our clock counts as the time it was signed or received: or nothing could ever be newer. */
const clampTimes = ({ row, reading }: Work): void => {
  for (const change of reading.changes)
    if (change.at > row.received_at + tolerance) {
      reading.steps.push({ path: "", value: new Date(change.at).toISOString(), as: "a time to come: received counts" });
      change.at = row.signed_at ?? row.received_at;
    }
};

const usual = {
  industry: "other" as const,
  segment: null,
  region: null,
  arr: 0,
  seats: null,
  renewal_date: null,
  owner: null,
  override: null,
};

/** [IW12] Makes accounts for names that nobody knows, where the source is set to do that. */
const makeUnknown = async (round: Round, works: readonly Work[], names: Names): Promise<void> => {
  const { desk, circle, now, dry } = round;
  for (const work of works) {
    if (work.source.settings.unknown_accounts !== "create") continue;
    for (const change of work.reading.changes) {
      if (!("account" in change)) continue;
      const found = names.find(work.source, change.account);
      if (!("unknown" in found) || found.unknown.name === null) continue;
      const { name } = found.unknown;
      const id = makeId(circle.key, now, Math.random);
      if (!dry)
        await createAccount(
          desk,
          circle,
          id,
          { name, ...usual },
          {
            step: crypto.randomUUID(),
            author: { actor: null, via: "webhook", now },
          },
        );
      names.add(madeRow(round, id, name));
      tell(work, {
        what: "account",
        account_id: id,
        account_name: name,
        after: name,
        why: "Nobody of this name was here: made.",
      });
    }
  }
};

/** As much of a row as planning looks at. */
const madeRow = ({ circle, now }: Round, id: string, name: string): AccountRow =>
  ({
    ...noOverride,
    ...usual,
    id,
    name,
    circle: circle.id,
    folded: fold(name),
    number: 0,
    created_at: now,
    updated_at: now,
  }) as unknown as AccountRow;

type Of<What extends Change["what"]> = Extract<Change, { what: What }>;

const sort = (works: readonly Work[], names: Names) => {
  const items: Item[] = [];
  const placed: Placed[] = [];
  for (const work of works)
    for (const change of work.reading.changes) {
      if (!("account" in change)) {
        items.push({ work, change });
        continue;
      }
      const found = names.find(work.source, change.account);
      if ("account" in found) placed.push({ work, change, account: found.account });
      else work.unknown.push(found.unknown);
    }
  return {
    free: <What extends "kpi" | "record">(what: What) =>
      items.filter((item): item is Item<Of<What>> => item.change.what === what),
    placed: <What extends Change["what"]>(what: What) =>
      placed.filter((item): item is Placed<Of<What>> => item.change.what === what),
  };
};

export interface Planned {
  plan: Plan;
  names: Names;
}

export const planRound = async (round: Round, works: readonly Work[]): Promise<Planned> => {
  const good = works.filter(({ reading }) => reading.problems.length === 0);
  for (const work of good) clampTimes(work);
  const names = await namesFor(round, good);
  learnLinks(names, good);
  await makeUnknown(round, good, names);
  // Those that were just made may be named by key elsewhere.
  learnLinks(names, good);
  const { free, placed } = sort(good, names);
  const plans = [
    await planFacts(round, placed("facts"), placed("contract")),
    await planMetrics(round, { usage: placed("usage"), stated: placed("metrics"), tickets: placed("ticket") }),
    await planEntries(round, placed("feedback"), placed("event")),
    await planCircle(round, free("record"), free("kpi")),
  ];
  const plan = emptyPlan();
  for (const { statements, accounts, first } of plans) {
    plan.statements.push(...statements);
    plan.first.push(...first);
    for (const account of accounts) plan.accounts.add(account);
  }
  return { plan, names };
};
