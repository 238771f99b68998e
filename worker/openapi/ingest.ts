/** The answers of the ingest, for the API document. */
import * as z from "zod/mini";
import { usageColumns } from "../../domain/usage-import.ts";
import { type UsageRun as Run, type UsageSummary as Summary, usageStates } from "../../domain/usage-report.ts";
import { component, pageOf } from "./components.ts";

const described = (description: string) => z.meta({ description });
const uuid = z.string().check(z.meta({ format: "uuid" }));

const counts = {
  rows_received: z.int().check(described("Data rows of the file: ingested, unchanged and failed ones.")),
  rows_ingested: z.int().check(described("Rows that brought something new.")),
  rows_unchanged: z.int(),
  rows_failed: z.int(),
  accounts_created: z.int(),
  accounts_updated: z.int().check(described("Accounts that the file changed and did not create.")),
};

/** [I3] */
export const UsageSummary = component(
  "UsageSummary",
  z.object({
    import_id: uuid,
    circle_id: uuid,
    file_name: z.string(),
    ...counts,
    encoding: z.string(),
    delimiter: z.string(),
    ignored_columns: z.array(z.string()),
    errors: z
      .array(
        z.object({
          row: z.int().check(described("Among the data rows, from 1.")),
          line: z.int().check(described("In the file, its header included, from 1.")),
          column: z.enum([...usageColumns, "row"]),
          message: z.string(),
        }),
      )
      .check(described("The first thousand.")),
    errors_count: z.int(),
    days_scored: z.int().check(described("Past days whose score was worked out.")),
  }) satisfies z.ZodMiniType<Summary>,
);

export const UsageRun = component(
  "UsageRun",
  z.object({
    id: uuid,
    state: z.enum(usageStates),
    file_name: z.string(),
    created_by: z.nullable(z.string()),
    created_at: z.string().check(z.meta({ format: "date-time" })),
    columns: z.array(z.string()),
    ...counts,
  }) satisfies z.ZodMiniType<Run>,
);

export const UsageRunPage = pageOf("UsageRunPage", UsageRun);
