/** Portfolio: how is the business. Summed in the browser from the book, so it moves with every change. */
import { useParams, useSearchParams } from "@solidjs/router";
import { createEffect, createMemo, type JSX, Match, Switch } from "solid-js";
import { dateAfter } from "../../../domain/days.ts";
import { portfolioOf } from "../../../domain/portfolio.ts";
import { bookOf } from "../../live/book.ts";
import type { LiveCircle } from "../../live/circle.ts";
import { CircleEnded, LineStrip } from "../../live/line-strip.tsx";
import { WithLiveCircle } from "../../live/live-scope.tsx";
import { createRemote } from "../../live/remote.ts";
import { ErrorState } from "../../parts/states.tsx";
import { createNow } from "../../relative-time.ts";
import { loadSession } from "../../session.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { createShellStatus } from "../../shell-status.ts";
import { CircleSummary } from "../../written/circle-summary.tsx";
import { createTitle } from "../../title.ts";
import { accountsCounted, utcDay } from "../accounts/words.ts";
import { createWho } from "../board/who.ts";
import type { MoversAnswer } from "../today/today-scope.ts";
import { Benchmarks } from "./benchmarks.tsx";
import { Buckets, Groups } from "./buckets.tsx";
import { Cohorts } from "./cohorts.tsx";
import { Effect } from "./effect.tsx";
import { Figures } from "./figures.tsx";
import { PortfolioMovers } from "./movers.tsx";
import {
  type CohortsAnswer,
  type EffectAnswer,
  type Period,
  periods,
  PortfolioProvider,
  type PortfolioScope,
  type RetentionAnswer,
  type TrendAnswer,
} from "./portfolio-scope.ts";
import { NoPortfolio, PortfolioSkeleton } from "./portfolio-states.tsx";
import { RenewalWeeks } from "./renewals.tsx";
import { Retention } from "./retention.tsx";
import { Trend } from "./trend.tsx";
import "./portfolio.css";

export const PortfolioPage = (): JSX.Element => (
  <WithLiveCircle>{(live) => <PortfolioView live={live} />}</WithLiveCircle>
);

/** The page over a live circle. */
const PortfolioView = (props: { live: LiveCircle }): JSX.Element => {
  // A page belongs to one circle for as long as it stands.
  // eslint-disable-next-line solid/reactivity -- see above
  const live = props.live;
  const params = useParams<{ circle: string }>();
  const [search, setSearch] = useSearchParams<{ period?: string }>();
  const now = createNow();
  const today = createMemo(() => utcDay(now()));
  const book = bookOf(live);
  const period = (): Period => periods.find((days) => String(days) === search.period) ?? 365;
  const back = createMemo(() => dateAfter(today(), -period()));
  const whole = createMemo(() => portfolioOf(book.accounts(), today()));
  const circle = `circle_id=${live.circle}`;
  const topics = { accounts: true, health: true } as const;
  const who = createWho(live);
  const people = createMemo(() => new Map(Object.values(live.people).map((person) => [person.user, person])));

  const page: PortfolioScope = {
    live,
    book,
    now,
    today,
    accounts: book.accounts,
    whole,
    period,
    setPeriod: (days) =>
      setSearch({ period: days === 365 ? undefined : String(days) }, { replace: true, scroll: false }),
    trend: createRemote<TrendAnswer>({
      live,
      path: () => `/api/analytics/health-trend/?${circle}&days=90`,
      topics,
      kept: true,
    }),
    movers: createRemote<MoversAnswer>({
      live,
      path: () => `/api/circles/${live.circle}/movers/?days=7&limit=30`,
      topics,
      kept: true,
    }),
    retention: createRemote<RetentionAnswer>({
      live,
      path: () => `/api/analytics/retention/?${circle}&from=${back()}`,
      topics: { accounts: true },
    }),
    cohorts: createRemote<CohortsAnswer>({
      live,
      path: () => `/api/analytics/cohorts/?${circle}`,
      topics: { accounts: true },
      kept: true,
    }),
    effect: createRemote<EffectAnswer>({
      live,
      path: () => `/api/analytics/playbook-effectiveness/?${circle}`,
      topics: { playbooks: true },
      kept: true,
    }),
    addressOf: (id) => `/account/${id}`,
    listAddress: (query) => {
      const text = new URLSearchParams(query).toString();
      return `/c/${params.circle}/accounts${text === "" ? "" : `?${text}`}`;
    },
    personOf: (user) => people().get(user),
  };
  createShellStatus({ connection: () => ({ state: live.state(), waiting: live.waiting() }), people: who.people });
  createTitle(() => "Portfolio");
  createEffect(() => live.presence.show({ card: null, field: null }));
  createEffect(() => {
    if (live.ended() === "signed_out") void loadSession();
  });

  return (
    <PortfolioProvider value={page}>
      <PageHeader
        title="Portfolio"
        beside={
          <span data-numbers class="text-xs whitespace-nowrap text-faint max-md:sr-only">
            {book.ready() ? accountsCounted(book.accounts().length) : ""}
          </span>
        }
      >
        <CircleSummary circle={live.circle} surface="portfolio_insights" title="Insights" />
      </PageHeader>
      <LineStrip live={live} />
      <Switch fallback={<PortfolioSkeleton />}>
        <Match when={live.ended() === "removed" || live.ended() === "gone"}>
          <CircleEnded why={live.ended()} />
        </Match>
        <Match when={!book.ready() && book.problem()}>
          {(problem) => (
            <div class="m-auto">
              <ErrorState problem={problem()} during="load the accounts" onRetry={() => book.refetch()} />
            </div>
          )}
        </Match>
        <Match when={book.ready() && book.accounts().length === 0 && book.fresh()}>
          <NoPortfolio />
        </Match>
        <Match when={book.ready()}>
          <div class="min-h-0 flex-1 overflow-y-auto" tabindex="-1" data-portfolio>
            <div class="port-page">
              <div class="port-sheet">
                <Figures />
                <div class="port-two">
                  <div class="port-column">
                    <Trend />
                    <Groups />
                  </div>
                  <div class="port-column">
                    <Buckets />
                    <RenewalWeeks />
                  </div>
                </div>
                <Retention />
                <div class="port-two">
                  <div class="port-column">
                    <Benchmarks />
                    <Cohorts />
                  </div>
                  <div class="port-column">
                    <PortfolioMovers />
                    <Effect />
                  </div>
                </div>
              </div>
            </div>
          </div>
        </Match>
      </Switch>
    </PortfolioProvider>
  );
};
