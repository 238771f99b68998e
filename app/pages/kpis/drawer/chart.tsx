/** The large chart: the line, its target, marked points; read with the pointer or with ← and →. [KB16] */
import {
  createEffect,
  createMemo,
  createSignal,
  createUniqueId,
  For,
  type JSX,
  onCleanup,
  onMount,
  Show,
} from "solid-js";
import { dayAt } from "../../../../domain/days.ts";
import type { Kpi } from "../../../../domain/kpi.ts";
import type { Unusual } from "../../../../domain/unusual.ts";
import type { Series } from "../values.ts";
import { amountText, axisTexts, percentText } from "../numbers.ts";
import { useKpis } from "../kpi-scope.ts";
import { type Frame, linePath, makeScale, nearest, targetPath } from "./scale.ts";
import { percentageComplete } from "../../../../domain/kpi-arithmetic.ts";

const height = 260;
const long = new Intl.DateTimeFormat(undefined, {
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "numeric",
  minute: "2-digit",
});
const dayMonth = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", timeZone: "UTC" });
const month = new Intl.DateTimeFormat(undefined, { month: "short", timeZone: "UTC" });
const year = new Intl.DateTimeFormat(undefined, { year: "numeric", timeZone: "UTC" });

export interface ChartProps {
  kpi: Kpi;
  series: Series;
  since: number;
  until: number;
  /** Notes by instant. */
  notes: ReadonlyMap<number, string>;
  unusual: readonly Unusual[];
  /** Index of the point that is read, or null for the newest. */
  at: number | null;
  onAt: (at: number | null) => void;
  /** Enter: a note beside the point that is read. */
  onWrite: () => void;
}

