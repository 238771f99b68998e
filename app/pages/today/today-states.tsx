/** What stands where Today is not: on its way, or nothing to speak of yet. [TD8] */
import { A, useParams } from "@solidjs/router";
import Sun from "lucide-solid/icons/sun";
import { For, type JSX } from "solid-js";
import { buttonClass } from "../../parts/button.tsx";
import { EmptyState, Loading, Skeleton } from "../../parts/states.tsx";

export const TodaySkeleton = (): JSX.Element => (
  <Loading label="Loading your day" class="today-page overflow-hidden">
    <div class="today-sheet">
      <div class="flex gap-3">
        <Skeleton class="h-5 w-44" />
        <Skeleton class="h-7 w-24" />
        <Skeleton class="h-7 w-28" />
      </div>
      <div class="today-columns">
        <div>
          <Skeleton class="mb-3 h-5 w-20" />
          <div class="rounded-panel border border-line bg-surface">
            <For each={["w-40", "w-56", "w-44", "w-52", "w-36"]}>
              {(width) => (
                <div class="flex h-15 items-center gap-5 border-b border-line px-4 last:border-0">
                  <Skeleton class="h-6 w-10" />
                  <div class="flex flex-1 flex-col gap-2">
                    <Skeleton class={`h-4 ${width}`} />
                    <Skeleton class="h-3 w-3/5" />
                  </div>
                  <Skeleton class="h-4 w-20 max-md:hidden" />
                  <Skeleton class="h-8 w-28 max-md:hidden" />
                </div>
              )}
            </For>
          </div>
        </div>
        <div class="today-side max-lg:hidden">
          <Skeleton class="h-44 w-full" />
          <Skeleton class="h-44 w-full" />
        </div>
      </div>
    </div>
  </Loading>
);

/** The first run: three ways to have something to look at. */
export const NothingYet = (): JSX.Element => {
  const params = useParams<{ circle: string }>();
  return (
    <div class="m-auto">
      <EmptyState
        icon={Sun}
        title="Your day starts with accounts"
        action={
          <>
            <A href={`/c/${params.circle}/import`} class={buttonClass("solid")}>
              Import a CSV
            </A>
            <A href={`/c/${params.circle}/accounts`} class={buttonClass("outline")}>
              Add an account
            </A>
            <a href="/api/docs/" rel="external" class={buttonClass("ghost")}>
              Send usage by API
            </a>
          </>
        }
      >
        <p>
          Bring in your customers with their usage, one row per account and day. Rondo scores each, says why, and ranks
          what to do first. Ten minutes with a spreadsheet are enough.
        </p>
      </EmptyState>
    </div>
  );
};
