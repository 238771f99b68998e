/** How one try to send went. [WP11] [WP12] */
import CircleCheck from "lucide-solid/icons/circle-check";
import CircleX from "lucide-solid/icons/circle-x";
import { type JSX, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { Try } from "./resources.ts";
import { logTime, waitWords } from "./words.ts";

export const TryLine = (props: { attempt: Try; delivered: boolean; test?: boolean }): JSX.Element => (
  <p
    role={props.test ? "status" : undefined}
    data-tried={props.delivered ? "delivered" : "failed"}
    class="flex min-w-0 flex-wrap items-baseline gap-x-2 text-xs"
  >
    <Dynamic
      component={props.delivered ? CircleCheck : CircleX}
      size={13}
      aria-hidden="true"
      class={`self-center ${props.delivered ? "text-good" : "text-bad"}`}
    />
    <strong class={`font-semibold ${props.delivered ? "text-good-text" : "text-bad-text"}`}>
      {props.test ? (props.delivered ? "The test arrived: " : "The test failed: ") : ""}
      {props.attempt.status ?? "No answer"}
    </strong>
    <span data-numbers class="text-faint">
      {waitWords(props.attempt.ms)}
    </span>
    <Show when={!props.test}>
      <time datetime={props.attempt.at} class="text-faint" data-numbers>
        {logTime(props.attempt.at)}
      </time>
    </Show>
    <Show when={props.attempt.said !== ""}>
      <code class="min-w-0 truncate font-mono text-soft" data-tip={props.attempt.said}>
        {props.attempt.said}
      </code>
    </Show>
  </p>
);
