/** A moment as its age, with the exact time in the tooltip. */
import type { JSX } from "solid-js";
import { createNow, exactTime, relativeTime } from "../relative-time.ts";

/** `at` in milliseconds or as ISO text. */
export const TimeAgo = (props: { at: number | string; class?: string }): JSX.Element => {
  const now = createNow();
  const then = () => (typeof props.at === "number" ? props.at : Date.parse(props.at));
  return (
    <time datetime={new Date(then()).toISOString()} data-tip={exactTime(then())} class={props.class}>
      {relativeTime(then(), now())}
    </time>
  );
};
