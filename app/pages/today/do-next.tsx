/** Do next: at most ten accounts, each with why in one line, what it is worth, and what to do. [TD3] */
import AlarmClock from "lucide-solid/icons/alarm-clock";
import ArrowRight from "lucide-solid/icons/arrow-right";
import CircleCheck from "lucide-solid/icons/circle-check";
import Eye from "lucide-solid/icons/eye";
import ListChecks from "lucide-solid/icons/list-checks";
import ThumbsDown from "lucide-solid/icons/thumbs-down";
import Undo2 from "lucide-solid/icons/undo-2";
import { createMemo, createSignal, For, type JSX, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import { type Answer, lineBesideRenewal, type NextAction } from "../../../domain/next-actions.ts";
import { scoreText } from "../../../domain/health-words.ts";
import { People } from "../../parts/avatar.tsx";
import { Button, IconButton } from "../../parts/button.tsx";
import { BucketShape } from "../../parts/health-badge.tsx";
import { KeyHint } from "../../parts/key-hint.tsx";
import { Menu } from "../../parts/menu.tsx";
import { WhyNumber } from "../../parts/why.tsx";
import { moneyShort, moneyText } from "../accounts/words.ts";
import { whyHealth } from "../accounts/why-health.ts";
import { Panel } from "../../parts/panel.tsx";
import { useToday } from "./today-scope.ts";
import { momentText, renewalWords, whyWorth } from "./words.ts";

const snoozes: readonly [number, string][] = [
  [1, "Until tomorrow"],
  [3, "For three days"],
  [7, "For a week"],
  [30, "For a month"],
];

const near = (days: number | null): string =>
  days === null
    ? "text-faint"
    : days <= 30
      ? "font-medium text-bad-text"
      : days <= 90
        ? "text-watch-text"
        : "text-faint";

/** What to do; where a playbook does it, pressing starts it, or opens the run that is under way. */
const Act = (props: { action: NextAction }): JSX.Element => {
  const page = useToday();
  const line = "flex min-w-0 items-center gap-1 font-medium text-accent-text";
  const run = () => page.runOf(props.action);
  return (
    <Show
      when={props.action.playbook}
      fallback={
        <p class={line}>
          <ArrowRight size={13} aria-hidden="true" />
          <span class="truncate">{props.action.action}</span>
        </p>
      }
    >
      <button
        type="button"
        class={`${line} max-w-full rounded-[3px] text-start hover:underline aria-disabled:opacity-60`}
        aria-disabled={page.whyNotRun() ? "true" : undefined}
        data-tip={page.whyNotRun() ?? (run() ? "Open the run that is under way" : "Start the playbook on this account")}
        onClick={() => void page.runPlaybook(props.action)}
      >
        <Dynamic component={run() ? ListChecks : ArrowRight} size={13} aria-hidden="true" />
        <span class="truncate">
          {run() ? `Under way, ${run()?.steps_done} of ${run()?.steps.length} done` : props.action.action}
        </span>
      </button>
    </Show>
  );
};

const Row = (props: { action: NextAction }): JSX.Element => {
  const page = useToday();
  const action = () => props.action;
  const id = () => props.action.account;
  const others = () => page.who.at(id());
  /** The row leaves the list; the focus goes on to the next one. */
  const leave = (answer: Answer, days?: number): void => {
    const next = page.cursor.after(id());
    void page.answering.putAway(action(), answer, days);
    if (next !== undefined) queueMicrotask(() => page.cursor.focus(next));
  };
  return (
    <li
      data-action={id()}
      class="today-action"
      classList={{ "today-here": page.peeked() === id(), "today-at": page.cursor.at() === id() }}
    >
      <WhyNumber
        label={`the health of ${action().name}`}
        why={() => {
          const account = page.book.account(id());
          if (!account) throw new Error("gone");
          return whyHealth(account, page.book.model(), page.personOf);
        }}
        class="today-health no-underline! hover:bg-press"
      >
        <BucketShape bucket={action().health_bucket} size={12} />
        <span data-numbers class="text-base font-semibold text-ink">
          {scoreText(action().health_value)}
        </span>
      </WhyNumber>
      <div class="today-why min-w-0">
        <p class="flex min-w-0 items-center gap-2">
          <a
            href={page.addressOf(id())}
            dir="auto"
            data-action-name
            class="truncate rounded-[3px] font-medium text-ink hover:underline"
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey) return;
              event.preventDefault();
              page.open(id());
            }}
          >
            {action().name}
          </a>
          <Show when={others().length > 0}>
            <People people={others()} label={`On ${action().name} now`} ring size="xs" most={3} />
            <span class="truncate text-xs text-soft">
              {others()
                .map(({ name }) => name)
                .join(", ")}{" "}
              {others().length === 1 ? "is" : "are"} on this
            </span>
          </Show>
        </p>
        <p class="today-reason text-soft" data-tip={action().reason}>
          {lineBesideRenewal(action().reasons)}
        </p>
      </div>
      <dl class="today-facts" data-numbers>
        <dt class="sr-only">ARR</dt>
        <dd class="font-medium text-ink">{moneyText(action().arr)}</dd>
        <dt class="sr-only">Renewal</dt>
        <dd class={`text-xs ${near(action().days_to_renewal)}`}>{renewalWords(action())}</dd>
      </dl>
      <div class="today-act min-w-0">
        <Act action={action()} />
        <p data-numbers class="text-xs whitespace-nowrap text-faint">
          <WhyNumber
            label={`what ${action().name} is worth`}
            why={() => whyWorth(action(), page.now())}
            class="text-soft"
          >
            {moneyShort(action().worth.value)}
          </WhyNumber>{" "}
          {action().worth.way === "keep" ? "at stake" : "to win"}
        </p>
      </div>
      <div class="today-buttons">
        <IconButton
          icon={Eye}
          label={`Peek at ${action().name}`}
          keys="space"
          aria-pressed={page.peeked() === id()}
          class="max-sm:hidden"
          onClick={() => page.peek(page.peeked() === id() ? null : id())}
        />
        <Menu
          label={`Snooze ${action().name}`}
          side="below-end"
          entries={snoozes.map(([days, label]) => ({
            label,
            icon: AlarmClock,
            ...(days === 3 ? { press: "s" } : {}),
            run: () => leave("snoozed", days),
          }))}
          trigger={(attributes) => (
            <IconButton
              {...attributes}
              icon={AlarmClock}
              label={`Snooze ${action().name}`}
              reason={page.live.reason("today.answer")}
            />
          )}
        />
        <IconButton
          icon={ThumbsDown}
          label={`Not useful: ${action().name}`}
          keys="u"
          reason={page.live.reason("today.answer")}
          onClick={() => leave("not_useful")}
        />
        <Button onClick={() => page.open(id())}>Open</Button>
      </div>
    </li>
  );
};

