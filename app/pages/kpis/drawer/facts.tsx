/** How a KPI's numbers come about, and who made and changed it. */
import { For, type JSX, Show } from "solid-js";
import type { Kpi } from "../../../../domain/kpi.ts";
import { sourceLabel } from "../../../../domain/kpi-words.ts";
import { TimeAgo } from "../../../parts/time-ago.tsx";
import { useKpis } from "../kpi-scope.ts";
import { amountText, percentText } from "../numbers.ts";

const directions = {
  higher: "Higher is better",
  lower: "Lower is better",
  between: "Keep between two values",
} as const;

const Fact = (props: { label: string; children: JSX.Element }): JSX.Element => (
  <div class="min-w-0">
    <dt class="text-2xs text-faint">{props.label}</dt>
    <dd class="text-xs text-soft">{props.children}</dd>
  </div>
);

export const Facts = (props: { kpi: Kpi }): JSX.Element => {
  const page = useKpis();
  const nameOf = (member: number | null): string => (member === null ? "" : (page.live.people[member]?.name ?? ""));
  const formula = () =>
    props.kpi.target === 0
      ? "0%: with a target of 0 there is nothing to be a part of"
      : `${amountText(props.kpi.current_value, props.kpi.unit)} ÷ ${amountText(props.kpi.target, props.kpi.unit)} = ${percentText(props.kpi.percentage_complete)}`;
  const times = () => [
    { label: "Last value", at: props.kpi.recorded_at, by: null },
    { label: "Changed", at: props.kpi.updated_at, by: props.kpi.updated_by },
    { label: "Created", at: props.kpi.created_at, by: props.kpi.created_by },
  ];
  return (
    <dl data-numbers class="grid grid-cols-3 gap-x-3 gap-y-3 rounded-panel bg-well px-3 py-2.5 max-sm:grid-cols-2">
      <Fact label="Of target">{formula()}</Fact>
      <Fact label="Direction">{directions[props.kpi.direction]}</Fact>
      <Fact label="Value comes from">{props.kpi.source ? sourceLabel(props.kpi.source) : "People"}</Fact>
      <For each={times()}>
        {(one) => (
          <Fact label={one.label}>
            <TimeAgo at={one.at} />
            <Show when={nameOf(one.by)}>{(name) => <span dir="auto">, {name()}</span>}</Show>
          </Fact>
        )}
      </For>
    </dl>
  );
};
