/** What a file of daily usage looks like, and one to begin with. [I1] [I2] */
import Download from "lucide-solid/icons/download";
import { For, type JSX, onCleanup } from "solid-js";
import { type UsageColumn, usageColumns } from "../../../../domain/usage-import.ts";
import { buttonClass } from "../../../parts/button.tsx";
import { Section } from "../../../shell/page-header.tsx";

const words: Record<UsageColumn, [what: string, example: string]> = {
  account_name: ["The customer. A new name makes an account", "Acme Corp"],
  segment: ["Enterprise, Mid-Market or SMB; may be blank", "Enterprise"],
  region: ["Any text; may be blank", "US"],
  arr: ["Money a year; may be blank", "500000"],
  date: ["The day, as YYYY-MM-DD", "2024-01-31"],
  daily_active_users: ["People that day, whole", "150"],
  feature_adoption_rate: ["Share of features in use, 0 to 1", "0.75"],
  support_tickets_open: ["Tickets open that day, whole", "2"],
  nps_score: ["−100 to 100; may be blank, or the column missing", "50"],
  login_frequency: ["Share of people who log in, 0 to 1", "0.85"],
};

const example = [
  usageColumns.join(","),
  "Acme Corp,Enterprise,US,500000,2024-01-01,150,0.75,2,50,0.85",
  "Acme Corp,Enterprise,US,500000,2024-01-02,145,0.76,3,50,0.82",
  "",
].join("\n");

export const Guide = (): JSX.Element => {
  const address = URL.createObjectURL(new Blob([example], { type: "text/csv" }));
  onCleanup(() => URL.revokeObjectURL(address));
  return (
    <Section
      title="What the file looks like"
      about="One row for each account and day; columns in any order."
      end={
        <a href={address} download="usage-example.csv" rel="external" class={buttonClass("outline")}>
          <Download size={15} />
          Download an example
        </a>
      }
    >
      <table class="w-full table-fixed border-collapse text-start">
        <caption class="sr-only">Columns of a file of daily usage</caption>
        <thead>
          <tr class="border-b border-line text-xs text-faint [&>th]:px-4 [&>th]:py-2 [&>th]:text-start [&>th]:font-medium [&>th:last-child]:text-end max-sm:[&>th:last-child]:hidden">
            <th scope="col" class="w-56 max-sm:w-1/2">
              Column
            </th>
            <th scope="col">What it holds</th>
            <th scope="col" class="w-32">
              For example
            </th>
          </tr>
        </thead>
        <tbody class="divide-y divide-line">
          <For each={usageColumns}>
            {(column) => (
              <tr>
                <th scope="row" class="px-4 py-1.5 text-start align-top font-medium">
                  <code class="font-mono text-xs break-all">{column}</code>
                </th>
                <td class="px-4 py-1.5 align-top text-soft">{words[column][0]}</td>
                <td data-numbers class="px-4 py-1.5 text-end align-top text-faint max-sm:hidden">
                  {words[column][1]}
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </Section>
  );
};
