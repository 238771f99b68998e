/** JSON that is the same text for the same value: keys in order, nothing undefined. What is kept to be compared is written so. */

/** The same value with its keys in order: as JSON it is that text. */
export const ordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, ordered(inner)]),
  );
};

export const canonicalJson = (value: unknown): string => JSON.stringify(ordered(value));
