/** Renewals ahead: by week with what is at risk of them, and in 30, 60 and 90 days. [PO5] */
import { A } from "@solidjs/router";
import { createMemo, For, type JSX, Show } from "solid-js";
import { renewalWindows } from "../../../domain/portfolio.ts";
import { Panel } from "../../parts/panel.tsx";
import { WhyNumber } from "../../parts/why.tsx";
import { accountsCounted, dateText, moneyShort } from "../accounts/words.ts";
import { usePortfolio } from "./portfolio-scope.ts";
import { renewalWeeks, type Week } from "./weeks.ts";
import { whyRenewals } from "./why-portfolio.ts";

export const RenewalWeeks = (): JSX.Element => {
  const page = usePortfolio();
  const weeks = createMemo(() => renewalWeeks(page.accounts(), page.today()));
  const most = () => Math.max(1, ...weeks().map(({ arr }) => arr));
  const words = (week: Week): string =>
    `${dateText(week.from, page.today())} to ${dateText(week.to, page.today())}: ${
      week.count === 0
        ? "no renewal"
        : `${accountsCounted(week.count)}, ${moneyShort(week.arr)}, of which ${moneyShort(week.at_risk.arr)} at risk`
    }`;
  const address = (week: Week): string =>
    page.listAddress({ renewal_after: week.from, renewal_before: week.to, ordering: "renewal_date" });
  return (
    <Panel
      title="Renewals"
      beside={<span class="text-xs text-faint">next 13 weeks</span>}
      end={
        <Show when={page.whole().overdue.count > 0}>
          <A
            href={page.listAddress({ renewal: "past", ordering: "renewal_date" })}
            class="text-xs text-bad-text hover:underline"
          >
            {page.whole().overdue.count.toLocaleString()} passed
          </A>
        </Show>
      }
    >
      <ol class="flex h-36 items-end gap-1.5 px-4 pt-4">
        <For each={weeks()}>
          {(week) => (
            <li class="flex h-full flex-1">
              <A
                href={address(week)}
                aria-label={words(week)}
                data-tip={words(week)}
                class="port-week flex flex-1 flex-col justify-end rounded-t-[4px]"
              >
                <span
                  class="flex flex-col overflow-hidden rounded-t-[3px]"
                  style={{ height: `${(100 * week.arr) / most()}%` }}
                >
                  <span
                    class="port-part port-critical"
                    style={{ height: `${week.arr === 0 ? 0 : (100 * week.at_risk.arr) / week.arr}%` }}
                  />
                  <span class="port-part port-rest flex-1" />
                </span>
              </A>
            </li>
          )}
        </For>
      </ol>
      <div
        class="flex justify-between border-t border-line px-4 pt-1 pb-2 text-2xs text-faint"
        data-numbers
        aria-hidden="true"
      >
        <span>{dateText(weeks()[0]?.from ?? page.today(), page.today())}</span>
        <span class="flex items-center gap-3">
          <span class="flex items-center gap-1">
            <span class="port-part port-critical size-2 rounded-[2px]" /> at risk
          </span>
          <span class="flex items-center gap-1">
            <span class="port-part port-rest size-2 rounded-[2px]" /> other
          </span>
        </span>
        <span>{dateText(weeks().at(-1)?.to ?? page.today(), page.today())}</span>
      </div>
      <dl class="grid grid-cols-3 border-t border-line [&>div]:border-e [&>div]:border-line [&>div:last-child]:border-e-0">
        <For each={renewalWindows}>
          {(days) => (
            <div class="px-4 py-2.5">
              <dt class="text-xs text-faint">
                <A
                  href={page.listAddress({ renewal: String(days), ordering: "renewal_date" })}
                  class="hover:text-ink hover:underline"
                >
                  {days} days
                </A>
              </dt>
              <dd data-numbers>
                <WhyNumber
                  label={`renewals in ${days} days`}
                  why={() =>
                    whyRenewals(page.accounts(), days, page.today(), { addressOf: page.addressOf, now: page.now() })
                  }
                  class="text-base font-semibold text-ink"
                >
                  {moneyShort(page.whole().renewals[days].arr)}
                </WhyNumber>
                <span class="block text-xs text-faint">{accountsCounted(page.whole().renewals[days].count)}</span>
              </dd>
            </div>
          )}
        </For>
      </dl>
    </Panel>
  );
};
