/** A mapping while it is edited: fields in the order they were added, with gaps; and the paths a payload offers. [WP8] */
import { ruleLacks, type RuleTarget } from "../../../domain/webhook-words.ts";
import type { PathProblem, Rule } from "./resources.ts";

export interface DraftField {
  field: string;
  place: string;
}
export interface DraftRule {
  makes: string;
  each: string;
  when: { path: string; equals: string } | null;
  fields: DraftField[];
}

export const draftOf = (rules: readonly Rule[]): DraftRule[] =>
  rules.map(({ makes, each, when, fields }) => ({
    makes,
    each: each ?? "",
    when: when && { ...when },
    fields: Object.entries(fields).map(([field, place]) => ({ field, place })),
  }));

/** As the server takes it; what is still empty is left out. */
export const rulesOf = (draft: readonly DraftRule[]): Rule[] =>
  draft.map(({ makes, each, when, fields }) => ({
    makes,
    each: each.trim() === "" ? null : each.trim(),
    when: when && when.path.trim() !== "" ? { path: when.path.trim(), equals: when.equals } : null,
    fields: Object.fromEntries(
      fields
        .filter(({ field, place }) => field !== "" && place.trim() !== "")
        .map(({ field, place }) => [field, place.trim()]),
    ),
  }));

/** Fields that a new rule of a kind begins with. */
const beginnings: Record<string, string[]> = {
  usage: ["account_name", "user", "feature"],
  metrics: ["account_name", "date", "daily_active_users"],
  facts: ["account_name", "arr", "renewal_date"],
  ticket: ["account_name", "id", "open", "title"],
  feedback: ["account_name", "title", "description"],
  kpi: ["kpi", "value"],
  contact: ["id", "name", "email"],
  event: ["account_name", "title"],
};
export const newRule = (makes: string): DraftRule => ({
  makes,
  each: "",
  when: null,
  fields: (beginnings[makes] ?? []).map((field) => ({ field, place: "" })),
});

export interface Leaf {
  path: string;
  value: string;
}

const plain = /^[^.[\]"\s]+$/;
const mostLeaves = 200;

const brief = (value: unknown): string => {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
};

/** Every value of a payload with the path that reads it; of a list the first three elements. */
export const leavesOf = (payload: unknown): Leaf[] => {
  const found: Leaf[] = [];
  const walk = (value: unknown, path: string): void => {
    if (found.length >= mostLeaves) return;
    if (Array.isArray(value)) value.slice(0, 3).forEach((one, at) => walk(one, `${path}[${at}]`));
    else if (value !== null && typeof value === "object")
      for (const [key, one] of Object.entries(value))
        walk(one, plain.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`);
    else found.push({ path, value: brief(value) });
  };
  walk(payload, "$");
  return found;
};

/** What a rule lacks to be followed at all; null when it can be tried. */
export const lacksOf = ({ makes, fields }: DraftRule): string | null =>
  ruleLacks(
    makes as RuleTarget,
    fields.filter(({ place }) => place.trim() !== "").map(({ field }) => field),
  );

/** What is wrong with a rule as it is written: of itself, and beside its fields. */
export interface RuleProblems {
  own: string[];
  fields: Record<string, string[]>;
}

const bare = (path: string): string => path.trim().replace(/^\$\.?/, "");

/**
 * `number` is the rule's among those that were tried. `refused` is what the server says of the rules themselves, by places such as `mapping.0.fields.arr`; `found` is what a
 * payload's value at a place is not.
 */
export const problemsOf = (
  rule: DraftRule,
  number: number,
  refused: Readonly<Record<string, readonly string[]>>,
  found: readonly PathProblem[],
): RuleProblems => {
  const problems: RuleProblems = { own: [], fields: {} };
  const say = (field: string, message: string): void => {
    const said = (problems.fields[field] ??= []);
    if (!said.includes(message)) said.push(message);
  };
  const beginning = `mapping.${number}.`;
  for (const [place, messages] of Object.entries(refused)) {
    if (!place.startsWith(beginning)) continue;
    const field = /^fields\.(.+)$/.exec(place.slice(beginning.length))?.[1];
    if (field !== undefined && rule.fields.some((one) => one.field === field))
      for (const message of messages) say(field, message);
    else problems.own.push(...messages);
  }
  // What a value is not is said at the field's name, in a list after the element's place.
  for (const { path, message } of found)
    for (const { field } of rule.fields) {
      const within = rule.each.trim() !== "" && bare(path).startsWith(`${bare(rule.each)}[`);
      if (path === field || (within && path.endsWith(`.${field}`))) say(field, message);
    }
  return problems;
};

/** A path inside a list, as a rule that is followed for each of its elements names it. */
export const pathIn = (each: string, path: string): string => {
  const list = each.trim();
  if (list === "" || !path.startsWith(`${list}[`)) return path;
  return `$${path.slice(list.length).replace(/^\[\d+\]/, "")}`;
};
