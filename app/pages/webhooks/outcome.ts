/** What a replay came to, in a sentence. [WP5] */
import type { DeliveryWhole } from "./resources.ts";

export interface Outcome {
  good: boolean;
  text: string;
}

/** Changes that set a value to what it was are none. */
export const outcomeOf = ({ state, error, changes }: Pick<DeliveryWhole, "state" | "error" | "changes">): Outcome => {
  const real = changes.filter(({ before, after }) => before !== after).length;
  switch (state) {
    case "done":
      return real === 0
        ? { good: true, text: "No change: what it says was done already." }
        : { good: true, text: `Done again: ${real} ${real === 1 ? "value" : "values"} changed.` };
    case "ignored":
      return { good: true, text: `No change: ${error ?? "nothing in it is for us."}` };
    case "held":
      return { good: false, text: "It waits still: nobody here knows whom it names." };
    default:
      return { good: false, text: `It could not be done: ${error ?? "see below why."}` };
  }
};
