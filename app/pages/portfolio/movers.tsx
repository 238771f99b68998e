/** Whose health moved most in a week. [PF8] */
import { A } from "@solidjs/router";
import { For, type JSX, Match, Show, Switch } from "solid-js";
import { Button } from "../../parts/button.tsx";
import { MoverLine } from "../../parts/mover-line.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Loading, Skeleton } from "../../parts/states.tsx";
import { usePortfolio } from "./portfolio-scope.ts";

const shown = 8;

export const PortfolioMovers = (): JSX.Element => {
  const page = usePortfolio();
  const movers = () =>
    (page.movers.data()?.movers ?? []).filter(({ account }) => page.book.account(account.id)).slice(0, shown);
  return (
    <Panel
      title="Movers"
      beside={<span class="text-xs text-faint">last 7 days</span>}
      end={
        <Show when={movers().length > 0}>
          <A
            href={page.listAddress({ ordering: "health_change" })}
            class="text-xs text-soft hover:text-ink hover:underline"
          >
            All
          </A>
        </Show>
      }
    >
      <Switch>
        <Match when={page.movers.data()}>
          <Show
            when={movers().length > 0}
            fallback={<p class="px-4 py-6 text-xs text-faint">No score moved in the last seven days.</p>}
          >
            <ul>
              <For each={movers()}>
                {(mover) => (
                  <li class="flex min-h-9 items-center gap-2 border-b border-line px-4 py-1 last:border-0">
                    <MoverLine
                      mover={mover}
                      name={page.book.account(mover.account.id)?.name ?? mover.account.name}
                      href={page.addressOf(mover.account.id)}
                    />
                  </li>
                )}
              </For>
            </ul>
          </Show>
        </Match>
        <Match when={page.movers.problem()}>
          {(problem) => (
            <div role="alert" class="flex flex-wrap items-center gap-2 px-4 py-6 text-soft">
              <span class="min-w-0 flex-1">The movers could not be loaded. {problem().message}</span>
              <Button onClick={() => page.movers.refetch()}>Try again</Button>
            </div>
          )}
        </Match>
        <Match when={true}>
          <Loading label="Loading the movers" class="flex flex-col gap-3 p-4">
            <For each={["w-2/3", "w-4/5", "w-3/5", "w-3/4"]}>{(width) => <Skeleton class={`h-5 ${width}`} />}</For>
          </Loading>
        </Match>
      </Switch>
    </Panel>
  );
};
