/** Where all accounts stand, one bar a point, with the two thresholds to drag; and how many are in each bucket. [LB1] */
import RotateCcw from "lucide-solid/icons/rotate-ccw";
import { createMemo, createUniqueId, For, type JSX, Show } from "solid-js";
import { type Bucket, buckets, bucketsOrUnknown } from "../../../domain/health.ts";
import { bucketLabels } from "../../../domain/health-words.ts";
import { IconButton } from "../../parts/button.tsx";
import { BucketShape } from "../../parts/health-badge.tsx";
import { shortText } from "../kpis/numbers.ts";
import { HeldFrame, Holders } from "./held.tsx";
import { useLab } from "./lab-scope.ts";
import { scoreBars } from "./outcome.ts";
import { changeText, countWords, numberText } from "./words.ts";

/** The drawing's own units: one bar a unit wide. */
const height = 100;

const stacked = (all: readonly Float64Array[], most: number): string[] => {
  const under = new Float64Array(scoreBars);
  return all.map((counts) =>
    [...counts]
      .map((count, at) => {
        if (count === 0) return "";
        const from = ((under[at] ?? 0) / most) * height;
        under[at] = (under[at] ?? 0) + count;
        const to = ((under[at] ?? 0) / most) * height;
        return `M${at + 0.08} ${(height - from).toFixed(2)}V${(height - to).toFixed(2)}H${at + 0.92}V${(height - from).toFixed(2)}Z`;
      })
      .join(""),
  );
};

const totals = (all: readonly Float64Array[]): Float64Array => {
  const sum = new Float64Array(scoreBars);
  for (const counts of all) counts.forEach((count, at) => (sum[at] = (sum[at] ?? 0) + count));
  return sum;
};

const outline = (counts: Float64Array, most: number): string =>
  [...counts]
    .map((count, at) => {
      const top = (height - (count / most) * height).toFixed(2);
      return `${at === 0 ? `M0 ${top}` : `V${top}`}H${at + 1}`;
    })
    .join("");

/** Least distance between the two thresholds. */
const apart = 1;

const Threshold = (props: { bucket: "healthy" | "at_risk" }): JSX.Element => {
  const lab = useLab();
  const limits = () => lab.settings().thresholds;
  const name = () => lab.nameOf(["thresholds", props.bucket]);
  const put = (input: HTMLInputElement): void => {
    const value = input.valueAsNumber;
    const bounded =
      props.bucket === "healthy"
        ? Math.max(value, limits().at_risk + apart)
        : Math.min(value, limits().healthy - apart);
    if (lab.frozen() === undefined) {
      // A segment has both thresholds or none of its own.
      if (lab.segment() === null) lab.set(["thresholds", props.bucket], bounded);
      else lab.set(["thresholds"], { ...limits(), [props.bucket]: bounded });
    }
    input.value = String(limits()[props.bucket]);
  };
  return (
    <input
      type="range"
      class="lab-threshold"
      data-bucket={props.bucket}
      min={0}
      max={100}
      step={1}
      value={limits()[props.bucket]}
      aria-label={`${bucketLabels[props.bucket]} from`}
      aria-valuetext={`${limits()[props.bucket]} points`}
      aria-disabled={lab.frozen() === undefined ? undefined : "true"}
      onInput={(event) => put(event.currentTarget)}
      onPointerDown={() => lab.draft.hold(name())}
      onPointerUp={() => lab.draft.hold(null)}
      onPointerCancel={() => lab.draft.hold(null)}
      onFocus={(event) => event.currentTarget.matches(":focus-visible") && lab.draft.hold(name())}
      onBlur={() => lab.draft.hold(null)}
    />
  );
};

const Limit = (props: { bucket: "healthy" | "at_risk" }): JSX.Element => {
  const lab = useLab();
  const now = () => lab.settings().thresholds[props.bucket];
  const before = () => lab.settingsBefore().thresholds[props.bucket];
  return (
    <span class="inline-flex items-center gap-1.5">
      <span class="text-soft">{bucketLabels[props.bucket]} from</span>
      <strong data-numbers class="font-semibold text-ink" data-limit={props.bucket}>
        {numberText(now())}
      </strong>
      <Holders name={lab.nameOf(["thresholds", props.bucket])} />
      <Show when={now() !== before()}>
        <span data-numbers class="text-faint line-through">
          {numberText(before())}
        </span>
      </Show>
    </span>
  );
};

