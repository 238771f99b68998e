/** Of one account: the playbooks that fit it now with the rows that say so, and the runs under way. [PP2] [PP3] */
import BookOpenCheck from "lucide-solid/icons/book-open-check";
import Play from "lucide-solid/icons/play";
import { createSignal, For, type JSX, Show } from "solid-js";
import type { LiveCircle } from "../../live/circle.ts";
import { createRemote } from "../../live/remote.ts";
import { Button } from "../../parts/button.tsx";
import { Panel } from "../../parts/panel.tsx";
import { ErrorState, Loading, Skeleton } from "../../parts/states.tsx";
import { createNow } from "../../relative-time.ts";
import { utcDay } from "../accounts/words.ts";
import { createRunActs, type RunList, whyNotRun } from "./acts.ts";
import { Outcome, RunChecklist } from "./run-checklist.tsx";
import { clausesOf, type Matched, rowsOf } from "./words.ts";

interface Recommended {
  recommendations: {
    playbook: { id: string; number: number; name: string; purpose: string; action: string };
    matched: Matched;
    run_id: string | null;
  }[];
}

interface AccountPlaybooksProps {
  live: LiveCircle;
  account: { id: string; name: string };
}

export const AccountPlaybooks = (props: AccountPlaybooksProps): JSX.Element => {
  // Built anew for another circle.
  // eslint-disable-next-line solid/reactivity -- see above
  const live = props.live;
  const now = createNow();
  const today = () => utcDay(now());
  const mine = {
    playbooks: ({ account }: { account: string | null }) => account === null || account === props.account.id,
  };
  const advice = createRemote<Recommended>({
    live,
    method: "post",
    path: () => `/api/actions/recommend?account_id=${props.account.id}`,
    topics: { ...mine, account: ({ ids }) => ids.length === 0 || ids.includes(props.account.id) },
  });
  const runs = createRemote<RunList>({
    live,
    path: () => `/api/accounts/${props.account.id}/runs/?page_size=100`,
    topics: mine,
    kept: true,
  });
  const acts = createRunActs(runs);
  const [busy, setBusy] = createSignal<string | null>(null);
  const open = () => runs.data()?.results.filter(({ ended_at }) => ended_at === null) ?? [];
  const ended = () => runs.data()?.results.filter(({ ended_at }) => ended_at !== null) ?? [];
  const idle = () => advice.data()?.recommendations.filter(({ run_id }) => run_id === null) ?? [];
  const start = async (playbook: { id: string }): Promise<void> => {
    setBusy(playbook.id);
    await acts.start(props.account, playbook.id);
    setBusy(null);
    advice.refetch();
  };
  return (
    <>
      <For each={open().map(({ id }) => id)}>
        {(id) => (
          <Show when={open().find((one) => one.id === id)}>
            {(run) => (
              <Panel title={run().playbook.name} beside={<span class="text-xs text-faint">under way</span>}>
                <RunChecklist run={run()} live={live} acts={acts} today={today()} />
              </Panel>
            )}
          </Show>
        )}
      </For>
      <Panel title="Recommended playbooks">
        <Show
          when={advice.data()}
          fallback={
            <Show
              when={advice.problem()}
              fallback={
                <Loading label="Looking for playbooks that fit" class="flex flex-col gap-2 p-4">
                  <Skeleton class="h-4 w-52" />
                  <Skeleton class="h-3 w-72" />
                </Loading>
              }
            >
              {(problem) => (
                <ErrorState problem={problem()} during="look for playbooks" onRetry={() => advice.refetch()} />
              )}
            </Show>
          }
        >
          <ul>
            <For
              each={idle()}
              fallback={
                <li class="flex items-center gap-2 px-4 py-3 text-soft">
                  <BookOpenCheck size={15} class="text-faint" /> No other playbook fits this account now.
                </li>
              }
            >
              {({ playbook, matched }) => (
                <li
                  data-recommended={playbook.id}
                  class="flex items-start gap-3 border-t border-line px-4 py-2.5 first:border-0"
                >
                  <div class="min-w-0 flex-1">
                    <p class="font-medium text-ink">{playbook.name}</p>
                    <p class="text-xs text-soft">{clausesOf(matched)}</p>
                    <p class="text-xs text-faint" data-numbers>
                      {rowsOf(matched).join(" · ")}
                    </p>
                  </div>
                  <Button
                    icon={Play}
                    busy={busy() === playbook.id}
                    reason={whyNotRun(live)}
                    onClick={() => void start(playbook)}
                  >
                    Start
                  </Button>
                </li>
              )}
            </For>
          </ul>
        </Show>
      </Panel>
      <Show when={ended().length > 0}>
        <Panel title="Earlier runs">
          <ul>
            <For each={ended()}>
              {(run) => (
                <li class="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line px-4 py-2 first:border-0">
                  <span class="min-w-0 flex-1 truncate">{run.playbook.name}</span>
                  <Outcome run={run} />
                </li>
              )}
            </For>
          </ul>
        </Panel>
      </Show>
    </>
  );
};
