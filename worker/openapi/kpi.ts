/** The named schemas of KPIs, their history and check-in rounds. */
import * as z from "zod/mini";
import { trends } from "../../domain/kpi-arithmetic.ts";
import { AmountText, KpiChange as Change, NewKpi } from "../../domain/kpi.ts";
import type { KpiResource, PointResource } from "../../domain/kpi-resource.ts";
import { directions, pointVias, sources, units } from "../../domain/kpi-words.ts";
import type { EntryResource, RoundResource } from "../../domain/round-resource.ts";
import { component, pageOf } from "./components.ts";

const described = (description: string) => z.meta({ description });
const uuid = z.string().check(z.meta({ format: "uuid" }));
const instant = z.string().check(z.meta({ format: "date-time" }));
const amount = z.string().check(z.meta({ pattern: String.raw`^-?\d{1,13}\.\d{2}$`, examples: ["45000.00"] }));
const percentage = z.string().check(z.meta({ pattern: String.raw`^-?\d{1,3}\.\d{2}$`, examples: ["90.00"] }));
const who = z
  .nullable(z.string())
  .check(described("A person's id; null for the system, and once that person is gone."));
const day = z.nullable(z.string().check(z.meta({ format: "date" })));
const source = z
  .nullable(z.enum(sources))
  .check(described("Where the value comes from by itself; null for one that people enter."));

/** [D12] [B8] */
export const Kpi = component(
  "Kpi",
  z.object({
    id: uuid,
    circle_id: uuid,
    name: z.string(),
    current_value: amount,
    target: amount,
    unit: z.enum(units),
    percentage_complete: percentage,
    trend: z.enum(trends),
    percentage_change: percentage.check(described("Against the value before. [C22]")),
    direction: z.enum(directions),
    floor: z.nullable(amount),
    ceiling: z.nullable(amount),
    baseline: z.nullable(amount),
    starts_on: day,
    due_on: day,
    source,
    recorded_at: instant,
    created_at: instant,
    created_by: who,
    updated_at: instant,
    updated_by: who,
    history: z
      .array(z.object({ value: amount, recorded_at: instant }))
      .check(described("The newest thirty values; the sub-endpoint gives more.")),
  }) satisfies z.ZodMiniType<KpiResource>,
);
export const KpiPage = pageOf("KpiPage", Kpi);

const ownId = z
  .optional(uuid)
  .check(described("Your own id for it: a UUID of version 8 that carries the circle's key."));

/** [B9] */
export const KpiDraft = component("KpiDraft", z.extend(NewKpi, { circle_id: uuid, id: ownId }));

/** [B10] Absent means unchanged, with PUT as with PATCH. */
export const KpiChange = component("KpiChange", z.clone(Change));

/** [B11] */
export const KpiValue = component(
  "KpiValue",
  z.object({ current_value: AmountText, note: z.optional(z.string().check(z.maxLength(500))) }),
);

/** [B12] [D13] */
export const KpiHistory = component(
  "KpiHistory",
  z.object({
    kpi_id: uuid,
    name: z.string(),
    history: z.array(
      z.object({ value: amount, target: amount, percentage_complete: percentage, recorded_at: instant }),
    ),
  }),
);

export const KpiPoint = component(
  "KpiPoint",
  z.object({
    id: uuid,
    value: amount,
    target: amount,
    percentage_complete: percentage,
    recorded_at: instant,
    recorded_by: who,
    via: z.enum(pointVias),
    note: z.nullable(z.string()),
  }) satisfies z.ZodMiniType<PointResource>,
);
export const KpiPointPage = pageOf("KpiPointPage", KpiPoint);
export const KpiPointChange = component("KpiPointChange", z.object({ note: z.string().check(z.maxLength(500)) }));

/** For charts: numbers, oldest first. */
export const KpiSeries = component(
  "KpiSeries",
  z.object({
    time_zone: z.string(),
    series: z
      .record(
        z.string(),
        z.object({
          times: z.array(z.int()).check(described("Unix milliseconds, oldest first.")),
          values: z.array(z.int()).check(described("Hundredths.")),
          targets: z.array(z.int()),
        }),
      )
      .check(described("By the KPI's id.")),
  }),
);

