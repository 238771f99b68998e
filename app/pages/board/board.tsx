/** The board: where everybody is in the funnel, for all who look at it at once. */
import { useLocation, useNavigate, useParams, useSearchParams } from "@solidjs/router";
import Plus from "lucide-solid/icons/plus";
import {
  createEffect,
  createMemo,
  createSignal,
  For,
  type JSX,
  Match,
  on,
  onCleanup,
  onMount,
  Show,
  Switch,
} from "solid-js";
import { type Stage, stages } from "../../../domain/funnel.ts";
import type { LiveCircle } from "../../live/circle.ts";
import { WithLiveCircle } from "../../live/live-scope.tsx";
import { Button } from "../../parts/button.tsx";
import type { Box } from "../../parts/place.ts";
import { createNow } from "../../relative-time.ts";
import { CircleEnded, LineStrip } from "../../live/line-strip.tsx";
import { loadSession } from "../../session.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { createShellStatus } from "../../shell-status.ts";
import { CircleSummary } from "../../written/circle-summary.tsx";
import { createTitle } from "../../title.ts";
import { ImportStrip } from "../import/progress.tsx";
import { createActs } from "./acts.ts";
import { BoardMenus, type MenuAt } from "./board-menus.tsx";
import { BoardProvider, type BoardScope, type PanelField } from "./board-scope.ts";
import { createBoardShortcuts } from "./board-shortcuts.ts";
import { BoardSkeleton, EmptyBoard, NoMatch } from "./board-states.tsx";
import "./board.css";
import { Column } from "./column.tsx";
import { createColumns } from "./columns.ts";
import { CreateDialog } from "./create-dialog.tsx";
import { createCursor } from "./cursor.ts";
import { BoardSearch, FilterBar } from "./filter-bar.tsx";
import { type Filter, isActive, noFilter, readFilter, writeFilter } from "./filter.ts";
import { createFlights } from "./flights.ts";
import { createHand } from "./hand.ts";
import { createHearing } from "./hearing.ts";
import { createMeasures, createMedia } from "./measures.ts";
import { Panel } from "./panel/panel.tsx";
import { createPointerDrag } from "./pointer-drag.ts";
import { SelectionBar } from "./selection-bar.tsx";
import { StageTabs } from "./stage-tabs.tsx";
import { createWho } from "./who.ts";

export const Board = (): JSX.Element => <WithLiveCircle>{(live) => <BoardView live={live} />}</WithLiveCircle>;

