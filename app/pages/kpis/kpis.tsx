/** The KPIs of a circle: are we on target, and who moved what. */
import { useLocation, useNavigate, useParams, useSearchParams } from "@solidjs/router";
import Plus from "lucide-solid/icons/plus";
import { createEffect, createMemo, createSignal, For, type JSX, lazy, Match, Show, Suspense, Switch } from "solid-js";
import { dayAt } from "../../../domain/days.ts";
import type { LiveCircle } from "../../live/circle.ts";
import { CircleEnded, LineStrip } from "../../live/line-strip.tsx";
import { WithLiveCircle } from "../../live/live-scope.tsx";
import { Button } from "../../parts/button.tsx";
import { createNow } from "../../relative-time.ts";
import { loadSession } from "../../session.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { createShellStatus } from "../../shell-status.ts";
import { CircleSummary } from "../../written/circle-summary.tsx";
import { createTitle } from "../../title.ts";
import { createMedia } from "../board/measures.ts";
import { createWho } from "../board/who.ts";
import { createActs } from "./acts.ts";
import { CheckInButton } from "./check-in/check-in-button.tsx";
import { createRoundRefusals } from "./check-in/refusals.ts";
import { Drawer } from "./drawer/drawer.tsx";
import { isFiltered, plainView, readView, select, type View, writeView } from "./filter.ts";
import { createFlags } from "./flags.ts";
import { createHearing } from "./hearing.ts";
import { Keypad } from "./keypad.tsx";
import { KpiDialog } from "./kpi-dialog.tsx";
import { KpiMenu, type MenuAt } from "./kpi-menu.tsx";
import { KpiProvider, type KpiScope } from "./kpi-scope.ts";
import { createKpiShortcuts, focusKpi } from "./kpi-shortcuts.ts";
import { EmptyKpis, KpiSkeleton, NoKpiMatches } from "./kpi-states.tsx";
import { KpiTable } from "./kpi-table.tsx";
import { KpiChips, KpiSearch, KpiTools } from "./kpi-tools.tsx";
import "./kpis.css";
import { createHistories } from "./series.ts";
import { createStages } from "./stages.ts";
import { Tile } from "./tile.tsx";
import { createUpdating } from "./updating.ts";
import { Why, type WhyAt } from "./why.tsx";

const CheckIn = lazy(async () => ({ default: (await import("./check-in/check-in.tsx")).CheckIn }));

export const Kpis = (): JSX.Element => <WithLiveCircle>{(live) => <KpisView live={live} />}</WithLiveCircle>;

const sameIds = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id, at) => id === b[at]);

