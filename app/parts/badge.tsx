/** A word in a small frame; the tone adds to the word, never replaces it. */
import type { JSX } from "solid-js";

const tones = {
  plain: "border-line bg-well text-soft",
  accent: "border-transparent bg-accent-soft text-accent-text",
  good: "border-transparent bg-good-soft text-good-text",
  watch: "border-transparent bg-watch-soft text-watch-text",
  bad: "border-transparent bg-bad-soft text-bad-text",
  info: "border-transparent bg-info-soft text-info-text",
} as const;

export type Tone = keyof typeof tones;

export const Badge = (props: { tone?: Tone; tip?: string; children: JSX.Element }): JSX.Element => (
  <span
    data-tip={props.tip}
    class={`inline-flex h-5 shrink-0 items-center gap-1 rounded-[5px] border px-1.5 text-2xs font-medium whitespace-nowrap ${tones[props.tone ?? "plain"]}`}
  >
    {props.children}
  </span>
);
