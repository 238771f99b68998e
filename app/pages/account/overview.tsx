/** Overview: what the score is made of, each factor's course, and where it stands among its peers. [AP2] */
import { useSearchParams } from "@solidjs/router";
import { createEffect, createMemo, createSignal, For, type JSX, Show } from "solid-js";
import { benchmarkOf, type Comparison } from "../../../domain/benchmark.ts";
import { type Factor, factors } from "../../../domain/health.ts";
import { factorLabels, inputText, scoreText } from "../../../domain/health-words.ts";
import { Badge } from "../../parts/badge.tsx";
import { Choice } from "../../parts/choice.tsx";
import { LineChart, SparkLine } from "../../parts/line-chart.tsx";
import { Skeleton } from "../../parts/states.tsx";
import { WhyNumber } from "../../parts/why.tsx";
import { termOf, whyHealth } from "../accounts/why-health.ts";
import { fullDate } from "../accounts/words.ts";
import { createCited } from "../../written/cited.ts";
import { useAccount } from "./account-scope.ts";
import { type FactorRow, factorRows, groupWords, nearestPeers, since, standingWords } from "./factors.ts";
import { SeamPanels } from "./seam-panels.tsx";

const day = 86_400_000;
const spans = { "30": "30 d", "90": "90 d", "365": "Year" } as const;
type Span = keyof typeof spans;

/** A percentile as a place on a line, with the words beside it. */
const Standing = (props: { comparison: Comparison | undefined }): JSX.Element => (
  <Show when={props.comparison} fallback={<span class="text-faint">–</span>}>
    {(comparison) => (
      <span class="flex items-center gap-2" data-tip={standingWords(comparison())}>
        <span class="acct-standing" aria-hidden="true">
          <span style={{ "inset-inline-start": `${comparison().percentile}%` }} />
        </span>
        <span data-numbers class="text-xs text-soft">
          <span aria-hidden="true">{Math.round(comparison().percentile)}%</span>
          <span class="sr-only">{standingWords(comparison())}</span>
        </span>
      </span>
    )}
  </Show>
);

const FreshBadge = (props: { row: FactorRow }): JSX.Element => (
  <Show when={props.row.freshness.state !== "fresh"}>
    <Badge
      tone={props.row.freshness.state === "stale" ? "watch" : "plain"}
      tip={
        props.row.freshness.last === null
          ? "It never had a value."
          : `The last value is of ${fullDate(props.row.freshness.last)}.`
      }
    >
      {props.row.freshness.state === "missing" ? "No value" : `${props.row.freshness.days} d old`}
    </Badge>
  </Show>
);

/** Points a factor earned of those it could, as a bar in the width of its weight. */
const Points = (props: { row: FactorRow; name: string }): JSX.Element => {
  const page = useAccount();
  const part = () => props.row.contribution;
  return (
    <WhyNumber
      label={`the points of ${factorLabels[props.row.factor].toLowerCase()}`}
      why={() => ({
        title: `${factorLabels[props.row.factor]}: ${scoreText(part().points, 2)} points`,
        total: { label: "Points", value: part().points, text: scoreText(part().points, 2) },
        terms: [termOf(part())],
        note: part().missing
          ? "Missing is not zero: its weight is spread over the factors that are known."
          : "The input between worst and best goes through the factor's curve; what comes out is its share of the weight.",
        rows: {
          title: "The row behind it",
          columns: ["Day", factorLabels[props.row.factor]],
          rows: page.account().date
            ? [{ cells: [fullDate(page.account().date ?? ""), inputText(props.row.factor, part().value)] }]
            : [],
        },
        asOf: page.account().date ? `usage of ${fullDate(page.account().date ?? "")}` : "no usage",
        version: whyHealth(page.account(), page.book.model(), page.personOf).version,
      })}
      class="block w-full min-w-24 no-underline!"
    >
      <span class="flex items-baseline justify-between gap-2" data-numbers>
        <span class="font-medium text-ink underline decoration-edge decoration-dotted underline-offset-4">
          {part().missing ? "–" : scoreText(part().points, 2)}
        </span>
        <span class="text-xs text-faint">of {scoreText(part().weight, 2)}</span>
      </span>
      <span class="acct-points" aria-hidden="true">
        <span style={{ width: `${part().missing ? 0 : part().share * 100}%` }} />
      </span>
    </WhyNumber>
  );
};

const FactorLine = (props: {
  row: FactorRow;
  chosen: boolean;
  until: number;
  loading: boolean;
  onChoose: () => void;
}): JSX.Element => {
  const recent = () => since(props.row.line, props.until - 90 * day);
  return (
    <tr classList={{ "acct-chosen": props.chosen }}>
      <th scope="row" class="text-start font-normal">
        <button type="button" aria-pressed={props.chosen} class="acct-factor text-ink" onClick={() => props.onChoose()}>
          <span class="font-medium">{factorLabels[props.row.factor]}</span>
          <FreshBadge row={props.row} />
        </button>
      </th>
      <td data-numbers class="text-end whitespace-nowrap">
        {inputText(props.row.factor, props.row.contribution.value)}
      </td>
      <td class="acct-wide w-32">
        <Show when={!props.loading} fallback={<Skeleton class="h-5 w-full" />}>
          <SparkLine
            line={recent()}
            since={props.until - 90 * day}
            until={props.until}
            label={`${factorLabels[props.row.factor]} over 90 days`}
          />
        </Show>
      </td>
      <td class="acct-wide">
        <Standing comparison={nearestPeers(props.row.comparisons)} />
      </td>
      <td class="w-40">
        <Points row={props.row} name={props.row.factor} />
      </td>
    </tr>
  );
};

