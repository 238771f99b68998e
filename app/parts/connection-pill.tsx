/** The state of the live connection, always in sight. */
import { type JSX, Show } from "solid-js";

export type ConnectionState = "connecting" | "live" | "reconnecting" | "offline";

export interface Connection {
  state: ConnectionState;
  /** Changes made here that the server has not acknowledged. */
  waiting: number;
}

const labels: Record<ConnectionState, string> = {
  connecting: "Connecting",
  live: "Live",
  reconnecting: "Reconnecting",
  offline: "Offline",
};
const tips: Record<ConnectionState, string> = {
  connecting: "Opening the live connection.",
  live: "You see every change as it happens.",
  reconnecting: "The connection broke. Keep working: your changes wait here and go out by themselves.",
  offline: "No network. Keep working: your changes wait here and go out by themselves.",
};
/** Shape tells the state as well as colour: filled, half, hollow. */
const dots: Record<ConnectionState, string> = {
  connecting: "border-watch animate-pulse",
  live: "border-good bg-good",
  reconnecting: "border-watch border-s-4 animate-pulse",
  offline: "border-faint",
};

const waitingText = (count: number): string => `${count} ${count === 1 ? "change" : "changes"} waiting`;

export const ConnectionPill = (props: Connection): JSX.Element => (
  <div
    role="status"
    data-tip={tips[props.state]}
    class="inline-flex h-6 shrink-0 items-center gap-1.5 rounded-full border border-line bg-surface px-2 text-xs font-medium whitespace-nowrap text-soft"
  >
    <span aria-hidden="true" class={`size-2 rounded-full border-2 ${dots[props.state]}`} />
    {labels[props.state]}
    <Show when={props.waiting > 0}>
      <span class="text-faint" data-numbers>
        <span class="max-sm:hidden">· {waitingText(props.waiting)}</span>
        <span class="sm:hidden" aria-hidden="true">
          · {props.waiting}
        </span>
      </span>
    </Show>
  </div>
);