/** The board over a live circle. */
export const BoardView = (props: { live: LiveCircle }): JSX.Element => {
  // A board belongs to one circle for as long as it stands.
  // eslint-disable-next-line solid/reactivity -- see above
  const live = props.live;
  const params = useParams<{ circle: string; id?: string }>();
  const [search, setSearch] = useSearchParams();
  const location = useLocation();
  const navigate = useNavigate();
  const phone = createMedia("(width < 48rem)");
  let element: HTMLDivElement | undefined;
  let searchField: HTMLInputElement | undefined;
  const boardElement = (): HTMLElement | undefined => element;

  const filter = createMemo(() => readFilter(search));
  const filtered = () => isActive(filter());
  const setFilter = (part: Partial<Filter>): void =>
    setSearch(writeFilter({ ...filter(), ...part }), { replace: true, scroll: false });
  const open = createMemo((): readonly Stage[] => (filter().stages.length > 0 ? filter().stages : stages));
  const columns = createColumns(live, filter);
  const shownColumns = createMemo(() => columns.filter((column) => open().includes(column.stage)));
  const shownCount = () => shownColumns().reduce((sum, column) => sum + column.shown().length, 0);
  const totalCount = () => columns.reduce((sum, column) => sum + column.total(), 0);

  const reveals = new Map<Stage, (index: number) => void>();
  const flights = createFlights(boardElement);
  const acts = createActs(live, flights);
  const cursor = createCursor({
    board: boardElement,
    columns,
    open,
    reveal: (stage, index) => reveals.get(stage)?.(index),
  });
  const measures = createMeasures();
  const hand = createHand({
    live,
    columns,
    open,
    selected: cursor.selected,
    move: (ids, stage, after, box) => {
      acts.move(ids, stage, after, { box, toast: phone() });
      cursor.clear();
    },
  });
  const drag = createPointerDrag({ board: boardElement, hand, measures });
  const [creating, setCreating] = createSignal<Stage | null>(null);
  const [menu, setMenu] = createSignal<MenuAt | null>(null);
  const [filterMenu, setFilterMenu] = createSignal<Box | null>(null);
  const removals = new Map<string, { rev: number; by: string }>();
  let field: PanelField | undefined;
  const [asked, setAsked] = createSignal(0);

  const opened = (): string | null => params.id ?? null;
  const addressOf = (id: string): string => `/c/${params.circle}/contacts/${id}${location.search}`;
  const hide = (): void => {
    const id = opened();
    navigate(`/c/${params.circle}/board${location.search}`, { scroll: false });
    if (id !== null) queueMicrotask(() => cursor.focus(id));
  };
  const board: BoardScope = {
    live,
    columns,
    open,
    filter,
    setFilter,
    filtered,
    hand,
    drag,
    cursor,
    acts: {
      ...acts,
      remove: (ids) => {
        const id = opened();
        if (id !== null && ids.includes(id)) hide();
        acts.remove(ids);
        cursor.clear();
      },
    },
    who: createWho(live),
    measures,
    now: createNow(),
    opened,
    show: (id, wanted) => {
      field = wanted;
      setAsked((count) => count + 1);
      cursor.look(id);
      if (id !== opened()) navigate(addressOf(id), { replace: opened() !== null, scroll: false });
    },
    hide,
    addressOf,
    takeField: () => {
      asked();
      const wanted = field;
      field = undefined;
      return wanted;
    },
    create: (stage) => {
      if (live.may("contact.create")) setCreating(stage ?? open()[0] ?? "needs_outreach");
    },
    menu: (id, at) => setMenu({ kind: "actions", id, at }),
    moveMenu: (id, at) => setMenu({ kind: "move", id, at }),
    revealIn: (stage, reveal) => {
      reveals.set(stage, reveal);
      onCleanup(() => reveals.get(stage) === reveal && reveals.delete(stage));
    },
    removal: (id) => removals.get(id),
  };

  live.onNews((news) => {
    for (const { kind, contact, rev, member } of news)
      if (kind === "removed") removals.set(contact, { rev, by: live.people[member]?.name ?? "Somebody" });
  });
  createHearing({ live, acts, flights });
  createBoardShortcuts(board, {
    focusSearch: () => searchField?.focus(),
    openFilter: () => setFilterMenu(document.querySelector("[data-filter-button]")?.getBoundingClientRect() ?? null),
  });
  createShellStatus({ connection: () => ({ state: live.state(), waiting: live.waiting() }), people: board.who.people });
  createTitle(() => {
    const id = opened();
    return (id === null ? undefined : live.contact(id)?.name) ?? "Board";
  });
  createEffect(() => live.presence.show({ card: opened() }));
  onCleanup(() => live.presence.show({ card: null, field: null, drag: null }));
  // Once the panel has taken its room, the card may have to be brought out from under it.
  createEffect(() => {
    const id = opened();
    if (id !== null && live.ready()) queueMicrotask(() => cursor.look(id));
  });
  createEffect(() => {
    if (live.ended() === "signed_out") void loadSession();
  });
  createEffect(on(live.edits, () => cursor.keep((id) => live.peek(id) !== undefined), { defer: true }));
  onMount(() => {
    // Not through JSX: there touch listeners are passive and could not take the scroll away from a lifted card.
    document.addEventListener("touchmove", drag.hold, { passive: false });
    onCleanup(() => document.removeEventListener("touchmove", drag.hold));
  });

  return (
    <BoardProvider value={board}>
      <PageHeader
        title="Board"
        beside={
          <Show when={live.ready()}>
            <span data-numbers class="text-xs whitespace-nowrap text-faint max-md:sr-only">
              {filtered()
                ? `${shownCount().toLocaleString()} of ${totalCount().toLocaleString()}`
                : totalCount().toLocaleString()}
              <span class="sr-only"> contacts</span>
            </span>
          </Show>
        }
      >
        <BoardSearch ref={(input) => (searchField = input)} />
        <FilterBar.Button at={filterMenu()} setAt={setFilterMenu} />
        <CircleSummary circle={live.circle} surface="board_week" title="What moved this week" />
        <Button
          look="solid"
          icon={Plus}
          reason={live.ready() ? live.reason("contact.create") : undefined}
          onClick={() => board.create()}
          class="max-md:w-(--control) max-md:px-0"
        >
          <span class="max-md:sr-only">New contact</span>
        </Button>
      </PageHeader>
      <LineStrip live={live} />
      <ImportStrip live={live} />
      <FilterBar />
      <p id="board-help" class="sr-only">
        Enter opens the card. Space lifts it; then arrow keys move it and Space drops it. 1 to 8 move it to a stage.
      </p>
      <Switch fallback={<BoardSkeleton />}>
        <Match when={live.ended() === "removed" || live.ended() === "gone"}>
          <CircleEnded why={live.ended()} />
        </Match>
        <Match when={live.ready()}>
          <div class="relative flex min-h-0 flex-1 flex-col" data-board>
            <Show when={totalCount() > 0 || opened() !== null} fallback={<EmptyBoard />}>
              <Show when={!filtered() || shownCount() > 0} fallback={<NoMatch onClear={() => setFilter(noFilter)} />}>
                <Show when={phone()}>
                  <StageTabs board={boardElement} columns={shownColumns()} />
                </Show>
                <div
                  ref={(div) => (element = div)}
                  class="columns"
                  classList={{ "beside-panel": opened() !== null }}
                  inert={opened() !== null && phone()}
                >
                  <For each={shownColumns()}>{(column) => <Column column={column} />}</For>
                </div>
              </Show>
            </Show>
            <SelectionBar />
            <Show when={opened()}>{(id) => <Panel id={id()} />}</Show>
          </div>
        </Match>
      </Switch>
      <BoardMenus menu={menu()} onClose={() => setMenu(null)} sheet={phone()} />
      <CreateDialog stage={creating()} onClose={() => setCreating(null)} />
    </BoardProvider>
  );
};
