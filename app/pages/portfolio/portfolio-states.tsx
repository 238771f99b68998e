/** What stands where the portfolio is not. */
import { A, useParams } from "@solidjs/router";
import ChartColumnBig from "lucide-solid/icons/chart-column-big";
import { For, type JSX } from "solid-js";
import { buttonClass } from "../../parts/button.tsx";
import { EmptyState, Loading, Skeleton } from "../../parts/states.tsx";

export const PortfolioSkeleton = (): JSX.Element => (
  <Loading label="Loading the portfolio" class="port-page overflow-hidden">
    <div class="port-sheet">
      <div class="port-figures">
        <For each={Array.from({ length: 6 })}>
          {() => (
            <div class="port-figure">
              <Skeleton class="h-3 w-24" />
              <Skeleton class="h-7 w-28" />
              <Skeleton class="h-3 w-32" />
            </div>
          )}
        </For>
      </div>
      <div class="port-two">
        <Skeleton class="h-72 w-full" />
        <Skeleton class="h-72 w-full" />
      </div>
    </div>
  </Loading>
);

export const NoPortfolio = (): JSX.Element => {
  const params = useParams<{ circle: string }>();
  return (
    <div class="m-auto">
      <EmptyState
        icon={ChartColumnBig}
        title="No accounts to add up yet"
        action={
          <>
            <A href={`/c/${params.circle}/import`} class={buttonClass("solid")}>
              Import a CSV
            </A>
            <A href={`/c/${params.circle}/accounts`} class={buttonClass("outline")}>
              Add an account
            </A>
          </>
        }
      >
        <p>
          Once there are accounts, this page says what they are worth, how well they are, what is at risk, and what you
          keep of your revenue.
        </p>
      </EmptyState>
    </div>
  );
};
