/** Holds rules and tests together: every rule of docs/spec has a test that names it, and every test names a rule. */
import { parseSync } from "vite";

export interface Source {
  path: string;
  text: string;
}

export interface NamedTest {
  path: string;
  /** The name as far as it is written out; null for a name that is computed from its first character on. */
  name: string | null;
}

/** The rules of a document: its list items that open with an id in brackets. */
export const rulesIn = (text: string): string[] =>
  [...text.matchAll(/^\s*- \[([A-Z]+\d+[a-z]?)\] \S/gm)].map((match) => match[1] ?? "");

/** The ids that a test's name opens with. */
export const rulesNamedBy = (name: string): string[] => {
  const opening = /^(?:\[[A-Z]+\d+[a-z]?\]\s*)+/.exec(name)?.[0] ?? "";
  return [...opening.matchAll(/\[([^\]]+)\]/g)].map((match) => match[1] ?? "");
};

interface Node {
  type: string;
  [field: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";

/** `test`, `it`, and what runs them: `test.each(rows)(…)`, `it.only(…)`; not `test.describe`, `test.beforeEach` or `test.extend`. */
const runsTest = (callee: unknown): boolean => {
  if (!isNode(callee)) return false;
  if (callee.type === "Identifier") return callee.name === "test" || callee.name === "it";
  if (callee.type === "CallExpression" || callee.type === "TaggedTemplateExpression") {
    const inner = callee.type === "CallExpression" ? callee.callee : callee.tag;
    return isNode(inner) && inner.type === "MemberExpression" && isTable(inner.property) && runsTest(inner.object);
  }
  if (callee.type !== "MemberExpression") return false;
  const modifiers = ["only", "skip", "fails", "concurrent", "sequential", "todo", "fixme", "fail", "slow"];
  return isNode(callee.property) && modifiers.includes(String(callee.property.name)) && runsTest(callee.object);
};

const isTable = (property: unknown): boolean =>
  isNode(property) && ["each", "for", "runIf", "skipIf"].includes(String(property.name));

const nameOf = (argument: unknown): string | null => {
  if (!isNode(argument)) return null;
  if (argument.type === "Literal" && typeof argument.value === "string") return argument.value;
  if (argument.type === "BinaryExpression") return nameOf(argument.left);
  if (argument.type !== "TemplateLiteral" || !Array.isArray(argument.quasis)) return null;
  const [first]: unknown[] = argument.quasis;
  if (!isNode(first) || typeof first.value !== "object" || first.value === null || !("cooked" in first.value))
    return null;
  return String(first.value.cooked) || null;
};

/** Every test that a file declares. */
export const testsIn = ({ path, text }: Source): NamedTest[] => {
  const found: NamedTest[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    if (!isNode(value)) return;
    // A test has a name and a body; Playwright's `test.skip(condition, why)` has none.
    if (value.type === "CallExpression" && runsTest(value.callee) && Array.isArray(value.arguments)) {
      if (value.arguments.length > 1) found.push({ path, name: nameOf(value.arguments[0]) });
    }
    for (const inner of Object.values(value)) if (typeof inner === "object") visit(inner);
  };
  visit(parseSync(path, text).program);
  return found;
};

/** What is wrong between the documents and the tests, one sentence each. Empty when they agree. */
export const disagreements = (documents: Source[], tests: Source[]): string[] => {
  const complaints: string[] = [];
  const homes = new Map<string, string>();
  for (const { path, text } of documents) {
    for (const rule of rulesIn(text)) {
      const home = homes.get(rule);
      if (home !== undefined) complaints.push(`${path}: [${rule}] is already a rule of ${home}.`);
      homes.set(rule, path);
    }
  }
  const proved = new Set<string>();
  for (const { path, name } of tests.flatMap(testsIn)) {
    const rules = name === null ? [] : rulesNamedBy(name);
    if (rules.length === 0)
      complaints.push(`${path}: "${name ?? "a computed name"}" does not start with the [ID] of a rule.`);
    for (const rule of rules) {
      proved.add(rule);
      if (!homes.has(rule)) complaints.push(`${path}: "${name}" names [${rule}], which docs/spec does not have.`);
    }
  }
  for (const [rule, home] of homes) {
    if (!proved.has(rule)) complaints.push(`${home}: no test names [${rule}].`);
  }
  return complaints;
};
