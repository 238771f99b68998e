/** When the accounts of the view renew: ARR by month, and the days of one month. [AV14] */
import ChevronLeft from "lucide-solid/icons/chevron-left";
import ChevronRight from "lucide-solid/icons/chevron-right";
import { createMemo, createSignal, For, type JSX, Show } from "solid-js";
import type { BookAccount } from "../../../domain/account.ts";
import { bucketLabels, scoreText } from "../../../domain/health-words.ts";
import { Button, IconButton } from "../../parts/button.tsx";
import { FloatingPanel } from "../../parts/floating-panel.tsx";
import { BucketShape } from "../../parts/health-badge.tsx";
import type { Box } from "../../parts/place.ts";
import { WhyNumber } from "../../parts/why.tsx";
import { useAccounts } from "./accounts-scope.ts";
import { type CalendarDay, firstWeekdayOf, monthAfter, type Month, monthsOf, weeksOf } from "./calendar.ts";
import {
  accountsCounted,
  dateText,
  daysBetween,
  longDate,
  moneyShort,
  moneyText,
  monthText,
  untilWords,
} from "./words.ts";
import { whyArr } from "./why-totals.ts";

const monthsShown = 12;
const most = 3;

const shortMonth = new Intl.DateTimeFormat(undefined, { month: "short", timeZone: "UTC" });
const weekdayName = new Intl.DateTimeFormat(undefined, { weekday: "short", timeZone: "UTC" });
const dayNumber = new Intl.DateTimeFormat(undefined, { day: "numeric", timeZone: "UTC" });

const Bar = (props: { month: Month; highest: number; chosen: boolean; onChoose: () => void }): JSX.Element => {
  const part = (amount: number): string => `${(100 * amount) / Math.max(1, props.highest)}%`;
  return (
    <li class="flex min-w-11 flex-1">
      <button
        type="button"
        aria-current={props.chosen ? "date" : undefined}
        data-tip={`${monthText(props.month.month)}: ${accountsCounted(props.month.count)}, ${moneyShort(props.month.arr)}`}
        class="acc-month relative"
        onClick={() => props.onChoose()}
      >
        <span class="acc-bar" aria-hidden="true">
          <span class="bg-bad" style={{ height: part(props.month.critical) }} />
          <span class="bg-watch" style={{ height: part(props.month.at_risk) }} />
          <span
            class="acc-bar-rest"
            style={{ height: part(props.month.arr - props.month.critical - props.month.at_risk) }}
          />
        </span>
        <span class="sr-only">
          {monthText(props.month.month)}: {accountsCounted(props.month.count)}, {moneyText(props.month.arr)}
          <Show when={props.month.critical + props.month.at_risk > 0}>
            , of it {moneyText(props.month.critical + props.month.at_risk)} at risk or critical
          </Show>
        </span>
        <span aria-hidden="true" class="text-2xs whitespace-nowrap">
          {shortMonth.format(Date.parse(`${props.month.month}-01`))}
          <Show when={props.month.month.endsWith("-01")}> {props.month.month.slice(2, 4)}</Show>
        </span>
        <span aria-hidden="true" data-numbers class="text-2xs text-faint">
          {props.month.count === 0 ? "–" : moneyShort(props.month.arr)}
        </span>
      </button>
    </li>
  );
};

const AccountLine = (props: { account: BookAccount; long?: boolean; onOpen?: () => void }): JSX.Element => {
  const page = useAccounts();
  return (
    <a
      href={page.addressOf(props.account.id)}
      data-account={props.account.id}
      class={`flex min-w-0 items-center gap-1.5 rounded-[5px] px-1.5 hover:bg-hover ${props.long ? "min-h-(--control)" : "h-6 text-xs"}`}
      classList={{ "bg-accent-soft": page.opened() === props.account.id }}
      data-tip={
        props.long
          ? undefined
          : `${props.account.name}: ${moneyText(props.account.arr)}, ${bucketLabels[props.account.health_bucket].toLowerCase()}`
      }
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        props.onOpen?.();
        page.show(props.account.id);
      }}
    >
      <BucketShape bucket={props.account.health_bucket} size={10} />
      <span dir="auto" class="min-w-0 flex-1 truncate text-ink">
        {props.account.name}
      </span>
      <Show when={props.long}>
        <span class="text-xs whitespace-nowrap text-soft">
          {bucketLabels[props.account.health_bucket]}
          {props.account.health_value === null ? "" : ` ${scoreText(props.account.health_value)}`}
        </span>
      </Show>
      <span data-numbers class={`whitespace-nowrap text-soft ${props.long ? "w-20 text-end" : "max-xl:hidden"}`}>
        {props.long ? moneyText(props.account.arr) : moneyShort(props.account.arr)}
      </span>
    </a>
  );
};

