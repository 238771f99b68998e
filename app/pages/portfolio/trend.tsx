/** The course of health by day: two means over a band of buckets, read by pointer, by arrows, or as a table. [PO4] */
import { createMemo, createSignal, For, type JSX, Match, onCleanup, Show, Switch } from "solid-js";
import type { TrendPoint } from "../../../domain/analytics.ts";
import { scoreText } from "../../../domain/health-words.ts";
import { Button } from "../../parts/button.tsx";
import { Choice } from "../../parts/choice.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Loading, Skeleton } from "../../parts/states.tsx";
import { dateText } from "../accounts/words.ts";
import { type TrendAnswer, usePortfolio } from "./portfolio-scope.ts";
import { axisOf, bandsOf, dateMarks, edges, lineOf, pointAt, xAt, yAt } from "./trend-shape.ts";

const height = 172;
const band = 44;
const foot = 18;

const sentence = (point: TrendPoint, date: string): string =>
  point.scored === 0
    ? `${date}: no scores`
    : `${date}: ${scoreText(point.weighted_health, 1)} weighted, ${scoreText(point.average_health, 1)} simple; ${point.buckets.critical} critical, ${point.buckets.at_risk} at risk, ${point.buckets.healthy} healthy`;

const Chart = (props: { trend: TrendAnswer }): JSX.Element => {
  const page = usePortfolio();
  const [width, setWidth] = createSignal(640);
  const [at, setAt] = createSignal<number | null>(null);
  const room = () => ({ width: width(), height, band });
  const points = () => props.trend.points;
  const axis = createMemo(() => axisOf(points()));
  const line = (of: "average_health" | "weighted_health", reckoned: boolean): string =>
    lineOf(points(), of, axis(), room(), (point) => point.reckoned > 0 === reckoned);
  const day = (date: string): string => dateText(date, page.today());
  const read = (): TrendPoint | undefined => points()[at() ?? points().length - 1];
  const said = (): string => {
    const point = read();
    return point ? sentence(point, day(point.date)) : "no scores";
  };
  const marks = () =>
    props.trend.versions.flatMap((version) => {
      const place = points().findIndex(({ date }) => date >= version.date);
      return place < 0 ? [] : [{ ...version, x: xAt(place, points().length, room()) }];
    });
  const resized = new ResizeObserver(([entry]) => entry && setWidth(Math.max(240, entry.contentRect.width)));
  onCleanup(() => resized.disconnect());
  const move = (way: number) => (): void =>
    void setAt((now) => Math.min(points().length - 1, Math.max(0, (now ?? points().length - 1) + way)));
  const keys: Record<string, () => void> = {
    ArrowLeft: move(-1),
    ArrowRight: move(1),
    PageUp: move(-7),
    PageDown: move(7),
    Home: move(-10_000),
    End: move(10_000),
    Escape: () => setAt(null),
  };
  return (
    <>
      <p class="flex min-h-5 flex-wrap items-center gap-x-4 gap-y-1 px-4 pt-3 text-xs text-soft">
        <span class="flex items-center gap-1.5">
          <span aria-hidden="true" class="h-0.5 w-4 rounded-full bg-accent" />
          weighted by ARR
        </span>
        <span class="flex items-center gap-1.5">
          <span aria-hidden="true" class="h-0.5 w-4 rounded-full bg-control" />
          simple
        </span>
        <Show when={points().some(({ reckoned }) => reckoned > 0)}>
          <span
            class="flex items-center gap-1.5"
            data-tip="From the usage of those days, before Rondo kept their scores"
          >
            <span aria-hidden="true" class="port-dash" />
            reckoned from usage
          </span>
        </Show>
        <span data-numbers aria-hidden="true" class="ms-auto text-ink max-sm:ms-0">
          {said()}
        </span>
      </p>
      <div
        ref={(element) => resized.observe(element)}
        role="slider"
        tabindex="0"
        aria-label="Course of health, day by day"
        aria-valuemin={0}
        aria-valuemax={points().length - 1}
        aria-valuenow={at() ?? points().length - 1}
        aria-valuetext={said()}
        class="mx-3 mb-2 rounded-control outline-offset-0"
        onKeyDown={(event) => {
          const run = keys[event.key];
          if (!run || (event.key === "Escape" && at() === null)) return;
          event.preventDefault();
          run();
        }}
        onPointerMove={(event) =>
          setAt(pointAt(event.clientX - event.currentTarget.getBoundingClientRect().left, points().length, room()))
        }
        onPointerLeave={() => setAt(null)}
        onBlur={() => setAt(null)}
      >
        <svg
          aria-hidden="true"
          width={width()}
          height={height + edges.gap + band + foot}
          class="block overflow-visible"
        >
          <For each={axis().ticks}>
            {(tick) => (
              <>
                <line
                  x1={edges.left}
                  x2={width() - edges.right}
                  y1={yAt(tick, axis(), room())}
                  y2={yAt(tick, axis(), room())}
                  stroke="var(--color-line)"
                />
                <text x={edges.left - 8} y={yAt(tick, axis(), room()) + 4} text-anchor="end" class="port-tick">
                  {tick}
                </text>
              </>
            )}
          </For>
          <For each={bandsOf(points(), room())}>
            {(area) => <path d={area.path} class={`port-band port-band-${area.bucket}`} />}
          </For>
          <For each={marks()}>
            {(mark) => (
              <>
                <line
                  x1={mark.x}
                  x2={mark.x}
                  y1={edges.top}
                  y2={height + edges.gap + band}
                  stroke="var(--color-control)"
                  stroke-dasharray="2 3"
                />
                <text x={mark.x + 4} y={edges.top + 8} class="port-tick">
                  model {mark.version}
                </text>
              </>
            )}
          </For>
          <path d={line("average_health", false)} class="port-line port-line-simple" />
          <path d={line("average_health", true)} class="port-line port-line-simple port-reckoned" />
          <path d={line("weighted_health", false)} class="port-line port-line-weighted" />
          <path d={line("weighted_health", true)} class="port-line port-line-weighted port-reckoned" />
          <For each={dateMarks(points().length, room())}>
            {(place, index) => (
              <text
                x={xAt(place, points().length, room())}
                y={height + edges.gap + band + 14}
                text-anchor={
                  index() === 0 ? "start" : index() === dateMarks(points().length, room()).length - 1 ? "end" : "middle"
                }
                class="port-tick"
              >
                {day(points()[place]?.date ?? "")}
              </text>
            )}
          </For>
          <Show when={at() !== null && read()}>
            {(point) => (
              <>
                <line
                  x1={xAt(at() ?? 0, points().length, room())}
                  x2={xAt(at() ?? 0, points().length, room())}
                  y1={edges.top}
                  y2={height + edges.gap + band}
                  stroke="var(--color-ink)"
                  stroke-opacity="0.35"
                />
                <Show when={point().weighted_health !== null}>
                  <circle
                    cx={xAt(at() ?? 0, points().length, room())}
                    cy={yAt(point().weighted_health ?? 0, axis(), room())}
                    r="4"
                    fill="var(--color-accent)"
                    stroke="var(--color-surface)"
                    stroke-width="2"
                  />
                </Show>
              </>
            )}
          </Show>
        </svg>
      </div>
    </>
  );
};

