/** All runs of the circle: those under way with what is next and by when, and what came of the others. [PP3] */
import { A } from "@solidjs/router";
import ListChecks from "lucide-solid/icons/list-checks";
import { For, type JSX, Show } from "solid-js";
import type { LiveCircle } from "../../live/circle.ts";
import { nameIn } from "../../live/work-under-way.ts";
import { Avatar } from "../../parts/avatar.tsx";
import { Button } from "../../parts/button.tsx";
import { EmptyState } from "../../parts/states.tsx";
import { dateText } from "../accounts/words.ts";
import type { RunActs } from "./acts.ts";
import { Outcome, Progress, RunChecklist } from "./run-checklist.tsx";
import { nextStep, type Run } from "./words.ts";

interface RunsProps {
  runs: readonly Run[];
  /** Of all runs, when there are more than these. */
  count: number;
  live: LiveCircle;
  acts: RunActs;
  today: string;
  chosen: string | null;
  onChoose: (run: string | null) => void;
  onLibrary: () => void;
}

const lateness = (run: Run): string => nextStep(run)?.due ?? "9999";

const Row = (props: RunsProps & { run: Run }): JSX.Element => {
  const next = () => nextStep(props.run);
  const chosen = () => props.chosen === props.run.id;
  return (
    <li class="border-t border-line first:border-0" data-run-row={props.run.id}>
      <button
        type="button"
        aria-expanded={chosen()}
        class="flex w-full flex-wrap items-center gap-x-4 gap-y-0.5 px-4 py-2.5 text-start hover:bg-hover aria-expanded:bg-hover"
        onClick={() => props.onChoose(chosen() ? null : props.run.id)}
      >
        <span class="min-w-0 flex-1 basis-48">
          <span dir="auto" class="block truncate font-medium text-ink">
            {props.run.account.name}
          </span>
          <span class="block truncate text-xs text-soft">{props.run.playbook.name}</span>
        </span>
        <Show when={props.run.ended_at === null} fallback={<Outcome run={props.run} />}>
          <Show when={next()} fallback={<span class="text-xs text-good-text">All steps are done</span>}>
            {(step) => (
              <span class="flex min-w-0 basis-72 items-center gap-2 text-xs text-soft">
                <Show when={step().owner}>
                  {(owner) => <Avatar user={owner()} name={nameIn(props.live, owner())} size="sm" />}
                </Show>
                <span class="min-w-0 truncate">{step().title}</span>
                <span
                  class={`shrink-0 whitespace-nowrap ${step().late ? "font-medium text-bad-text" : "text-faint"}`}
                  data-numbers
                >
                  {step().late ? "late, " : ""}
                  {dateText(step().due, props.today)}
                </span>
              </span>
            )}
          </Show>
          <Progress run={props.run} />
        </Show>
      </button>
      <Show when={chosen()}>
        <div class="border-t border-line bg-canvas">
          <RunChecklist run={props.run} live={props.live} acts={props.acts} today={props.today} />
          <p class="border-t border-line px-4 py-2 text-xs">
            <A href={`/account/${props.run.account.id}`} class="font-medium text-accent-text hover:underline">
              Open <span dir="auto">{props.run.account.name}</span>
            </A>
          </p>
        </div>
      </Show>
    </li>
  );
};

const List = (props: RunsProps & { title: string; of: readonly Run[] }): JSX.Element => (
  <section aria-label={props.title}>
    <h2 class="pb-1 text-sm font-semibold">
      {props.title} <span class="font-normal text-faint">{props.of.length.toLocaleString()}</span>
    </h2>
    <ul class="overflow-hidden rounded-panel border border-line bg-surface shadow-card">
      <For each={props.of.map(({ id }) => id)}>
        {(id) => <Show when={props.runs.find((run) => run.id === id)}>{(run) => <Row {...props} run={run()} />}</Show>}
      </For>
    </ul>
  </section>
);

export const Runs = (props: RunsProps): JSX.Element => {
  const open = () =>
    props.runs
      .filter(({ ended_at }) => ended_at === null)
      .toSorted((one, other) => (lateness(one) < lateness(other) ? -1 : 1));
  const ended = () => props.runs.filter(({ ended_at }) => ended_at !== null);
  return (
    <Show
      when={props.runs.length > 0}
      fallback={
        <EmptyState
          icon={ListChecks}
          title="No playbook is at work"
          action={
            <Button look="solid" onClick={() => props.onLibrary()}>
              Open the library
            </Button>
          }
        >
          <p>Start one on an account: its steps become a checklist that all of you see, with owners and due dates.</p>
        </EmptyState>
      }
    >
      <div class="flex flex-col gap-6">
        <Show when={open().length > 0}>
          <List {...props} title="Under way" of={open()} />
        </Show>
        <Show when={ended().length > 0}>
          <List {...props} title="Ended" of={ended()} />
        </Show>
        <Show when={props.count > props.runs.length}>
          <p class="text-xs text-faint" data-numbers>
            {(props.count - props.runs.length).toLocaleString()} older runs are not listed here; each stands on its
            account's page.
          </p>
        </Show>
      </div>
    </Show>
  );
};
