/** What was sent to an endpoint, what waits and until when, what was given up; one message open beside the list. [WP12] */
import { A, useSearchParams } from "@solidjs/router";
import ArrowLeft from "lucide-solid/icons/arrow-left";
import ChevronLeft from "lucide-solid/icons/chevron-left";
import ChevronRight from "lucide-solid/icons/chevron-right";
import { createEffect, createMemo, createSignal, For, type JSX, Match, on, Show, Switch } from "solid-js";
import { createStore, reconcile } from "solid-js/store";
import { buttonClass, IconButton } from "../../parts/button.tsx";
import { Choice } from "../../parts/choice.tsx";
import { ErrorState, Loading, Skeleton } from "../../parts/states.tsx";
import { createNow } from "../../relative-time.ts";
import { MessageDrawer } from "./message-drawer.tsx";
import { createPaced } from "./paced.ts";
import type { Endpoint, Message, MessageState, Page } from "./resources.ts";
import { createRowKeys } from "./row-keys.ts";
import { useWebhooks } from "./webhooks-scope.ts";
import { logTime, messageStates, messageWords, recordOf, untilWords, waitWords } from "./words.ts";

const pageSize = 50;

const nothing: Record<MessageState, string> = {
  waiting: "Nothing waits: all is sent.",
  delivered: "Nothing has arrived there yet. Press Test, or change something that it hears.",
  dead: "No dead letters. A message becomes one after ten tries in about three days.",
};

/** The last try and what comes next, in a few words. */
const courseOf = ({ tries, next_try_at: next, state }: Message, now: number, paused: boolean): string => {
  const last = tries.at(-1);
  const tried = last === undefined ? "" : `${last.status ?? "No answer"} · ${waitWords(last.ms)}`;
  if (state !== "waiting") return tried === "" ? "Never tried" : tried;
  const then = next === null ? (paused ? "waits for Resume" : "waits for the one before") : untilWords(next, now);
  if (tried !== "") return `${tried} · next try ${then}`;
  return next === null ? `Not tried yet: ${then}` : `First try ${then}`;
};

const Row = (props: { message: Message; open: boolean; paused: boolean; onOpen: () => void }): JSX.Element => {
  const now = createNow();
  return (
    <li>
      <button
        type="button"
        data-message={props.message.id}
        aria-current={props.open ? "true" : undefined}
        class="wh-row wh-out"
        onClick={() => props.onOpen()}
      >
        <time class="wh-cell-time text-faint" datetime={props.message.created_at}>
          {logTime(props.message.created_at)}
        </time>
        <code class="wh-cell-source truncate font-mono text-xs">{props.message.type}</code>
        <span class="wh-cell-what truncate" dir="auto">
          {recordOf(props.message)}
        </span>
        <span
          data-numbers
          data-course
          class={`wh-cell-verdict truncate text-xs ${props.message.state === "dead" ? "text-bad-text" : "text-soft"}`}
        >
          {courseOf(props.message, now(), props.paused)}
        </span>
        <span class="wh-cell-repeats text-end text-xs text-faint" data-numbers>
          <Show when={props.message.tries.length > 0}>
            {props.message.tries.length} {props.message.tries.length === 1 ? "try" : "tries"}
          </Show>
        </span>
      </button>
    </li>
  );
};

const RowsSkeleton = (): JSX.Element => (
  <Loading label="Loading the messages" class="flex flex-col">
    <For each={Array.from({ length: 10 })}>
      {() => (
        <div class="flex h-(--row) items-center gap-4 border-b border-line px-5">
          <Skeleton class="h-4 w-28" />
          <Skeleton class="h-4 w-36" />
          <Skeleton class="h-4 flex-1" />
        </div>
      )}
    </For>
  </Loading>
);

export const EndpointLog = (props: { endpoint: Endpoint }): JSX.Element => {
  const page = useWebhooks();
  const [search, setSearch] = useSearchParams();
  const state = (): MessageState => messageStates.find((one) => one === search["state"]) ?? "delivered";
  const number = (): number => Math.max(1, Math.trunc(Number(search["page"]) || 1));
  const set = (part: Record<string, string | undefined>): void => setSearch(part, { replace: true, scroll: false });
  const path = createMemo(
    () => `/api/webhooks/out/${props.endpoint.id}/messages?state=${state()}&page=${number()}&page_size=${pageSize}`,
  );
  const remote = createPaced<Page<Message>>(page.live, path);
  const [list, setList] = createStore<{ messages: Message[] }>({ messages: [] });
  const [count, setCount] = createSignal<number>();
  createEffect(
    on(remote.data, (answer) => {
      setCount(answer?.count);
      setList("messages", reconcile(answer?.results ?? [], { key: "id" }));
    }),
  );
  const opened = () => (typeof search["message"] === "string" ? search["message"] : null);
  const open = (id: string | null): void => set({ message: id ?? undefined });
  const close = createRowKeys({
    ids: () => list.messages.map(({ id }) => id),
    opened,
    open,
    attribute: "data-message",
  });
  const pages = () => Math.max(1, Math.ceil((count() ?? 0) / pageSize));
  return (
    <div class="wh-split">
      <div class="flex min-h-0 min-w-0 flex-1 flex-col">
        <header class="wh-filters">
          <A href={page.tabAddress("outgoing")} class={buttonClass("ghost")}>
            <ArrowLeft size={15} />
            Endpoints
          </A>
          <h2 class="min-w-0 truncate text-base font-semibold">{props.endpoint.name}</h2>
          <span class="ms-auto">
            <Choice
              label="Which messages"
              value={state()}
              options={messageStates.map((value) => ({
                value,
                label: `${messageWords[value]} ${props.endpoint[value].toLocaleString()}`,
              }))}
              onChange={(value) => set({ state: value, page: undefined, message: undefined })}
            />
          </span>
        </header>
        <div class="min-h-0 flex-1 overflow-y-auto" aria-busy={remote.loading()}>
          <Switch>
            <Match when={list.messages.length > 0}>
              <ul aria-label={`Messages to ${props.endpoint.name}, newest first`}>
                <For each={list.messages}>
                  {(message) => (
                    <Row
                      message={message}
                      paused={props.endpoint.paused}
                      open={opened() === message.id}
                      onOpen={() => open(message.id)}
                    />
                  )}
                </For>
              </ul>
            </Match>
            <Match when={remote.problem()}>
              {(problem) => (
                <ErrorState problem={problem()} during="load the messages" onRetry={() => remote.refetch()} />
              )}
            </Match>
            <Match when={count() === undefined}>
              <RowsSkeleton />
            </Match>
            <Match when={true}>
              <p class="px-5 py-16 text-center text-faint">{nothing[state()]}</p>
            </Match>
          </Switch>
        </div>
        <Show when={pages() > 1}>
          <footer class="flex items-center justify-end gap-1 border-t border-line px-5 py-1.5 text-xs text-faint">
            <span data-numbers>
              Page {number()} of {pages()}
            </span>
            <IconButton
              icon={ChevronLeft}
              label="Newer"
              reason={number() <= 1 ? "These are the newest." : undefined}
              onClick={() => set({ page: number() > 2 ? String(number() - 1) : undefined })}
            />
            <IconButton
              icon={ChevronRight}
              label="Older"
              reason={number() >= pages() ? "These are the oldest." : undefined}
              onClick={() => set({ page: String(number() + 1) })}
            />
          </footer>
        </Show>
      </div>
      <Show when={opened()} keyed>
        {(id) => <MessageDrawer endpoint={props.endpoint} id={id} onClose={close} />}
      </Show>
    </div>
  );
};
