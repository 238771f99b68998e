/** One mover in a line: who, what moved it as a small waterfall, from where to where. [TD6] */
import { A } from "@solidjs/router";
import ArrowDown from "lucide-solid/icons/arrow-down";
import ArrowUp from "lucide-solid/icons/arrow-up";
import type { JSX } from "solid-js";
import { Dynamic } from "solid-js/web";
import { scoreText } from "../../domain/health-words.ts";
import type { MoverResource } from "../../domain/portfolio-resource.ts";
import { BucketShape } from "./health-badge.tsx";
import { Waterfall } from "./waterfall.tsx";

export interface MoverLineProps {
  mover: MoverResource;
  /** As it is called now. */
  name: string;
  href: string;
}

export const MoverLine = (props: MoverLineProps): JSX.Element => {
  const mover = () => props.mover;
  const up = () => mover().change > 0;
  return (
    <>
      <BucketShape bucket={mover().to_bucket} />
      <span class="flex min-w-0 flex-1">
        <A href={props.href} dir="auto" class="truncate text-ink hover:underline">
          {props.name}
        </A>
      </span>
      <Waterfall from={mover().from} to={mover().to} steps={mover().steps} width={58} height={22} />
      <span
        data-numbers
        class="flex w-24 items-center justify-end gap-1.5 text-xs whitespace-nowrap text-faint"
        data-tip={mover().reckoned ? "The earlier score is reckoned from the usage of that day" : undefined}
      >
        {scoreText(mover().from)} → <span class="text-sm font-semibold text-ink">{scoreText(mover().to)}</span>
        <span class={`flex w-8 items-center justify-end ${up() ? "text-good-text" : "text-bad-text"}`}>
          <Dynamic component={up() ? ArrowUp : ArrowDown} size={12} aria-label={up() ? "up" : "down"} />
          {Math.max(1, Math.round(Math.abs(mover().change)))}
        </span>
      </span>
    </>
  );
};
