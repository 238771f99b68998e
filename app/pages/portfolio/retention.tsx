/** Retention: the bridge from the ARR at the start to the ARR now, the two rates with their definitions, month by month. [PO3] */
import { A } from "@solidjs/router";
import { createMemo, For, type JSX, Match, Show, Switch } from "solid-js";
import { retentionFrom } from "../../../domain/portfolio-resource.ts";
import type { Retention as Rates, RetentionLine } from "../../../domain/retention.ts";
import { Button } from "../../parts/button.tsx";
import { Choice } from "../../parts/choice.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Loading, Skeleton } from "../../parts/states.tsx";
import { accountsCounted, moneyShort, moneyText } from "../accounts/words.ts";
import { type BridgeBar, bridgeOf } from "./bridge.ts";
import { periods, usePortfolio } from "./portfolio-scope.ts";

const signed = (amount: number, tone: BridgeBar["tone"]): string =>
  tone === "whole" ? moneyShort(amount) : amount === 0 ? "0" : `${amount > 0 ? "+" : ""}${moneyShort(amount)}`;

const Bridge = (props: { rates: Rates }): JSX.Element => {
  const bars = createMemo(() => bridgeOf(props.rates));
  const top = () => Math.max(1, ...bars().map(({ from, to }) => Math.max(from, to)));
  return (
    <ol class="port-bridge" aria-label="From the ARR at the start to the ARR now">
      <For each={bars()}>
        {(bar) => (
          <li
            class="flex min-w-0 flex-1 flex-col"
            data-tip={`${bar.label}: ${accountsCounted(bar.accounts)}, ${moneyText(Math.abs(bar.amount))}`}
          >
            <span data-numbers class="port-bridge-figure text-xs font-medium text-ink">
              {signed(bar.amount, bar.tone)}
            </span>
            <span class="relative min-h-0 flex-1" aria-hidden="true">
              <span
                class={`port-bridge-bar port-bridge-${bar.tone}`}
                style={{
                  top: `${100 - (100 * Math.max(bar.from, bar.to)) / top()}%`,
                  height: `max(2px, ${(100 * Math.abs(bar.to - bar.from)) / top()}%)`,
                }}
              />
            </span>
            <span class="truncate pt-1 text-center text-2xs text-faint">{bar.label}</span>
          </li>
        )}
      </For>
    </ol>
  );
};

const kindWords: Record<RetentionLine["kind"], string> = {
  churn: "churned",
  contraction: "contracted",
  expansion: "expanded",
  new: "new",
  kept: "kept",
};

const dayText = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });
const monthText = new Intl.DateTimeFormat(undefined, { month: "short", timeZone: "UTC" });
const percent = (value: number | null): string =>
  value === null ? "–" : `${(Math.round(value * 10) / 10).toLocaleString()}%`;

const Definition = (props: { name: string; value: number | null; words: string; sum: string }): JSX.Element => (
  <div class="px-4 py-3">
    <dt class="flex items-baseline justify-between gap-2">
      <span class="text-xs text-soft">{props.name}</span>
      <span data-numbers class="text-base font-semibold text-ink">
        {percent(props.value)}
      </span>
    </dt>
    <dd class="text-xs text-faint">{props.words}</dd>
    <Show when={props.value !== null}>
      <dd data-numbers class="pt-1 text-xs text-soft">
        {props.sum}
      </dd>
    </Show>
  </div>
);

const Months = (props: { months: readonly Rates[] }): JSX.Element => (
  <div
    class="overflow-x-auto border-t border-line px-4 py-3"
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by key
    tabindex="0"
    role="region"
    aria-label="Retention by month"
  >
    <table class="w-full text-end text-xs" data-numbers>
      <thead>
        <tr class="text-faint [&>th]:px-1.5 [&>th]:pb-1 [&>th]:font-normal">
          <th scope="col" class="text-start">
            <span class="sr-only">Rate</span>
          </th>
          <For each={props.months}>{(month) => <th scope="col">{monthText.format(month.from + 1)}</th>}</For>
        </tr>
      </thead>
      <tbody class="[&_td]:px-1.5 [&_td]:py-0.5 [&_th]:text-start [&_th]:font-normal [&_th]:text-soft">
        <tr>
          <th scope="row">NRR</th>
          <For each={props.months}>
            {(month) => (
              <td class={month.nrr === null ? "text-faint" : month.nrr >= 100 ? "text-good-text" : "text-bad-text"}>
                {percent(month.nrr)}
              </td>
            )}
          </For>
        </tr>
        <tr>
          <th scope="row">GRR</th>
          <For each={props.months}>
            {(month) => (
              <td class={month.grr === null ? "text-faint" : month.grr >= 100 ? "text-good-text" : "text-bad-text"}>
                {percent(month.grr)}
              </td>
            )}
          </For>
        </tr>
        <tr>
          <th scope="row">ARR</th>
          <For each={props.months}>{(month) => <td class="text-soft">{moneyShort(month.end.arr)}</td>}</For>
        </tr>
      </tbody>
    </table>
  </div>
);