const DayCell = (props: { day: CalendarDay; onAll: (day: CalendarDay, at: Box) => void }): JSX.Element => {
  const page = useAccounts();
  const past = () => props.day.date < page.today();
  return (
    <td class="acc-day" classList={{ "acc-outside": !props.day.inside, "acc-past": past() }}>
      <div class="flex items-center justify-between px-1">
        <span class={`text-xs ${props.day.today ? "acc-today" : props.day.inside ? "text-soft" : "text-faint"}`}>
          <span class="sr-only">{longDate(props.day.date)}</span>
          <span aria-hidden="true">{dayNumber.format(Date.parse(props.day.date))}</span>
        </span>
        <Show when={props.day.accounts.length > 1}>
          <span data-numbers class="text-2xs text-faint">
            {moneyShort(props.day.arr)}
          </span>
        </Show>
      </div>
      <For each={props.day.accounts.slice(0, props.day.accounts.length > most ? most - 1 : most)}>
        {(account) => <AccountLine account={account} />}
      </For>
      <Show when={props.day.accounts.length > most}>
        <button
          type="button"
          aria-haspopup="dialog"
          class="h-6 rounded-[5px] px-1.5 text-start text-xs text-soft hover:bg-hover hover:text-ink"
          onClick={(event) => props.onAll(props.day, event.currentTarget.getBoundingClientRect())}
        >
          {(props.day.accounts.length - most + 1).toLocaleString()} more
        </button>
      </Show>
    </td>
  );
};

