/** Ask this circle: a question in plain English becomes a view of the accounts, which is run, answered from, and can be changed. [WV6] [AQ1] */
import { A, useSearchParams } from "@solidjs/router";
import ArrowRight from "lucide-solid/icons/arrow-right";
import MessageCircleQuestion from "lucide-solid/icons/message-circle-question-mark";
import { createEffect, createSignal, For, type JSX, on, onCleanup, Show } from "solid-js";
import { scoreText } from "../../../domain/health-words.ts";
import type { BucketOrUnknown } from "../../../domain/health.ts";
import type { Problem } from "../../../domain/problem.ts";
import { api, asProblem } from "../../api.ts";
import type { LiveCircle } from "../../live/circle.ts";
import { LineStrip } from "../../live/line-strip.tsx";
import { WithLiveCircle } from "../../live/live-scope.tsx";
import { Badge } from "../../parts/badge.tsx";
import { Button, buttonClass } from "../../parts/button.tsx";
import { fieldClass } from "../../parts/field.tsx";
import { BucketShape } from "../../parts/health-badge.tsx";
import { ErrorState, Loading, Skeleton } from "../../parts/states.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { createShellStatus, isOnline } from "../../shell-status.ts";
import { createTitle } from "../../title.ts";
import { factsOf, Facts, Provenance, Sentences } from "../../written/written-text.tsx";
import type { Written } from "../../written/written.ts";
import { fullDate, moneyText } from "../accounts/words.ts";
import { createWho } from "../board/who.ts";

interface Asked extends Written {
  question: string;
  read_by: "rules" | "model";
  understood: { words: string; means: string }[];
  left_out: string[];
  view: { href: string };
  count: number;
  results: {
    id: string;
    name: string;
    arr: number;
    health_value: number | null;
    health_bucket: BucketOrUnknown;
    renewal_date: string | null;
  }[];
}

const examples = [
  "Which enterprise accounts are at risk and renew within 90 days?",
  "How much ARR is critical?",
  "Healthy accounts with an NPS of at least 50, the largest first",
  "Accounts without usage data",
];

export const Ask = (): JSX.Element => <WithLiveCircle>{(live) => <AskPage live={live} />}</WithLiveCircle>;

const AskPage = (props: { live: LiveCircle }): JSX.Element => {
  // A page belongs to one circle for as long as it stands.
  // eslint-disable-next-line solid/reactivity -- see above
  const live = props.live;
  const who = createWho(live);
  const [search, setSearch] = useSearchParams<{ q?: string }>();
  const [text, setText] = createSignal(search.q ?? "");
  const [answer, setAnswer] = createSignal<Asked>();
  const [problem, setProblem] = createSignal<Problem>();
  const [busy, setBusy] = createSignal(false);
  let asking: AbortController | undefined;
  const ask = async (question: string): Promise<void> => {
    asking?.abort();
    const mine = (asking = new AbortController());
    setBusy(true);
    setProblem(undefined);
    try {
      const body = { circle_id: live.circle, question };
      setAnswer(await api.post<Asked>("/api/insights/ask", body, { signal: mine.signal, patience: 60_000 }));
    } catch (error) {
      if (!mine.signal.aborted) setProblem(asProblem(error));
    }
    if (asking === mine) setBusy(false);
  };
  createEffect(
    on(
      () => search.q,
      (question) => {
        setText(question ?? "");
        setAnswer(undefined);
        if (question) void ask(question);
      },
    ),
  );
  onCleanup(() => asking?.abort());
  const reason = () =>
    isOnline() ? (text().trim() === "" ? "Type a question first." : undefined) : "You are offline.";
  const send = (question: string): void => {
    const asked = question.trim();
    if (asked === "") return;
    if (asked === search.q) void ask(asked);
    else setSearch({ q: asked });
  };
  createShellStatus({ connection: () => ({ state: live.state(), waiting: live.waiting() }), people: who.people });
  createTitle(() => "Ask");
  return (
    <>
      <PageHeader title="Ask" />
      <LineStrip live={live} />
      <div class="min-h-0 flex-1 overflow-y-auto p-6 max-md:p-3">
        <div class="mx-auto flex max-w-3xl flex-col gap-6">
          <form
            class="flex gap-2"
            onSubmit={(event) => {
              event.preventDefault();
              send(text());
            }}
          >
            <div class="relative min-w-0 flex-1">
              <MessageCircleQuestion size={16} class="absolute inset-y-0 start-3 my-auto text-faint" />
              <input
                autofocus
                aria-label="Your question"
                placeholder="Ask about the accounts of this circle"
                maxlength={500}
                dir="auto"
                class={`${fieldClass} h-11 ps-9`}
                value={text()}
                onInput={(event) => setText(event.currentTarget.value)}
              />
            </div>
            <Button type="submit" look="solid" class="h-11" busy={busy()} reason={reason()}>
              Ask
            </Button>
          </form>
          <Show when={!search.q}>
            <section aria-label="Examples">
              <h2 class="pb-1 text-xs font-medium text-faint">For example</h2>
              <ul>
                <For each={examples}>
                  {(example) => (
                    <li>
                      <button
                        type="button"
                        class="flex min-h-9 w-full items-center gap-2 rounded-control px-2 text-start text-soft hover:bg-hover hover:text-ink"
                        onClick={() => send(example)}
                      >
                        <ArrowRight size={14} class="shrink-0 text-faint" /> {example}
                      </button>
                    </li>
                  )}
                </For>
              </ul>
              <p class="pt-3 text-xs text-faint">
                A question becomes a view of the accounts, with nothing hidden: you see what was understood, and can
                change the view.
              </p>
            </section>
          </Show>
          <Show when={problem()}>
            {(what) => <ErrorState problem={what()} during="answer" onRetry={() => void ask(search.q ?? "")} />}
          </Show>
          <Show when={busy() && !answer()}>
            <Loading label="Looking for the answer" class="flex flex-col gap-2">
              <Skeleton class="h-4 w-full" />
              <Skeleton class="h-4 w-2/3" />
            </Loading>
          </Show>
          <Show when={answer()}>{(told) => <Answered answer={told()} />}</Show>
        </div>
      </div>
    </>
  );
};