const Away = (): JSX.Element => {
  const page = useToday();
  const [open, setOpen] = createSignal(false);
  const away = () => page.ranking().away;
  return (
    <Show when={away().length > 0}>
      <div class="border-t border-line px-3 py-1.5">
        <button
          type="button"
          aria-expanded={open()}
          class="rounded-control px-1.5 py-1 text-xs text-soft hover:text-ink"
          onClick={() => setOpen(!open())}
        >
          {away().length.toLocaleString()} put away {open() ? "▴" : "▾"}
        </button>
        <Show when={open()}>
          <ul class="flex flex-col pb-1">
            <For each={away()}>
              {(action) => (
                <li class="flex min-h-9 items-center gap-2 ps-1.5 text-xs">
                  <BucketShape bucket={action.health_bucket} />
                  <span class="min-w-0 flex-1 truncate text-ink">{action.name}</span>
                  <span class="truncate text-faint">
                    back {momentText(page.answering.away().get(action.account)?.until ?? page.now(), page.now())}
                  </span>
                  <Button
                    look="ghost"
                    icon={Undo2}
                    class="h-7 text-xs max-md:h-(--control)"
                    onClick={() => void page.answering.bringBack(action.account)}
                  >
                    Bring back
                  </Button>
                </li>
              )}
            </For>
          </ul>
        </Show>
      </div>
    </Show>
  );
};

const hints: readonly [string, string][] = [
  ["j", "next"],
  ["k", "back"],
  ["space", "peek"],
  ["enter", "open"],
  ["s", "snooze"],
  ["u", "not useful"],
];

export const DoNext = (): JSX.Element => {
  const page = useToday();
  const actions = () => page.ranking().actions;
  const ids = createMemo(() => actions().map(({ account }) => account), [] as string[], {
    equals: (a, b) => a.length === b.length && a.every((id, at) => id === b[at]),
  });
  const byId = createMemo(() => new Map(actions().map((action) => [action.account, action])));
  const open = () => page.ranking().count - page.ranking().away.length;
  return (
    <Panel
      title="Do next"
      beside={
        <Show when={open() > actions().length}>
          <span data-numbers class="text-xs text-faint">
            {actions().length} of {open().toLocaleString()}
          </span>
        </Show>
      }
      end={
        <p aria-hidden="true" class="flex items-center gap-3 text-2xs whitespace-nowrap text-faint max-xl:hidden">
          <For each={hints}>
            {([press, words]) => (
              <span class="flex items-center gap-1">
                <KeyHint press={press} /> {words}
              </span>
            )}
          </For>
        </p>
      }
    >
      <Show
        when={ids().length > 0}
        fallback={
          <div class="flex items-center gap-3 px-4 py-6">
            <CircleCheck size={20} class="shrink-0 text-good" />
            <p class="text-soft">
              <span class="block font-medium text-ink">Nothing calls for you now.</span>
              Accounts turn up here when a renewal nears while they are not well, when a score falls by ten points, or
              when their usage goes quiet.
            </p>
          </div>
        }
      >
        <ol aria-label="Do next" class="today-list" data-do-next>
          <For each={ids()}>{(id) => <Show when={byId().get(id)}>{(action) => <Row action={action()} />}</Show>}</For>
        </ol>
      </Show>
      <Away />
    </Panel>
  );
};
