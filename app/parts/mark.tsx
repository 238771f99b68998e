/** The sign of Rondo: a ring on its way round, and the one who moves it. */
import type { JSX } from "solid-js";

export const Mark = (props: { size?: number }): JSX.Element => (
  <svg
    width={props.size ?? 24}
    height={props.size ?? 24}
    viewBox="0 0 32 32"
    aria-hidden="true"
    class="shrink-0 text-accent"
  >
    <rect width="32" height="32" rx="8" fill="currentColor" />
    <path d="M16 7.5a8.5 8.5 0 1 1-8.5 8.5" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" />
    <circle cx="9.4" cy="9.4" r="2.4" fill="#fff" />
  </svg>
);
