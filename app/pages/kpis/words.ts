/** The sentences of the KPI page: what happened, who did it, what was refused. */
import type { ProblemBody } from "../../../domain/problem.ts";

const whats: Record<string, string> = {
  "kpi.create": "The new KPI was not added.",
  "kpi.update": "Your change was not taken; the old one is back.",
  "kpi.record": "Your value was not recorded.",
  "kpi.delete": "The KPI was not deleted.",
  "kpi.annotate": "The note was not saved.",
  undo: "This could not be undone.",
};

/** What was refused and why. */
export const refusal = (name: string, problem: ProblemBody): string => {
  const why = Object.values(problem.errors ?? {}).flat()[0] ?? problem.detail ?? `${problem.title}.`;
  return `${whats[name] ?? "A change was not taken."} ${why}`;
};

const fields: Record<string, string> = {
  name: "the name",
  target: "the target",
  unit: "the unit",
  direction: "the direction",
  current_value: "the value",
};
/** A field that two people wrote at once, as a sentence holds it; undefined for what only follows another. */
export const fieldName = (field: string): string | undefined => fields[field];

export interface Told {
  name: string;
  value: string;
  who: string;
}

/** One sentence for what others recorded, however much it is. */
export const recordedWords = (told: readonly Told[]): string => {
  const [first] = told;
  if (!first) return "";
  if (told.length === 1) return `${first.who} changed ${first.name} to ${first.value}`;
  const who = told.every((one) => one.who === first.who) ? first.who : "Others";
  const kpis = new Set(told.map((one) => one.name)).size;
  return kpis === 1
    ? `${who} changed ${first.name} to ${told.at(-1)?.value ?? ""}`
    : `${who} changed ${kpis.toLocaleString()} KPIs`;
};
