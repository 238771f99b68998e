/** One playbook: when, what, why it works, what it would have done, and what came of it. [PP1] [PP2] */
import GraduationCap from "lucide-solid/icons/graduation-cap";
import Play from "lucide-solid/icons/play";
import { createSignal, For, type JSX, Show } from "solid-js";
import { ownerLabels } from "../../../domain/playbooks/playbook.ts";
import type { Book } from "../../live/book.ts";
import type { LiveCircle } from "../../live/circle.ts";
import { createRemote } from "../../live/remote.ts";
import { A } from "@solidjs/router";
import { Button } from "../../parts/button.tsx";
import { Choice } from "../../parts/choice.tsx";
import { Panel } from "../../parts/panel.tsx";
import { ErrorState, Loading, Skeleton } from "../../parts/states.tsx";
import { accountsCounted } from "../accounts/words.ts";
import { type RunActs, whyNotRun } from "./acts.ts";
import { DryRunPlot } from "./dry-run-plot.tsx";
import { Outcome } from "./run-checklist.tsx";
import { StartDialog } from "./start-dialog.tsx";
import { clausesOf, type DryRunAnswer, type PlaybookEntry, rowsOf, type Run, times } from "./words.ts";

interface DetailProps {
  playbook: PlaybookEntry;
  live: LiveCircle;
  book: Book;
  acts: RunActs;
  runs: readonly Run[];
  days: number;
  onDays: (days: number) => void;
  onRun: (run: string) => void;
}

const spans = [30, 90, 180, 365] as const;

const Trigger = (props: { says: string[][] }): JSX.Element => (
  <ul class="flex flex-col px-4 py-3">
    <For each={props.says}>
      {(all, at) => (
        <li>
          <Show when={at() > 0}>
            <p class="py-1 text-2xs font-medium text-faint uppercase">or</p>
          </Show>
          <For each={all}>
            {(clause, place) => (
              <p>
                <Show when={place() > 0}>
                  <span class="text-faint">and </span>
                </Show>
                {clause}
              </p>
            )}
          </For>
        </li>
      )}
    </For>
  </ul>
);

const Steps = (props: { steps: PlaybookEntry["steps"] }): JSX.Element => (
  <ol class="px-4 py-3">
    <For each={props.steps}>
      {(step) => (
        <li class="relative grid grid-cols-[4.5rem_1fr] gap-3 pb-4 last:pb-0">
          <span class="pt-px text-xs text-faint" data-numbers>
            Day {step.due_in_days}
          </span>
          <div class="relative border-s border-line ps-4">
            <span class="absolute -start-[5px] top-1.5 size-2.5 rounded-full border-2 border-surface bg-accent" />
            <p class="font-medium text-ink">{step.title}</p>
            <p class="text-soft">{step.detail}</p>
            <p class="text-xs text-faint">{ownerLabels[step.owner]}</p>
          </div>
        </li>
      )}
    </For>
  </ol>
);

/** A sum in one sentence: `14 times, on 9 accounts; it holds on 5 now.` */
const Sum = (props: { run: DryRunAnswer }): JSX.Element => (
  <p data-dry-run class="border-b border-line px-4 py-3 text-lg" data-numbers>
    <strong class="font-semibold">{times(props.run.count)}</strong>
    <Show when={props.run.count > 0}>, on {accountsCounted(props.run.accounts)}</Show>
    <span class="text-soft">
      {props.run.holding.length === 0
        ? ". It holds on none now."
        : `. It holds on ${props.run.holding.length.toLocaleString()} now.`}
    </span>
  </p>
);

