/** A KPI's recent course in a strip: line, target, today's dot. The words beside it say the same. */
import { createMemo, type JSX, Show } from "solid-js";
import { sparkOf } from "./spark.ts";
import type { Series } from "./values.ts";

const width = 240;
const height = 40;

export interface SparklineProps {
  series: Series | undefined;
  since: number;
  until: number;
  /** What a screen reader hears in its place. */
  label: string;
  loading: boolean;
}

const emptyText = (series: Series | undefined): string => {
  if (!series) return "No history here";
  return series.times.length > 1 ? "No course yet" : "One value in these days";
};

export const Sparkline = (props: SparklineProps): JSX.Element => {
  const spark = createMemo(() => props.series && sparkOf(props.series, { width, height }, props.since, props.until));
  return (
    <Show
      when={spark()}
      fallback={
        <div class={`flex h-10 items-center text-2xs text-faint ${props.loading ? "animate-shimmer" : ""}`}>
          <span aria-hidden="true" class="w-full border-t border-dashed border-edge" />
          <Show when={!props.loading}>
            <span class="shrink-0 ps-2">{emptyText(props.series)}</span>
          </Show>
        </div>
      }
    >
      {(drawn) => (
        <svg
          role="img"
          aria-label={props.label}
          data-spark
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          class="spark"
        >
          <path d={drawn().area} class="spark-area" />
          <Show when={drawn().target !== null}>
            <line x1="0" x2={width} y1={drawn().target ?? 0} y2={drawn().target ?? 0} class="spark-target" />
          </Show>
          <path d={drawn().line} class="spark-line" />
          <path d={`M${drawn().last.x} ${drawn().last.y}h0.01`} class="spark-dot" />
        </svg>
      )}
    </Show>
  );
};
