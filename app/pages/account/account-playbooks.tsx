import type { JSX } from "solid-js";
import { AccountPlaybooks } from "../playbooks/recommended.tsx";
import { useAccount } from "./account-scope.ts";

/** Its playbooks, on the account's page. [PP2] */
export const PlaybooksOfAccount = (): JSX.Element => {
  const page = useAccount();
  return (
    <div class="flex flex-col gap-4">
      <AccountPlaybooks live={page.live} account={page.account()} />
    </div>
  );
};