export const PlaybookDetail = (props: DetailProps): JSX.Element => {
  // Built anew for another circle.
  // eslint-disable-next-line solid/reactivity -- see above
  const live = props.live;
  const [starting, setStarting] = createSignal(false);
  const tried = createRemote<DryRunAnswer>({
    live,
    path: () => `/api/playbooks/${props.playbook.id}/dry-run/?circle_id=${live.circle}&days=${props.days}`,
    topics: { playbooks: true },
  });
  const fitting = () => new Set(tried.data()?.holding.map(({ account }) => account.id));
  const mine = () => props.runs.filter(({ playbook }) => playbook.id === props.playbook.id);
  const openOn = (account: string) => mine().find((run) => run.account.id === account && run.ended_at === null);
  const start = async (account: { id: string; name: string }): Promise<void> => {
    const run = await props.acts.start(account, props.playbook.id);
    if (run === null) return;
    setStarting(false);
    props.onRun(run);
  };
  return (
    <article class="flex flex-col gap-6" aria-labelledby="playbook-name">
      <header class="flex flex-wrap items-start gap-3">
        <div class="min-w-0 flex-1 basis-72">
          <h2 id="playbook-name" class="text-xl font-semibold">
            {props.playbook.name}
          </h2>
          <p class="text-soft">{props.playbook.purpose}</p>
          <p class="pt-1 text-xs text-faint">Led by: {ownerLabels[props.playbook.owner]}</p>
        </div>
        <Button look="solid" icon={Play} reason={whyNotRun(live)} onClick={() => setStarting(true)}>
          Start on an account…
        </Button>
      </header>

      <Panel
        title={`The last ${props.days} days`}
        end={
          <Choice
            label="Days to look back"
            value={String(props.days)}
            options={spans.map((days) => ({ value: String(days), label: days === 365 ? "Year" : `${days} d` }))}
            onChange={(days) => props.onDays(Number(days))}
          />
        }
      >
        <Show
          when={tried.data()}
          fallback={
            <Show
              when={tried.problem()}
              fallback={
                <Loading label="Going through the days" class="flex flex-col gap-3 p-4">
                  <p class="text-soft">Going through {props.days} days of every account…</p>
                  <Skeleton class="h-6 w-64" />
                  <Skeleton class="h-40" />
                </Loading>
              }
            >
              {(problem) => (
                <ErrorState problem={problem()} during="go through the days" onRetry={() => tried.refetch()} />
              )}
            </Show>
          }
        >
          {(run) => (
            <>
              <Sum run={run()} />
              <Show when={run().firings.length > 0}>
                <DryRunPlot run={run()} addressOf={(account) => `/account/${account}`} />
              </Show>
              <Show when={run().holding.length > 0}>
                <h3 class="border-t border-line px-4 pt-3 text-xs font-medium text-faint">Fits now</h3>
                <ul class="pb-1">
                  <For each={run().holding}>
                    {({ account, matched }) => (
                      <li data-fits={account.id} class="flex min-h-11 items-center gap-3 px-4 hover:bg-hover">
                        <A
                          href={`/account/${account.id}`}
                          dir="auto"
                          class="w-44 shrink-0 truncate font-medium text-ink hover:underline max-md:w-28"
                        >
                          {account.name}
                        </A>
                        <span
                          class="min-w-0 flex-1 truncate text-xs text-soft max-md:py-1 max-md:whitespace-normal"
                          data-tip={clausesOf(matched)}
                          data-numbers
                        >
                          {rowsOf(matched).join(" · ")}
                        </span>
                        <Show
                          when={openOn(account.id)}
                          fallback={
                            <Button
                              look="ghost"
                              aria-label={`Start on ${account.name}`}
                              reason={whyNotRun(live)}
                              onClick={() => void start(account)}
                            >
                              Start
                            </Button>
                          }
                        >
                          {(open) => (
                            <Button look="ghost" onClick={() => props.onRun(open().id)}>
                              Under way
                            </Button>
                          )}
                        </Show>
                      </li>
                    )}
                  </For>
                </ul>
              </Show>
            </>
          )}
        </Show>
      </Panel>

      <div class="grid items-start gap-6 lg:grid-cols-2">
        <Panel title="When">
          <Trigger says={props.playbook.trigger_says} />
        </Panel>
        <Panel title="To read first">
          <ul>
            <For each={props.playbook.guides}>
              {(guide) => (
                <li class="flex gap-3 border-t border-line px-4 py-3 first:border-0">
                  <GraduationCap size={16} class="mt-0.5 shrink-0 text-faint" />
                  <div>
                    <p class="font-medium text-ink">{guide.title}</p>
                    <p class="text-soft">{guide.text}</p>
                  </div>
                </li>
              )}
            </For>
          </ul>
        </Panel>
      </div>
      <Panel title="Steps">
        <Steps steps={props.playbook.steps} />
      </Panel>
      <Show when={mine().length > 0}>
        <Panel title="Runs" beside={<span class="text-xs text-faint">{mine().length.toLocaleString()}</span>}>
          <ul>
            <For each={mine()}>
              {(run) => (
                <li class="flex min-h-10 flex-wrap items-center gap-x-3 border-t border-line px-4 first:border-0">
                  <button
                    type="button"
                    class="min-w-0 flex-1 truncate py-2 text-start hover:underline"
                    onClick={() => props.onRun(run.id)}
                  >
                    {run.account.name}
                  </button>
                  <Show when={run.ended_at !== null} fallback={<span class="text-xs text-soft">under way</span>}>
                    <Outcome run={run} />
                  </Show>
                </li>
              )}
            </For>
          </ul>
        </Panel>
      </Show>
      <StartDialog
        open={starting()}
        playbook={props.playbook}
        book={props.book}
        fitting={fitting()}
        reason={whyNotRun(live)}
        runOn={openOn}
        onRun={props.onRun}
        onClose={() => setStarting(false)}
        onStart={start}
      />
    </article>
  );
};
