/** One run: why it was started, its steps to tick, hand over and move, and its end with an outcome. Live for everybody. [PP3] */
import CalendarDays from "lucide-solid/icons/calendar-days";
import Check from "lucide-solid/icons/check";
import CircleUser from "lucide-solid/icons/circle-user";
import { createSignal, For, Index, type JSX, Show } from "solid-js";
import { ownerLabels } from "../../../domain/playbooks/playbook.ts";
import { type RunOutcome, runOutcomes } from "../../../domain/playbooks/run.ts";
import { scoreText } from "../../../domain/health-words.ts";
import type { LiveCircle } from "../../live/circle.ts";
import { nameIn } from "../../live/work-under-way.ts";
import { Avatar } from "../../parts/avatar.tsx";
import { Badge } from "../../parts/badge.tsx";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { TextArea } from "../../parts/field.tsx";
import { Menu } from "../../parts/menu.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { dateText } from "../accounts/words.ts";
import { type RunActs, whyNotRun } from "./acts.ts";
import { clausesOf, outcomeLabels, outcomeTones, type Run, type Step } from "./words.ts";

interface RunProps {
  run: Run;
  live: LiveCircle;
  acts: RunActs;
  today: string;
}

const plainSmall =
  "inline-flex h-7 max-w-full min-w-0 items-center gap-1.5 rounded-control px-1.5 text-xs hover:bg-hover max-md:h-(--control)";
const small = `${plainSmall} text-soft hover:text-ink`;

const Owner = (props: RunProps & { step: Step; reason: string | undefined }): JSX.Element => {
  const people = () => Object.values(props.live.people).filter(({ role }) => role !== null);
  const name = () => nameIn(props.live, props.step.owner);
  const give = (owner: string | null): void => void props.acts.change(props.run, props.step.place, { owner });
  return (
    <Show
      when={!props.reason}
      fallback={<span class={small}>{props.step.owner === null ? ownerLabels[props.step.role] : name()}</span>}
    >
      <Menu
        label={`Who does “${props.step.title}”`}
        entries={[
          { title: ownerLabels[props.step.role] },
          ...people().map(({ user, name: label }) => ({
            label,
            start: <Avatar user={user} name={label} size="sm" quiet />,
            checked: props.step.owner === user,
            run: () => give(user),
          })),
          { label: "Nobody yet", checked: props.step.owner === null, run: () => give(null) },
        ]}
        trigger={(attributes) => (
          <button {...attributes} type="button" class={small}>
            <Show
              when={props.step.owner}
              fallback={
                <>
                  <CircleUser size={14} class="text-faint" /> {ownerLabels[props.step.role]}
                </>
              }
            >
              {(owner) => (
                <>
                  <Avatar user={owner()} name={name()} size="sm" quiet /> <span class="truncate">{name()}</span>
                </>
              )}
            </Show>
          </button>
        )}
      />
    </Show>
  );
};

const Due = (props: RunProps & { step: Step; reason: string | undefined }): JSX.Element => (
  <label
    class={`${props.step.late ? `${plainSmall} font-medium text-bad-text` : small} relative whitespace-nowrap`}
    data-tip={props.reason}
  >
    <CalendarDays size={14} class={props.step.late ? "" : "text-faint"} />
    {props.step.late ? "Late, " : ""}
    {dateText(props.step.due, props.today)}
    <input
      type="date"
      aria-label={`Due date of “${props.step.title}”`}
      class="absolute inset-0 w-full opacity-0"
      value={props.step.due}
      disabled={props.reason !== undefined}
      onClick={(event) => event.currentTarget.showPicker?.()}
      onChange={(event) => {
        const due = event.currentTarget.value;
        if (due !== "" && due !== props.step.due) void props.acts.change(props.run, props.step.place, { due });
      }}
    />
  </label>
);

const Line = (props: RunProps & { step: Step; reason: string | undefined; first: boolean }): JSX.Element => (
  <li data-step={props.step.place} class="flex gap-3 border-t border-line px-4 py-2.5 first:border-0">
    <label class="relative mt-0.5 inline-flex size-5 shrink-0" data-tip={props.reason}>
      <input
        type="checkbox"
        class="peer absolute -inset-2 z-1 cursor-pointer opacity-0 disabled:cursor-not-allowed"
        aria-label={props.step.title}
        checked={props.step.done}
        disabled={props.reason !== undefined}
        onChange={(event) => void props.acts.change(props.run, props.step.place, { done: event.currentTarget.checked })}
      />
      <span class="flex size-5 items-center justify-center rounded-[5px] border border-control bg-surface text-accent-ink transition-colors peer-checked:border-accent peer-checked:bg-accent peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-focus">
        <Check size={14} class={props.step.done ? "" : "opacity-0"} />
      </span>
    </label>
    <div class="min-w-0 flex-1">
      <p class={props.step.done ? "text-faint line-through" : "font-medium text-ink"}>{props.step.title}</p>
      <Show when={!props.step.done} fallback={<DoneBy {...props} />}>
        <p class="text-xs text-soft">{props.step.detail}</p>
        <div class="-ms-1.5 mt-0.5 flex flex-wrap items-center gap-1">
          <Owner {...props} />
          <Due {...props} />
        </div>
      </Show>
    </div>
  </li>
);

