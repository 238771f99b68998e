/** The inspector: every delivery in one dense list, live, filtered by the address, with one of them open beside it. [WP2] [WP3] */
import { A, useSearchParams } from "@solidjs/router";
import ChevronLeft from "lucide-solid/icons/chevron-left";
import ChevronRight from "lucide-solid/icons/chevron-right";
import Webhook from "lucide-solid/icons/webhook";
import { createEffect, createMemo, createSignal, For, type JSX, Match, on, Show, Switch } from "solid-js";
import { createStore, reconcile } from "solid-js/store";
import { type DeliveryState, sourceLabels } from "../../../domain/webhook-words.ts";
import { Button, buttonClass, IconButton } from "../../parts/button.tsx";
import { EmptyState, ErrorState, Loading, Skeleton } from "../../parts/states.tsx";
import { createNow } from "../../relative-time.ts";
import { createShortcuts } from "../../shortcuts.ts";
import { DeliveryDrawer } from "./delivery-drawer.tsx";
import { DeliveryFilters } from "./delivery-filters.tsx";
import { addressOf, type DeliveryFilter, isFiltered, noFilter, pageSize, readFilter, writeFilter } from "./filter.ts";
import { type Fresh, freshOf, nothingSeen } from "./fresh.ts";
import { createPaced } from "./paced.ts";
import { ReplayRange } from "./replay-range.tsx";
import type { Delivery, Page } from "./resources.ts";
import { createRowKeys } from "./row-keys.ts";
import { StateSign, VerdictSign } from "./sign.tsx";
import { useWebhooks } from "./webhooks-scope.ts";
import { changeWords, logTime, subjectOf } from "./words.ts";

const inks: Partial<Record<DeliveryState, string>> = {
  dead: "text-bad-text",
  refused: "text-bad-text",
  held: "text-watch-text",
};

/** The first change in a line, else why there is none. */
const What = (props: { row: Delivery }): JSX.Element => (
  <Show
    when={props.row.error === null && props.row.first_change}
    fallback={
      <span class={`truncate ${inks[props.row.state] ?? "text-soft"}`}>
        {props.row.error ??
          props.row.summary ??
          (props.row.state === "waiting" ? "Not worked on yet" : "Changed nothing")}
      </span>
    }
  >
    {(change) => (
      <>
        <span class="truncate font-medium">{change().account_name ?? subjectOf(change())}</span>
        <span class="truncate text-soft" data-numbers>
          {changeWords(change())}
        </span>
      </>
    )}
  </Show>
);

const Row = (props: { row: Delivery; open: boolean; fresh: boolean; onOpen: () => void }): JSX.Element => (
  <li>
    <button
      type="button"
      data-delivery={props.row.id}
      data-fresh={props.fresh ? "" : undefined}
      aria-current={props.open ? "true" : undefined}
      class="wh-row"
      onClick={() => props.onOpen()}
    >
      <time class="wh-cell-time text-faint" datetime={props.row.received_at}>
        {logTime(props.row.received_at)}
      </time>
      <span class="wh-cell-source flex min-w-0 items-baseline gap-1.5">
        <span class="truncate font-medium">{props.row.source_name}</span>
        <span class="shrink-0 text-xs text-faint">{sourceLabels[props.row.kind]}</span>
      </span>
      <span class="wh-cell-verdict">
        <VerdictSign verdict={props.row.verdict} />
      </span>
      <span class="wh-cell-state">
        <StateSign state={props.row.state} />
      </span>
      <span class="wh-cell-what flex min-w-0 items-baseline gap-1.5" data-what dir="auto">
        <What row={props.row} />
        <Show when={props.row.changes_count > 1}>
          <span class="shrink-0 text-xs text-faint" data-numbers>
            +{props.row.changes_count - 1}
          </span>
        </Show>
      </span>
      <span class="wh-cell-repeats text-end text-xs text-faint" data-numbers>
        <Show when={props.row.repeats > 0}>
          <span data-tip={`It came ${props.row.repeats + 1} times and was done once`}>×{props.row.repeats + 1}</span>
        </Show>
      </span>
    </button>
  </li>
);

const RowsSkeleton = (): JSX.Element => (
  <Loading label="Loading the deliveries" class="flex flex-col">
    <For each={Array.from({ length: 12 })}>
      {() => (
        <div class="flex h-(--row) items-center gap-4 border-b border-line px-5">
          <Skeleton class="h-4 w-28" />
          <Skeleton class="h-4 w-36" />
          <Skeleton class="h-4 w-16" />
          <Skeleton class="h-4 w-16" />
          <Skeleton class="h-4 flex-1" />
        </div>
      )}
    </For>
  </Loading>
);

const FirstRun = (): JSX.Element => {
  const page = useWebhooks();
  const some = () => (page.sources.data()?.count ?? 0) > 0;
  return (
    <div class="m-auto">
      <EmptyState
        icon={Webhook}
        title={some() ? "Nothing has come in yet" : "Let other systems tell you what happens"}
        action={
          <A href={page.tabAddress("sources", some() ? "" : "?new=1")} class={buttonClass("solid")}>
            {some() ? "Send a first delivery" : "Connect a source"}
          </A>
        }
      >
        <Show
          when={some()}
          fallback={
            <p>
              Usage from Segment or your own product, payments from Stripe, tickets from Zendesk. Each delivery stands
              here with its raw request, what was read where, and which score moved because of it.
            </p>
          }
        >
          <p>A source is ready. Paste its address at the sender, or copy the example command and run it.</p>
        </Show>
      </EmptyState>
    </div>
  );
};

