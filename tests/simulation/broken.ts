/** A broken rule, by the id it has in docs/spec/sync.md. */
export class Broken extends Error {
  readonly rule: string;

  constructor(rule: string, what: string) {
    super(`[${rule}] ${what}`);
    this.name = "Broken";
    this.rule = rule;
  }
}

/** Equal as plain data, whatever the order of keys. */
export const sameData = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);

export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

export const demandSame = (rule: string, what: string, got: unknown, wanted: unknown): void => {
  if (!sameData(got, wanted)) throw new Broken(rule, `${what}: ${differences(got, wanted).slice(0, 5).join("; ")}`);
};

/** Where two pieces of plain data part. */
const differences = (got: unknown, wanted: unknown, path = ""): string[] => {
  if (sameData(got, wanted)) return [];
  const short = (value: unknown): string => (value === undefined ? "nothing" : canonical(value).slice(0, 300));
  if (!isObject(got) || !isObject(wanted)) return [`${path || "all"} is ${short(got)}, not ${short(wanted)}`];
  return [...new Set([...Object.keys(got), ...Object.keys(wanted)])].flatMap((key) =>
    differences(got[key], wanted[key], `${path}/${key}`),
  );
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === "object" && !Array.isArray(value);
