/** What stands where the KPIs are not: on their way, none yet, none that match. */
import Gauge from "lucide-solid/icons/gauge";
import SearchX from "lucide-solid/icons/search-x";
import { For, type JSX } from "solid-js";
import { Button, buttonClass } from "../../parts/button.tsx";
import { EmptyState, Loading, Skeleton } from "../../parts/states.tsx";
import { useKpis } from "./kpi-scope.ts";

export const KpiSkeleton = (): JSX.Element => (
  <Loading label="Loading the KPIs" class="kpi-grid overflow-hidden">
    <For each={Array.from({ length: 8 })}>
      {() => (
        <div class="kpi-tile gap-2.5">
          <Skeleton class="h-4 w-32" />
          <div class="flex justify-between py-1">
            <Skeleton class="h-8 w-28" />
            <Skeleton class="size-10 rounded-full" />
          </div>
          <Skeleton class="h-3 w-40" />
          <Skeleton class="h-10 w-full" />
          <Skeleton class="h-3 w-24" />
          <Skeleton class="h-5 w-20" />
        </div>
      )}
    </For>
  </Loading>
);

export const EmptyKpis = (): JSX.Element => {
  const page = useKpis();
  return (
    <div class="m-auto">
      <EmptyState
        icon={Gauge}
        title="No KPIs yet"
        action={
          <>
            <Button look="solid" reason={page.live.reason("kpi.create")} onClick={() => page.create()}>
              New KPI
            </Button>
            <a href="/api/docs/" rel="external" class={buttonClass("ghost")}>
              Use the API
            </a>
          </>
        }
      >
        <p>A KPI is a number with a target. Everybody in the circle updates it, sees it move, and sees who moved it.</p>
        <p>One can also follow the board by itself, such as the contacts in Closed Won.</p>
      </EmptyState>
    </div>
  );
};

export const NoKpiMatches = (props: { onClear: () => void }): JSX.Element => (
  <div class="m-auto">
    <EmptyState
      icon={SearchX}
      title="No KPI matches"
      action={<Button onClick={() => props.onClear()}>Clear search and filters</Button>}
    >
      <p>Search looks at names.</p>
    </EmptyState>
  </div>
);
