/** The chart's numbers as a table, newest first, however many: rows in sight are drawn, arrows go from row to row. [KB16] */
import { createEffect, createMemo, createSignal, createUniqueId, For, type JSX, on, onMount, Show } from "solid-js";
import type { Kpi } from "../../../../domain/kpi.ts";
import { percentageComplete } from "../../../../domain/kpi-arithmetic.ts";
import { exactTime } from "../../../relative-time.ts";
import { spanOf } from "../../board/window.ts";
import { amountText, percentText } from "../numbers.ts";
import type { Series } from "../values.ts";

const around = 8;
/** Rows that Page Up and Page Down pass. */
const leap = 7;

export interface PointsTableProps {
  kpi: Kpi;
  series: Series;
  /** Notes by instant. */
  notes: ReadonlyMap<number, string>;
  /** Index in the series of the value that is read. */
  at: number;
  onAt: (at: number) => void;
  /** Enter, or a double click: its note. */
  onWrite: () => void;
}

export const PointsTable = (props: PointsTableProps): JSX.Element => {
  const id = createUniqueId();
  let box: HTMLDivElement | undefined;
  const [pitch, setPitch] = createSignal(40);
  const [scrolled, setScrolled] = createSignal(0);
  const [height, setHeight] = createSignal(320);
  const count = () => props.series.times.length;
  /** The row of the value that is read, from the top. */
  const row = () => count() - 1 - props.at;
  const span = createMemo(() => spanOf(scrolled(), height(), pitch(), count(), around), undefined, {
    equals: (one, other) => one.first === other.first && one.end === other.end,
  });
  const drawn = createMemo(() => {
    const { first, end } = span();
    const top = count() - 1 - first;
    return Array.from({ length: end - first }, (_, down) => top - down);
  });
  const reveal = (): void => {
    const body = box?.querySelector("tbody");
    if (!box || !body) return;
    const head = body.offsetTop;
    const top = row() * pitch();
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + pitch() + head > box.scrollTop + box.clientHeight)
      box.scrollTop = top + pitch() + head - box.clientHeight;
  };
  onMount(() => {
    setPitch(box?.querySelector<HTMLElement>("[data-row]")?.offsetHeight || pitch());
    setHeight(box?.clientHeight || height());
    reveal();
  });
  createEffect(on(row, () => reveal(), { defer: true }));
  const press = (event: KeyboardEvent): void => {
    if (event.key === "Enter") {
      event.preventDefault();
      return props.onWrite();
    }
    const way = { ArrowDown: 1, ArrowUp: -1, PageDown: leap, PageUp: -leap, Home: -count(), End: count() }[event.key];
    if (way === undefined) return undefined;
    event.preventDefault();
    return props.onAt(count() - 1 - Math.max(0, Math.min(count() - 1, row() + way)));
  };
  return (
    <div
      ref={(element) => (box = element)}
      class="max-h-80 overflow-auto rounded-panel border border-line bg-surface"
      onScroll={(event) => setScrolled(event.currentTarget.scrollTop)}
    >
      <table
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- its rows are gone through with arrows
        role="grid"
        tabindex="0"
        aria-label={`Values of ${props.kpi.name}`}
        aria-rowcount={count() + 1}
        aria-activedescendant={`${id}-${props.at}`}
        class="kpi-table w-full border-separate border-spacing-0 text-xs"
        onKeyDown={press}
      >
        <thead>
          <tr aria-rowindex={1}>
            <For each={["Recorded", "Value", "Target", "Of target", "Note"]}>
              {(name, at) => (
                <th scope="col" classList={{ "kpi-figure": at() > 0 && at() < 4, "max-sm:hidden": name === "Target" }}>
                  {name}
                </th>
              )}
            </For>
          </tr>
        </thead>
        <tbody>
          <tr aria-hidden="true" style={{ height: `${span().first * pitch()}px` }} />
          <For each={drawn()}>
            {(at) => {
              const time = () => props.series.times[at] ?? 0;
              const value = () => props.series.values[at] ?? 0;
              const target = () => props.series.targets[at] ?? 0;
              return (
                <tr
                  id={`${id}-${at}`}
                  data-row
                  aria-rowindex={count() - at + 1}
                  aria-selected={props.at === at}
                  class="cursor-default aria-selected:bg-accent-soft"
                  onClick={() => props.onAt(at)}
                  onDblClick={() => props.onWrite()}
                >
                  <th scope="row" class="font-normal">
                    <time datetime={new Date(time()).toISOString()}>{exactTime(time())}</time>
                  </th>
                  <td class="kpi-figure font-medium">{amountText(value(), props.kpi.unit)}</td>
                  <td class="kpi-figure text-soft max-sm:hidden">{amountText(target(), props.kpi.unit)}</td>
                  <td class="kpi-figure text-soft">{percentText(percentageComplete(value(), target()))}</td>
                  <td dir="auto" class="max-w-48 truncate text-soft">
                    <Show when={props.notes.get(time())}>{(note) => note()}</Show>
                  </td>
                </tr>
              );
            }}
          </For>
          <tr aria-hidden="true" style={{ height: `${(count() - span().end) * pitch()}px` }} />
        </tbody>
      </table>
    </div>
  );
};
