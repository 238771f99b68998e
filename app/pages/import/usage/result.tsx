/** What a file of usage did. [I3] [IG2] */
import { A } from "@solidjs/router";
import Download from "lucide-solid/icons/download";
import { For, type JSX, Show } from "solid-js";
import type { UsageSummary } from "../../../../domain/usage-report.ts";
import { Button, buttonClass } from "../../../parts/button.tsx";
import { Section } from "../../../shell/page-header.tsx";
import { countOf, madeOf } from "../words.ts";
import { UsageCountsGrid } from "./counts.tsx";
import type { UsageFlow } from "./flow.ts";
import { failuresAddress } from "./past.tsx";

/** Errors shown at once; the file of failed rows has them all. */
const shown = 100;

const headline = ({
  accounts_created: made,
  accounts_updated: updated,
  rows_received,
  rows_failed,
}: UsageSummary): string => {
  if (rows_received === 0) return "The file has a header and no rows";
  if (rows_failed === rows_received) return "No row could be taken in";
  const parts = [
    made > 0 ? `${countOf(made, "account")} made` : "",
    updated > 0 ? `${updated.toLocaleString()} updated` : "",
  ];
  const told = parts.filter((part) => part !== "").join(", ");
  if (told === "")
    return rows_failed > 0 ? `Nothing new, ${countOf(rows_failed, "row")} failed` : "Nothing had to change";
  return made > 0 ? told : `${countOf(updated, "account")} updated`;
};

const Errors = (props: { result: UsageSummary }): JSX.Element => (
  <Section
    title="Failed rows"
    about={
      props.result.errors_count > shown
        ? `The first ${shown} of ${countOf(props.result.errors_count, "fault")}. Download them, mend them in a spreadsheet, and take in that file.`
        : "Download them, mend them in a spreadsheet, and take in that file. The rest is in."
    }
    end={
      <a href={failuresAddress(props.result.import_id)} download="" rel="external" class={buttonClass("outline")}>
        <Download size={15} />
        Download failed rows
      </a>
    }
  >
    {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by key */}
    <div class="overflow-x-auto" role="region" aria-label="Failed rows" tabindex="0">
      <table class="w-full border-collapse text-start">
        <thead>
          <tr class="border-b border-line text-xs text-faint">
            <th scope="col" class="w-20 px-4 py-2 text-end font-medium">
              Row
            </th>
            <th
              scope="col"
              class="w-20 px-4 py-2 text-end font-medium max-sm:hidden"
              data-tip="Where it begins in the file"
            >
              Line
            </th>
            <th scope="col" class="px-4 py-2 text-start font-medium">
              What is wrong
            </th>
          </tr>
        </thead>
        <tbody class="divide-y divide-line">
          <For each={props.result.errors.slice(0, shown)}>
            {(error) => (
              <tr>
                <th scope="row" data-numbers class="px-4 py-2 text-end align-top font-normal text-faint">
                  {error.row.toLocaleString()}
                </th>
                <td data-numbers class="px-4 py-2 text-end align-top text-faint max-sm:hidden">
                  {error.line.toLocaleString()}
                </td>
                <td class="px-4 py-2 align-top">
                  <code class="me-2 font-mono text-xs">{error.column}</code>
                  <span class="text-bad-text">{error.message}</span>
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  </Section>
);

export const UsageResult = (props: { flow: UsageFlow; result: UsageSummary; circle: string }): JSX.Element => (
  <>
    <section aria-label="What happened" class="flex flex-col gap-3">
      <header class="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div class="min-w-0 flex-1 max-sm:basis-full" role="status">
          <h2 class="text-base font-semibold">{headline(props.result)}</h2>
          <p class="truncate text-soft" data-numbers>
            {props.result.file_name} · {countOf(props.result.rows_received, "row")} ·{" "}
            {madeOf(props.result.encoding, props.result.delimiter)}
          </p>
        </div>
        <div class="flex flex-wrap gap-2">
          <Button onClick={() => props.flow.again()}>Another file</Button>
          <A href={`/c/${props.circle}/accounts`} class={buttonClass("solid")}>
            Open the accounts
          </A>
        </div>
      </header>
      <UsageCountsGrid counts={props.result} />
      <Show when={props.result.days_scored > 0}>
        <p class="text-soft" data-numbers>
          Scores of {countOf(props.result.days_scored, "past day")} were worked out for the charts.
        </p>
      </Show>
      <Show when={props.result.ignored_columns.length > 0}>
        <p class="text-soft">Not read: {props.result.ignored_columns.join(", ")}.</p>
      </Show>
    </section>
    <Show when={props.result.errors.length > 0}>
      <Errors result={props.result} />
    </Show>
  </>
);
