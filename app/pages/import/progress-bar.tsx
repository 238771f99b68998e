import type { JSX } from "solid-js";

/** How far something is, from 0 to 1. */
export const ProgressBar = (props: { done: number; label: string }): JSX.Element => (
  <progress
    aria-label={props.label}
    value={props.done}
    max={1}
    class="block h-1.5 w-full appearance-none overflow-hidden rounded-full border-0 bg-press [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-press [&::-webkit-progress-value]:bg-accent"
  />
);
