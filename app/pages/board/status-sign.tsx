/** A contact's status as a shape and a word: the shape fills as people come closer. */
import { type JSX, Show } from "solid-js";
import { type Status, statusLabels } from "../../../domain/funnel.ts";

const tones: Record<Status, string> = {
  lead: "text-faint",
  prospect: "text-watch-text",
  customer: "text-good-text",
  partner: "text-info-text",
};

const shapes: Record<Status, () => JSX.Element> = {
  lead: () => <circle cx="5" cy="5" r="3.6" fill="none" stroke="currentColor" stroke-width="1.4" />,
  prospect: () => (
    <>
      <circle cx="5" cy="5" r="3.6" fill="none" stroke="currentColor" stroke-width="1.4" />
      <path d="M5 1.4a3.6 3.6 0 0 1 0 7.2z" fill="currentColor" />
    </>
  ),
  customer: () => <circle cx="5" cy="5" r="4.2" fill="currentColor" />,
  partner: () => <path d="M5 0.4 9.6 5 5 9.6 0.4 5z" fill="currentColor" />,
};

export const StatusSign = (props: { status: Status; quiet?: boolean }): JSX.Element => (
  <span class="inline-flex shrink-0 items-center gap-1">
    <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true" class={`shrink-0 ${tones[props.status]}`}>
      {shapes[props.status]()}
    </svg>
    <Show when={!props.quiet}>{statusLabels[props.status]}</Show>
  </span>
);