export const Renewals = (): JSX.Element => {
  const page = useAccounts();
  const thisMonth = () => page.today().slice(0, 7);
  const month = () => page.view().month ?? thisMonth();
  /** The year that holds the chosen month: it starts with the present one, or a whole number of years from there. */
  const first = createMemo(() => {
    const ahead = (Date.parse(`${month()}-01`) - Date.parse(`${thisMonth()}-01`)) / (86_400_000 * 30.44);
    return monthAfter(thisMonth(), Math.floor(Math.round(ahead) / monthsShown) * monthsShown);
  });
  const months = createMemo(() => monthsOf(page.shown(), first(), monthsShown, page.today()));
  const highest = () => Math.max(...months().map(({ arr }) => arr));
  const chosen = createMemo(() => page.shown().filter(({ renewal_date }) => renewal_date?.startsWith(month())));
  const weekday = firstWeekdayOf(navigator.language);
  const weeks = createMemo(() => weeksOf(page.shown(), month(), page.today(), weekday));
  const days = createMemo(() =>
    weeks()
      .flat()
      .filter(({ inside, accounts }) => inside && accounts.length > 0),
  );
  const overdue = createMemo(() =>
    page.shown().filter(({ renewal_date }) => renewal_date !== null && renewal_date < page.today()),
  );
  const undated = createMemo(() => page.shown().filter(({ renewal_date }) => renewal_date === null));
  const go = (to: string): void => page.setView({ month: to === thisMonth() ? null : to });
  const [all, setAll] = createSignal<{ day: CalendarDay; at: Box } | null>(null);
  return (
    <div class="min-h-0 flex-1 overflow-y-auto px-5 pt-4 pb-8 max-md:px-3" data-renewals>
      <section
        aria-label="ARR by month of renewal"
        class="rounded-panel border border-line bg-surface p-4 shadow-card max-md:p-3"
      >
        <ol class="flex gap-1 overflow-x-auto" tabindex="-1">
          <For each={months()}>
            {(one) => (
              <Bar month={one} highest={highest()} chosen={one.month === month()} onChoose={() => go(one.month)} />
            )}
          </For>
        </ol>
        <div class="mt-3 flex flex-wrap items-center gap-x-4 gap-y-1.5 border-t border-line pt-3 text-xs text-soft">
          <For each={["critical", "at_risk", "healthy"] as const}>
            {(bucket) => (
              <span class="inline-flex items-center gap-1.5">
                <span
                  aria-hidden="true"
                  class={`size-2.5 rounded-[3px] ${bucket === "critical" ? "bg-bad" : bucket === "at_risk" ? "bg-watch" : "acc-bar-rest"}`}
                />
                {bucket === "healthy" ? "Healthy or unknown" : bucketLabels[bucket]}
              </span>
            )}
          </For>
          <span class="ms-auto flex flex-wrap gap-1.5">
            <Show when={overdue().length > 0}>
              <Button class="h-7 text-xs" onClick={() => page.setFilter({ renewal: "past" })}>
                {accountsCounted(overdue().length)} overdue
              </Button>
            </Show>
            <Show when={undated().length > 0}>
              <Button
                class="h-7 text-xs"
                onClick={() => page.setView({ filter: { ...page.view().filter, renewal: "none" }, layout: "table" })}
              >
                {accountsCounted(undated().length)} without a date
              </Button>
            </Show>
          </span>
        </div>
      </section>
      <div class="flex flex-wrap items-center gap-2 pt-5 pb-3">
        <h2 class="min-w-40 text-base font-semibold">{monthText(month())}</h2>
        <IconButton
          icon={ChevronLeft}
          label="The month before"
          look="outline"
          onClick={() => go(monthAfter(month(), -1))}
        />
        <IconButton
          icon={ChevronRight}
          label="The month after"
          look="outline"
          onClick={() => go(monthAfter(month(), 1))}
        />
        <Show when={month() !== thisMonth()}>
          <Button onClick={() => go(thisMonth())}>This month</Button>
        </Show>
        <p data-numbers class="ms-auto text-soft">
          {accountsCounted(chosen().length)},{" "}
          <WhyNumber
            label="the ARR that renews in this month"
            why={() => whyArr(chosen(), page.addressOf, page.now(), `ARR that renews in ${monthText(month())}`)}
            class="font-medium text-ink"
          >
            {moneyText(chosen().reduce((sum, { arr }) => sum + arr, 0))}
          </WhyNumber>
        </p>
      </div>
      <Show
        when={!page.phone()}
        fallback={
          <ol class="flex flex-col gap-4">
            <For each={days()} fallback={<li class="py-8 text-center text-soft">Nothing renews in this month.</li>}>
              {(day) => (
                <li>
                  <p class="flex items-baseline justify-between px-1.5 pb-1 text-xs font-medium text-soft">
                    {dateText(day.date, page.today())}
                    <span class="font-normal text-faint">{untilWords(daysBetween(page.today(), day.date))}</span>
                  </p>
                  <div class="rounded-panel border border-line bg-surface p-1 shadow-card">
                    <For each={day.accounts}>{(account) => <AccountLine account={account} long />}</For>
                  </div>
                </li>
              )}
            </For>
          </ol>
        }
      >
        <table class="acc-calendar" aria-label={`Renewals of ${monthText(month())}`}>
          <thead>
            <tr>
              <For each={weeks()[0]}>
                {(day) => (
                  <th scope="col" class="pb-1.5 text-start text-xs font-medium text-faint">
                    {weekdayName.format(Date.parse(day.date))}
                  </th>
                )}
              </For>
            </tr>
          </thead>
          <tbody>
            <For each={weeks()}>
              {(week) => (
                <tr>
                  <For each={week}>{(day) => <DayCell day={day} onAll={(one, at) => setAll({ day: one, at })} />}</For>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </Show>
      <FloatingPanel
        at={all()?.at ?? null}
        label={`Renewals of ${all() ? longDate(all()?.day.date ?? "") : ""}`}
        class="w-96"
        onClose={() => setAll(null)}
      >
        <Show when={all()}>
          {(shown) => (
            <div class="p-1.5">
              <p class="px-2 pt-1.5 pb-1 text-xs font-medium text-soft">{longDate(shown().day.date)}</p>
              <For each={shown().day.accounts}>
                {(account) => <AccountLine account={account} long onOpen={() => setAll(null)} />}
              </For>
            </div>
          )}
        </Show>
      </FloatingPanel>
    </div>
  );
};