const tones: Record<Bucket, string> = { healthy: "fill-good", at_risk: "fill-watch", critical: "fill-bad" };

export const Distribution = (): JSX.Element => {
  const lab = useLab();
  const id = createUniqueId();
  const most = createMemo(() => {
    const bars = lab.outcomes.bars();
    return bars ? Math.max(1, ...totals(bars.before), ...totals(bars.after)) : 1;
  });
  const after = createMemo(() => stacked(lab.outcomes.bars()?.after ?? [], most()));
  const before = createMemo(() => {
    const bars = lab.outcomes.bars();
    return bars && lab.draft.changes().length > 0 ? outline(totals(bars.before), most()) : "";
  });
  const thresholdsChanged = () =>
    (["healthy", "at_risk"] as const).some(
      (limit) => lab.settings().thresholds[limit] !== lab.settingsBefore().thresholds[limit],
    );
  const ownThresholds = () => lab.segment() !== null && lab.isOwn(["thresholds"]);
  return (
    <HeldFrame name={lab.nameOf(["thresholds", "healthy"])} class="lab-card lab-hero">
      <div class="flex flex-wrap items-center gap-x-5 gap-y-1 text-sm">
        <h2 class="font-semibold max-md:sr-only">
          {lab.segment() === null ? "All accounts" : "All accounts, with " + lab.segment() + " as set here"}
        </h2>
        <span class="ms-auto flex flex-wrap items-center gap-x-5 gap-y-1 max-md:ms-0">
          <Limit bucket="at_risk" />
          <Limit bucket="healthy" />
          <Show when={thresholdsChanged() || ownThresholds()}>
            <IconButton
              icon={RotateCcw}
              size={13}
              label={ownThresholds() ? "Thresholds as everybody" : "Thresholds back to what is in force"}
              class="lab-small"
              reason={lab.frozen()}
              onClick={() => lab.set(["thresholds"], ownThresholds() ? undefined : lab.settingsBefore().thresholds)}
            />
          </Show>
        </span>
      </div>
      <div class="lab-plot">
        <svg
          viewBox={`0 0 ${scoreBars} ${height}`}
          preserveAspectRatio="none"
          role="img"
          aria-labelledby={id}
          class="lab-bars"
        >
          <title id={id}>How many accounts have which score</title>
          <For each={buckets}>{(bucket, at) => <path d={after()[at()] ?? ""} class={tones[bucket]} />}</For>
          <path d={before()} class="lab-outline" vector-effect="non-scaling-stroke" />
        </svg>
        <Threshold bucket="at_risk" />
        <Threshold bucket="healthy" />
      </div>
      <div class="lab-axis" aria-hidden="true">
        <For each={[0, 25, 50, 75, 100]}>{(mark) => <span>{mark}</span>}</For>
      </div>
      <ul class="lab-sums">
        <For each={bucketsOrUnknown}>
          {(bucket, at) => {
            const sum = () => lab.outcomes.outcome()?.sumsAfter[at()] ?? { count: 0, arr: 0 };
            const was = () => lab.outcomes.outcome()?.sumsBefore[at()] ?? { count: 0, arr: 0 };
            return (
              <li data-sum={bucket}>
                <span class="flex items-center gap-1.5 text-xs text-soft">
                  <BucketShape bucket={bucket} size={10} />
                  {bucketLabels[bucket]}
                </span>
                <span class="flex items-baseline gap-2">
                  <strong data-numbers class="text-lg font-semibold">
                    {sum().count.toLocaleString()}
                  </strong>
                  <span
                    data-numbers
                    class="text-xs"
                    classList={{ invisible: sum().count === was().count }}
                    data-tip={`${countWords(was().count)} under the model in force`}
                  >
                    {changeText(sum().count - was().count)}
                  </span>
                </span>
                <span data-numbers class="lab-arr text-xs text-faint">
                  {shortText(sum().arr, "currency")} ARR
                </span>
              </li>
            );
          }}
        </For>
      </ul>
    </HeldFrame>
  );
};
