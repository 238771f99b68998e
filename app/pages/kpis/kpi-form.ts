/** What the KPI dialog asks, as texts, and what becomes of it. [KB13] */
import type { Kpi, KpiChange, NewKpi } from "../../../domain/kpi.ts";
import type { Direction, KpiSource, Unit } from "../../../domain/kpi-words.ts";
import { writeAmount } from "../../../domain/amount.ts";
import { lengthOf } from "../../../domain/text.ts";
import { amountFault, readTyped, typedForm } from "./numbers.ts";

export const fieldNames = [
  "name",
  "current_value",
  "target",
  "floor",
  "ceiling",
  "baseline",
  "starts_on",
  "due_on",
] as const;
export type Values = Record<(typeof fieldNames)[number], string>;

export interface Choices {
  unit: Unit;
  direction: Direction;
  source: KpiSource | null;
}

const textOf = (amount: number | null | undefined): string =>
  amount === null || amount === undefined ? "" : typedForm(amount);

export const startValues = (kpi?: Kpi): Values => ({
  name: kpi?.name ?? "",
  current_value: textOf(kpi?.current_value),
  target: textOf(kpi?.target),
  floor: textOf(kpi?.floor),
  ceiling: textOf(kpi?.ceiling),
  baseline: textOf(kpi?.baseline),
  starts_on: kpi?.starts_on ?? "",
  due_on: kpi?.due_on ?? "",
});

const optional = (text: string): string | undefined => (text.trim() === "" ? undefined : amountFault(text));
const demanded = (text: string): string | undefined =>
  text.trim() === "" ? "This field is required." : amountFault(text);

/** What a look at the form already tells, by field. Pace wants all of its three fields or none. */
export const faultsOf = (values: Values, { direction, source }: Choices): Partial<Record<keyof Values, string>> => {
  const pace = [values.baseline, values.starts_on, values.due_on].filter((text) => text.trim() !== "").length;
  const missing = (text: string): string | undefined =>
    pace > 0 && text.trim() === "" ? "Pace needs baseline, start and due day." : undefined;
  const faults = {
    name:
      values.name.trim() === ""
        ? "This field is required."
        : lengthOf(values.name.trim()) > 255
          ? "May have at most 255 characters."
          : undefined,
    current_value: source === null ? demanded(values.current_value) : undefined,
    target: demanded(values.target),
    floor: direction === "between" ? demanded(values.floor) : undefined,
    ceiling: direction === "between" ? demanded(values.ceiling) : undefined,
    baseline: optional(values.baseline) ?? missing(values.baseline),
    starts_on: missing(values.starts_on),
    due_on:
      missing(values.due_on) ??
      (values.due_on !== "" && values.starts_on !== "" && values.due_on <= values.starts_on
        ? "Must come after the start."
        : undefined),
  };
  if (
    direction === "between" &&
    !faults.floor &&
    !faults.ceiling &&
    readTyped(values.floor) > readTyped(values.ceiling)
  )
    return { ...faults, ceiling: "Must not be below the floor." };
  return faults;
};

const amountOf = (text: string): string => writeAmount(readTyped(text));
const amountOrNone = (text: string): string | null => (text.trim() === "" ? null : amountOf(text));

/** The form as a new KPI; only after `faultsOf` found nothing. A bound one starts at 0 and takes its source's value at once. */
export const newKpiOf = (values: Values, choices: Choices): NewKpi => ({
  name: values.name.trim(),
  current_value: choices.source === null ? amountOf(values.current_value) : "0.00",
  target: amountOf(values.target),
  unit: choices.unit,
  direction: choices.direction,
  floor: choices.direction === "between" ? amountOrNone(values.floor) : null,
  ceiling: choices.direction === "between" ? amountOrNone(values.ceiling) : null,
  baseline: amountOrNone(values.baseline),
  starts_on: values.starts_on || null,
  due_on: values.due_on || null,
  source: choices.source,
});

/** Only what differs from the row, so that untouched fields stay whatever others make of them. [C16] */
export const changesOf = (kpi: Kpi, values: Values, choices: Choices): KpiChange => {
  const wanted = newKpiOf(values, choices);
  const has: NewKpi = newKpiOf(startValues(kpi), { unit: kpi.unit, direction: kpi.direction, source: kpi.source });
  const changed = Object.entries(wanted).filter(([field, value]) => value !== has[field as keyof NewKpi]);
  return Object.fromEntries(changed.filter(([field]) => field !== "current_value" || choices.source === null));
};
