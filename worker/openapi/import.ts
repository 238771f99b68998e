/** The import's answers, for the API document. */
import * as z from "zod/mini";
import { dateOrders, importFields } from "../../domain/import/field.ts";
import { type ImportRun as Run, type RowReport as Report, verdicts } from "../../domain/import/report.ts";
import { fileWarningCodes, type ImportSummary as Summary } from "../import/run.ts";
import { component, pageOf } from "./components.ts";

const described = (description: string) => z.meta({ description });
const uuid = z.string().check(z.meta({ format: "uuid" }));
const instant = z.string().check(z.meta({ format: "date-time" }));
const field = z.nullable(z.enum(importFields));
const counts = { rows_received: z.int(), created: z.int(), updated: z.int(), duplicate: z.int(), refused: z.int() };

/** [IM9] */
export const ImportVerdict = component(
  "ImportVerdict",
  z.object({
    row: z.int().check(described("From 1, the header not counted.")),
    verdict: z.enum(verdicts),
    contact_id: z.nullable(uuid),
    changed: z.array(z.string()).check(described("Fields that this row set.")),
    kept: z
      .array(z.string())
      .check(described("Fields in which the row says otherwise, and a person's later edit stands.")),
    field: z.nullable(z.string()),
    value: z.nullable(z.string()),
    reason: z.nullable(z.string()),
    warnings: z.array(z.string()),
    cells: z.nullable(z.array(z.string())).check(described("The row as it stands in the file, when it was refused.")),
  }) satisfies z.ZodMiniType<Report>,
);

export const ImportMapping = component(
  "ImportMapping",
  z.object({
    columns: z.record(z.string(), field),
    values: z.object({
      status: z.record(z.string(), z.nullable(z.string())),
      funnel_stage: z.record(z.string(), z.nullable(z.string())),
    }),
    dates: z.record(z.string(), z.enum(dateOrders)),
  }),
);

const filled = z.number().check(described("Share of the sampled rows that have a value."));
const list = z.enum(["status", "funnel_stage"]);

/** [IM10] */
export const ImportSummary = component(
  "ImportSummary",
  z.object({
    import_id: z.nullable(uuid).check(described("Null for a dry run.")),
    dry_run: z.boolean(),
    file_name: z.string(),
    ...counts,
    encoding: z.string(),
    delimiter: z.string(),
    columns: z.array(z.object({ name: z.string(), field, samples: z.array(z.string()), filled })),
    unmapped: z.array(z.string()),
    mapping: ImportMapping,
    values: z.array(
      z.object({ field: list, value: z.string(), count: z.int(), to: z.nullable(z.string()), known: z.boolean() }),
    ),
    warnings: z.array(
      z.object({ code: z.enum(fileWarningCodes), message: z.string(), count: z.int(), rows: z.array(z.int()) }),
    ),
    verdicts: z.array(ImportVerdict).check(described("Of the first twenty rows.")),
    refusals: z.array(ImportVerdict).check(described("The first fifty refused rows.")),
  }) satisfies z.ZodMiniType<Summary & { import_id: string | null; dry_run: boolean; file_name: string }>,
);

export const ImportRun = component(
  "ImportRun",
  z.object({
    id: uuid,
    state: z.enum(["running", "done", "stopped"]),
    file_name: z.string(),
    created_by: z.nullable(z.string()),
    created_at: instant,
    finished_at: z.nullable(instant),
    columns: z.array(z.string()),
    ...counts,
  }) satisfies z.ZodMiniType<Run>,
);

export const ImportVerdictPage = pageOf("ImportVerdictPage", ImportVerdict);
export const ImportRunPage = pageOf("ImportRunPage", ImportRun);
