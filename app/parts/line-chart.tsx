/** A line over days: read with the pointer or with the arrows; marks stand where something was changed. */
import { createMemo, createSignal, createUniqueId, For, type JSX, onCleanup, onMount, Show } from "solid-js";
import "./line-chart.css";
import {
  type Frame,
  type Line,
  type LineScale,
  makeLineScale,
  nearestTo,
  slopedPath,
  steppedPath,
} from "./line-scale.ts";

export interface Mark {
  at: number;
  label: string;
}

export interface LineChartProps {
  label: string;
  line: Line;
  since: number;
  until: number;
  height?: number;
  /** Horizontal lines that belong to the picture, such as thresholds. */
  levels?: readonly { value: number; label: string; tone?: "good" | "bad" | "plain" }[];
  marks?: readonly Mark[];
  /** The axis' ends when they are known, such as 0 and 100. */
  bounds?: readonly [number, number];
  /** A value on the axis, and one that is read. */
  axis: (value: number) => string;
  read: (value: number, time: number) => string;
  /** Index of the point that is read; null is the newest. */
  at: number | null;
  onAt: (at: number | null) => void;
  /** Drawn over the chart, in its own coordinates. */
  over?: (scale: LineScale, frame: Frame) => JSX.Element;
  /** Steps instead of slopes: a value holds until the next. */
  steps?: boolean;
}

const dayMonth = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", timeZone: "UTC" });
const month = new Intl.DateTimeFormat(undefined, { month: "short", timeZone: "UTC" });
const year = new Intl.DateTimeFormat(undefined, { year: "numeric", timeZone: "UTC" });
const long = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeZone: "UTC" });

const tidy = (value: number): number => Math.round(value * 10) / 10;