export const Overview = (): JSX.Element => {
  const page = useAccount();
  const [search] = useSearchParams<{ factor?: string }>();
  const cited = createCited("date");
  let course: HTMLElement | undefined;
  const [chosen, setChosen] = createSignal<Factor>("dau");
  const [span, setSpan] = createSignal<Span>("90");
  const [at, setAt] = createSignal<number | null>(null);
  const benchmarks = createMemo(() => benchmarkOf(page.account(), page.book.accounts()));
  const rows = createMemo(() => {
    const force = page.book.model();
    return force ? factorRows(page.account(), force.model, page.today(), page.detail.data(), benchmarks()) : [];
  });
  const row = () => rows().find(({ factor }) => factor === chosen());
  const until = () => Date.parse(page.account().date ?? page.today()) + day;
  const shown = createMemo(() => since(row()?.line ?? { times: [], values: [] }, until() - Number(span()) * day));
  // A day that a text cites is read in the course of its factor.
  createEffect(() => {
    const factor = factors.find((one) => one === search.factor);
    if (cited.id() === undefined || !factor) return;
    setChosen(factor);
    setSpan("365");
  });
  createEffect(() => {
    const date = cited.id();
    const index = date === undefined ? -1 : shown().times.findIndex((time) => time >= Date.parse(date));
    if (index < 0) return;
    setAt(index);
    course?.scrollIntoView({ block: "center" });
  });
  const share = () => chosen() === "adoption" || chosen() === "login";
  const text = (value: number) => inputText(chosen(), value);
  const peers = () => nearestPeers(row()?.comparisons ?? []);
  const weekly = () => {
    const by = row()?.weekly;
    if (by === null || by === undefined) return "";
    const size = text(Math.abs(share() ? Math.round(by * 1000) / 1000 : Math.round(by * 10) / 10));
    return by === 0 ? "level" : `${by > 0 ? "up" : "down"} ${size} a week`;
  };
  const usage = () => page.account().date !== null;
  return (
    <div class="acct-columns">
      <div class="flex min-w-0 flex-col gap-4">
        <section aria-label="What the score is made of" class="acct-card">
          <header class="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 px-4 pt-3 pb-1">
            <h3 class="font-semibold">What the score is made of</h3>
            <p class="text-xs text-faint">
              {usage() ? `Usage of ${fullDate(page.account().date ?? "")}` : "No usage came yet"}
            </p>
          </header>
          <table class="acct-factors">
            <thead>
              <tr>
                <th scope="col" class="w-[30%]">
                  Factor
                </th>
                <th scope="col" class="text-end!">
                  Latest
                </th>
                <th scope="col" class="acct-wide">
                  90 days
                </th>
                <th scope="col" class="acct-wide">
                  <span data-tip="Better than so many of its peers: those of its segment, or of its industry; all where those are too few.">
                    Against peers
                  </span>
                </th>
                <th scope="col">Points</th>
              </tr>
            </thead>
            <tbody>
              <For each={rows()}>
                {(one) => (
                  <FactorLine
                    row={one}
                    chosen={one.factor === chosen()}
                    until={until()}
                    loading={page.detail.loading()}
                    onChoose={() => {
                      setChosen(one.factor);
                      setAt(null);
                    }}
                  />
                )}
              </For>
            </tbody>
            <tfoot>
              <tr>
                <th scope="row" class="text-start font-medium" colspan={2}>
                  {page.account().health_source === "override" ? "Computed health" : "Health"}
                </th>
                <td class="acct-wide" colspan={2} />
                <td class="text-end">
                  <WhyNumber
                    label={`the health of ${page.account().name}`}
                    why={() => whyHealth(page.account(), page.book.model(), page.personOf)}
                    class="text-base font-semibold text-ink"
                  >
                    {scoreText(page.account().computed_value, 2)}
                  </WhyNumber>
                </td>
              </tr>
            </tfoot>
          </table>
        </section>
        <section
          ref={(section) => (course = section)}
          aria-label={`Course of ${factorLabels[chosen()].toLowerCase()}`}
          class="acct-card p-4"
        >
          <header class="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 pb-2">
            <div>
              <h3 class="font-semibold">{factorLabels[chosen()]}</h3>
              <p data-numbers class="text-xs text-soft">
                {[weekly(), peers() && standingWords(peers() as Comparison)].filter(Boolean).join(" · ")}
              </p>
            </div>
            <Choice
              label="Days shown"
              value={span()}
              options={(Object.keys(spans) as Span[]).map((value) => ({ value, label: spans[value] }))}
              onChange={(value) => {
                setSpan(value);
                setAt(null);
              }}
            />
          </header>
          <Show
            when={page.detail.data()}
            fallback={
              <Show
                when={page.detail.loading()}
                fallback={<p class="py-16 text-center text-soft">The course needs a connection.</p>}
              >
                <Skeleton class="h-60 w-full" />
              </Show>
            }
          >
            <Show
              when={shown().times.length > 0}
              fallback={
                <p class="py-16 text-center text-soft">
                  No value in these days. Usage comes by CSV, by a webhook or over the API.
                </p>
              }
            >
              <LineChart
                label={`${factorLabels[chosen()]} of ${page.account().name}`}
                line={shown()}
                since={until() - Number(span()) * day}
                until={until()}
                axis={text}
                read={text}
                levels={
                  peers()
                    ? [
                        {
                          value: peers()?.median ?? 0,
                          label: `median of ${peers()?.among === "group" ? groupWords(peers() as Comparison) : "all"}`,
                        },
                      ]
                    : []
                }
                at={at()}
                onAt={setAt}
              />
            </Show>
          </Show>
        </section>
        <SeamPanels place="main" />
      </div>
      <div class="acct-side empty:hidden">
        <SeamPanels place="side" />
      </div>
    </div>
  );
};
