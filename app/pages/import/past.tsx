/** The circle's earlier imports. */
import { query } from "@solidjs/router";
import type { JSX } from "solid-js";
import type { ImportRun } from "../../../domain/import/report.ts";
import { api } from "../../api.ts";
import { PastFiles } from "./past-files.tsx";
import { errorsAddress } from "./result.tsx";
import { verdictWords } from "./words.ts";

export const getImports = query(
  (circle: string) => api.get<{ results: ImportRun[] }>("/api/crm/contacts/import/", { query: { circle_id: circle } }),
  "imports",
);

const outcome = (run: ImportRun): string =>
  (["created", "updated", "duplicate", "refused"] as const)
    .filter((verdict) => run[verdict] > 0)
    .map((verdict) => `${run[verdict].toLocaleString()} ${verdictWords[verdict].done.toLowerCase()}`)
    .join(", ");

export const Past = (props: { circle: string; nameOf: (user: string | null) => string }): JSX.Element => (
  <PastFiles
    title="Earlier imports"
    files={() => getImports(props.circle)}
    nameOf={props.nameOf}
    outcome={outcome}
    stopped="It ended early; the rows it had taken in stay."
    left={(run) => (run.refused > 0 ? { href: errorsAddress(run.id), label: "Refused rows" } : null)}
  />
);
