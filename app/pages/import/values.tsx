/** What the file's own words for status and stage become. [IM6] [IM14] */
import { For, type JSX, Show } from "solid-js";
import { stageLabels, stages, statusLabels, statuses } from "../../../domain/funnel.ts";
import type { ListField } from "../../../domain/import/field.ts";
import { Badge } from "../../parts/badge.tsx";
import { fieldClass } from "../../parts/field.tsx";
import type { Flow, Summary } from "./flow.ts";
import { countOf } from "./words.ts";

const options: Record<ListField, readonly { value: string; label: string }[]> = {
  status: statuses.map((value) => ({ value, label: statusLabels[value] })),
  funnel_stage: stages.map((value) => ({ value, label: stageLabels[value] })),
};
const titles: Record<ListField, string> = { status: "Status", funnel_stage: "Stage" };

/** What the select shows for "leave the field alone" and for "nobody knows this word". */
const leftOut = "-";
const unknown = "?";

export const Values = (props: { flow: Flow; preview: Summary; field: ListField }): JSX.Element => {
  const values = () => props.preview.values.filter(({ field }) => field === props.field);
  const shown = (value: { value: string; to: string | null; known: boolean }): string => {
    const own = props.flow.mapping().values[props.field][value.value];
    if (own !== undefined) return own ?? leftOut;
    return value.known ? (value.to ?? leftOut) : unknown;
  };
  return (
    <Show when={values().length > 0}>
      <fieldset class="flex min-w-0 flex-col">
        <legend class="px-4 pt-3 pb-1 text-xs font-medium text-faint">{titles[props.field]}</legend>
        <ul class="divide-y divide-line">
          <For each={values()}>
            {(value) => (
              <li class="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
                <span class="min-w-0 flex-1 font-medium break-words">{value.value}</span>
                <Show when={shown(value) === unknown}>
                  <Badge tone="watch" tip="Rows with this value are refused until you choose.">
                    Not known
                  </Badge>
                </Show>
                <span data-numbers class="text-xs text-faint">
                  {countOf(value.count, "row")}
                </span>
                <select
                  aria-label={`“${value.value}” becomes`}
                  class={`${fieldClass} h-(--control) w-44!`}
                  onChange={(event) =>
                    props.flow.setValue(
                      props.field,
                      value.value,
                      event.currentTarget.value === leftOut ? null : event.currentTarget.value,
                    )
                  }
                >
                  <Show when={shown(value) === unknown}>
                    <option value={unknown} selected disabled>
                      Choose…
                    </option>
                  </Show>
                  <For each={options[props.field]}>
                    {(option) => (
                      <option value={option.value} selected={shown(value) === option.value}>
                        {option.label}
                      </option>
                    )}
                  </For>
                  <option value={leftOut} selected={shown(value) === leftOut}>
                    Left out
                  </option>
                </select>
              </li>
            )}
          </For>
        </ul>
      </fieldset>
    </Show>
  );
};
