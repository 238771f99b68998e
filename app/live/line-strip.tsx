/** What is different on a live page while its line is down, and what is safe; and where the circle has ended. [KB15] */
import { A } from "@solidjs/router";
import CloudOff from "lucide-solid/icons/cloud-off";
import LogOut from "lucide-solid/icons/log-out";
import RefreshCw from "lucide-solid/icons/refresh-cw";
import { createEffect, createSignal, type JSX, on, onCleanup, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import { Button, buttonClass } from "../parts/button.tsx";
import { reloadAnew } from "../offline.ts";
import { EmptyState } from "../parts/states.tsx";
import { loadSession } from "../session.ts";
import type { LiveCircle } from "./circle.ts";
import type { LineEnd } from "./line.ts";

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

export const LineStrip = (props: {
  live: LiveCircle;
  /** What being offline means on a page whose acts do not wait in the browser. */
  offline?: string;
}): JSX.Element => {
  const [broken, setBroken] = createSignal(false);
  createEffect(
    on(
      () => props.live.state(),
      (state) => {
        setBroken(false);
        if (state !== "reconnecting") return;
        const timer = setTimeout(() => {
          setBroken(true);
          // A line that stays down may have been refused: the session or the membership has ended.
          void loadSession();
        }, patience);
        onCleanup(() => clearTimeout(timer));
      },
    ),
  );
  const waiting = (): string => {
    const count = props.live.waiting();
    return count === 0
      ? ""
      : ` ${count.toLocaleString()} ${count === 1 ? "change waits" : "changes wait"} here and will be sent.`;
  };
  return (
    <Show
      when={props.live.ended() !== "too_old"}
      fallback={
        <Strip
          tone="info"
          icon={RefreshCw}
          action={
            <Button class="h-7 text-xs" onClick={() => void reloadAnew()}>
              Reload to continue
            </Button>
          }
        >
          Rondo was updated. Nothing is lost:{" "}
          {props.live.waiting() > 0 ? "your unsent changes go out after the reload." : "all your changes were sent."}
        </Strip>
      }
    >
      <Show when={props.live.ended() === null && props.live.state() === "offline"}>
        <Strip tone="watch" icon={CloudOff}>
          You are offline. {props.offline ?? "Keep working: everything you do is kept in this browser."}
          {waiting()}
        </Strip>
      </Show>
      <Show when={props.live.ended() === null && broken()}>
        <Strip
          tone="watch"
          icon={CloudOff}
          action={
            <Button class="h-7 text-xs" onClick={() => props.live.reconnect()}>
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

export const CircleEnded = (props: { why: LineEnd | null }): JSX.Element => (
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
        What it held is gone from this browser.{" "}
        {props.why === "gone" ? "" : "An admin of the circle can invite you again."}
      </p>
    </EmptyState>
  </div>
);
