/** What a circle's board and its KPIs did in a week, as numbered facts. [WR3] */
import type { Amount } from "../amount.ts";
import { type Stage, stageLabels } from "../funnel.ts";
import { type Fact, type FactUnit, type FactValue, nameOf, type NewFact, numberFacts } from "../grounding/fact.ts";
import type { Direction, Unit } from "../kpi-words.ts";

export interface BoardSnapshot {
  circle: string;
  contacts: number;
  /** Contacts now in each stage that has any. */
  stages: readonly { stage: Stage; count: number }[];
  created: number;
  notes: number;
  /** Contacts that changed their stage this week, the newest first: where they were before the week, where they are. */
  moves: readonly { id: string; name: string; from: Stage; to: Stage; date: string }[];
  /** Contacts nobody touched for 30 days that are not closed. */
  stalled: number;
}

export interface KpiSnapshot {
  circle: string;
  kpis: readonly {
    id: string;
    name: string;
    unit: Unit;
    direction: Direction;
    value: Amount;
    target: Amount;
    /** Hundredths of a percent. */
    complete: number;
    /** The last value before the week, where there is one. */
    before: { value: Amount; date: string } | null;
    /** The date of the present value. */
    date: string;
  }[];
}

const counted = (number: number): FactValue => ({ kind: "number", number, unit: "count" });

export const boardFacts = (given: BoardSnapshot, today: string): Fact[] => {
  const facts: NewFact[] = [];
  const sum = (measure: string, label: string, value: FactValue, more: Partial<NewFact> = {}): void => {
    facts.push({ table: "circle", id: given.circle, measure, label, subject: null, value, as_of: today, ...more });
  };
  sum("contacts", "Contacts", counted(given.contacts));
  for (const { stage, count } of given.stages)
    sum(`stage:${stage}`, `Contacts in ${stageLabels[stage]}`, counted(count), { group: "stage" });
  sum("created", "New contacts in the last 7 days", counted(given.created));
  sum("notes", "Notes in the last 7 days", counted(given.notes));
  sum("moved", "Contacts that changed stage in the last 7 days", counted(given.moves.length));
  sum("won", "Contacts won in the last 7 days", counted(given.moves.filter(({ to }) => to === "closed_won").length));
  sum("lost", "Contacts lost in the last 7 days", counted(given.moves.filter(({ to }) => to === "closed_lost").length));
  sum("stalled", "Open contacts untouched for 30 days", counted(given.stalled));
  for (const { id, name, from, to, date } of given.moves.slice(0, 8)) {
    const subject = nameOf(name, "a contact");
    const own = (measure: string, label: string, stage: Stage, as_of: string): void => {
      facts.push({
        table: "contact",
        id,
        measure,
        label,
        subject,
        value: { kind: "name", text: stageLabels[stage] },
        as_of,
      });
    };
    own("stage_before", "Stage before", from, today);
    own("stage_now", "Stage now", to, date);
  }
  return numberFacts(facts);
};

const unitOf: Record<Unit, FactUnit> = {
  none: "count",
  currency: "count",
  percentage: "percent",
  hours: "hours",
  days: "days",
};
const kpiValue = (amount: Amount, unit: Unit): FactValue =>
  unit === "currency" ? { kind: "money", amount } : { kind: "number", number: amount / 100, unit: unitOf[unit] };

export const kpiFacts = (given: KpiSnapshot, today: string): Fact[] => {
  const facts: NewFact[] = [
    {
      table: "circle",
      id: given.circle,
      measure: "kpis",
      label: "KPIs",
      subject: null,
      value: counted(given.kpis.length),
      as_of: today,
    },
    {
      table: "circle",
      id: given.circle,
      measure: "kpis_moved",
      label: "KPIs that moved in the last 7 days",
      subject: null,
      value: counted(given.kpis.filter(({ before, value }) => before !== null && before.value !== value).length),
      as_of: today,
    },
  ];
  given.kpis.forEach(({ id, name, unit, direction, value, target, complete, before, date }, at) => {
    const subject = nameOf(name, `KPI ${at + 1}`);
    const good: Partial<NewFact> = direction === "between" ? {} : { better: direction };
    const own = (
      measure: string,
      label: string,
      shown: FactValue,
      as_of: string,
      more: Partial<NewFact> = {},
    ): void => {
      facts.push({ table: "kpi", id, measure, label, subject, value: shown, as_of, ...more });
    };
    if (before !== null && before.date < date)
      own("kpi_value", "Value", kpiValue(before.value, unit), before.date, good);
    own("kpi_value", "Value", kpiValue(value, unit), date, good);
    own("kpi_target", "Target", kpiValue(target, unit), today);
    own(
      "kpi_complete",
      "Part of the target",
      { kind: "number", number: Math.round(complete / 10) / 10, unit: "percent" },
      today,
    );
  });
  return numberFacts(facts);
};