export const Retention = (): JSX.Element => {
  const page = usePortfolio();
  const rates = createMemo(() => {
    const found = page.retention.data();
    return found && retentionFrom(found.period, found.lines);
  });
  /** Months before the first account have nothing to tell. */
  const months = createMemo(() => {
    const all = page.retention.data()?.months.map((month) => retentionFrom(month)) ?? [];
    const first = all.findIndex(({ start, end }) => start.arr > 0 || end.arr > 0);
    return first < 0 ? [] : all.slice(first);
  });
  const told = () => (rates()?.lines ?? []).filter(({ kind }) => kind !== "new").slice(0, 6);
  return (
    <Panel
      title="Retention"
      class="scroll-mt-4"
      id="retention"
      end={
        <Choice
          label="Looking back"
          value={String(page.period())}
          options={periods.map((days) => ({ value: String(days), label: days === 365 ? "12 months" : `${days} days` }))}
          onChange={(days) => page.setPeriod(periods.find((one) => String(one) === days) ?? 365)}
        />
      }
    >
      <Switch>
        <Match when={rates()}>
          {(found) => (
            <>
              <Show when={found().start.arr === 0 || !found().covered}>
                <p class="border-b border-line bg-well px-4 py-2.5 text-xs text-soft">
                  {found().known_since === null
                    ? "There is no account yet, so there is nothing to keep."
                    : found().covered
                      ? "No account had ARR at the start of this period, so there is no rate."
                      : `The first account came on ${dayText.format(found().known_since ?? 0)}, after the start of this period (${dayText.format(found().from)}): there is no rate yet. Shorter periods may have one.`}
                </p>
              </Show>
              <div class="port-retention">
                <Bridge rates={found()} />
                <dl class="flex flex-col divide-y divide-line">
                  <Definition
                    name="Net revenue retention"
                    value={found().nrr}
                    words="(start + expansion − contraction − churn) / start"
                    sum={`(${moneyShort(found().start.arr)} + ${moneyShort(found().expansion.arr)} − ${moneyShort(found().contraction.arr)} − ${moneyShort(found().churn.arr)}) / ${moneyShort(found().start.arr)}`}
                  />
                  <Definition
                    name="Gross revenue retention"
                    value={found().grr}
                    words="(start − contraction − churn) / start"
                    sum={`(${moneyShort(found().start.arr)} − ${moneyShort(found().contraction.arr)} − ${moneyShort(found().churn.arr)}) / ${moneyShort(found().start.arr)}`}
                  />
                  <Show when={told().length > 0}>
                    <div class="px-4 py-2.5">
                      <dt class="pb-1 text-xs text-soft">What changed most</dt>
                      <For each={told()}>
                        {(line) => (
                          <dd class="flex items-center gap-2 py-0.5 text-xs" data-numbers>
                            <A
                              href={page.addressOf(line.id)}
                              dir="auto"
                              class="min-w-0 flex-1 truncate text-ink hover:underline"
                            >
                              {line.name}
                            </A>
                            <span class="text-faint">{kindWords[line.kind]}</span>
                            <span class={line.change > 0 ? "text-good-text" : "text-bad-text"}>
                              {line.change > 0 ? "+" : ""}
                              {moneyText(line.change)}
                            </span>
                          </dd>
                        )}
                      </For>
                    </div>
                  </Show>
                </dl>
              </div>
              <Show when={months().some(({ nrr }) => nrr !== null)}>
                <Months months={months()} />
              </Show>
            </>
          )}
        </Match>
        <Match when={page.retention.problem()}>
          {(problem) => (
            <div role="alert" class="flex flex-wrap items-center gap-2 px-4 py-6 text-soft">
              <span class="min-w-0 flex-1">Retention could not be loaded. {problem().message}</span>
              <Button onClick={() => page.retention.refetch()}>Try again</Button>
            </div>
          )}
        </Match>
        <Match when={true}>
          <Loading label="Loading retention" class="flex gap-4 p-4">
            <Skeleton class="h-48 flex-1" />
            <Skeleton class="h-48 w-72 max-md:hidden" />
          </Loading>
        </Match>
      </Switch>
    </Panel>
  );
};
