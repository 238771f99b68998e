/** One account: its head and its four tabs, on a page of its own or in the panel beside the list. [AP1] */
import { useSearchParams } from "@solidjs/router";
import { createEffect, createMemo, createSignal, type JSX, lazy, Match, Suspense, Switch } from "solid-js";
import type { BookAccount } from "../../../domain/account.ts";
import type { Book } from "../../live/book.ts";
import type { LiveCircle } from "../../live/circle.ts";
import { Skeleton } from "../../parts/states.tsx";
import { Tabs } from "../../parts/tabs.tsx";
import { createNow } from "../../relative-time.ts";
import { createShortcuts } from "../../shortcuts.ts";
import type { Acts } from "../accounts/acts.ts";
import { utcDay } from "../accounts/words.ts";
import type { Who } from "../board/who.ts";
import "../accounts/accounts.css";
import "./account.css";
import { AccountProvider, type AccountScope, tabLabels, type TabName, tabs } from "./account-scope.ts";
import { type AccountDetail, createAccountRemote } from "./detail.ts";
import { Hero } from "./hero.tsx";
import { OverrideDialog } from "./override-dialog.tsx";
import { Overview } from "./overview.tsx";

const Profile = lazy(async () => ({ default: (await import("./profile.tsx")).Profile }));
const Insights = lazy(async () => ({ default: (await import("./insights.tsx")).Insights }));
const Activity = lazy(async () => ({ default: (await import("./activity.tsx")).Activity }));

export interface AccountViewProps {
  live: LiveCircle;
  book: Book;
  acts: Acts;
  who: Who;
  account: BookAccount;
  narrow: boolean;
  addressOf: (id: string) => string;
  /** Where to go when the account is deleted here. */
  onGone: () => void;
}

const TabSkeleton = (): JSX.Element => (
  <div class="acct-columns">
    <div class="flex flex-col gap-4">
      <Skeleton class="h-64 w-full" />
      <Skeleton class="h-64 w-full" />
    </div>
  </div>
);

/** Built anew for another account. */
export const AccountView = (props: AccountViewProps): JSX.Element => {
  const [search, setSearch] = useSearchParams<{ tab?: string }>();
  const now = createNow();
  // eslint-disable-next-line solid/reactivity -- one view is of one account
  const { live, book, acts, who, narrow, addressOf } = props;
  const [overriding, setOverriding] = createSignal(false);
  const people = createMemo(() => new Map(Object.values(live.people).map((person) => [person.user, person])));
  const today = createMemo(() => utcDay(now()));
  const tab = (): TabName => tabs.find((name) => name === search.tab) ?? "overview";
  const setTab = (name: TabName): void =>
    setSearch({ tab: name === "overview" ? undefined : name }, { replace: true, scroll: false });
  const page: AccountScope = {
    live,
    book,
    acts,
    who,
    account: () => props.account,
    detail: createAccountRemote<AccountDetail>(
      live,
      () => props.account.id,
      (id) => `/api/accounts/${id}/?days=365`,
      true,
    ),
    now,
    today,
    tab,
    setTab,
    personOf: (user) => people().get(user),
    addressOf,
    override: () => live.may("health.override") && setOverriding(true),
    remove: () => {
      const { id } = props.account;
      props.onGone();
      void acts.remove(id);
    },
    narrow,
  };
  createShortcuts({
    key: "accountTab",
    run: ({ key }) => {
      const name = tabs[Number(key) - 1];
      if (name) setTab(name);
    },
  });
  createEffect(() => live.presence.show({ card: props.account.id, field: null }));

  return (
    <AccountProvider value={page}>
      <Hero />
      <Tabs
        label="About this account"
        class={narrow ? "px-3" : "px-3 md:px-3"}
        tabs={tabs.map((name) => ({
          name,
          label: tabLabels[name],
          count: name === "activity" ? props.account.open_feedback || undefined : undefined,
        }))}
        value={tab()}
        onChange={setTab}
      >
        <div class="acct-body" data-narrow={narrow ? "" : undefined}>
          <Suspense fallback={<TabSkeleton />}>
            <Switch>
              <Match when={tab() === "overview"}>
                <Overview />
              </Match>
              <Match when={tab() === "profile"}>
                <Profile />
              </Match>
              <Match when={tab() === "insights"}>
                <Insights />
              </Match>
              <Match when={tab() === "activity"}>
                <Activity />
              </Match>
            </Switch>
          </Suspense>
        </div>
      </Tabs>
      <OverrideDialog open={overriding()} onClose={() => setOverriding(false)} />
    </AccountProvider>
  );
};
