/** Benchmarks: the middle half of each metric by industry or segment, with how many accounts that is of. [R7] [PO8] */
import { A } from "@solidjs/router";
import { createMemo, createSignal, For, type JSX, Show } from "solid-js";
import { type Industry, industryLabels } from "../../../domain/account-words.ts";
import {
  type BenchmarkMetric,
  benchmarkMetrics,
  benchmarkTable,
  fewestPeers,
  type GroupFigures,
  type PeerGroup,
} from "../../../domain/benchmark.ts";
import { Choice } from "../../parts/choice.tsx";
import { Panel } from "../../parts/panel.tsx";
import { usePortfolio } from "./portfolio-scope.ts";

const labels: Record<BenchmarkMetric, string> = {
  health_value: "Health",
  daily_active_users: "Daily users",
  feature_adoption_rate: "Adoption",
  support_tickets_open: "Open tickets",
  nps_score: "NPS",
  login_frequency: "Logins",
};

export const metricText = (metric: BenchmarkMetric, value: number): string => {
  if (metric === "feature_adoption_rate" || metric === "login_frequency") return `${Math.round(value * 100)}%`;
  const text = (Math.round(value * 10) / 10).toLocaleString();
  return text.replace("-", "\u2212");
};

export const Benchmarks = (): JSX.Element => {
  const page = usePortfolio();
  const [by, setBy] = createSignal<PeerGroup>("industry");
  const groups = createMemo(() => benchmarkTable(page.accounts()));
  const rows = () => groups().filter((group) => group.by === null || group.by === by());
  const nameOf = (group: GroupFigures): string =>
    group.group === null ? "All accounts" : by() === "industry" ? industryLabels[group.group as Industry] : group.group;
  const address = (group: GroupFigures): string =>
    page.listAddress(group.group === null ? {} : { [by()]: group.group });
  const fallsBack = () => rows().some(({ metrics }) => metrics.some(({ among }) => among === "all"));
  return (
    <Panel
      title="Benchmarks"
      beside={<span class="text-xs text-faint">median, middle half</span>}
      end={
        <Choice
          label="Peers by"
          value={by()}
          options={[
            { value: "industry", label: "Industry" },
            { value: "segment", label: "Segment" },
          ]}
          onChange={setBy}
        />
      }
    >
      <div class="overflow-x-auto">
        <table class="w-full text-xs" data-numbers>
          <thead>
            <tr class="text-faint [&>th]:px-3 [&>th]:py-2 [&>th]:font-normal">
              <th scope="col" class="ps-4! text-start">
                {by() === "industry" ? "Industry" : "Segment"}
              </th>
              <th scope="col" class="text-end">
                Accounts
              </th>
              <For each={benchmarkMetrics}>
                {(metric) => (
                  <th scope="col" class="text-end">
                    {labels[metric]}
                  </th>
                )}
              </For>
            </tr>
          </thead>
          <tbody>
            <For each={rows()}>
              {(group) => (
                <tr class="port-row [&>td]:px-3 [&>td]:py-1.5 [&>td]:text-end">
                  <th scope="row" class="py-1.5 ps-4 text-start font-normal whitespace-nowrap">
                    <A
                      href={address(group)}
                      class={`port-row-link text-sm ${group.by === null ? "font-medium text-ink" : "text-ink"}`}
                    >
                      {nameOf(group)}
                    </A>
                  </th>
                  <td class="text-soft">{group.accounts.toLocaleString()}</td>
                  <For each={group.metrics}>
                    {({ metric, quartiles, among, known }) => (
                      <td
                        data-tip={
                          quartiles === null
                            ? "Nobody's is known"
                            : among === "all"
                              ? `Only ${known} known here: these are all accounts' figures`
                              : `${known} known`
                        }
                      >
                        <Show when={quartiles} fallback={<span class="text-faint">–</span>}>
                          {(found) => (
                            <span class={`whitespace-nowrap ${among === "all" ? "text-faint italic" : ""}`}>
                              <span class={`text-sm ${among === "all" ? "" : "font-medium text-ink"}`}>
                                {metricText(metric, found().median)}
                                {among === "all" ? "*" : ""}
                              </span>
                              <span class="block text-2xs text-faint">
                                {metricText(metric, found().p25)}–{metricText(metric, found().p75)}
                              </span>
                            </span>
                          )}
                        </Show>
                      </td>
                    )}
                  </For>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </div>
      <Show when={fallsBack()}>
        <p class="border-t border-line px-4 py-2 text-xs text-faint">
          * Fewer than {fewestPeers} accounts with a known value here: the figures of all accounts stand in.
        </p>
      </Show>
    </Panel>
  );
};
