/** What stands where the accounts are not: on their way, none yet, none of them. [AV13] */
import { A, useParams } from "@solidjs/router";
import Building from "lucide-solid/icons/building";
import SearchX from "lucide-solid/icons/search-x";
import { For, type JSX } from "solid-js";
import { Button, buttonClass } from "../../parts/button.tsx";
import { EmptyState, Loading, Skeleton } from "../../parts/states.tsx";
import { useAccounts } from "./accounts-scope.ts";

const widths = ["w-44", "w-32", "w-52", "w-40", "w-36", "w-48", "w-28", "w-44", "w-32", "w-40"];

export const AccountsSkeleton = (): JSX.Element => (
  <Loading label="Loading the accounts" class="flex-1 overflow-hidden px-5 pt-3 max-md:px-3">
    <For each={widths}>
      {(width) => (
        <div class="flex h-(--row) items-center gap-6 border-b border-line">
          <Skeleton class={`h-4 ${width}`} />
          <Skeleton class="ms-auto h-4 w-24" />
          <Skeleton class="h-4 w-20 max-md:hidden" />
          <Skeleton class="h-4 w-24 max-md:hidden" />
          <Skeleton class="h-4 w-28 max-lg:hidden" />
          <Skeleton class="h-4 w-20 max-lg:hidden" />
        </div>
      )}
    </For>
  </Loading>
);

export const NoAccounts = (): JSX.Element => {
  const page = useAccounts();
  const params = useParams<{ circle: string }>();
  return (
    <div class="m-auto">
      <EmptyState
        icon={Building}
        title="No accounts yet"
        action={
          <>
            <A href={`/c/${params.circle}/import/usage`} class={buttonClass("solid")}>
              Import a CSV
            </A>
            <Button reason={page.live.reason("account.create")} onClick={() => page.create()}>
              New account
            </Button>
            <a href="/api/docs/" rel="external" class={buttonClass("ghost")}>
              Use the API
            </a>
          </>
        }
      >
        <p>
          An account is a customer company. A CSV with one row per account and day makes them all, with a health score
          that shows where each point comes from.
        </p>
      </EmptyState>
    </div>
  );
};

export const NoAccountMatches = (props: { onClear: () => void }): JSX.Element => (
  <div class="m-auto">
    <EmptyState
      icon={SearchX}
      title="No account matches"
      action={<Button onClick={() => props.onClear()}>Clear search and filters</Button>}
    >
      <p>Search looks at names, numbers, industries, segments and regions.</p>
    </EmptyState>
  </div>
);
