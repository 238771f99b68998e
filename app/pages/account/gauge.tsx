/** Health as a half circle: the score, where the buckets begin, and the bucket as word and shape. */
import { type JSX, Show } from "solid-js";
import type { BucketOrUnknown } from "../../../domain/health.ts";
import { bucketLabels, scoreText } from "../../../domain/health-words.ts";
import { BucketShape, bucketTones, Trend } from "../../parts/health-badge.tsx";

const radius = 52;
const centre = { x: 64, y: 62 };

const pointAt = (value: number, far: number): [number, number] => {
  const angle = Math.PI * (1 - value / 100);
  return [centre.x + far * Math.cos(angle), centre.y - far * Math.sin(angle)];
};
const tidy = (value: number): number => Math.round(value * 100) / 100;
const arc = (from: number, to: number): string => {
  const [x1, y1] = pointAt(from, radius);
  const [x2, y2] = pointAt(to, radius);
  return `M${tidy(x1)} ${tidy(y1)}A${radius} ${radius} 0 0 1 ${tidy(x2)} ${tidy(y2)}`;
};
const tick = (value: number): string => {
  const [x1, y1] = pointAt(value, radius - 7);
  const [x2, y2] = pointAt(value, radius + 7);
  return `M${tidy(x1)} ${tidy(y1)}L${tidy(x2)} ${tidy(y2)}`;
};

export interface GaugeProps {
  value: number | null;
  bucket: BucketOrUnknown;
  change: number | null;
  thresholds: { healthy: number; at_risk: number } | undefined;
}

export const Gauge = (props: GaugeProps): JSX.Element => (
  <span class="flex w-32 flex-col items-center">
    <svg viewBox="0 0 128 70" width="128" height="70" aria-hidden="true" class="acct-gauge">
      <path d={arc(0, 100)} class="acct-gauge-track" />
      <Show when={props.value !== null && props.value > 0}>
        <path d={arc(0, props.value ?? 0)} class={`acct-gauge-value acct-gauge-${props.bucket}`} />
      </Show>
      <Show when={props.thresholds}>
        {(at) => (
          <>
            <path d={tick(at().at_risk)} class="acct-gauge-tick" />
            <path d={tick(at().healthy)} class="acct-gauge-tick" />
          </>
        )}
      </Show>
      <text x={centre.x} y={centre.y - 4} text-anchor="middle" class="acct-gauge-number">
        {scoreText(props.value)}
      </text>
    </svg>
    <span class={`-mt-0.5 inline-flex items-center gap-1.5 font-medium ${bucketTones[props.bucket]}`}>
      <BucketShape bucket={props.bucket} />
      <Show when={props.value !== null}>
        <span class="sr-only">{scoreText(props.value)}, </span>
      </Show>
      {bucketLabels[props.bucket]}
      <Trend change={props.change} />
    </span>
  </span>
);