/** [KP21] */
export const KpiUnusual = component(
  "KpiUnusual",
  z.object({
    kpi_id: uuid,
    name: z.string(),
    time_zone: z.string(),
    unusual: z.array(
      z.object({
        date: z.string().check(z.meta({ format: "date" })),
        value: amount,
        usual: amount.check(described("The median of the same weekday in the 52 weeks before.")),
        spread: amount.check(described("The median of their distances from it.")),
        compared: z.int().check(described("How many they are.")),
        deviations: z.number().check(described("(value − usual) ÷ spread, to a tenth.")),
        reason: z.string().check(z.meta({ examples: ["Tuesday 4 July: \u221217.9 deviations"] })),
      }),
    ),
  }),
);

/** [KP22] For tiles: numbers. */
export const KpiUsual = component(
  "KpiUsual",
  z.object({
    time_zone: z.string(),
    usual: z
      .record(
        z.string(),
        z.array(
          z.object({
            day: z.int().check(described("Days since 1970-01-01.")),
            usual: z.nullable(z.number()).check(described("Hundredths; null with fewer than eight to compare with.")),
            spread: z.number().check(described("Hundredths.")),
            compared: z.int(),
          }),
        ),
      )
      .check(described("By the KPI's id: for the day of its newest value, and for today.")),
  }),
);

const column = z.nullable(z.string());

/** [KP15] */
export const KpiImport = component(
  "KpiImport",
  z.object({
    dry_run: z.boolean(),
    file_name: z.string(),
    rows_received: z.int(),
    added: z.int(),
    changed: z.int(),
    same: z.int(),
    refused: z.int(),
    first_date: day,
    last_date: day,
    columns: z.array(z.string()),
    mapping: z
      .object({ date: column, year: column, month: column, day: column, value: column })
      .check(described("The columns that were read.")),
    refusals: z
      .array(z.object({ row: z.int(), value: z.string(), reason: z.string() }))
      .check(described("The first fifty.")),
  }),
);

export const RoundEntry = component(
  "RoundEntry",
  z.object({ kpi_id: uuid, user_id: who, value: amount, comment: z.string() }) satisfies z.ZodMiniType<EntryResource>,
);
export const RoundEntryPage = pageOf("RoundEntryPage", RoundEntry);

/** [KP20] */
export const Round = component(
  "Round",
  z.object({
    id: uuid,
    circle_id: uuid,
    state: z.enum(["open", "revealed", "closed"]),
    started_at: instant,
    started_by: who,
    entered: z
      .array(z.object({ user_id: who, kpis: z.int() }))
      .check(described("How many KPIs each has entered. Never what.")),
    answers: z
      .nullable(
        z.array(
          z.object({
            kpi_id: uuid,
            user_id: who,
            value: amount,
            comment: z.string(),
            before: amount,
            name: z.string(),
            unit: z.enum(units),
          }),
        ),
      )
      .check(described("Null until the reveal.")),
    comments: z.array(z.object({ user_id: who, at: instant, text: z.string() })),
    minutes: z.nullable(z.string()),
    closed_at: z.nullable(instant),
  }) satisfies z.ZodMiniType<RoundResource>,
);
export const RoundPage = pageOf("RoundPage", Round);
export const RoundDraft = component("RoundDraft", z.object({ circle_id: uuid, id: ownId }));
export const RoundEntryDraft = component(
  "RoundEntryDraft",
  z.object({ kpi_id: uuid, value: AmountText, comment: z.optional(z.string().check(z.maxLength(500))) }),
);
export const RoundCommentDraft = component(
  "RoundCommentDraft",
  z.object({ text: z.string().check(z.maxLength(2_000)) }),
);
export const RoundClosing = component("RoundClosing", z.object({ minutes: z.string().check(z.maxLength(20_000)) }));
