/** How much of the target is reached, as a ring around its number. */
import type { JSX } from "solid-js";
import type { Percentage } from "../../../domain/kpi-arithmetic.ts";
import { percentText } from "./numbers.ts";
import type { Standing } from "./standing.ts";

const radius = 19;
const round = 2 * Math.PI * radius;

export const Ring = (props: { share: Percentage; tone: Standing["tone"] }): JSX.Element => {
  const part = () => Math.max(0, Math.min(1, props.share / 10_000));
  return (
    <span
      class="relative inline-flex size-11 shrink-0 items-center justify-center"
      data-tip={`${percentText(props.share)} of the target`}
    >
      <svg viewBox="0 0 44 44" aria-hidden="true" class="absolute inset-0">
        <circle cx="22" cy="22" r={radius} fill="none" stroke-width="3" class="stroke-line" />
        <circle
          cx="22"
          cy="22"
          r={radius}
          fill="none"
          stroke-width="3"
          stroke-linecap={part() > 0 ? "round" : "butt"}
          stroke-dasharray={`${part() * round} ${round}`}
          transform="rotate(-90 22 22)"
          class={`kpi-ring kpi-ring-${props.tone}`}
        />
      </svg>
      <span data-numbers class="text-2xs font-medium text-soft">
        <span class="sr-only">Of target: </span>
        {percentText(props.share)}
      </span>
    </span>
  );
};
