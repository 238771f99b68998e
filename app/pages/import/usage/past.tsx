/** The circle's earlier files of usage. [IG9] */
import { query } from "@solidjs/router";
import type { JSX } from "solid-js";
import type { UsageRun } from "../../../../domain/usage-report.ts";
import { api } from "../../../api.ts";
import { PastFiles } from "../past-files.tsx";

export const getUsageRuns = query(
  (circle: string) => api.get<{ results: UsageRun[] }>("/api/ingest/", { query: { circle_id: circle } }),
  "usage-runs",
);

export const failuresAddress = (id: string): string => `/api/ingest/${id}/errors.csv`;

const outcome = (run: UsageRun): string =>
  (
    [
      [run.rows_ingested, "new or changed"],
      [run.rows_unchanged, "unchanged"],
      [run.rows_failed, "failed"],
    ] as const
  )
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count.toLocaleString()} ${word}`)
    .join(", ");

export const PastUsage = (props: { circle: string; nameOf: (user: string | null) => string }): JSX.Element => (
  <PastFiles
    title="Earlier files"
    files={() => getUsageRuns(props.circle)}
    nameOf={props.nameOf}
    outcome={outcome}
    stopped="It ended early. What it had taken in stays; the same file again brings the rest."
    left={(run) => (run.rows_failed > 0 ? { href: failuresAddress(run.id), label: "Failed rows" } : null)}
  />
);
