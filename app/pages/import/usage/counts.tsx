/** How many rows did what, and what became of accounts. [I3] */
import { For, type JSX } from "solid-js";
import type { UsageCounts } from "../../../../domain/usage-report.ts";

const rows = [
  {
    name: "rows_ingested",
    label: "New or changed",
    about: "Rows that brought something new.",
    colour: "text-good-text",
  },
  { name: "rows_unchanged", label: "Unchanged", about: "All of it was here already.", colour: "text-soft" },
  {
    name: "rows_failed",
    label: "Failed",
    about: "Rows that cannot be taken, each with its reason.",
    colour: "text-bad-text",
  },
  { name: "accounts_created", label: "Accounts made", about: "Names that were not here.", colour: "text-good-text" },
  {
    name: "accounts_updated",
    label: "Accounts updated",
    about: "Accounts that were here, and the file has news of them.",
    colour: "text-info-text",
  },
] as const satisfies { name: keyof UsageCounts; label: string; about: string; colour: string }[];

export const UsageCountsGrid = (props: { counts: UsageCounts }): JSX.Element => (
  <dl class="grid grid-cols-5 gap-px overflow-hidden rounded-panel border border-line bg-line max-sm:grid-cols-2">
    <For each={rows}>
      {({ name, label, about, colour }) => (
        <div
          class="flex flex-col-reverse bg-surface px-4 py-3 max-sm:last:col-span-2"
          data-tip={about}
          data-count={name}
        >
          <dt class="text-xs text-soft">{label}</dt>
          <dd data-numbers class={`text-xl font-semibold ${props.counts[name] > 0 ? colour : "text-faint"}`}>
            {props.counts[name].toLocaleString()}
          </dd>
        </div>
      )}
    </For>
  </dl>
);
