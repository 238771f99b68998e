/** What a dry run would do otherwise than what was done. [WP5] */
import type { DeliveryChange } from "./resources.ts";

export interface Difference {
  kind: "new" | "other" | "gone";
  now: DeliveryChange;
  /** What it made of it then, for `other`. */
  was: DeliveryChange["after"];
}

const subject = ({ what, account_id, record, field, date }: DeliveryChange): string =>
  JSON.stringify([what, account_id, record, field, date]);

/** Changes by what they are about: values that are new, that come out otherwise, and that are no longer set. */
export const differencesOf = (done: readonly DeliveryChange[], now: readonly DeliveryChange[]): Difference[] => {
  const before = new Map(done.map((change) => [subject(change), change]));
  const found: Difference[] = [];
  for (const change of now) {
    const earlier = before.get(subject(change));
    if (!earlier) found.push({ kind: "new", now: change, was: null });
    else if (earlier.after !== change.after) found.push({ kind: "other", now: change, was: earlier.after });
    before.delete(subject(change));
  }
  for (const change of before.values()) found.push({ kind: "gone", now: change, was: change.after });
  return found;
};
