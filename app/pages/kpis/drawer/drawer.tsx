/** One KPI over the page: its value, its course, its notes and how it came about. A sheet on phones. [KB16] */
import ChartLine from "lucide-solid/icons/chart-line";
import ChevronDown from "lucide-solid/icons/chevron-down";
import ChevronLeft from "lucide-solid/icons/chevron-left";
import ChevronRight from "lucide-solid/icons/chevron-right";
import ChevronUp from "lucide-solid/icons/chevron-up";
import Download from "lucide-solid/icons/download";
import Ellipsis from "lucide-solid/icons/ellipsis";
import SearchX from "lucide-solid/icons/search-x";
import Table2 from "lucide-solid/icons/table-2";
import X from "lucide-solid/icons/x";
import { createEffect, createMemo, createSignal, type JSX, on, onMount, Show } from "solid-js";
import { dayAt } from "../../../../domain/days.ts";
import type { Kpi } from "../../../../domain/kpi.ts";
import { People } from "../../../parts/avatar.tsx";
import { Button, IconButton } from "../../../parts/button.tsx";
import { Choice } from "../../../parts/choice.tsx";
import { asProblem } from "../../../api.ts";
import { EmptyState, Skeleton } from "../../../parts/states.tsx";
import { showToast } from "../../../parts/toast.tsx";
import { useKpis } from "../kpi-scope.ts";
import { unusualIn, unusualWords } from "../unusual-words.ts";
import { Chart } from "./chart.tsx";
import { download, fileNameOf, historyCsv } from "./csv.ts";
import { Facts } from "./facts.tsx";
import { Headline } from "./headline.tsx";
import { ImportHistory } from "./import-history.tsx";
import { Legend } from "./legend.tsx";
import { createPast, type Span, spans } from "./past.ts";
import { PointsTable } from "./points-table.tsx";
import { Readout } from "./readout.tsx";

const spanLabels: Record<Span, string> = { "7": "7 d", "30": "30 d", "90": "90 d", "365": "Year", all: "All" };

const Bar = (props: { id: string; known: boolean }): JSX.Element => {
  const page = useKpis();
  const at = () => page.shown().indexOf(props.id);
  const go = (to: number): void => {
    const next = page.shown()[to];
    if (next !== undefined) page.show(next);
  };
  return (
    <div class="flex h-12 shrink-0 items-center gap-0.5 border-b border-line px-2">
      <IconButton
        icon={ChevronUp}
        label="Previous KPI"
        keys="k"
        reason={at() > 0 ? undefined : "This is the first KPI."}
        onClick={() => go(at() - 1)}
      />
      <IconButton
        icon={ChevronDown}
        label="Next KPI"
        keys="j"
        reason={at() >= 0 && at() < page.shown().length - 1 ? undefined : "This is the last KPI."}
        onClick={() => go(at() + 1)}
      />
      <Show when={at() >= 0}>
        <span data-numbers class="ps-1 text-xs text-faint">
          {at() + 1} of {page.shown().length.toLocaleString()}
        </span>
      </Show>
      <span class="ms-auto" />
      <div class="pe-2">
        <People people={page.who.at(props.id)} label="Others on this KPI" ring size="sm" />
      </div>
      <Show when={props.known}>
        <IconButton
          icon={Ellipsis}
          label="All actions"
          onClick={(event) => page.menu(props.id, (event.currentTarget as HTMLElement).getBoundingClientRect())}
        />
      </Show>
      <IconButton icon={X} label="Close" keys="escape" onClick={() => page.hide()} />
    </div>
  );
};

