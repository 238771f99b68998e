/** When a person last looked at a circle's Today page. [TD2] */

/** A look that goes on: within so long after the last one it is the same visit. Milliseconds. */
export const sameVisit = 30 * 60_000;

export interface Looks {
  /** The newest look. */
  at: number;
  /** The last look of the visit before this one; null on the first. */
  before: number | null;
}

/** A new visit compares with the end of the last one; within a visit that stays as it is. */
export const lookAgain = (known: Looks | null, now: number): Looks => {
  if (known === null) return { at: now, before: null };
  return { at: Math.max(known.at, now), before: now - known.at > sameVisit ? known.at : known.before };
};
