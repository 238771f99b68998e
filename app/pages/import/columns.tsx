/** What each column of the file means: guessed, shown with samples, corrected by hand. [IM14] */
import { For, type JSX, Show } from "solid-js";
import {
  type DateOrder,
  dateOrders,
  type ImportField,
  importFieldLabels,
  importFields,
} from "../../../domain/import/field.ts";
import { fieldClass } from "../../parts/field.tsx";
import type { Flow, Summary } from "./flow.ts";

const orderWords: Record<DateOrder, string> = { ymd: "Year first", dmy: "Day first", mdy: "Month first" };

const Samples = (props: { values: readonly string[]; filled: number }): JSX.Element => (
  <Show when={props.values.length > 0} fallback={<span class="text-faint">No values</span>}>
    <span class="line-clamp-2 break-words text-soft">{props.values.join(" · ")}</span>
    <Show when={props.filled < 1}>
      <span data-numbers class="text-xs text-faint">
        {Math.round(props.filled * 100)} % filled
      </span>
    </Show>
  </Show>
);

export const Columns = (props: { flow: Flow; preview: Summary }): JSX.Element => {
  /** A change does not wait for the server to show. */
  const fieldOf = (name: string): ImportField | null => props.flow.mapping().columns[name] ?? null;
  const unsure = (name: string): boolean =>
    fieldOf(name) === "last_contact" && props.preview.warnings.some(({ code }) => code === "date_unread");
  return (
    <table class="w-full table-fixed border-collapse text-start">
      <caption class="sr-only">Columns of the file and what they mean</caption>
      <thead>
        <tr class="border-b border-line text-xs text-faint">
          <th scope="col" class="w-1/4 px-4 py-2 text-start font-medium max-sm:w-1/2">
            Column
          </th>
          <th scope="col" class="px-4 py-2 text-start font-medium max-sm:hidden">
            For example
          </th>
          <th scope="col" class="w-60 px-4 py-2 text-start font-medium max-sm:w-1/2">
            Becomes
          </th>
        </tr>
      </thead>
      <tbody class="divide-y divide-line">
        <For each={props.preview.columns}>
          {(column) => (
            <tr>
              <th scope="row" class="px-4 py-2 text-start align-top font-medium break-words">
                {column.name}
                <div class="font-normal sm:hidden">
                  <Samples values={column.samples.slice(0, 1)} filled={1} />
                </div>
              </th>
              <td class="px-4 py-2 align-top max-sm:hidden">
                <Samples values={column.samples} filled={column.filled} />
              </td>
              <td class="px-4 py-2 align-top">
                <select
                  aria-label={`${column.name} becomes`}
                  class={`${fieldClass} h-(--control) ${fieldOf(column.name) === null ? "text-faint" : ""}`}
                  onChange={(event) =>
                    props.flow.setColumn(column.name, (event.currentTarget.value || null) as ImportField | null)
                  }
                >
                  <option value="" selected={fieldOf(column.name) === null}>
                    Left out
                  </option>
                  <For each={importFields}>
                    {(field) => (
                      <option value={field} selected={fieldOf(column.name) === field}>
                        {importFieldLabels[field]}
                      </option>
                    )}
                  </For>
                </select>
                <Show when={unsure(column.name)}>
                  <select
                    aria-label={`How ${column.name} is written`}
                    class={`${fieldClass} mt-1.5 h-(--control)`}
                    onChange={(event) => props.flow.setDates(column.name, event.currentTarget.value as DateOrder)}
                  >
                    <For each={dateOrders}>
                      {(order) => (
                        <option value={order} selected={(props.flow.mapping().dates[column.name] ?? "ymd") === order}>
                          {orderWords[order]}
                        </option>
                      )}
                    </For>
                  </select>
                </Show>
              </td>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  );
};