export const Chart = (props: ChartProps): JSX.Element => {
  const page = useKpis();
  const id = createUniqueId();
  let box: HTMLDivElement | undefined;
  const [width, setWidth] = createSignal(600);
  onMount(() => {
    if (!box) return;
    setWidth(box.clientWidth || 600);
    const observer = new ResizeObserver(() => box && setWidth(box.clientWidth));
    observer.observe(box);
    onCleanup(() => observer.disconnect());
  });
  const bounds = () =>
    props.kpi.direction === "between" ? [props.kpi.floor, props.kpi.ceiling].filter((bound) => bound !== null) : [];
  // How wide the labels are is known once the lines are.
  const [left, setLeft] = createSignal(52);
  const frame = (): Frame => ({ width: width(), height, left: left(), right: 12, top: 12, bottom: 24 });
  const scale = createMemo(() => makeScale(props.series, frame(), props.since, props.until, bounds()));
  const labels = createMemo(() => axisTexts(scale().rows, props.kpi.unit));
  createEffect(() => setLeft(Math.max(52, 16 + 6.4 * Math.max(...labels().map((text) => text.length)))));
  const line = createMemo(() => linePath(props.series, scale()));
  const area = () => {
    const first = props.series.times[0];
    const last = props.series.times.at(-1);
    return first === undefined || last === undefined
      ? ""
      : `${line()}L${scale().x(last)} ${scale().y(scale().low)}L${scale().x(first)} ${scale().y(scale().low)}Z`;
  };
  const goal = createMemo(() => targetPath(props.series, scale()));
  const strange = createMemo(() => {
    const zone = page.live.settings().time_zone;
    const byDay = new Map(props.unusual.map((one) => [one.day, one]));
    return props.series.times.flatMap((time, at) =>
      byDay.get(dayAt(time, zone))?.value === props.series.values[at] ? [at] : [],
    );
  });
  const here = () => Math.min(props.at ?? props.series.times.length - 1, props.series.times.length - 1);
  const label = (time: number): string => {
    const days = (props.until - props.since) / 86_400_000;
    if (days <= 70) return dayMonth.format(time);
    return (days > 800 || new Date(time).getUTCMonth() === 0 ? year : month).format(time);
  };
  const words = (at: number): string => {
    const [time, value, target] = [props.series.times[at], props.series.values[at], props.series.targets[at]];
    if (time === undefined || value === undefined || target === undefined) return "No values";
    const note = props.notes.get(time);
    return `${long.format(time)}: ${amountText(value, props.kpi.unit)}, ${percentText(percentageComplete(value, target))} of ${amountText(target, props.kpi.unit)}${note ? `. ${note}` : ""}`;
  };
  const point = (event: PointerEvent): void => {
    if (!box || props.series.times.length === 0) return;
    const { left: edge } = box.getBoundingClientRect();
    const across = (event.clientX - edge - frame().left) / (frame().width - frame().left - frame().right);
    props.onAt(nearest(props.series, props.since + across * (props.until - props.since)));
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === "Enter") {
      event.preventDefault();
      return props.onWrite();
    }
    const last = props.series.times.length - 1;
    const far = event.shiftKey ? 7 : 1;
    const to = {
      ArrowLeft: here() - far,
      ArrowRight: here() + far,
      Home: 0,
      End: last,
      PageUp: here() - 30,
      PageDown: here() + 30,
    }[event.key];
    if (to === undefined || last < 0) return undefined;
    event.preventDefault();
    return props.onAt(Math.max(0, Math.min(last, to)));
  };

  return (
    <div
      ref={(element) => (box = element)}
      role="slider"
      tabindex="0"
      aria-label={`History of ${props.kpi.name}`}
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={Math.max(0, props.series.times.length - 1)}
      aria-valuenow={Math.max(0, here())}
      aria-valuetext={words(here())}
      aria-describedby={id}
      class="rounded-control"
      onPointerMove={point}
      onPointerDown={point}
      onPointerLeave={(event) => event.pointerType === "mouse" && document.activeElement !== box && props.onAt(null)}
      onKeyDown={press}
    >
      <p id={id} class="sr-only">
        Left and right arrows read the values one by one; with Shift a week. Enter writes a note.
      </p>
      <svg width={width()} height={height} class="chart" aria-hidden="true">
        <For each={scale().rows}>
          {(row, at) => (
            <>
              <line
                x1={frame().left}
                x2={width() - frame().right}
                y1={scale().y(row)}
                y2={scale().y(row)}
                class="chart-grid"
              />
              <text x={frame().left - 8} y={scale().y(row) + 4} text-anchor="end" class="chart-label">
                {labels()[at()]}
              </text>
            </>
          )}
        </For>
        <For each={scale().columns}>
          {(time) => (
            <text x={scale().x(time)} y={height - 6} text-anchor="middle" class="chart-label">
              {label(time)}
            </text>
          )}
        </For>
        <Show when={bounds().length === 2}>
          <rect
            x={frame().left}
            width={Math.max(0, width() - frame().left - frame().right)}
            y={scale().y(Math.max(...bounds()))}
            height={Math.max(0, scale().y(Math.min(...bounds())) - scale().y(Math.max(...bounds())))}
            class="chart-band"
          />
        </Show>
        <path d={area()} class="chart-area" />
        <path d={goal()} class="chart-target" />
        <path d={line()} class="chart-line" />
        <For each={strange()}>
          {(at) => (
            <path
              d={`M${scale().x(props.series.times[at] ?? 0)} ${scale().y(props.series.values[at] ?? 0) - 20}l6 11h-12z`}
              class="chart-unusual"
            />
          )}
        </For>
        <For each={props.series.times.map((time, at) => ({ time, at })).filter(({ time }) => props.notes.has(time))}>
          {({ time, at }) => (
            <circle cx={scale().x(time)} cy={scale().y(props.series.values[at] ?? 0)} r="4.5" class="chart-note" />
          )}
        </For>
        <Show when={here() >= 0}>
          <Show when={props.at !== null}>
            <line
              x1={scale().x(props.series.times[here()] ?? 0)}
              x2={scale().x(props.series.times[here()] ?? 0)}
              y1={frame().top}
              y2={height - frame().bottom}
              class="chart-cursor"
            />
          </Show>
          <circle
            cx={scale().x(props.series.times[here()] ?? 0)}
            cy={scale().y(props.series.values[here()] ?? 0)}
            r="5"
            class="chart-point"
          />
        </Show>
      </svg>
    </div>
  );
};
