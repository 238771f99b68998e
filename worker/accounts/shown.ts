/** The account that a path names, as it counts at this moment. */
import type { AccountRow } from "../../drizzle/accounts.ts";
import type { ShellContext } from "../context.ts";
import { settle } from "./door.ts";
import { accountFor, deskOf } from "./scope.ts";

/** [C12] An override that has ended does not count any more, also when the clock has not come round yet. */
export const accountToShow = async (c: ShellContext, given: string): Promise<AccountRow> => {
  const { circle, account } = await accountFor(c, given, "account.view");
  const now = Date.now();
  if (account.health_source !== "override" || account.override_until === null || account.override_until > now)
    return account;
  await settle(deskOf(c), circle, [account.id], { cause: "expiry", actor: null, now });
  return (await accountFor(c, account.id, "account.view")).account;
};
