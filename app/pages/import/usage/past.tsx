/** The circle's earlier files of usage. [IG9] */
import { createAsync, query } from "@solidjs/router";
import { For, type JSX, Show } from "solid-js";
import type { UsageRun } from "../../../../domain/usage-report.ts";
import { api } from "../../../api.ts";
import { Badge } from "../../../parts/badge.tsx";
import { TimeAgo } from "../../../parts/time-ago.tsx";
import { Section } from "../../../shell/page-header.tsx";
import { countOf } from "../words.ts";

export const getUsageRuns = query(
  (circle: string) => api.get<{ results: UsageRun[] }>("/api/ingest/", { query: { circle_id: circle } }),
  "usage-runs",
);

export const failuresAddress = (id: string): string => `/api/ingest/${id}/errors.csv`;

const sentence = (run: UsageRun): string =>
  [
    [run.rows_ingested, "new or changed"],
    [run.rows_unchanged, "unchanged"],
    [run.rows_failed, "failed"],
  ]
    .filter(([count]) => Number(count) > 0)
    .map(([count, word]) => `${count?.toLocaleString()} ${word}`)
    .join(", ");

export const PastUsage = (props: { circle: string; nameOf: (user: string | null) => string }): JSX.Element => {
  const runs = createAsync(() => getUsageRuns(props.circle));
  return (
    <Show when={runs()?.results.length}>
      <Section title="Earlier files">
        <ul class="divide-y divide-line">
          <For each={runs()?.results}>
            {(run) => (
              <li class="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
                <div class="min-w-0 flex-1">
                  <p class="truncate font-medium">{run.file_name}</p>
                  <p class="text-xs text-soft" data-numbers>
                    {sentence(run) || countOf(run.rows_received, "row")}
                  </p>
                </div>
                <Show when={run.state !== "done"}>
                  <Badge
                    tone={run.state === "running" ? "info" : "watch"}
                    tip={
                      run.state === "stopped"
                        ? "It ended early. What it had taken in stays; the same file again brings the rest."
                        : undefined
                    }
                  >
                    {run.state === "running" ? "Running" : "Stopped"}
                  </Badge>
                </Show>
                <Show when={run.rows_failed > 0}>
                  <a
                    href={failuresAddress(run.id)}
                    download=""
                    rel="external"
                    class="text-xs font-medium text-accent-text hover:underline"
                  >
                    Failed rows
                  </a>
                </Show>
                <span class="text-xs text-faint">
                  {props.nameOf(run.created_by)} · <TimeAgo at={run.created_at} />
                </span>
              </li>
            )}
          </For>
        </ul>
      </Section>
    </Show>
  );
};
