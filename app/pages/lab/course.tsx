/** The mean health of the last ninety days, marked where a version of the model came into force. [LB3] */
import { createUniqueId, For, type JSX, Show } from "solid-js";
import { createRemote } from "../../live/remote.ts";
import { Skeleton } from "../../parts/states.tsx";
import { useLab } from "./lab-scope.ts";
import { meanText } from "./words.ts";

interface Trend {
  days: number;
  points: { date: string; average_health: number | null }[];
  versions: { date: string; version: number; note: string }[];
}

const width = 420;
const height = 84;
const top = 16;
const days = 90;
const dayMonth = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", timeZone: "UTC" });
const dateText = (date: string): string => dayMonth.format(Date.parse(date));

export const Course = (): JSX.Element => {
  const lab = useLab();
  const id = createUniqueId();
  const trend = createRemote<Trend>({
    live: lab.live,
    path: () => `/api/analytics/health-trend/?circle_id=${lab.live.circle}&days=${days}`,
    topics: { health: true },
  });
  const known = () =>
    (trend.data()?.points ?? []).flatMap(({ date, average_health: mean }) => (mean === null ? [] : [{ date, mean }]));
  const ends = () => {
    const points = trend.data()?.points ?? [];
    return [Date.parse(points[0]?.date ?? ""), Date.parse(points.at(-1)?.date ?? "")] as const;
  };
  const range = () => {
    const means = known().map(({ mean }) => mean);
    const [low, high] = [Math.min(...means), Math.max(...means)];
    const room = Math.max(1, (high - low) * 0.2);
    return [low - room, high + room] as const;
  };
  const x = (date: string): number => {
    const [first, last] = ends();
    return last === first ? width : ((Date.parse(date) - first) / (last - first)) * width;
  };
  const y = (mean: number): number => {
    const [low, high] = range();
    return top + (1 - (mean - low) / (high - low)) * (height - top);
  };
  const line = () =>
    known()
      .map(({ date, mean }, at) => `${at === 0 ? "M" : "L"}${x(date).toFixed(1)} ${y(mean).toFixed(1)}`)
      .join("");
  /** Versions of one day share a mark. */
  const marks = () => {
    const byDate = new Map<string, number[]>();
    for (const { date, version } of trend.data()?.versions ?? [])
      byDate.set(date, [...(byDate.get(date) ?? []), version]);
    return [...byDate].map(([date, versions]) => {
      const [first, last] = [Math.min(...versions), Math.max(...versions)];
      return { date, name: first === last ? `v${first}` : `v${first}–${last}` };
    });
  };
  const summary = () => {
    const [first, last] = [known()[0], known().at(-1)];
    if (!first || !last) return "";
    const published = trend.data()?.versions ?? [];
    const told = published.map(({ version, date }) => `version ${version} on ${dateText(date)}`).join(", ");
    return `Mean health from ${meanText(first.mean)} on ${dateText(first.date)} to ${meanText(last.mean)}${told ? `; ${told}` : ""}.`;
  };
  return (
    <Show when={trend.data()} fallback={trend.loading() && <Skeleton class="h-28 w-full" />}>
      <Show when={known().length > 1}>
        <figure class="mb-2 flex flex-col gap-1 border-b border-line pb-4">
          <figcaption class="flex items-baseline gap-2 text-xs text-soft">
            Mean health, {days} days
            <strong data-numbers class="text-sm font-semibold text-ink">
              {meanText(known().at(-1)?.mean ?? null)}
            </strong>
          </figcaption>
          <svg viewBox={`0 0 ${width} ${height}`} class="lab-course" role="img" aria-labelledby={id}>
            <title id={id}>{summary()}</title>
            <For each={marks()}>
              {(mark) => (
                <g data-mark={mark.name}>
                  <line x1={x(mark.date)} x2={x(mark.date)} y1={top - 2} y2={height} class="lab-course-mark" />
                  <text x={Math.min(width - 16, Math.max(8, x(mark.date)))} y={10} class="lab-course-name">
                    {mark.name}
                  </text>
                </g>
              )}
            </For>
            <path d={line()} class="lab-course-line" />
          </svg>
          <div class="flex justify-between text-2xs text-faint" aria-hidden="true">
            <span>{dateText(trend.data()?.points[0]?.date ?? "")}</span>
            <span>{dateText(trend.data()?.points.at(-1)?.date ?? "")}</span>
          </div>
        </figure>
      </Show>
    </Show>
  );
};
