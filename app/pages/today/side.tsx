/** Beside the list: renewals of the next thirty days, movers of the last seven, and who is here. [TD5] [TD6] */
import { A } from "@solidjs/router";
import ArrowDown from "lucide-solid/icons/arrow-down";
import ArrowUp from "lucide-solid/icons/arrow-up";
import { createMemo, For, type JSX, Match, Show, Switch } from "solid-js";
import type { BookAccount } from "../../../domain/account.ts";
import { daysToRenewal, partOf, renewalsWithin } from "../../../domain/portfolio.ts";
import type { MoverResource } from "../../../domain/portfolio-resource.ts";
import { Avatar } from "../../parts/avatar.tsx";
import { Button } from "../../parts/button.tsx";
import { BucketShape } from "../../parts/health-badge.tsx";
import { Loading, Skeleton } from "../../parts/states.tsx";
import { dateText, moneyShort, moneyText, untilText } from "../accounts/words.ts";
import { MoverLine } from "../../parts/mover-line.tsx";
import { Panel } from "../../parts/panel.tsx";
import { useToday } from "./today-scope.ts";

const shown = 6;

const AccountLink = (props: { id: string; name: string }): JSX.Element => {
  const page = useToday();
  return (
    <A href={page.addressOf(props.id)} dir="auto" class="truncate text-ink hover:underline">
      {props.name}
    </A>
  );
};

const Empty = (props: { children: JSX.Element }): JSX.Element => (
  <p class="px-3 py-4 text-xs text-faint">{props.children}</p>
);

const more = "text-xs text-soft hover:text-ink hover:underline";

export const Renewals = (): JSX.Element => {
  const page = useToday();
  const due = createMemo(() => renewalsWithin(page.accounts(), page.today(), 30));
  const first = () => due().slice(0, shown);
  return (
    <Panel
      title="Renewals in 30 days"
      beside={
        <Show when={due().length > 0}>
          <span data-numbers class="text-xs text-faint">
            {due().length.toLocaleString()} · {moneyShort(partOf(due()).arr)}
          </span>
        </Show>
      }
      end={
        <Show when={due().length > 0}>
          <A href={page.listAddress({ renewal: "30", ordering: "renewal_date" })} class={more}>
            All
          </A>
        </Show>
      }
    >
      <Show when={due().length > 0} fallback={<Empty>No account renews in the next thirty days.</Empty>}>
        <ul>
          <For each={first()}>
            {(account: BookAccount) => (
              <li class="today-line">
                <span data-numbers class="w-12 shrink-0 text-xs text-soft" data-tip={account.renewal_date ?? ""}>
                  {dateText(account.renewal_date ?? page.today(), page.today())}
                </span>
                <BucketShape bucket={account.health_bucket} />
                <span class="flex min-w-0 flex-1">
                  <AccountLink id={account.id} name={account.name} />
                </span>
                <span data-numbers class="text-xs text-soft">
                  {moneyText(account.arr)}
                </span>
                <span data-numbers class="w-9 text-end text-xs text-faint">
                  {untilText(daysToRenewal(account, page.today()) ?? 0)}
                </span>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Panel>
  );
};

const Mover = (props: { mover: MoverResource }): JSX.Element => {
  const page = useToday();
  const id = () => props.mover.account.id;
  return (
    <li class="today-line">
      <MoverLine
        mover={props.mover}
        name={page.book.account(id())?.name ?? props.mover.account.name}
        href={page.addressOf(id())}
      />
    </li>
  );
};

export const Movers = (): JSX.Element => {
  const page = useToday();
  const movers = createMemo(() => {
    const all = page.movers.data()?.movers ?? [];
    const ids = new Set(page.accounts().map(({ id }) => id));
    return all.filter(({ account }) => ids.has(account.id)).slice(0, shown);
  });
  return (
    <Panel
      title="Movers this week"
      beside={
        <Show when={page.movers.data()}>
          {(found) => (
            <span data-numbers class="flex items-center gap-2 text-xs text-faint">
              <span class="flex items-center text-good-text">
                <ArrowUp size={12} aria-label="risen" />
                {found().risen.toLocaleString()}
              </span>
              <span class="flex items-center text-bad-text">
                <ArrowDown size={12} aria-label="fallen" />
                {found().fallen.toLocaleString()}
              </span>
            </span>
          )}
        </Show>
      }
      end={
        <Show when={movers().length > 0}>
          <A href={page.listAddress({ ordering: "health_change" })} class={more}>
            All
          </A>
        </Show>
      }
    >
      <Switch>
        <Match when={page.movers.data()}>
          <Show when={movers().length > 0} fallback={<Empty>No score moved in the last seven days.</Empty>}>
            <ul>
              <For each={movers()}>{(mover) => <Mover mover={mover} />}</For>
            </ul>
          </Show>
        </Match>
        <Match when={page.movers.problem()}>
          {(problem) => (
            <div role="alert" class="flex flex-wrap items-center gap-2 px-3 py-3 text-xs text-soft">
              <span class="min-w-0 flex-1">The movers could not be loaded. {problem().message}</span>
              <Button class="h-7 text-xs" onClick={() => page.movers.refetch()}>
                Try again
              </Button>
            </div>
          )}
        </Match>
        <Match when={true}>
          <Loading label="Loading the movers">
            <For each={["w-28", "w-36", "w-24"]}>
              {(width) => (
                <div class="today-line">
                  <Skeleton class={`h-4 ${width}`} />
                  <Skeleton class="ms-auto h-5 w-18" />
                  <Skeleton class="h-4 w-20" />
                </div>
              )}
            </For>
          </Loading>
        </Match>
      </Switch>
    </Panel>
  );
};

export const HereNow = (): JSX.Element => {
  const page = useToday();
  const where = (card: string | null | undefined): string => {
    if (!card) return "looking around";
    const name = page.book.account(card)?.name ?? page.live.peek(card)?.name ?? page.live.kpi(card)?.name;
    return name === undefined ? "looking around" : `on ${name}`;
  };
  return (
    <Panel title="Here now">
      <Show when={page.who.people().length > 0} fallback={<Empty>Only you. Others of the circle show up here.</Empty>}>
        <ul>
          <For each={page.who.people()}>
            {(visitor) => (
              <li class="today-line">
                <Avatar user={visitor.user} name={visitor.name} size="sm" ring quiet />
                <span class="min-w-0 truncate ps-0.5 text-ink">{visitor.name}</span>
                <span class="ms-auto truncate text-xs text-faint">
                  {visitor.state.idle ? "away" : where(visitor.state.card)}
                </span>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Panel>
  );
};
