/** A KPI: a number that a circle moves towards a target together, with every value it ever had. [D12] [D13] */
import * as z from "zod/mini";
import { type Amount, readAmount, writeAmount } from "./amount.ts";
import { oneOf, text } from "./contact.ts";
import type { Percentage, Trend } from "./kpi-arithmetic.ts";
import { type Direction, type KpiSource, type PointVia, type Unit, directions, isSource, units } from "./kpi-words.ts";

/** A number or a numeric text, kept as text with two decimals. [C9] */
export const AmountText = z.pipe(
  z.union([z.string(), z.number()], "Must be a number."),
  z.transform((value: string | number, context) => {
    try {
      return writeAmount(readAmount(value));
    } catch (error) {
      context.issues.push({ code: "custom", input: value, message: (error as Error).message });
      return "0.00";
    }
  }),
);

const dayForm = /^\d{4}-\d{2}-\d{2}$/;
/** A calendar day such as `2026-11-20`. */
export const Day = z
  .string("Must be a date such as 2026-11-20.")
  .check(
    z.refine(
      (value) =>
        dayForm.test(value) && !Number.isNaN(Date.parse(value)) && new Date(value).toISOString().startsWith(value),
      "Must be a date such as 2026-11-20.",
    ),
  );

const Source = z.string("Must name a source.").check(z.refine(isSource, "Is not a source of this circle."));

const optional = {
  unit: oneOf(units),
  direction: oneOf(directions),
  floor: z.nullable(AmountText),
  ceiling: z.nullable(AmountText),
  baseline: z.nullable(AmountText),
  starts_on: z.nullable(Day),
  due_on: z.nullable(Day),
  source: z.nullable(Source),
};

/** [B9] */
export const NewKpi = z.object({
  name: text(255, 1),
  current_value: AmountText,
  target: AmountText,
  unit: z._default(optional.unit, "none"),
  direction: z._default(optional.direction, "higher"),
  floor: z._default(optional.floor, null),
  ceiling: z._default(optional.ceiling, null),
  baseline: z._default(optional.baseline, null),
  starts_on: z._default(optional.starts_on, null),
  due_on: z._default(optional.due_on, null),
  source: z._default(optional.source, null),
});
export type NewKpi = z.infer<typeof NewKpi>;

/** What a change may name; absent means unchanged. [B10] [C16] */
export const KpiChange = z.partial(
  z.object({ name: text(255, 1), current_value: AmountText, target: AmountText, ...optional }),
);
export type KpiChange = z.infer<typeof KpiChange>;

/** The row as the circle keeps it: amounts in hundredths, percentages in hundredths of a percent. */
export interface Kpi {
  id: string;
  n: number;
  name: string;
  current_value: Amount;
  target: Amount;
  unit: Unit;
  percentage_complete: Percentage;
  trend: Trend;
  percentage_change: Percentage;
  direction: Direction;
  /** The lower and upper bound of `between`. */
  floor: Amount | null;
  ceiling: Amount | null;
  /** The value that pace starts from, on `starts_on`; the target is due on `due_on`. */
  baseline: Amount | null;
  starts_on: string | null;
  due_on: string | null;
  /** Where the value comes from by itself; null for one that people enter. */
  source: KpiSource | null;
  /** When the current value was recorded. */
  recorded_at: number;
  created_at: number;
  created_by: number | null;
  updated_at: number;
  updated_by: number | null;
  rev: number;
}

/** One value that the KPI had. [D13] */
export interface KpiPoint {
  id: string;
  n: number;
  kpi: string;
  value: Amount;
  target: Amount;
  percentage_complete: Percentage;
  recorded_at: number;
  recorded_by: number | null;
  via: PointVia;
  note: string | null;
  rev: number;
}