const Answered = (props: { answer: Asked }): JSX.Element => (
  <section
    aria-label="Answer"
    class="flex flex-col gap-4 rounded-panel border border-line bg-surface p-5 shadow-card max-md:p-4"
  >
    <div class="text-base leading-relaxed">
      <For each={props.answer.parts}>{(part) => <Sentences part={part} facts={factsOf(props.answer)} />}</For>
    </div>
    <div class="flex flex-wrap items-center gap-1.5 text-xs text-soft">
      <Show when={props.answer.understood.length > 0} fallback="Nothing in the question narrows the accounts.">
        <span>Understood:</span>
        <For each={props.answer.understood}>
          {({ words, means }) => (
            <Badge tone="accent" tip={`“${words}”`}>
              {means}
            </Badge>
          )}
        </For>
      </Show>
      <Show when={props.answer.read_by === "model"}>
        <span class="text-faint">read by a model</span>
      </Show>
      <Show when={props.answer.left_out.length > 0}>
        <span class="text-watch-text">Not understood: {props.answer.left_out.join(", ")}</span>
      </Show>
    </div>
    <Show when={props.answer.results.length > 0}>
      <table class="w-full text-sm">
        <thead class="text-start text-xs text-faint">
          <tr>
            <th class="py-1 text-start font-medium">Account</th>
            <th class="py-1 text-end font-medium">Health</th>
            <th class="py-1 text-end font-medium">ARR</th>
            <th class="py-1 text-end font-medium max-sm:hidden">Renewal</th>
          </tr>
        </thead>
        <tbody>
          <For each={props.answer.results.slice(0, 10)}>
            {(row) => (
              <tr class="border-t border-line">
                <td class="max-w-0 py-1.5">
                  <A href={`/account/${row.id}`} dir="auto" class="block truncate text-ink hover:underline">
                    {row.name}
                  </A>
                </td>
                <td data-numbers class="py-1.5 text-end whitespace-nowrap">
                  <span class="inline-flex items-center gap-1.5">
                    <BucketShape bucket={row.health_bucket} /> {scoreText(row.health_value)}
                  </span>
                </td>
                <td data-numbers class="py-1.5 text-end">
                  {moneyText(Math.round(row.arr * 100))}
                </td>
                <td data-numbers class="py-1.5 text-end text-soft max-sm:hidden">
                  {row.renewal_date === null ? "–" : fullDate(row.renewal_date)}
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </Show>
    <Facts text={props.answer} />
    <div class="flex flex-wrap items-center gap-3 border-t border-line pt-3">
      <div class="min-w-0 flex-1">
        <Provenance text={props.answer} />
      </div>
      <A href={props.answer.view.href} class={buttonClass("outline")}>
        Open as a view ({props.answer.count.toLocaleString()})
      </A>
    </div>
  </section>
);
