/** What changed a score: each step from the one end to the other, what people changed in the formula apart from what customers did. [AP4] [HL6] */
import { For, type JSX, Show } from "solid-js";
import type { Step, Waterfall } from "../../../domain/health-change.ts";
import type { BucketOrUnknown } from "../../../domain/health.ts";
import { bucketLabels, factorLabels, inputText, pointsText, scoreText } from "../../../domain/health-words.ts";
import type { Problem } from "../../../domain/problem.ts";
import { BucketShape } from "../../parts/health-badge.tsx";
import { Skeleton } from "../../parts/states.tsx";
import { fullDate } from "../accounts/words.ts";

interface End {
  at: string;
  date: string | null;
  version: number;
  value: number | null;
  bucket: BucketOrUnknown;
}

/** `GET /api/accounts/{id}/waterfall/`. */
export interface ChangeAnswer extends Pick<Waterfall, "steps" | "by_cause" | "change"> {
  from: End;
  to: End;
  override_change: number;
  versions: { version: number; note: string; at: string }[];
}

const causeWords: Record<Step["cause"] | "override", string> = {
  behaviour: "Usage",
  coverage: "What is known",
  profile: "Segment or seats",
  configuration: "Health model",
  override: "Override",
};

interface Bar {
  label: string;
  detail: string;
  cause: Step["cause"] | "override";
  points: number;
  /** Where the running sum stood before it. */
  before: number;
}

const detailOf = ({ cause, factor, from, to }: Step): string => {
  if (cause === "behaviour") return `${inputText(factor, from)} → ${inputText(factor, to)}`;
  if (cause === "coverage") return to === null ? "No longer known" : from === null ? "Known now" : "";
  return cause === "configuration" ? "Scored otherwise" : "Measured against another target";
};

/** The steps as bars, each where the one before it ended; the last ends at the new score. */
export const barsOf = (answer: ChangeAnswer): Bar[] => {
  const steps = [
    ...answer.steps.map((step) => ({
      label: factorLabels[step.factor],
      detail: detailOf(step),
      cause: step.cause,
      points: step.points,
    })),
    ...(answer.override_change === 0
      ? []
      : [{ label: "A person's word", detail: "", cause: "override" as const, points: answer.override_change }]),
  ];
  let before = answer.from.value ?? 0;
  return steps.map((step) => {
    const bar = { ...step, before };
    before += step.points;
    return bar;
  });
};

export interface Extent {
  low: number;
  high: number;
}

/** The stretch of the scale on which the steps happen, at least twenty points of it, so that small ones are seen. */
export const extentOf = (answer: ChangeAnswer): Extent => {
  const sums = [
    answer.from.value ?? 0,
    answer.to.value ?? 0,
    ...barsOf(answer).flatMap(({ before, points }) => [before, before + points]),
  ];
  const [least, most] = [Math.min(...sums), Math.max(...sums)];
  const low = Math.max(0, Math.min(80, Math.floor((least - 4) / 10) * 10));
  const high = Math.min(100, Math.max(low + 20, Math.ceil((most + 2) / 10) * 10));
  return { low: Math.min(low, high - 20), high };
};

const across = (value: number, { low, high }: Extent): number =>
  Math.max(0, Math.min(100, (100 * (value - low)) / (high - low)));

const causeTones: Record<Bar["cause"], string> = {
  behaviour: "",
  coverage: "",
  profile: "acct-bar-set",
  configuration: "acct-bar-set",
  override: "acct-bar-set",
};

const EndLine = (props: { label: string; end: End; extent: Extent }): JSX.Element => (
  <tr class="acct-fall-end">
    <th scope="row">
      <span class="block font-medium text-ink">{props.label}</span>
      <span class="block text-xs text-faint">
        {props.end.date ? `Usage of ${fullDate(props.end.date)}` : "No usage"}
        {props.end.version > 0 ? ` · model ${props.end.version}` : ""}
      </span>
    </th>
    <td class="acct-fall-track">
      <span
        class="acct-fall-whole"
        style={{ width: `${across(props.end.value ?? 0, props.extent)}%` }}
        aria-hidden="true"
      />
    </td>
    <td class="text-end whitespace-nowrap" data-numbers>
      <span class="inline-flex items-center gap-1.5 font-semibold text-ink">
        <BucketShape bucket={props.end.bucket} size={10} />
        {scoreText(props.end.value, 2)}
      </span>
      <span class="block text-xs text-faint">{bucketLabels[props.end.bucket]}</span>
    </td>
  </tr>
);

