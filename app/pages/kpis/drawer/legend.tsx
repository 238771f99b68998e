/** What the chart shows, in words: its days, how many values, and what its marks mean. */
import { type JSX, Show } from "solid-js";

const dates = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });

/** The mark as it stands in the chart. */
const Mark = (props: { class: string; path: string }): JSX.Element => (
  <svg width="12" height="10" aria-hidden="true" class="me-1 inline-block">
    <path d={props.path} class={props.class} />
  </svg>
);

export interface LegendProps {
  /** Named when the shown days do not end now. */
  days: [since: number, until: number] | null;
  values: number;
  notes: number;
  unusual: number;
}

export const Legend = (props: LegendProps): JSX.Element => (
  <p data-numbers class="flex flex-wrap gap-x-4 text-2xs text-faint">
    <Show when={props.days}>
      {(days) => <span class="text-soft">{`${dates.format(days()[0])} – ${dates.format(days()[1])}`}</span>}
    </Show>
    <span>
      {props.values.toLocaleString()} {props.values === 1 ? "value" : "values"}
    </span>
    <Show when={props.notes > 0}>
      <span>
        <Mark class="chart-note" path="M9 5a3.5 3.5 0 1 0-7 0a3.5 3.5 0 1 0 7 0" />
        has a note ({props.notes.toLocaleString()})
      </span>
    </Show>
    <Show when={props.unusual > 0}>
      <span>
        <Mark class="chart-unusual" path="M5.5 1l4 7.5h-8z" />
        unusual for its weekday ({props.unusual.toLocaleString()})
      </span>
    </Show>
    <span>
      <Mark class="chart-target" path="M0 5h12" />
      target
    </span>
  </p>
);