export const Deliveries = (): JSX.Element => {
  const page = useWebhooks();
  const [search, setSearch] = useSearchParams();
  const now = createNow();
  const filter = createMemo(() => readFilter(search));
  const setFilter = (part: Partial<DeliveryFilter>): void =>
    setSearch(writeFilter({ ...filter(), page: 1, ...part }), { replace: true, scroll: false });
  const path = createMemo(() => addressOf(page.live.circle, filter(), now()));
  const remote = createPaced<Page<Delivery>>(page.live, path);
  const [list, setList] = createStore<{ rows: Delivery[] }>({ rows: [] });
  const [fresh, setFresh] = createSignal<Fresh>(nothingSeen);
  createEffect(on(path, () => setFresh(nothingSeen), { defer: true }));
  const [count, setCount] = createSignal<number>();
  createEffect(
    on(remote.data, (answer) => {
      if (!answer) return;
      const ids = answer.results.map(({ id }) => id);
      setFresh((before) => freshOf(before, ids));
      setList("rows", reconcile(answer.results, { key: "id" }));
      setCount(answer.count);
    }),
  );
  const [range, setRange] = createSignal(false);
  let searchField: HTMLInputElement | undefined;

  const opened = () => (typeof search["delivery"] === "string" ? search["delivery"] : null);
  const open = (id: string | null): void => setSearch({ delivery: id ?? undefined }, { replace: true, scroll: false });
  const close = createRowKeys({ ids: () => list.rows.map(({ id }) => id), opened, open, attribute: "data-delivery" });
  createShortcuts({ key: "search", run: () => searchField?.focus() });
  const pages = () => Math.max(1, Math.ceil((count() ?? 0) / pageSize));

  return (
    <div class="wh-split" data-inspector>
      <div class="flex min-h-0 min-w-0 flex-1 flex-col">
        <Show when={count() !== 0 || isFiltered(filter())}>
          <DeliveryFilters
            filter={filter()}
            onFilter={setFilter}
            onReplay={() => setRange(true)}
            count={count()}
            searchRef={(input) => (searchField = input)}
          />
        </Show>
        <div class="min-h-0 flex-1 overflow-y-auto" aria-busy={remote.loading()}>
          <Switch>
            <Match when={remote.problem() && list.rows.length === 0 && remote.problem()}>
              {(problem) => (
                <ErrorState problem={problem()} during="load the deliveries" onRetry={() => remote.refetch()} />
              )}
            </Match>
            <Match when={count() === undefined}>
              <RowsSkeleton />
            </Match>
            <Match when={list.rows.length === 0 && !isFiltered(filter())}>
              <div class="flex min-h-full">
                <FirstRun />
              </div>
            </Match>
            <Match when={list.rows.length === 0}>
              <EmptyState
                icon={Webhook}
                title="No delivery is like that"
                action={<Button onClick={() => setFilter(noFilter)}>Clear the filters</Button>}
              >
                <p>Others are hidden by the filters.</p>
              </EmptyState>
            </Match>
            <Match when={true}>
              <div class="wh-row wh-head" aria-hidden="true">
                <span class="wh-cell-time">Received</span>
                <span class="wh-cell-source">Source</span>
                <span class="wh-cell-verdict">Signature</span>
                <span class="wh-cell-state">State</span>
                <span class="wh-cell-what">What came of it</span>
                <span class="wh-cell-repeats" />
              </div>
              <ul aria-label="Deliveries, newest first" class={remote.loading() ? "opacity-60" : ""}>
                <For each={list.rows}>
                  {(row) => (
                    <Row
                      row={row}
                      open={opened() === row.id}
                      fresh={fresh().arrived.has(row.id)}
                      onOpen={() => open(row.id)}
                    />
                  )}
                </For>
              </ul>
            </Match>
          </Switch>
        </div>
        <Show when={pages() > 1}>
          <footer class="flex items-center justify-end gap-1 border-t border-line px-5 py-1.5 text-xs text-faint max-md:px-3">
            <span data-numbers>
              Page {filter().page} of {pages()}
            </span>
            <IconButton
              icon={ChevronLeft}
              label="Newer"
              reason={filter().page <= 1 ? "These are the newest." : undefined}
              onClick={() => setFilter({ page: filter().page - 1 })}
            />
            <IconButton
              icon={ChevronRight}
              label="Older"
              reason={filter().page >= pages() ? "These are the oldest." : undefined}
              onClick={() => setFilter({ page: filter().page + 1 })}
            />
          </footer>
        </Show>
      </div>
      <Show when={opened()} keyed>
        {(id) => <DeliveryDrawer id={id} onClose={close} />}
      </Show>
      <ReplayRange open={range()} filter={filter()} onClose={() => setRange(false)} />
    </div>
  );
};