const BarLine = (props: { bar: Bar; extent: Extent }): JSX.Element => {
  const ends = () =>
    [props.bar.before, props.bar.before + props.bar.points].map((value) => across(value, props.extent)) as [
      number,
      number,
    ];
  return (
    <tr data-step={props.bar.cause}>
      <th scope="row">
        <span class="block text-ink">{props.bar.label}</span>
        <span class="block text-xs text-faint">
          {[causeWords[props.bar.cause], props.bar.detail].filter(Boolean).join(" · ")}
        </span>
      </th>
      <td class="acct-fall-track">
        <span
          aria-hidden="true"
          class={`acct-fall-step ${props.bar.points < 0 ? "acct-fall-down" : "acct-fall-up"} ${causeTones[props.bar.cause]}`}
          style={{ left: `${Math.min(...ends())}%`, width: `max(2px, ${Math.abs(ends()[1] - ends()[0])}%)` }}
        />
      </td>
      <td
        data-numbers
        class={`text-end font-medium whitespace-nowrap ${props.bar.points < 0 ? "text-bad-text" : "text-good-text"}`}
      >
        {pointsText(props.bar.points)}
      </td>
    </tr>
  );
};

export const WaterfallView = (props: {
  change: ChangeAnswer | undefined;
  loading: boolean;
  stale: boolean;
  problem: Problem | undefined;
}): JSX.Element => (
  <section aria-label="What changed" class="acct-card p-4">
    <header class="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 pb-3">
      <h3 class="font-semibold">What changed</h3>
      <Show when={props.change}>
        {(change) => (
          <p data-numbers class="text-sm text-soft">
            {fullDate(change().from.at.slice(0, 10))} to {fullDate(change().to.at.slice(0, 10))}:{" "}
            <span class="font-semibold text-ink">{pointsText(change().change)}</span>
          </p>
        )}
      </Show>
    </header>
    <Show
      when={props.change}
      fallback={
        <Show
          when={!props.problem}
          fallback={
            <p class="py-8 text-center text-soft">What changed could not be loaded. {props.problem?.message}</p>
          }
        >
          <div class="flex flex-col gap-3">
            <Skeleton class="h-8 w-full" />
            <Skeleton class="h-8 w-full" />
            <Skeleton class="h-8 w-full" />
          </div>
        </Show>
      }
    >
      {(change) => (
        <table class="acct-fall">
          <thead aria-hidden="true">
            <tr>
              <td />
              <td class="text-2xs text-faint" data-numbers>
                <span class="flex justify-between">
                  <span>{extentOf(change()).low}</span>
                  <span>{extentOf(change()).high}</span>
                </span>
              </td>
              <td />
            </tr>
          </thead>
          <tbody>
            <EndLine label={fullDate(change().from.at.slice(0, 10))} end={change().from} extent={extentOf(change())} />
            <For
              each={barsOf(change())}
              fallback={
                <tr>
                  <td colspan={3} class="py-4 text-center text-soft">
                    Nothing that counts changed between these days.
                  </td>
                </tr>
              }
            >
              {(bar) => <BarLine bar={bar} extent={extentOf(change())} />}
            </For>
            <EndLine label={fullDate(change().to.at.slice(0, 10))} end={change().to} extent={extentOf(change())} />
          </tbody>
        </table>
      )}
    </Show>
    <Show when={props.change?.versions.length}>
      <ul class="mt-3 border-t border-line pt-2.5 text-xs text-soft">
        <For each={props.change?.versions}>
          {(version) => (
            <li>
              Model {version.version} was published on {fullDate(version.at.slice(0, 10))}: {version.note}
            </li>
          )}
        </For>
      </ul>
    </Show>
  </section>
);
