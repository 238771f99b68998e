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
  if (!sameData(got, wanted)) throw new Broken(rule, `${what}: got ${canonical(got)}, wanted ${canonical(wanted)}`);
};
