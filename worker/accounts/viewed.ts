/** A list exactly as the page shows it: the book of each circle, matched and sorted by the page's own functions. [AV1] [AV2] */
import type { BookAccount } from "../../domain/account.ts";
import { bookRows } from "../../domain/account-book.ts";
import { matches } from "../../domain/account-filter.ts";
import { makeAccountMatcher, readAccountQuery, sortAccounts } from "../../domain/account-view.ts";
import { Problem } from "../../domain/problem.ts";
import { membersOf, type Standing } from "../circles.ts";
import type { ShellContext } from "../context.ts";
import type { Database } from "../database.ts";
import { bookSince } from "./book.ts";
import { type Asked, utcDay } from "./list-query.ts";

export interface Viewed {
  accounts: BookAccount[];
  /** Names by person. */
  names: ReadonlyMap<string, string>;
  circleOf: ReadonlyMap<string, string>;
}

/** Reads all accounts of these circles: for exports, and for orders that a statement cannot have. */
export const viewedAccounts = async (
  c: ShellContext,
  db: Database,
  circles: readonly Standing[],
  { filter, compound, ordering }: Asked,
): Promise<Viewed> => {
  const { order, errors } = readAccountQuery({ ordering: ordering.replace(/last_updated$/, "updated_at") });
  if (Object.keys(errors).length > 0) throw new Problem("invalid", { errors });
  const today = utcDay(Date.now());
  const passes = makeAccountMatcher(filter, { today, me: c.get("claim").user });
  const found: BookAccount[] = [];
  const names = new Map<string, string>();
  const circleOf = new Map<string, string>();
  for (const circle of circles) {
    const [book, members] = await Promise.all([bookSince(db, circle.id, null), membersOf(db, circle.id)]);
    for (const { user_id, name } of members) names.set(user_id, name);
    for (const account of bookRows(book)) {
      if (!passes(account) || !matches(compound, account, today)) continue;
      circleOf.set(account.id, circle.id);
      found.push(account);
    }
  }
  return { accounts: sortAccounts(found, order, (id) => names.get(id) ?? id), names, circleOf };
};
