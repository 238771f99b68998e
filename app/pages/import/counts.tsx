/** How many rows got which verdict. */
import { For, type JSX } from "solid-js";
import { type ImportCounts, verdicts } from "../../../domain/import/report.ts";
import { verdictWords } from "./words.ts";

const colours = {
  created: "text-good-text",
  updated: "text-info-text",
  duplicate: "text-soft",
  refused: "text-bad-text",
} as const;

export const Counts = (props: { counts: ImportCounts; ahead?: boolean; stale?: boolean }): JSX.Element => (
  <dl
    aria-busy={props.stale ? "true" : undefined}
    class={`grid grid-cols-4 gap-px overflow-hidden rounded-panel border border-line bg-line max-sm:grid-cols-2 ${props.stale ? "opacity-60" : ""}`}
  >
    <For each={verdicts}>
      {(verdict) => (
        <div
          class="flex flex-col-reverse bg-surface px-4 py-3"
          data-tip={verdictWords[verdict].about}
          data-verdict={verdict}
        >
          <dt class="text-xs text-soft">{props.ahead ? verdictWords[verdict].ahead : verdictWords[verdict].done}</dt>
          <dd
            data-numbers
            class={`text-xl font-semibold ${props.counts[verdict] > 0 ? colours[verdict] : "text-faint"}`}
          >
            {props.counts[verdict].toLocaleString()}
          </dd>
        </div>
      )}
    </For>
  </dl>
);
