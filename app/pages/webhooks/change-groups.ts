/** Changes of one delivery as a reader takes them in: those of one record and one why stand together. [WP4] */
import { exactTime } from "../../relative-time.ts";
import type { DeliveryChange } from "./resources.ts";

export interface ChangeGroup {
  /** The first of them stands for what they have in common. */
  first: DeliveryChange;
  changes: DeliveryChange[];
}

const commonOf = ({ what, account_id, account_name, record, why }: DeliveryChange): string =>
  JSON.stringify([account_id ?? account_name ?? [what, record], why]);

/** In the order in which each first came. */
export const groupsOf = (changes: readonly DeliveryChange[]): ChangeGroup[] => {
  const groups = new Map<string, ChangeGroup>();
  for (const change of changes) {
    const common = commonOf(change);
    const group = groups.get(common);
    if (group) group.changes.push(change);
    else groups.set(common, { first: change, changes: [change] });
  }
  return [...groups.values()];
};

const instants = /\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z/g;

/** A why with its instants as this person's clock shows them. */
export const whyWords = (why: string): string => why.replace(instants, (instant) => exactTime(Date.parse(instant)));
