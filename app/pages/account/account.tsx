/** `/account/:id`: everything on one customer. The id names the circle; a number is one of the circle opened last. [AP1] [C5] */
import { A, Navigate, useNavigate, useParams } from "@solidjs/router";
import ChevronLeft from "lucide-solid/icons/chevron-left";
import SearchX from "lucide-solid/icons/search-x";
import { createEffect, type JSX, Match, Show, Switch } from "solid-js";
import { CircleProvider, circleOfId } from "../../circle-scope.tsx";
import { bookOf } from "../../live/book.ts";
import type { LiveCircle } from "../../live/circle.ts";
import { CircleEnded, LineStrip } from "../../live/line-strip.tsx";
import { WithLiveCircle } from "../../live/live-scope.tsx";
import { buttonClass } from "../../parts/button.tsx";
import { EmptyState, ErrorState, Loading, Skeleton } from "../../parts/states.tsx";
import { loadSession } from "../../session.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { createShortcuts } from "../../shortcuts.ts";
import { createShellStatus } from "../../shell-status.ts";
import { createTitle } from "../../title.ts";
import { createActs } from "../accounts/acts.ts";
import { createWho } from "../board/who.ts";
import { AccountView } from "./account-view.tsx";

export const Account = (): JSX.Element => {
  const params = useParams<{ id: string }>();
  return (
    <CircleProvider id={circleOfId(params.id)}>
      <WithLiveCircle>{(live) => <AccountPage live={live} id={params.id} />}</WithLiveCircle>
    </CircleProvider>
  );
};

const AccountSkeleton = (): JSX.Element => (
  <Loading label="Loading the account" class="flex flex-col gap-5 px-5 pt-5 max-md:px-4">
    <div class="flex gap-6">
      <Skeleton class="h-24 w-32" />
      <div class="flex flex-1 flex-col gap-3">
        <Skeleton class="h-4 w-56" />
        <Skeleton class="h-10 w-full max-w-xl" />
      </div>
    </div>
    <Skeleton class="h-8 w-80" />
    <Skeleton class="h-64 w-full" />
  </Loading>
);

const AccountPage = (props: { live: LiveCircle; id: string }): JSX.Element => {
  // A page belongs to one circle for as long as it stands.
  // eslint-disable-next-line solid/reactivity -- see above
  const live = props.live;
  const book = bookOf(live);
  const acts = createActs(live, book);
  const who = createWho(live);
  const navigate = useNavigate();
  const list = `/c/${live.circle}/accounts`;
  const isNumber = () => /^\d{1,9}$/.test(props.id);
  const account = () =>
    isNumber()
      ? book.accounts().find(({ number }) => number === Number(props.id))
      : book.account(props.id.toLowerCase());
  createShellStatus({ connection: () => ({ state: live.state(), waiting: live.waiting() }), people: who.people });
  createTitle(() => account()?.name ?? "Account");
  createShortcuts({ key: "undo", run: () => acts.undoLast() });
  createEffect(() => {
    if (live.ended() === "signed_out") void loadSession();
  });
  return (
    <>
      <PageHeader
        title={account()?.name ?? "Account"}
        before={
          <A
            href={list}
            aria-label="All accounts"
            data-tip="All accounts"
            class={`${buttonClass("ghost")} -ms-2 w-(--control) px-0`}
          >
            <ChevronLeft size={16} />
          </A>
        }
      />
      <LineStrip live={live} />
      <Switch fallback={<AccountSkeleton />}>
        <Match when={live.ended() === "removed" || live.ended() === "gone"}>
          <CircleEnded why={live.ended()} />
        </Match>
        <Match when={isNumber() && account()}>{(row) => <Navigate href={`/account/${row().id}`} />}</Match>
        <Match when={account()?.id} keyed>
          {(_id) => (
            <Show when={account()}>
              {(row) => (
                <div class="flex min-h-0 flex-1 flex-col overflow-y-auto">
                  <h2 dir="auto" class="shrink-0 truncate px-4 pt-3 text-lg font-semibold md:hidden">
                    {row().name}
                  </h2>
                  <AccountView
                    live={live}
                    book={book}
                    acts={acts}
                    who={who}
                    account={row()}
                    narrow={false}
                    addressOf={(id) => `/account/${id}`}
                    onGone={() => navigate(list)}
                  />
                </div>
              )}
            </Show>
          )}
        </Match>
        <Match when={!book.ready() && book.problem()}>
          {(problem) => (
            <div class="m-auto">
              <ErrorState problem={problem()} during="load the account" onRetry={() => book.refetch()} />
            </div>
          )}
        </Match>
        <Match when={book.ready() && (book.fresh() || live.state() === "offline")}>
          <div class="m-auto">
            <EmptyState
              icon={SearchX}
              title="There is no such account"
              action={
                <A href={list} class={buttonClass("solid")}>
                  All accounts
                </A>
              }
            >
              <p>It was deleted, or the address is wrong. Moderators can restore deleted accounts for 30 days.</p>
            </EmptyState>
          </div>
        </Match>
      </Switch>
    </>
  );
};
