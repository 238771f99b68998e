/** The last 24 hours of a source, a bar an hour: taken in, and on top of it refused and given up. [WP7] */
import { For, type JSX, Show } from "solid-js";
import type { Hour } from "./resources.ts";

const height = 28;
const step = 6;

const total = ({ accepted, refused, failed }: Hour): number => accepted + refused + failed;

export const HoursChart = (props: { hours: readonly Hour[] }): JSX.Element => {
  const most = () => Math.max(1, ...props.hours.map(total));
  const all = () => props.hours.reduce((sum, hour) => sum + total(hour), 0);
  const bad = () => props.hours.reduce((sum, { refused, failed }) => sum + refused + failed, 0);
  /** A bar that stands for something is seen. */
  const tall = (count: number): number => (count === 0 ? 0 : Math.max(2, (count / most()) * height));
  return (
    <svg
      role="img"
      aria-label={`Last 24 hours: ${all()} deliveries, ${bad()} of them refused or given up`}
      viewBox={`0 0 ${props.hours.length * step} ${height}`}
      class="wh-hours"
      data-hours
    >
      <For each={props.hours}>
        {(hour, at) => (
          <>
            <rect x={at() * step} y={height - 1} width={step - 2} height="1" class="wh-hour-none" />
            <Show when={hour.accepted > 0}>
              <rect
                x={at() * step}
                y={height - tall(hour.accepted)}
                width={step - 2}
                height={tall(hour.accepted)}
                rx="1"
                class="wh-hour-good"
              />
            </Show>
            <Show when={hour.refused + hour.failed > 0}>
              <rect
                x={at() * step}
                y={Math.max(0, height - tall(hour.accepted) - tall(hour.refused + hour.failed))}
                width={step - 2}
                height={tall(hour.refused + hour.failed)}
                rx="1"
                class="wh-hour-bad"
              />
            </Show>
          </>
        )}
      </For>
    </svg>
  );
};
