/** The circle's earlier imports. */
import { createAsync, query } from "@solidjs/router";
import { For, type JSX, Show } from "solid-js";
import type { ImportRun } from "../../../domain/import/report.ts";
import { api } from "../../api.ts";
import { Badge } from "../../parts/badge.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { Section } from "../../shell/page-header.tsx";
import { errorsAddress } from "./result.tsx";
import { countOf, verdictWords } from "./words.ts";

export const getImports = query(
  (circle: string) => api.get<{ results: ImportRun[] }>("/api/crm/contacts/import/", { query: { circle_id: circle } }),
  "imports",
);

const sentence = (run: ImportRun): string =>
  (["created", "updated", "duplicate", "refused"] as const)
    .filter((verdict) => run[verdict] > 0)
    .map((verdict) => `${run[verdict].toLocaleString()} ${verdictWords[verdict].done.toLowerCase()}`)
    .join(", ");

export const Past = (props: { circle: string; nameOf: (user: string | null) => string }): JSX.Element => {
  const runs = createAsync(() => getImports(props.circle));
  return (
    <Show when={runs()?.results.length}>
      <Section title="Earlier imports">
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
                    tip={run.state === "stopped" ? "It ended early; the rows it had taken in stay." : undefined}
                  >
                    {run.state === "running" ? "Running" : "Stopped"}
                  </Badge>
                </Show>
                <Show when={run.refused > 0}>
                  <a
                    href={errorsAddress(run.id)}
                    download=""
                    rel="external"
                    class="text-xs font-medium text-accent-text hover:underline"
                  >
                    Refused rows
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
