/** Today: what changed, what is at risk, what to do first. Painted from the browser's own book, then live. */
import { useNavigate, useParams, useSearchParams } from "@solidjs/router";
import { createEffect, createMemo, createSignal, type JSX, Match, onMount, Show, Switch } from "solid-js";
import { rankNextActions } from "../../../domain/next-actions.ts";
import { moverFrom } from "../../../domain/portfolio-resource.ts";
import { afterPaint } from "../../after-paint.ts";
import { bookOf } from "../../live/book.ts";
import type { LiveCircle } from "../../live/circle.ts";
import { CircleEnded, LineStrip } from "../../live/line-strip.tsx";
import { WithLiveCircle } from "../../live/live-scope.tsx";
import { createRemote } from "../../live/remote.ts";
import { Choice } from "../../parts/choice.tsx";
import { ErrorState } from "../../parts/states.tsx";
import { createNow } from "../../relative-time.ts";
import { loadSession, me } from "../../session.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { createShellStatus } from "../../shell-status.ts";
import { createTitle } from "../../title.ts";
import { utcDay } from "../accounts/words.ts";
import { createMedia } from "../board/measures.ts";
import { createWho } from "../board/who.ts";
import { createRunActs, type RunList, whyNotRun } from "../playbooks/acts.ts";
import { createAnswering } from "./answering.ts";
import { createCursor } from "./cursor.ts";
import { Customers } from "./customers.tsx";
import { DoNext } from "./do-next.tsx";
import { Peek } from "./peek.tsx";
import { HereNow, Movers, Renewals } from "./side.tsx";
import { createSince } from "./since.ts";
import { SinceStrip } from "./since-strip.tsx";
import { type MoversAnswer, TodayProvider, type TodayScope } from "./today-scope.ts";
import { createTodayShortcuts } from "./today-shortcuts.ts";
import { NothingYet, TodaySkeleton } from "./today-states.tsx";
import { todayText } from "./words.ts";
import "./today.css";

export const Today = (): JSX.Element => <WithLiveCircle>{(live) => <TodayView live={live} />}</WithLiveCircle>;

/** The page over a live circle. */
const TodayView = (props: { live: LiveCircle }): JSX.Element => {
  // A page belongs to one circle for as long as it stands.
  // eslint-disable-next-line solid/reactivity -- see above
  const live = props.live;
  const params = useParams<{ circle: string }>();
  const [search, setSearch] = useSearchParams<{ whose?: string }>();
  const navigate = useNavigate();
  const phone = createMedia("(width < 48rem)");
  const now = createNow();
  const today = createMemo(() => utcDay(now()));
  const book = bookOf(live);
  const mine = (): boolean => search.whose === "me";
  const movers = createRemote<MoversAnswer>({
    live,
    path: () => `/api/circles/${live.circle}/movers/?days=7&limit=30`,
    topics: { accounts: true, health: true },
    kept: true,
  });
  const falls = createRemote<MoversAnswer>({
    live,
    path: () => `/api/circles/${live.circle}/movers/?days=30&least=10&limit=200`,
    topics: { accounts: true, health: true },
    kept: true,
  });
  const runs = createRemote<RunList>({
    live,
    path: () => `/api/playbook-runs/?circle_id=${live.circle}&state=open&page_size=100`,
    topics: { playbooks: true },
    kept: true,
  });
  const answering = createAnswering(live);
  /** Everything that is kept comes at one time, and is ranked once. */
  const known = createMemo(() => [movers, falls, runs, answering].every((one) => one.recalled()));
  const accounts = createMemo(() => {
    if (!known()) return [];
    if (!mine()) return book.accounts();
    const user = me()?.user.id;
    return book.accounts().filter(({ owner }) => owner === user);
  });
  const moves = createMemo(() => new Map(falls.data()?.movers.map((mover) => [mover.account.id, moverFrom(mover)])));
  const ranking = createMemo(() =>
    rankNextActions(accounts(), { today: today(), now: now(), moves: moves(), away: answering.away() }),
  );
  const listAddress = (query: Record<string, string>): string => {
    const text = new URLSearchParams({ ...query, ...(mine() ? { owner: "me" } : {}) }).toString();
    return `/c/${params.circle}/accounts${text === "" ? "" : `?${text}`}`;
  };
  const addressOf = (id: string): string => `/account/${id}`;
  const runActs = createRunActs(runs);
  const runOf: TodayScope["runOf"] = ({ account, playbook }) =>
    runs.data()?.results.find((run) => run.account.id === account && run.playbook.number === playbook);
  // What to do is drawn first, and the list under it in the next frame.
  const [below, setBelow] = createSignal(false);
  onMount(() => afterPaint(() => setBelow(true)));
  // What the browser keeps comes within a frame: a skeleton is for what takes longer.
  const [late, setLate] = createSignal(false);
  onMount(() => requestAnimationFrame(() => setLate(true)));
  const [peeked, setPeeked] = createSignal<string | null>(null);
  const people = createMemo(() => new Map(Object.values(live.people).map((person) => [person.user, person])));
  let searchField: HTMLInputElement | undefined;

  const page: TodayScope = {
    live,
    book,
    who: createWho(live),
    since: createSince(live, listAddress),
    answering,
    cursor: createCursor(() => ranking().actions.map(({ account }) => account)),
    now,
    today,
    phone,
    mine,
    accounts,
    ranking,
    movers,
    peeked,
    peek: setPeeked,
    open: (id) => navigate(addressOf(id)),
    addressOf,
    listAddress,
    runOf,
    runPlaybook: async (action) => {
      if (action.playbook === null) return;
      const open = runOf(action);
      if (open) return navigate(`/c/${params.circle}/playbooks?tab=runs&run=${open.id}`);
      if (!whyNotRun(live)) await runActs.start({ id: action.account, name: action.name }, action.playbook);
      return undefined;
    },
    whyNotRun: () => whyNotRun(live),
    personOf: (user) => people().get(user),
  };
  createTodayShortcuts(page, { focusSearch: () => searchField?.focus() });
  createShellStatus({
    connection: () => ({ state: live.state(), waiting: live.waiting() }),
    people: page.who.people,
  });
  createTitle(() => "Today");
  createEffect(() => live.presence.show({ card: peeked(), field: null }));
  createEffect(() => {
    if (live.ended() === "signed_out") void loadSession();
  });

  return (
    <TodayProvider value={page}>
      <PageHeader title="Today" beside={<span class="text-xs text-faint max-md:hidden">{todayText(now())}</span>}>
        <Choice
          label="Whose accounts"
          value={mine() ? "me" : "all"}
          options={[
            { value: "all", label: "Everyone's" },
            { value: "me", label: "Mine" },
          ]}
          onChange={(whose) =>
            setSearch({ whose: whose === "me" ? "me" : undefined, page: undefined }, { replace: true })
          }
        />
      </PageHeader>
      <LineStrip live={live} />
      <Switch
        fallback={
          <Show when={late()}>
            <TodaySkeleton />
          </Show>
        }
      >
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
          <NothingYet />
        </Match>
        <Match when={book.ready() && known()}>
          <div class="min-h-0 flex-1 overflow-y-auto" tabindex="-1" data-today>
            <div class="today-page">
              <div class="today-sheet">
                <SinceStrip />
                <div class="today-columns">
                  <DoNext />
                  <div class="today-side">
                    <Renewals />
                    <Movers />
                    <HereNow />
                  </div>
                </div>
                <Show when={below()}>
                  <Customers ref={(input) => (searchField = input)} />
                </Show>
              </div>
            </div>
          </div>
        </Match>
      </Switch>
      <Peek />
    </TodayProvider>
  );
};