const DoneBy = (props: { step: Step; live: LiveCircle }): JSX.Element => (
  <p class="text-xs text-faint">
    {nameIn(props.live, props.step.done_by)}, <TimeAgo at={props.step.done_at ?? ""} />
  </p>
);

const aboutOutcome: Record<RunOutcome, string> = {
  worked: "What it was for has happened.",
  partly: "Some of it has.",
  failed: "It was done, and did not help.",
  dropped: "Things changed, or it was started by mistake.",
};

const EndDialog = (props: RunProps & { open: boolean; onClose: () => void }): JSX.Element => {
  const [outcome, setOutcome] = createSignal<RunOutcome>("worked");
  const [note, setNote] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const send = async (): Promise<void> => {
    setBusy(true);
    if (await props.acts.end(props.run, outcome(), note())) props.onClose();
    setBusy(false);
  };
  return (
    <Dialog
      open={props.open}
      onClose={() => props.onClose()}
      title={`How did it end on ${props.run.account.name}?`}
      foot={
        <>
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button look="solid" busy={busy()} reason={whyNotRun(props.live)} onClick={() => void send()}>
            End the run
          </Button>
        </>
      }
    >
      <fieldset class="flex flex-col gap-1">
        <legend class="sr-only">Outcome</legend>
        <For each={runOutcomes}>
          {(one) => (
            <label class="flex cursor-pointer items-start gap-2.5 rounded-control px-2 py-1.5 hover:bg-hover has-checked:bg-accent-soft">
              <input
                type="radio"
                name="outcome"
                class="mt-1"
                checked={outcome() === one}
                onChange={() => setOutcome(one)}
              />
              <span>
                <span class="block font-medium text-ink">{outcomeLabels[one]}</span>
                <span class="block text-xs text-soft">{aboutOutcome[one]}</span>
              </span>
            </label>
          )}
        </For>
      </fieldset>
      <TextArea
        label="What should the next one know? (may be blank)"
        rows={3}
        maxlength={2_000}
        class="mt-3"
        value={note()}
        onInput={(event) => setNote(event.currentTarget.value)}
      />
      <p class="mt-2 text-xs text-faint">An ended run cannot be opened again; it stays in the account's timeline.</p>
    </Dialog>
  );
};

/** Health when it began, and when it ended. */
const HealthMove = (props: { run: Run }): JSX.Element => (
  <Show when={props.run.health_before !== null && props.run.health_after !== null}>
    <span data-numbers class="text-xs text-soft">
      Health {scoreText(props.run.health_before)} → {scoreText(props.run.health_after)}
    </span>
  </Show>
);

export const Outcome = (props: { run: Run }): JSX.Element => (
  <Show when={props.run.outcome}>
    {(outcome) => (
      <span class="inline-flex items-center gap-2">
        <Badge tone={outcomeTones[outcome()]}>{outcomeLabels[outcome()]}</Badge>
        <HealthMove run={props.run} />
      </span>
    )}
  </Show>
);

export const Progress = (props: { run: Run }): JSX.Element => (
  <span class="inline-flex items-center gap-2" data-numbers>
    <progress
      aria-label="Steps done"
      value={props.run.steps_done}
      max={props.run.steps.length}
      class="block h-1.5 w-16 appearance-none overflow-hidden rounded-full border-0 bg-press [&::-moz-progress-bar]:bg-good [&::-webkit-progress-bar]:bg-press [&::-webkit-progress-value]:bg-good"
    />
    <span class="text-xs text-soft">
      {props.run.steps_done} of {props.run.steps.length}
    </span>
  </span>
);

export const RunChecklist = (props: RunProps): JSX.Element => {
  const [ending, setEnding] = createSignal(false);
  const reason = () => (props.run.ended_at === null ? whyNotRun(props.live) : "This run has ended.");
  return (
    <div data-run={props.run.id}>
      <div class="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-2.5 text-xs text-soft">
        <Show when={props.run.ended_at === null} fallback={<Outcome run={props.run} />}>
          <Progress run={props.run} />
        </Show>
        <span>
          Started by {nameIn(props.live, props.run.started_by)}, <TimeAgo at={props.run.started_at} />
        </span>
        <Show when={props.run.matched.length > 0}>
          <span class="basis-full">Because: {clausesOf(props.run.matched)}</span>
        </Show>
        <Show when={props.run.note}>
          <span dir="auto" class="basis-full text-ink">
            “{props.run.note}”
          </span>
        </Show>
      </div>
      <ol aria-label="Steps">
        <Index each={props.run.steps}>
          {(step, at) => <Line {...props} step={step()} reason={reason()} first={at === 0} />}
        </Index>
      </ol>
      <Show when={props.run.ended_at === null}>
        <div class="flex justify-end border-t border-line px-4 py-2">
          <Button
            look={props.run.steps_done === props.run.steps.length ? "solid" : "outline"}
            reason={reason()}
            onClick={() => setEnding(true)}
          >
            End the run…
          </Button>
        </div>
      </Show>
      <EndDialog {...props} open={ending()} onClose={() => setEnding(false)} />
    </div>
  );
};
