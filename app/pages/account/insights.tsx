/** Insights: the course of the score with the model's versions marked, and what changed it between two days of it. [AP4] */
import { createEffect, createMemo, createSignal, type JSX, on, Show } from "solid-js";
import { settingsOf } from "../../../domain/health.ts";
import { bucketLabels, scoreText } from "../../../domain/health-words.ts";
import { createRemote } from "../../live/remote.ts";
import { Choice } from "../../parts/choice.tsx";
import { LineChart, type Mark } from "../../parts/line-chart.tsx";
import type { Line } from "../../parts/line-scale.ts";
import { Skeleton } from "../../parts/states.tsx";
import { utcDay } from "../accounts/words.ts";
import { useAccount } from "./account-scope.ts";
import { createAccountRemote, type HealthPoint, type Page } from "./detail.ts";
import { Ends } from "./ends.tsx";
import { SeamPanels } from "./seam-panels.tsx";
import { type ChangeAnswer, WaterfallView } from "./waterfall.tsx";
import "./insights.css";

const day = 86_400_000;
const spans = { "30": "30 d", "90": "90 d", "180": "Half a year" } as const;
type Span = keyof typeof spans;

/** Points of the history as a line, oldest first; moments without a score are left out. */
export const historyLine = (points: readonly HealthPoint[]): { line: Line; versions: number[] } => {
  const known = points.filter(({ value }) => value !== null).toReversed();
  return {
    line: { times: known.map(({ at }) => Date.parse(at)), values: known.map(({ value }) => value ?? 0) },
    versions: known.map(({ version }) => version),
  };
};

/** Where a score was computed by another version than the one before it. */
export const versionMarks = ({ line, versions }: ReturnType<typeof historyLine>): Mark[] =>
  versions.flatMap((version, at): Mark[] =>
    at > 0 && version !== versions[at - 1] ? [{ at: line.times[at] ?? 0, label: `Model ${version}` }] : [],
  );

export const Insights = (): JSX.Element => {
  const page = useAccount();
  const [span, setSpan] = createSignal<Span>("90");
  const [at, setAt] = createSignal<number | null>(null);
  const history = createAccountRemote<Page<HealthPoint>>(
    page.live,
    () => page.account().id,
    (id) => `/api/accounts/${id}/health-history/?days=${span()}&page_size=200`,
    true,
  );
  const known = createMemo(() => historyLine(history.data()?.results ?? []));
  const until = () => Math.max(page.now(), known().line.times.at(-1) ?? 0);
  const since = () => until() - Number(span()) * day;
  /** The two days that are compared; null is thirty days before, and now. */
  const [from, setFrom] = createSignal<number | null>(null);
  const [to, setTo] = createSignal<number | null>(null);
  createEffect(
    on([() => page.account().id, span], () => {
      setFrom(null);
      setTo(null);
      setAt(null);
    }),
  );
  const first = () => Math.max(known().line.times[0] ?? since(), since());
  const start = () => from() ?? Math.max(first(), until() - 30 * day);
  const end = () => to() ?? until();
  const change = createRemote<ChangeAnswer>({
    live: page.live,
    path: () =>
      known().line.times.length === 0
        ? null
        : `/api/accounts/${page.account().id}/waterfall/?from=${utcDay(start())}${to() === null ? "" : `&to=${utcDay(end())}`}`,
    topics: { account: ({ ids }) => ids.length === 0 || ids.includes(page.account().id), health: true },
  });
  const levels = () => {
    const force = page.book.model();
    if (!force) return [];
    const { healthy, at_risk } = settingsOf(force.model, page.account().segment).thresholds;
    return [
      { value: healthy, label: bucketLabels.healthy, tone: "good" as const },
      { value: at_risk, label: bucketLabels.at_risk, tone: "bad" as const },
    ];
  };
  return (
    <div class="acct-columns">
      <div class="flex min-w-0 flex-col gap-4">
        <section aria-label="Course of the health" class="acct-card p-4">
          <header class="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 pb-2">
            <div>
              <h3 class="font-semibold">Course of the health</h3>
              <p class="text-xs text-soft">
                Drag the two ends, or move them with the arrows, to see what changed between them.
              </p>
            </div>
            <Choice
              label="Days shown"
              value={span()}
              options={(Object.keys(spans) as Span[]).map((value) => ({ value, label: spans[value] }))}
              onChange={setSpan}
            />
          </header>
          <Show
            when={history.data()}
            fallback={
              <Show
                when={history.loading()}
                fallback={
                  <p class="py-16 text-center text-soft">
                    The history could not be loaded. {history.problem()?.message}
                  </p>
                }
              >
                <Skeleton class="h-60 w-full" />
              </Show>
            }
          >
            <Show
              when={known().line.times.length > 0}
              fallback={<p class="py-16 text-center text-soft">No score in these days yet.</p>}
            >
              <div class="relative">
                <LineChart
                  label={`Health of ${page.account().name}`}
                  line={known().line}
                  steps
                  since={since()}
                  until={until()}
                  bounds={[0, 100]}
                  levels={levels()}
                  marks={versionMarks(known())}
                  axis={String}
                  read={(value) => scoreText(value, 1)}
                  at={at()}
                  onAt={setAt}
                  over={(scale, frame) => <Ends.Shade scale={scale} frame={frame} from={start()} to={end()} />}
                />
                <Ends
                  since={since()}
                  until={until()}
                  first={first()}
                  from={start()}
                  to={end()}
                  onFrom={(time) => setFrom(time)}
                  onTo={(time) => setTo(time >= until() - day / 2 ? null : time)}
                />
              </div>
            </Show>
          </Show>
        </section>
        <Show when={known().line.times.length > 0}>
          <WaterfallView
            change={change.data()}
            loading={change.loading()}
            problem={change.problem()}
            stale={change.stale()}
          />
        </Show>
        <SeamPanels place="main" />
      </div>
      <div class="acct-side empty:hidden">
        <SeamPanels place="side" />
      </div>
    </div>
  );
};
