/** A score's way from one value to another in a strip: what took and what gave, one bar each. The label says the same. [TD6] */
import { createMemo, For, type JSX, Show } from "solid-js";
import { type MoverStep, stepWords } from "../../domain/movers.ts";
import { scoreText } from "../../domain/health-words.ts";

export interface WaterfallProps {
  from: number;
  to: number;
  steps: readonly MoverStep[];
  width?: number;
  height?: number;
}

interface Bar {
  x: number;
  y: number;
  height: number;
  /** Where the line to the next bar begins, and how long it is: none after the last. */
  next: { x: number; y: number; width: number } | null;
  fill: string;
}

const gap = 2;
const least = 1.5;

const barsOf = (
  { from, to, steps }: Pick<WaterfallProps, "from" | "to" | "steps">,
  width: number,
  height: number,
): { bars: Bar[]; bar: number } => {
  const levels = [from];
  for (const { points } of steps) levels.push((levels.at(-1) ?? 0) + points);
  const [low, high] = [Math.min(...levels), Math.max(...levels)];
  const scale = (height - 2 * least) / Math.max(high - low, 0.001);
  const y = (level: number): number => least + (high - level) * scale;
  const count = steps.length + 2;
  const bar = (width - gap * (count - 1)) / count;
  const at = (place: number, start: number, end: number, fill: string): Bar => ({
    x: place * (bar + gap),
    y: start === end ? y(start) - least / 2 : y(Math.max(start, end)),
    height: Math.max(least, Math.abs(end - start) * scale),
    next: place === count - 1 ? null : { x: place * (bar + gap) + bar, y: y(end), width: gap },
    fill,
  });
  const moves = steps.map(({ points }, place) =>
    at(place + 1, levels[place] ?? 0, levels[place + 1] ?? 0, points < 0 ? "var(--color-bad)" : "var(--color-good)"),
  );
  const edge = "var(--color-control)";
  return { bars: [at(0, from, from, edge), ...moves, at(count - 1, to, to, edge)], bar };
};

export const Waterfall = (props: WaterfallProps): JSX.Element => {
  const width = () => props.width ?? 84;
  const height = () => props.height ?? 24;
  const drawn = createMemo(() => barsOf(props, width(), height()));
  const label = () =>
    `From ${scoreText(props.from, 1)} to ${scoreText(props.to, 1)}: ${props.steps.map(stepWords).join(", ")}`;
  return (
    <svg
      role="img"
      aria-label={label()}
      data-tip={label()}
      width={width()}
      height={height()}
      viewBox={`0 0 ${width()} ${height()}`}
      class="shrink-0"
    >
      <For each={drawn().bars}>
        {(one) => (
          <>
            <rect x={one.x} y={one.y} width={drawn().bar} height={one.height} rx="0.75" fill={one.fill} />
            <Show when={one.next}>
              {(next) => (
                <line
                  x1={next().x}
                  x2={next().x + next().width}
                  y1={next().y}
                  y2={next().y}
                  stroke="var(--color-edge)"
                />
              )}
            </Show>
          </>
        )}
      </For>
    </svg>
  );
};
