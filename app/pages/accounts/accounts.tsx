/** The accounts of a circle: which customers, in which order, and what they come to. */
import { useLocation, useNavigate, useParams, useSearchParams } from "@solidjs/router";
import Plus from "lucide-solid/icons/plus";
import { createEffect, createMemo, createSignal, type JSX, lazy, Match, Show, Suspense, Switch } from "solid-js";
import { makeAccountMatcher, noAccountFilter, sortAccounts } from "../../../domain/account-view.ts";
import { sliceOf } from "../../../domain/portfolio.ts";
import { bookOf } from "../../live/book.ts";
import type { LiveCircle } from "../../live/circle.ts";
import { CircleEnded, LineStrip } from "../../live/line-strip.tsx";
import { WithLiveCircle } from "../../live/live-scope.tsx";
import { Button } from "../../parts/button.tsx";
import type { Box } from "../../parts/place.ts";
import { ErrorState } from "../../parts/states.tsx";
import { createNow } from "../../relative-time.ts";
import { loadSession, me } from "../../session.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { createShellStatus } from "../../shell-status.ts";
import { createTitle } from "../../title.ts";
import { createMedia } from "../board/measures.ts";
import { createWho } from "../board/who.ts";
import { UsageStrip } from "../import/usage/progress.tsx";
import { AccountsProvider, type AccountsScope } from "./accounts-scope.ts";
import { createAccountsShortcuts } from "./accounts-shortcuts.ts";
import { createActs } from "./acts.ts";
import "./accounts.css";
import { BulkBar } from "./bulk-bar.tsx";
import { AccountCards } from "./cards.tsx";
import { ChoiceEditor } from "./cell-editor.tsx";
import { CreateDialog } from "./create-dialog.tsx";
import { createCursor } from "./cursor.ts";
import { createEditing } from "./editing.ts";
import { fields } from "./fields.ts";
import { AccountChips, AccountSearch, FilterButton } from "./filter-bar.tsx";
import { createSavedViews } from "./saved-views.ts";
import { AccountsSkeleton, NoAccountMatches, NoAccounts } from "./states.tsx";
import { Summary } from "./summary.tsx";
import { AccountTable } from "./table.tsx";
import { AccountTools } from "./tools.tsx";
import { isFiltered, readView, type View, writeView } from "./view.ts";
import { ViewsMenu } from "./views-menu.tsx";
import { utcDay } from "./words.ts";

const AccountPanel = lazy(async () => ({ default: (await import("../account/account-panel.tsx")).AccountPanel }));
const Renewals = lazy(async () => ({ default: (await import("./renewals.tsx")).Renewals }));

export const Accounts = (): JSX.Element => <WithLiveCircle>{(live) => <AccountsView live={live} />}</WithLiveCircle>;

const sameIds = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id, at) => id === b[at]);

