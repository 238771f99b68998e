/** The rows that could not be taken, each with its reason. [IM9] */
import { For, type JSX, Show } from "solid-js";
import type { RowReport } from "../../../domain/import/report.ts";
import { fieldWord } from "./words.ts";

export const Refusals = (props: { rows: readonly RowReport[]; columns: readonly string[] }): JSX.Element => (
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by key
  <div class="overflow-x-auto" role="region" aria-label="Refused rows" tabindex="0">
    <table class="w-full border-collapse text-start">
      <thead>
        <tr class="border-b border-line text-xs text-faint">
          <th scope="col" class="px-4 py-2 text-end font-medium">
            Row
          </th>
          <th scope="col" class="px-4 py-2 text-start font-medium">
            What is wrong
          </th>
          <th scope="col" class="px-4 py-2 text-start font-medium max-sm:hidden">
            The row
          </th>
        </tr>
      </thead>
      <tbody class="divide-y divide-line">
        <For each={props.rows}>
          {(row) => (
            <tr>
              <th scope="row" data-numbers class="px-4 py-2 text-end align-top font-normal text-faint">
                {row.row.toLocaleString()}
              </th>
              <td class="px-4 py-2 align-top">
                <span class="font-medium">{fieldWord(row.field)}</span>
                <Show when={row.value}> “{row.value}”</Show>: <span class="text-bad-text">{row.reason}</span>
              </td>
              <td class="max-w-80 truncate px-4 py-2 align-top text-soft max-sm:hidden">
                {(row.cells ?? [])
                  .filter((cell) => cell.trim() !== "")
                  .slice(0, 6)
                  .join(" · ")}
              </td>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  </div>
);