const Table = (props: { trend: TrendAnswer }): JSX.Element => {
  const page = usePortfolio();
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by key
    <div class="max-h-72 overflow-y-auto" tabindex="0" role="region" aria-label="Course of health as a table">
      <table class="w-full text-xs" data-numbers>
        <thead class="sticky top-0 bg-surface text-faint [&_th]:px-3 [&_th]:py-1.5 [&_th]:font-normal">
          <tr>
            <th scope="col" class="text-start">
              Day
            </th>
            <th scope="col" class="text-end">
              Weighted
            </th>
            <th scope="col" class="text-end">
              Simple
            </th>
            <th scope="col" class="text-end">
              Critical
            </th>
            <th scope="col" class="text-end">
              At risk
            </th>
            <th scope="col" class="text-end">
              Healthy
            </th>
          </tr>
        </thead>
        <tbody class="[&_td]:border-t [&_td]:border-line [&_td]:px-3 [&_td]:py-1 [&_td]:text-end [&_th]:border-t [&_th]:border-line [&_th]:px-3 [&_th]:text-start [&_th]:font-normal">
          <For each={props.trend.points.toReversed()}>
            {(point) => (
              <tr>
                <th scope="row">{dateText(point.date, page.today())}</th>
                <td>{scoreText(point.weighted_health, 1)}</td>
                <td>{scoreText(point.average_health, 1)}</td>
                <td>{point.buckets.critical}</td>
                <td>{point.buckets.at_risk}</td>
                <td>{point.buckets.healthy}</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  );
};

/** Days before the first score have nothing to tell. */
const told = (trend: TrendAnswer): TrendAnswer => {
  const first = trend.points.findIndex(({ scored }) => scored > 0);
  return first < 1 ? trend : { ...trend, points: trend.points.slice(first) };
};

export const Trend = (): JSX.Element => {
  const page = usePortfolio();
  const trend = createMemo(() => {
    const found = page.trend.data();
    return found && told(found);
  });
  const days = () => ((trend()?.points.length ?? 1) - 1) * (trend()?.every ?? 1);
  const [form, setForm] = createSignal<"chart" | "table">("chart");
  return (
    <Panel
      title="Health"
      beside={
        <span data-numbers class="text-xs text-faint">
          {days() > 0 ? `last ${days() + 1} days` : ""}
        </span>
      }
      end={
        <Choice
          label="Show as"
          value={form()}
          options={[
            { value: "chart", label: "Chart" },
            { value: "table", label: "Table" },
          ]}
          onChange={setForm}
        />
      }
    >
      <Switch>
        <Match when={trend()}>
          {(found) => (
            <Show when={form() === "chart"} fallback={<Table trend={found()} />}>
              <Chart trend={found()} />
            </Show>
          )}
        </Match>
        <Match when={page.trend.problem()}>
          {(problem) => (
            <div role="alert" class="flex flex-wrap items-center gap-2 px-4 py-6 text-soft">
              <span class="min-w-0 flex-1">The course of health could not be loaded. {problem().message}</span>
              <Button onClick={() => page.trend.refetch()}>Try again</Button>
            </div>
          )}
        </Match>
        <Match when={true}>
          <Loading label="Loading the course of health" class="p-4">
            <Skeleton class="h-58 w-full" />
          </Loading>
        </Match>
      </Switch>
    </Panel>
  );
};
