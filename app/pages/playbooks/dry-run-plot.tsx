/** When a trigger would have fired: a row for each account, a dot for each day. Press a dot for the rows behind it. [PP1] */
import { A } from "@solidjs/router";
import { createMemo, createSignal, For, type JSX, Show } from "solid-js";
import { dateText, fullDate } from "../accounts/words.ts";
import { clausesOf, type DryRunAnswer, rowsOf } from "./words.ts";

const dayLength = 86_400_000;
const shown = 12;
type Firing = DryRunAnswer["firings"][number];

/** About six days to write under the plot, the last one among them. */
const ticksOf = ({ until, days }: DryRunAnswer): { at: number; date: string }[] => {
  const step = days <= 30 ? 7 : days <= 120 ? 21 : 60;
  return Array.from({ length: Math.ceil(days / step) }, (_, back) => ({
    at: 1 - (back * step) / Math.max(1, days - 1),
    date: new Date(Date.parse(until) - back * step * dayLength).toISOString().slice(0, 10),
  })).filter(({ at }) => at >= 0.02);
};

export const DryRunPlot = (props: { run: DryRunAnswer; addressOf: (account: string) => string }): JSX.Element => {
  const [all, setAll] = createSignal(false);
  const [chosen, setChosen] = createSignal<Firing>();
  const rows = createMemo(() =>
    [...Map.groupBy(props.run.firings, ({ account }) => account.id).values()].toSorted(
      (one, other) => other.length - one.length,
    ),
  );
  const visible = () => (all() ? rows() : rows().slice(0, shown));
  const place = (date: string): number =>
    (Date.parse(date) - Date.parse(props.run.from)) / dayLength / Math.max(1, props.run.days - 1);
  return (
    <div class="px-4 pt-3 pb-2">
      <ul aria-label="Days on which it would have fired, by account" class="flex flex-col">
        <For each={visible()}>
          {(firings) => (
            <li class="grid grid-cols-[minmax(6rem,11rem)_1fr] items-center gap-3">
              <A
                href={props.addressOf(firings[0]?.account.id ?? "")}
                dir="auto"
                class="truncate text-xs text-ink hover:underline"
              >
                {firings[0]?.account.name}
              </A>
              <div class="relative h-6">
                <span class="absolute inset-x-0 top-1/2 border-t border-line" />
                <For each={firings}>
                  {(firing) => (
                    <button
                      type="button"
                      aria-label={`${fullDate(firing.date)}, ${firing.account.name}: ${clausesOf(firing.matched)}`}
                      aria-pressed={chosen() === firing}
                      data-tip={`${fullDate(firing.date)}: ${clausesOf(firing.matched)}`}
                      class="absolute top-1/2 flex size-6 -translate-1/2 items-center justify-center rounded-full"
                      style={{ left: `${place(firing.date) * 100}%` }}
                      onClick={() => setChosen(chosen() === firing ? undefined : firing)}
                    >
                      <span
                        class="size-2.5 rounded-full bg-accent ring-2 ring-surface"
                        classList={{ "size-3.5": chosen() === firing }}
                      />
                    </button>
                  )}
                </For>
              </div>
            </li>
          )}
        </For>
      </ul>
      <div aria-hidden="true" class="grid grid-cols-[minmax(6rem,11rem)_1fr] gap-3 pt-1">
        <span />
        <div class="relative h-4 text-2xs text-faint" data-numbers>
          <For each={ticksOf(props.run)}>
            {({ at, date }) => (
              <span
                class="absolute -translate-x-full whitespace-nowrap max-md:nth-[even]:hidden"
                style={{ left: `${at * 100}%` }}
              >
                {dateText(date, props.run.until)}
              </span>
            )}
          </For>
        </div>
      </div>
      <Show when={rows().length > shown}>
        <button type="button" class="py-1 text-xs text-soft hover:text-ink" onClick={() => setAll(!all())}>
          {all() ? "Show fewer" : `Show all ${rows().length.toLocaleString()} accounts`}
        </button>
      </Show>
      <Show when={chosen()}>
        {(firing) => (
          <div role="status" class="mt-2 rounded-control bg-well px-3 py-2 text-xs" data-numbers>
            <p class="font-medium text-ink">
              {fullDate(firing().date)}, <span dir="auto">{firing().account.name}</span>
            </p>
            <p class="text-soft">{clausesOf(firing().matched)}</p>
            <p class="text-faint">{rowsOf(firing().matched).join(" · ")}</p>
          </div>
        )}
      </Show>
    </div>
  );
};
