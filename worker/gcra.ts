/** The generic cell rate algorithm: a steady rate with bursts, in one number per caller. */

export interface Limit {
  /** Milliseconds between two requests at the steady rate. */
  every: number;
  /** How many may come at once after a rest. */
  burst: number;
}

export interface Verdict {
  allowed: boolean;
  /** Requests that may follow at once. */
  remaining: number;
  /** Milliseconds until the whole burst is there again. */
  reset: number;
  /** Milliseconds until the next request is allowed; 0 when one is. */
  retry: number;
}

/**
 * One request at `now`. `due` is what the last call gave back, 0 at first: the time at which the caller has a full burst again.
 * A refused request costs nothing.
 */
export const takeCell = (due: number, now: number, { every, burst }: Limit): { due: number; verdict: Verdict } => {
  const from = Math.max(due, now);
  const next = from + every;
  const earliest = next - every * burst;
  const allowed = earliest <= now;
  const kept = allowed ? next : from;
  const remaining = Math.max(0, Math.floor((every * burst - (kept - now)) / every));
  return {
    due: kept,
    verdict: { allowed, remaining, reset: kept - now, retry: allowed ? 0 : earliest - now },
  };
};
