/** The history of one KPI for the drawer: the whole line, the days that are shown, and what belongs to their points. */
import { createMemo, createSignal } from "solid-js";
import { comparedWeeks } from "../../../../domain/unusual.ts";
import { api } from "../../../api.ts";
import { createHistories } from "../series.ts";
import { firstAfter, lastBefore, noValues, type Series, within } from "../values.ts";
import { useKpis } from "../kpi-scope.ts";
import { createPoints } from "./points.ts";

export const spans = ["7", "30", "90", "365", "all"] as const;
export type Span = (typeof spans)[number];
const everything = 36_600;
const dayLength = 86_400_000;
/** What the oldest shown day is compared with, and a day for the time zone. [KP21] */
const comparedDays = comparedWeeks * 7 + 2;

/** The days of a span, up to now or up to a day long ago. */
export const createPast = (id: () => string, span: () => Span) => {
  const page = useKpis();
  const days = () => (span() === "all" ? everything : Number(span()));
  /** Where the shown days end; null for now. */
  const [end, setEnd] = createSignal<number | null>(null);
  // What the shown days are compared with comes too. Three sizes only, so that most changes of the span ask for nothing.
  const fetched = createMemo(() =>
    span() === "all" || end() !== null ? everything : comparedDays + (days() > 90 ? 365 : 90),
  );
  const histories = createHistories(page.live, fetched, id);

  const whole = createMemo(() => histories.of(id()));
  const newest = createMemo(() => Math.max(page.now(), page.live.kpi(id())?.recorded_at ?? 0));
  const until = createMemo(() => end() ?? newest());
  const since = createMemo(() =>
    span() === "all" ? Math.min(until() - dayLength, whole()?.times[0] ?? until()) : until() - days() * dayLength,
  );
  /** What the chosen span shows. */
  const shown = createMemo((): Series => within(whole() ?? noValues, since(), until()));
  const points = createPoints(id, shown);
  /** The last value before the shown days, as far as is known here. */
  const before = createMemo(() => lastBefore(whole() ?? noValues, since()));
  const [isFirst, setFirst] = createSignal(false);

  /** The same span up to the last value before it, however long ago that is. */
  const goBack = async (): Promise<void> => {
    let last = before();
    if (last === undefined) {
      const query = { until: new Date(since()).toISOString(), page_size: 1 };
      const address = `/api/kpi/kpis/${id()}/points/`;
      const { results } = await api.get<{ results: { recorded_at: string }[] }>(address, { query });
      if (results[0]) last = Date.parse(results[0].recorded_at);
    }
    if (last === undefined) setFirst(true);
    else setEnd(last);
  };
  /** The same span from the next value after it; the last one ends now. */
  const goOn = (): void => {
    const first = firstAfter(whole() ?? noValues, until());
    const next = first === undefined ? newest() : first + days() * dayLength - 1;
    setEnd(next < newest() ? next : null);
  };

  return {
    whole,
    shown,
    since,
    until,
    points,
    /** True while the shown days end now. */
    isNow: () => end() === null,
    toNow: (): void => void setEnd(null),
    isFirst: () => span() === "all" || (isFirst() && before() === undefined),
    goBack,
    goOn,
    problem: () => histories.problem() ?? points.problem(),
    loading: histories.loading,
    reload: (): void => {
      histories.load();
      points.again();
    },
  };
};