const Body = (props: { kpi: Kpi }): JSX.Element => {
  const page = useKpis();
  const [span, setSpan] = createSignal<Span>("90");
  const [asTable, setAsTable] = createSignal(false);
  const [at, setAt] = createSignal<number | null>(null);
  const past = createPast(() => props.kpi.id, span);
  const { notes } = past.points;
  const [writing, setWriting] = createSignal(false);
  const zone = () => page.live.settings().time_zone;
  const unusual = createMemo(() => {
    const whole = past.whole();
    const last = dayAt(past.until(), zone());
    return whole ? unusualIn(whole, zone(), past.since()).filter(({ day }) => day <= last) : [];
  });
  const here = () => Math.min(at() ?? past.shown().times.length - 1, past.shown().times.length - 1);
  createEffect(on([here, past.shown], ([index]) => past.points.look(index)));
  /** While a note is being written, what is read stays where it is. */
  const read = (index: number | null): void => {
    if (!writing()) setAt(index);
  };
  const write = (begins: boolean): void => {
    if (begins) setAt(here());
    setWriting(begins);
  };
  const earlierReason = (): string | undefined => {
    if (past.isFirst()) return "There is no earlier value.";
    return page.live.state() === "live" ? undefined : "Earlier days need a connection.";
  };
  const turn = (go: () => void | Promise<void>): void => {
    setWriting(false);
    setAt(null);
    void Promise.resolve(go()).catch((error: unknown) => showToast({ text: asProblem(error).message, tone: "bad" }));
  };
  const reading = () => {
    const { times, values, targets } = past.shown();
    const time = times[here()];
    if (time === undefined) return undefined;
    const value = values[here()] ?? 0;
    const odd = unusual().find((one) => one.day === dayAt(time, zone()) && one.value === value);
    return {
      time,
      value,
      target: targets[here()] ?? 0,
      before: values[here() - 1],
      point: past.points.pointAt(here()),
      unusual: odd && unusualWords(odd, props.kpi.unit),
    };
  };
  return (
    <div class="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto overscroll-contain px-5 pt-4 pb-8 max-md:px-4">
      <Headline kpi={props.kpi} />
      <section aria-label="History" class="flex flex-col gap-3">
        <div class="flex flex-wrap items-center gap-2">
          <Choice
            label="Days shown"
            value={span()}
            options={spans.map((value) => ({ value, label: spanLabels[value] }))}
            onChange={(value) => {
              setSpan(value);
              past.toNow();
              setWriting(false);
              setAt(null);
            }}
          />
          <IconButton
            icon={ChevronLeft}
            label="Earlier days"
            reason={earlierReason()}
            onClick={() => turn(past.goBack)}
          />
          <IconButton
            icon={ChevronRight}
            label="Later days"
            reason={past.isNow() ? "These are the newest days." : undefined}
            onClick={() => turn(past.goOn)}
          />
          <span class="ms-auto max-sm:hidden" />
          <IconButton
            icon={asTable() ? ChartLine : Table2}
            look="outline"
            label={asTable() ? "Show the chart" : "Show as a table"}
            onClick={() => setAsTable((before) => !before)}
          />
          <ImportHistory kpi={props.kpi} onDone={past.reload} />
          <IconButton
            icon={Download}
            look="outline"
            label="Export the shown days as CSV"
            reason={past.shown().times.length === 0 ? "There is nothing to export." : undefined}
            onClick={() => download(fileNameOf(props.kpi.name, span()), historyCsv(past.shown(), notes()))}
          />
        </div>
        <Show when={past.problem() && page.live.state() === "live"}>
          <p
            role="status"
            class="flex items-center gap-2 rounded-control bg-watch-soft px-3 py-1.5 text-xs text-watch-text"
          >
            <span class="flex-1">The history could not be loaded. {past.problem()?.message}</span>
            <Button class="h-7! text-xs" onClick={() => past.reload()}>
              Try again
            </Button>
          </p>
        </Show>
        <Show
          when={past.whole()}
          fallback={
            <Show
              when={past.loading()}
              fallback={
                <p class="py-16 text-center text-soft">
                  The history needs a connection. Values you record are kept and sent.
                </p>
              }
            >
              <Skeleton class="h-65 w-full" />
            </Show>
          }
        >
          <Show
            when={past.shown().times.length > 0}
            fallback={
              <div class="flex flex-col items-center gap-3 py-16 text-soft">
                <p>No value in these days. Go to earlier ones, or record one.</p>
                <Show when={!earlierReason()}>
                  <Button onClick={() => turn(past.goBack)}>To the last value</Button>
                </Show>
              </div>
            }
          >
            <Show
              when={asTable()}
              fallback={
                <Chart
                  kpi={props.kpi}
                  series={past.shown()}
                  since={past.since()}
                  until={past.until()}
                  notes={notes()}
                  unusual={unusual()}
                  at={at()}
                  onAt={read}
                  onWrite={() => write(true)}
                />
              }
            >
              <PointsTable
                kpi={props.kpi}
                series={past.shown()}
                notes={notes()}
                at={here()}
                onAt={read}
                onWrite={() => write(true)}
              />
            </Show>
            <Show when={reading()}>
              {(one) => (
                <Readout
                  kpi={props.kpi}
                  {...one()}
                  writing={writing()}
                  onWriting={write}
                  onNoted={(point, note) => past.points.noted(here(), point, note)}
                />
              )}
            </Show>
            <Legend
              days={past.isNow() ? null : [past.since(), past.until()]}
              values={past.shown().times.length}
              notes={past.shown().times.filter((time) => notes().has(time)).length}
              unusual={unusual().length}
            />
          </Show>
        </Show>
      </section>
      <Facts kpi={props.kpi} />
    </div>
  );
};

const Gone = (): JSX.Element => {
  const page = useKpis();
  return (
    <div class="m-auto">
      <EmptyState
        icon={SearchX}
        title="There is no such KPI"
        action={<Button onClick={() => page.hide()}>Back to the KPIs</Button>}
      >
        <p>It was deleted, or the address is wrong.</p>
      </EmptyState>
    </div>
  );
};

export const Drawer = (props: { id: string }): JSX.Element => {
  const page = useKpis();
  let element: HTMLElement | undefined;
  const kpi = createMemo(() => page.live.kpi(props.id));
  onMount(() => element?.focus({ preventScroll: true }));
  return (
    <>
      <div class="kpi-drawer-scrim md:hidden" aria-hidden="true" onClick={() => page.hide()} />
      <aside
        ref={(aside) => (element = aside)}
        data-drawer
        tabindex="-1"
        aria-label={`KPI: ${kpi()?.name ?? "gone"}`}
        class="kpi-drawer"
      >
        <Bar id={props.id} known={kpi() !== undefined} />
        <Show when={kpi()?.id} keyed fallback={<Gone />}>
          <Show when={kpi()}>{(row) => <Body kpi={row()} />}</Show>
        </Show>
      </aside>
    </>
  );
};
