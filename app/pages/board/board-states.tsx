/** What stands where the board is not, or not quite: on its way, empty, cut off, ended. [BD19] */
import { A, useParams } from "@solidjs/router";
import CloudOff from "lucide-solid/icons/cloud-off";
import LogOut from "lucide-solid/icons/log-out";
import RefreshCw from "lucide-solid/icons/refresh-cw";
import SearchX from "lucide-solid/icons/search-x";
import SquareKanban from "lucide-solid/icons/square-kanban";
import { createEffect, createSignal, For, type JSX, on, onCleanup, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import { stages } from "../../../domain/funnel.ts";
import type { LineEnd } from "../../live/line.ts";
import { Button, buttonClass } from "../../parts/button.tsx";
import { EmptyState, Loading, Skeleton } from "../../parts/states.tsx";
import { loadSession } from "../../session.ts";
import { useBoard } from "./board-scope.ts";
import { counted } from "./words.ts";

const heights = [5, 4, 6, 3, 4, 2, 3, 2];

export const BoardSkeleton = (): JSX.Element => (
  <Loading label="Loading the board" class="columns overflow-hidden">
    <For each={stages}>
      {(_, index) => (
        <div class="column gap-1.5 p-1.5">
          <Skeleton class="mx-1.5 mt-2.5 mb-2 h-4 w-28" />
          <For each={Array.from({ length: heights[index()] ?? 3 })}>
            {() => <Skeleton class="h-15 rounded-[8px]" />}
          </For>
        </div>
      )}
    </For>
  </Loading>
);

export const EmptyBoard = (): JSX.Element => {
  const board = useBoard();
  const params = useParams<{ circle: string }>();
  return (
    <div class="m-auto">
      <EmptyState
        icon={SquareKanban}
        title="Nobody is on this board yet"
        action={
          <>
            <Button look="solid" reason={board.live.reason("contact.create")} onClick={() => board.create()}>
              New contact
            </Button>
            <A href={`/c/${params.circle}/import`} class={buttonClass("outline")}>
              Import a file
            </A>
            <a href="/api/docs/" rel="external" class={buttonClass("ghost")}>
              Use the API
            </a>
          </>
        }
      >
        <p>
          A contact is a card. It moves from Needs Outreach to Closed Won, and everybody in the circle sees it move.
        </p>
      </EmptyState>
    </div>
  );
};

export const NoMatch = (props: { onClear: () => void }): JSX.Element => (
  <div class="m-auto">
    <EmptyState
      icon={SearchX}
      title="No contact matches"
      action={<Button onClick={() => props.onClear()}>Clear search and filters</Button>}
    >
      <p>Search looks at names, e-mail addresses and companies.</p>
    </EmptyState>
  </div>
);

export const Ended = (props: { why: LineEnd | null }): JSX.Element => (
  <div class="m-auto" role="alert">
    <EmptyState
      icon={LogOut}
      title={props.why === "gone" ? "This circle was deleted" : "You are no longer in this circle"}
      action={
        <A href="/circles" class={buttonClass("solid")}>
          Your circles
        </A>
      }
    >
      <p>
        Its contacts are gone from this browser.{" "}
        {props.why === "gone" ? "" : "An admin of the circle can invite you again."}
      </p>
    </EmptyState>
  </div>
);

const Strip = (props: {
  tone: "watch" | "info";
  icon: typeof CloudOff;
  children: JSX.Element;
  action?: JSX.Element;
}): JSX.Element => (
  <div
    role="status"
    class={`flex shrink-0 items-center gap-2 border-b border-line px-5 py-1.5 text-xs max-md:px-3 ${
      props.tone === "watch" ? "bg-watch-soft text-watch-text" : "bg-info-soft text-info-text"
    }`}
  >
    <Dynamic component={props.icon} size={14} />
    <p class="min-w-0 flex-1">{props.children}</p>
    {props.action}
  </div>
);

/** A broken line says nothing for so long: most come back before anybody has to know. */
const patience = 2_500;

/** What is different while the line is down, and what is safe. */
export const LineStrip = (): JSX.Element => {
  const board = useBoard();
  const [broken, setBroken] = createSignal(false);
  createEffect(
    on(board.live.state, (state) => {
      setBroken(false);
      if (state !== "reconnecting") return;
      const timer = setTimeout(() => {
        setBroken(true);
        // A line that stays down may have been refused: the session or the membership has ended.
        void loadSession();
      }, patience);
      onCleanup(() => clearTimeout(timer));
    }),
  );
  const waiting = (): string =>
    board.live.waiting() > 0
      ? ` ${counted(board.live.waiting(), "change waits", "changes wait")} here and will be sent.`
      : "";
  return (
    <Show
      when={board.live.ended() !== "too_old"}
      fallback={
        <Strip
          tone="info"
          icon={RefreshCw}
          action={
            <Button class="h-7 text-xs" onClick={() => globalThis.location.reload()}>
              Reload to continue
            </Button>
          }
        >
          Rondo was updated. Nothing is lost:{" "}
          {board.live.waiting() > 0 ? "your unsent changes go out after the reload." : "all your changes were sent."}
        </Strip>
      }
    >
      <Show when={board.live.ended() === null && board.live.state() === "offline"}>
        <Strip tone="watch" icon={CloudOff}>
          You are offline. Keep working: everything you do is kept in this browser.{waiting()}
        </Strip>
      </Show>
      <Show when={board.live.ended() === null && broken()}>
        <Strip
          tone="watch"
          icon={CloudOff}
          action={
            <Button class="h-7 text-xs" onClick={() => board.live.reconnect()}>
              Try now
            </Button>
          }
        >
          The connection is down; it comes back by itself.{waiting()}
        </Strip>
      </Show>
    </Show>
  );
};