export const LineChart = (props: LineChartProps): JSX.Element => {
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
  const height = () => props.height ?? 240;
  const frame = createMemo((): Frame => ({
    width: width(),
    height: height(),
    left: 44,
    right: 12,
    top: 12,
    bottom: 24,
  }));
  const scale = createMemo(() =>
    makeLineScale(props.line, frame(), props.since, props.until, [
      ...(props.bounds ?? []),
      ...(props.bounds ? [] : (props.levels ?? []).map(({ value }) => value)),
    ]),
  );
  const line = createMemo(() => (props.steps ? steppedPath : slopedPath)(props.line, scale()));
  const last = () => props.line.times.length - 1;
  const here = () => Math.min(props.at ?? last(), last());
  const area = () => {
    const first = props.line.times[0];
    const end = props.steps ? props.until : props.line.times.at(-1);
    if (first === undefined || end === undefined) return "";
    return `${line()}L${tidy(scale().x(end))} ${scale().y(scale().low)}L${tidy(scale().x(first))} ${scale().y(scale().low)}Z`;
  };
  const dateLabel = (time: number): string => {
    const days = (props.until - props.since) / 86_400_000;
    if (days <= 100) return dayMonth.format(time);
    return (days > 800 || new Date(time).getUTCMonth() === 0 ? year : month).format(time);
  };
  const words = (at: number): string => {
    const [time, value] = [props.line.times[at], props.line.values[at]];
    return time === undefined || value === undefined ? "No values" : `${long.format(time)}: ${props.read(value, time)}`;
  };
  const point = (event: PointerEvent): void => {
    if (!box || last() < 0) return;
    const { left } = box.getBoundingClientRect();
    const across = (event.clientX - left - frame().left) / (frame().width - frame().left - frame().right);
    props.onAt(nearestTo(props.line, props.since + across * (props.until - props.since)));
  };
  const press = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    const far = event.shiftKey ? 7 : 1;
    const to = { ArrowLeft: here() - far, ArrowRight: here() + far, Home: 0, End: last() }[event.key];
    if (to === undefined || last() < 0) return;
    event.preventDefault();
    props.onAt(Math.max(0, Math.min(last(), to)));
  };
  return (
    <div
      ref={(element) => (box = element)}
      role="slider"
      tabindex="0"
      aria-label={props.label}
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={Math.max(0, last())}
      aria-valuenow={Math.max(0, here())}
      aria-valuetext={words(here())}
      aria-describedby={id}
      class="relative rounded-control"
      onPointerMove={point}
      onPointerDown={point}
      onPointerLeave={(event) => event.pointerType === "mouse" && document.activeElement !== box && props.onAt(null)}
      onKeyDown={press}
    >
      <p id={id} class="sr-only">
        Left and right arrows read the values one by one; with Shift a week.
      </p>
      <svg width={width()} height={height()} class="line-chart" aria-hidden="true">
        <For each={scale().rows}>
          {(row) => (
            <>
              <line
                x1={frame().left}
                x2={width() - frame().right}
                y1={scale().y(row)}
                y2={scale().y(row)}
                class="line-grid"
              />
              <text x={frame().left - 8} y={scale().y(row) + 4} text-anchor="end" class="line-label">
                {props.axis(row)}
              </text>
            </>
          )}
        </For>
        <For each={scale().columns}>
          {(time) => (
            <text x={Math.min(scale().x(time), width() - 22)} y={height() - 6} text-anchor="middle" class="line-label">
              {dateLabel(time)}
            </text>
          )}
        </For>
        <For each={props.levels}>
          {(level) => (
            <line
              x1={frame().left}
              x2={width() - frame().right}
              y1={scale().y(level.value)}
              y2={scale().y(level.value)}
              class={`line-level line-level-${level.tone ?? "plain"}`}
            />
          )}
        </For>
        <path d={area()} class="line-area" />
        <path d={line()} class="line-line" />
        <For each={props.levels}>
          {(level) => (
            <text x={frame().left + 4} y={scale().y(level.value) - 4} class="line-label line-over">
              {level.label}
            </text>
          )}
        </For>
        <For each={props.marks}>
          {(mark) => (
            <g class="line-mark">
              <line x1={scale().x(mark.at)} x2={scale().x(mark.at)} y1={frame().top} y2={height() - frame().bottom} />
              <path d={`M${scale().x(mark.at)} ${frame().top}m-4 0h8l-4 6z`} />
              <text x={scale().x(mark.at) + 6} y={frame().top + 4} class="line-label">
                {mark.label}
              </text>
            </g>
          )}
        </For>
        <Show when={here() >= 0}>
          <Show when={props.at !== null}>
            <line
              x1={scale().x(props.line.times[here()] ?? 0)}
              x2={scale().x(props.line.times[here()] ?? 0)}
              y1={frame().top}
              y2={height() - frame().bottom}
              class="line-cursor"
            />
          </Show>
          <circle
            cx={scale().x(props.line.times[here()] ?? 0)}
            cy={scale().y(props.line.values[here()] ?? 0)}
            r="4.5"
            class="line-point"
          />
        </Show>
        {props.over?.(scale(), frame())}
      </svg>
      <Show when={props.at !== null && here() >= 0}>
        <div
          aria-hidden="true"
          class="pointer-events-none absolute top-1 z-1 rounded-control bg-float px-2 py-1 text-xs whitespace-nowrap shadow-float"
          style={
            scale().x(props.line.times[here()] ?? 0) > width() / 2
              ? { right: `${width() - scale().x(props.line.times[here()] ?? 0) + 10}px` }
              : { left: `${scale().x(props.line.times[here()] ?? 0) + 10}px` }
          }
        >
          <span class="text-faint">{dayMonth.format(props.line.times[here()] ?? 0)}</span>{" "}
          <span class="font-medium">{props.read(props.line.values[here()] ?? 0, props.line.times[here()] ?? 0)}</span>
        </div>
      </Show>
    </div>
  );
};

/** The same course in a strip; the words beside it say it. */
export const SparkLine = (props: { line: Line; since: number; until: number; label: string }): JSX.Element => {
  const size = { width: 120, height: 28 };
  const drawn = createMemo(() => {
    if (props.line.times.length < 2) return undefined;
    const scale = makeLineScale(
      props.line,
      { ...size, left: 1, right: 3, top: 3, bottom: 3 },
      props.since,
      props.until,
    );
    let [low, high] = [Infinity, -Infinity];
    for (const value of props.line.values) [low, high] = [Math.min(low, value), Math.max(high, value)];
    const span = high - low || 1;
    const y = (value: number): number => tidy(3 + (1 - (value - low) / span) * (size.height - 6));
    const path = props.line.times
      .map((time, at) => `${at === 0 ? "M" : "L"}${tidy(scale.x(time))} ${y(props.line.values[at] ?? 0)}`)
      .join("");
    return { path, x: tidy(scale.x(props.line.times.at(-1) ?? 0)), y: y(props.line.values.at(-1) ?? 0) };
  });
  return (
    <Show when={drawn()} fallback={<span class="block w-full border-t border-dashed border-edge" aria-hidden="true" />}>
      {(spark) => (
        <svg
          role="img"
          aria-label={props.label}
          viewBox={`0 0 ${size.width} ${size.height}`}
          preserveAspectRatio="none"
          class="line-spark"
        >
          <path d={spark().path} />
          <path d={`M${spark().x} ${spark().y}h0.01`} class="line-spark-dot" />
        </svg>
      )}
    </Show>
  );
};
