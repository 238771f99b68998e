/** What a live page tells the shell: the connection's state and who else is here. */
import { createSignal, onCleanup } from "solid-js";
import type { Person } from "./parts/avatar.tsx";
import type { Connection } from "./parts/connection-pill.tsx";

export interface ShellStatus {
  connection: () => Connection;
  /** Others here now, without the person at this screen. */
  people: () => readonly Person[];
}

const [status, setStatus] = createSignal<ShellStatus | null>(null);
export const shellStatus = status;

const [online, setOnline] = createSignal(navigator.onLine);
addEventListener("online", () => setOnline(true));
addEventListener("offline", () => setOnline(false));
/** What the browser knows of the network, for pages without a live connection. */
export const isOnline = online;

/** Shows connection and people in the page header for as long as the owner lives. */
export const createShellStatus = (given: ShellStatus): void => {
  setStatus(given);
  onCleanup(() => setStatus((current) => (current === given ? null : current)));
};