/** The page over a live circle. */
export const KpisView = (props: { live: LiveCircle }): JSX.Element => {
  // A page belongs to one circle for as long as it stands.
  // eslint-disable-next-line solid/reactivity -- see above
  const live = props.live;
  const params = useParams<{ circle: string; kpi?: string }>();
  const [search, setSearch] = useSearchParams();
  const location = useLocation();
  const navigate = useNavigate();
  const phone = createMedia("(width < 48rem)");
  const now = createNow();
  let searchField: HTMLInputElement | undefined;

  const view = createMemo(() => readView(search));
  const setView = (part: Partial<View>): void =>
    setSearch(writeView({ ...view(), ...part }), { replace: true, scroll: false });
  const today = createMemo(() => dayAt(now(), live.settings().time_zone));
  const all = createMemo(() => live.kpis());
  const shown = createMemo(() => select(all(), view(), now(), today()).map((kpi) => kpi.id), [] as string[], {
    equals: sameIds,
  });
  const drawn = createStages(shown);
  const opened = (): string | null => params.kpi ?? null;
  const checksIn = (): boolean => search["checkin"] === "1" && opened() === null;
  const addressOf = (id: string): string => `/c/${params.circle}/kpis/${id}${location.search}`;

  const acts = createActs(live);
  const updating = createUpdating({ live, acts, phone, opened });
  const histories = createHistories(live, () => view().days);
  const [asked, setAsked] = createSignal<string | null>(null);
  const [menu, setMenu] = createSignal<MenuAt | null>(null);
  const [why, setWhy] = createSignal<WhyAt | null>(null);
  const hide = (): void => {
    const id = opened();
    navigate(`/c/${params.circle}/kpis${location.search}`, { scroll: false });
    if (id !== null) queueMicrotask(() => focusKpi(id));
  };
  const page: KpiScope = {
    live,
    acts,
    updating,
    who: createWho(live),
    histories,
    flags: createFlags(live),
    hearing: createHearing({ live, acts }),
    view,
    setView,
    shown,
    now,
    today,
    phone,
    opened,
    show: (id) => navigate(addressOf(id), { replace: opened() !== null, scroll: false }),
    hide,
    addressOf,
    create: () => live.may("kpi.create") && setAsked("new"),
    edit: (id) => setAsked(id),
    remove: (id) => {
      if (opened() === id) hide();
      acts.remove(id);
    },
    menu: (id, at) => setMenu({ id, at }),
    why: (id, at) => setWhy({ id, at }),
  };
  createRoundRefusals(live);
  createKpiShortcuts(page, { focusSearch: () => searchField?.focus() });
  createShellStatus({ connection: () => ({ state: live.state(), waiting: live.waiting() }), people: page.who.people });
  createTitle(() => {
    const id = opened();
    return (id === null ? undefined : live.kpi(id)?.name) ?? "KPIs";
  });
  createEffect(() => live.presence.show({ card: opened(), field: null }));
  createEffect(() => {
    if (live.ended() === "signed_out") void loadSession();
  });

  return (
    <KpiProvider value={page}>
      <PageHeader
        title="KPIs"
        beside={
          <Show when={live.ready()}>
            <span data-numbers class="text-xs whitespace-nowrap text-faint max-md:sr-only">
              {isFiltered(view())
                ? `${shown().length.toLocaleString()} of ${all().length.toLocaleString()}`
                : all().length.toLocaleString()}
              <span class="sr-only"> KPIs</span>
            </span>
          </Show>
        }
      >
        <CheckInButton
          live={live}
          open={checksIn()}
          onToggle={() => setSearch({ checkin: checksIn() ? undefined : "1" }, { scroll: false })}
        />
        <Show when={!checksIn()}>
          <KpiSearch ref={(input) => (searchField = input)} />
          <KpiTools />
          <CircleSummary circle={live.circle} surface="kpi_week" title="What moved this week" />
          <Button
            look="solid"
            icon={Plus}
            reason={live.ready() ? live.reason("kpi.create") : undefined}
            onClick={() => page.create()}
            class="max-md:w-(--control) max-md:px-0"
          >
            <span class="max-md:sr-only">New KPI</span>
          </Button>
        </Show>
      </PageHeader>
      <LineStrip live={live} />
      <KpiChips />
      <Show when={page.histories.problem() && live.state() === "live"}>
        <div
          role="status"
          class="flex shrink-0 items-center gap-2 border-b border-line bg-watch-soft px-5 py-1.5 text-xs text-watch-text max-md:px-3"
        >
          <p class="min-w-0 flex-1">
            The histories could not be loaded; the values are true. {page.histories.problem()?.message}
          </p>
          <Button class="h-7 text-xs" onClick={() => page.histories.load()}>
            Try again
          </Button>
        </div>
      </Show>
      <Switch fallback={<KpiSkeleton />}>
        <Match when={live.ended() === "removed" || live.ended() === "gone"}>
          <CircleEnded why={live.ended()} />
        </Match>
        <Match when={checksIn()}>
          <div class="min-h-0 flex-1 overflow-auto">
            <Suspense fallback={<KpiSkeleton />}>
              <CheckIn live={live} />
            </Suspense>
          </div>
        </Match>
        <Match when={live.ready()}>
          <div class="relative flex min-h-0 flex-1 flex-col">
            <Show when={all().length > 0} fallback={<EmptyKpis />}>
              <Show
                when={shown().length > 0}
                fallback={<NoKpiMatches onClear={() => setView({ words: plainView.words, kinds: plainView.kinds })} />}
              >
                <div
                  class="min-h-0 flex-1 overflow-auto"
                  classList={{ "kpi-beside": opened() !== null }}
                  inert={opened() !== null && phone()}
                  data-kpis
                >
                  <Show
                    when={view().table}
                    fallback={
                      <div class="kpi-grid">
                        <For each={drawn()}>{(id) => <Tile id={id} />}</For>
                      </div>
                    }
                  >
                    <KpiTable />
                  </Show>
                </div>
              </Show>
            </Show>
            <Show when={opened()}>{(id) => <Drawer id={id()} />}</Show>
          </div>
        </Match>
      </Switch>
      <KpiMenu menu={menu()} onClose={() => setMenu(null)} />
      <Why asked={why()} onClose={() => setWhy(null)} />
      <Keypad />
      <KpiDialog asked={asked()} onClose={() => setAsked(null)} onMade={(id) => queueMicrotask(() => focusKpi(id))} />
    </KpiProvider>
  );
};
