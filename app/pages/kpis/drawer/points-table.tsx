/** The chart's numbers as a table, newest first. [KB16] */
import { createSignal, For, type JSX, Show } from "solid-js";
import type { Kpi } from "../../../../domain/kpi.ts";
import { percentageComplete } from "../../../../domain/kpi-arithmetic.ts";
import { Button } from "../../../parts/button.tsx";
import { exactTime } from "../../../relative-time.ts";
import { amountText, percentText } from "../numbers.ts";
import type { Series } from "../values.ts";

const many = 200;

export const PointsTable = (props: { kpi: Kpi; series: Series; notes: ReadonlyMap<number, string> }): JSX.Element => {
  const [most, setMost] = createSignal(many);
  const rows = () => {
    const { times, values, targets } = props.series;
    return Array.from({ length: Math.min(most(), times.length) }, (_, back) => {
      const at = times.length - 1 - back;
      return { time: times[at] ?? 0, value: values[at] ?? 0, target: targets[at] ?? 0 };
    });
  };
  return (
    <div
      class="max-h-80 overflow-auto rounded-panel border border-line bg-surface"
      // A region that scrolls must be reachable by keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above
      tabindex="0"
      role="region"
      aria-label={`Values of ${props.kpi.name}`}
    >
      <table class="kpi-table w-full border-separate border-spacing-0 text-xs">
        <thead>
          <tr>
            <th scope="col">Recorded</th>
            <th scope="col" class="kpi-figure">
              Value
            </th>
            <th scope="col" class="kpi-figure">
              Target
            </th>
            <th scope="col" class="kpi-figure">
              Of target
            </th>
            <th scope="col">Note</th>
          </tr>
        </thead>
        <tbody>
          <For each={rows()}>
            {({ time, value, target }) => (
              <tr>
                <th scope="row" class="font-normal">
                  <time datetime={new Date(time).toISOString()}>{exactTime(time)}</time>
                </th>
                <td class="kpi-figure font-medium">{amountText(value, props.kpi.unit)}</td>
                <td class="kpi-figure text-soft">{amountText(target, props.kpi.unit)}</td>
                <td class="kpi-figure text-soft">{percentText(percentageComplete(value, target))}</td>
                <td dir="auto" class="max-w-48 truncate text-soft">
                  {props.notes.get(time)}
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <Show when={props.series.times.length > most()}>
        <div class="p-2 text-center">
          <Button look="ghost" onClick={() => setMost((before) => before + 1_000)}>
            Show more of {props.series.times.length.toLocaleString()}
          </Button>
        </div>
      </Show>
    </div>
  );
};