/** The page over a live circle. */
export const AccountsView = (props: { live: LiveCircle }): JSX.Element => {
  // A page belongs to one circle for as long as it stands.
  // eslint-disable-next-line solid/reactivity -- see above
  const live = props.live;
  const book = bookOf(live);
  const params = useParams<{ circle: string; account?: string }>();
  const [search, setSearch] = useSearchParams();
  const location = useLocation();
  const navigate = useNavigate();
  const phone = createMedia("(width < 48rem)");
  const now = createNow();
  let searchField: HTMLInputElement | undefined;

  const view = createMemo(() => readView(search));
  const setView = (part: Partial<View>): void =>
    setSearch(writeView({ ...view(), ...part }) as Record<string, string | string[] | undefined>, {
      replace: true,
      scroll: false,
    });
  const today = createMemo(() => utcDay(now()));
  const people = createMemo(() => new Map(Object.values(live.people).map((person) => [person.user, person])));
  const shown = createMemo(() => {
    const match = makeAccountMatcher(view().filter, { today: today(), me: me()?.user.id ?? null });
    return sortAccounts(book.accounts().filter(match), view().order, (id) => people().get(id)?.name ?? id);
  });
  const ids = createMemo(() => shown().map(({ id }) => id), [] as string[], { equals: sameIds });
  const totals = createMemo(() => sliceOf(shown()));
  const regions = createMemo(() =>
    [...new Set(book.accounts().flatMap(({ region }) => (region === null ? [] : [region])))].toSorted((a, b) =>
      a.localeCompare(b),
    ),
  );
  const opened = (): string | null => params.account ?? null;
  const addressOf = (id: string): string => `/c/${params.circle}/accounts/${id}${location.search}`;
  const cursor = createCursor(ids);
  const [creating, setCreating] = createSignal(false);
  const [filtering, setFiltering] = createSignal<Box | null>(null);
  const page: AccountsScope = {
    live,
    book,
    acts: createActs(live, book),
    who: createWho(live),
    cursor,
    editing: createEditing(live),
    saved: createSavedViews(live),
    view,
    setView,
    setFilter: (part) => setView({ filter: { ...view().filter, ...part } }),
    shown,
    ids,
    totals,
    now,
    today,
    phone,
    opened,
    show: (id) => navigate(addressOf(id), { replace: opened() !== null, scroll: false }),
    hide: () => {
      const id = opened();
      navigate(`/c/${params.circle}/accounts${location.search}`, { scroll: false });
      if (id !== null) queueMicrotask(() => cursor.focus(id));
    },
    addressOf,
    create: () => live.may("account.create") && setCreating(true),
    personOf: (user) => people().get(user),
    regions,
  };
  createAccountsShortcuts(page, {
    focusSearch: () => searchField?.focus(),
    openFilter: () => {
      const button = document.querySelector("[data-filter-button]");
      if (button) setFiltering(button.getBoundingClientRect());
    },
  });
  createShellStatus({ connection: () => ({ state: live.state(), waiting: live.waiting() }), people: page.who.people });
  createTitle(() => {
    const id = opened();
    return (id === null ? undefined : book.account(id)?.name) ?? "Accounts";
  });
  createEffect(() => {
    // The panel says where this person is while it is open.
    if (opened() === null) live.presence.show({ card: null, field: null });
  });
  createEffect(() => {
    if (live.ended() === "signed_out") void loadSession();
  });
  const chosenMenu = () => {
    const edited = page.editing.edited();
    return edited && fields[edited.field].kind === "choice" ? edited.at : null;
  };
  const clear = (): void => page.setFilter(noAccountFilter);

  return (
    <AccountsProvider value={page}>
      <PageHeader title="Accounts">
        <AccountSearch ref={(input) => (searchField = input)} />
        <FilterButton at={filtering()} setAt={setFiltering} />
        <AccountTools />
        <Button
          look="solid"
          icon={Plus}
          reason={live.ready() ? live.reason("account.create") : undefined}
          onClick={() => page.create()}
          class="max-md:w-(--control) max-md:px-0"
        >
          <span class="max-md:sr-only">New account</span>
        </Button>
      </PageHeader>
      <LineStrip live={live} />
      <UsageStrip live={live} />
      <Show when={book.ready() && book.accounts().length > 0}>
        <div class="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-1.5 ps-3.5 pe-5 max-md:px-1.5">
          <ViewsMenu />
          <div class="ms-auto max-md:ms-1.5">
            <Summary />
          </div>
        </div>
      </Show>
      <AccountChips onMore={setFiltering} />
      <Switch fallback={<AccountsSkeleton />}>
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
        <Match when={book.ready()}>
          <div class="acc-split">
            <div class="relative flex min-h-0 min-w-0 flex-1 flex-col" inert={opened() !== null && phone()}>
              <Show when={book.accounts().length > 0} fallback={<NoAccounts />}>
                <Show
                  when={shown().length > 0}
                  fallback={isFiltered(view()) ? <NoAccountMatches onClear={clear} /> : <NoAccounts />}
                >
                  <Switch fallback={<AccountTable />}>
                    <Match when={view().layout === "renewals"}>
                      <Suspense fallback={<AccountsSkeleton />}>
                        <Renewals />
                      </Suspense>
                    </Match>
                    <Match when={view().layout === "cards" || phone()}>
                      <AccountCards />
                    </Match>
                  </Switch>
                  <BulkBar />
                </Show>
              </Show>
            </div>
            <Show when={opened()}>
              {(id) => (
                <Suspense>
                  <AccountPanel id={id()} />
                </Suspense>
              )}
            </Show>
          </div>
        </Match>
      </Switch>
      <ChoiceEditor
        at={chosenMenu()}
        onClose={() => {
          page.editing.stop();
        }}
      />
      <CreateDialog open={creating()} onClose={() => setCreating(false)} onMade={(id) => page.show(id)} />
    </AccountsProvider>
  );
};
