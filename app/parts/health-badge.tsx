/** Health at a glance: the bucket as a shape and a word, the score, and where it went in a week. */
import ArrowDown from "lucide-solid/icons/arrow-down";
import ArrowRight from "lucide-solid/icons/arrow-right";
import ArrowUp from "lucide-solid/icons/arrow-up";
import UserPen from "lucide-solid/icons/user-pen";
import { type JSX, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { BucketOrUnknown } from "../../domain/health.ts";
import { bucketLabels, scoreText } from "../../domain/health-words.ts";

/** The colour of a bucket's words and shapes; the shape and the word say the same. */
export const bucketTones: Record<BucketOrUnknown, string> = {
  healthy: "text-good-text",
  at_risk: "text-watch-text",
  critical: "text-bad-text",
  unknown: "text-faint",
};

const shapes: Record<BucketOrUnknown, () => JSX.Element> = {
  healthy: () => <circle cx="6" cy="6" r="4.6" fill="currentColor" />,
  at_risk: () => <path d="M6 1.2 11.2 10.4H.8z" fill="currentColor" />,
  critical: () => <path d="M6 .6 11.4 6 6 11.4.6 6z" fill="currentColor" />,
  unknown: () => (
    <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="2 1.6" />
  ),
};

/** A bucket's shape: circle, triangle, diamond, broken ring. */
export const BucketShape = (props: { bucket: BucketOrUnknown; size?: number }): JSX.Element => (
  <svg
    width={props.size ?? 11}
    height={props.size ?? 11}
    viewBox="0 0 12 12"
    aria-hidden="true"
    class={`shrink-0 ${bucketTones[props.bucket]}`}
  >
    {shapes[props.bucket]()}
  </svg>
);

/** Changes below this many points are called no change. */
export const stillWithin = 0.5;

const trendOf = (change: number) =>
  Math.abs(change) < stillWithin
    ? { icon: ArrowRight, tone: "text-faint", words: "about the same as a week before" }
    : change > 0
      ? { icon: ArrowUp, tone: "text-good-text", words: `up ${scoreText(change, 1)} in a week` }
      : { icon: ArrowDown, tone: "text-bad-text", words: `down ${scoreText(-change, 1)} in a week` };

/** Where a score went in the last week of usage: an arrow and the points; nothing where no week is known. */
export const Trend = (props: { change: number | null; quiet?: boolean }): JSX.Element => (
  <Show when={props.change !== null && trendOf(props.change)}>
    {(trend) => (
      <span data-numbers class={`inline-flex shrink-0 items-center text-xs ${trend().tone}`} data-tip={trend().words}>
        <Dynamic component={trend().icon} size={12} aria-hidden="true" />
        <Show when={!props.quiet && Math.abs(props.change ?? 0) >= stillWithin}>
          <span aria-hidden="true">{Math.max(1, Math.round(Math.abs(props.change ?? 0)))}</span>
        </Show>
        <span class="sr-only">, {trend().words}</span>
      </span>
    )}
  </Show>
);

export interface HealthBadgeProps {
  bucket: BucketOrUnknown;
  value: number | null;
  /** Points against a week before; null where that is not known. */
  change: number | null;
  /** A person said so, in place of the formula. */
  overridden: boolean;
}

export const HealthBadge = (props: HealthBadgeProps): JSX.Element => (
  <span class={`inline-flex min-w-0 items-center gap-1.5 ${bucketTones[props.bucket]}`}>
    <BucketShape bucket={props.bucket} />
    <Show when={props.value !== null}>
      <span data-numbers class="min-w-[2ch] font-semibold text-ink">
        {scoreText(props.value)}
      </span>
    </Show>
    <span class="truncate">{bucketLabels[props.bucket]}</span>
    <Show when={props.overridden}>
      <span class="inline-flex text-soft" data-tip="Set by a person, in place of the formula">
        <UserPen size={12} aria-hidden="true" />
        <span class="sr-only">, set by a person</span>
      </span>
    </Show>
    <Trend change={props.change} />
  </span>
);
