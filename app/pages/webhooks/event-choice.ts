/** Which events an endpoint hears, as boxes to tick: everything, families, single ones. [WP11] */
import { hears, hookEvents, type HookEvent } from "../../../domain/hook.ts";

export const familyLabels = {
  contact: "Contacts",
  note: "Notes",
  kpi: "KPIs",
  account: "Accounts",
  feedback: "Feedback",
  meeting: "Meetings",
} as const;
export type Family = keyof typeof familyLabels;
export const families = Object.keys(familyLabels) as Family[];

const familyOf = (event: string): string => event.slice(0, event.indexOf("."));

export const eventsOf = (family: Family): HookEvent[] => hookEvents.filter((event) => familyOf(event) === family);

/** `contact.health_changed` → `health changed`. */
export const eventWords = (event: string): string => event.slice(event.indexOf(".") + 1).replaceAll("_", " ");

/** Ticks an event or takes its tick away; what is ticked as a whole is written as its family. */
export const withEvent = (filters: readonly string[], event: HookEvent, on: boolean): string[] => {
  const heard = new Set<string>(hookEvents.filter((one) => (one === event ? on : hears(filters, one))));
  return families.flatMap((family) => {
    const own = eventsOf(family);
    return own.every((one) => heard.has(one)) ? [`${family}.*`] : own.filter((one) => heard.has(one));
  });
};

export const withFamily = (filters: readonly string[], family: Family, on: boolean): string[] =>
  eventsOf(family).reduce<string[]>((before, event) => withEvent(before, event, on), [...filters]);

/** How much of a family is heard. */
export const heardOf = (filters: readonly string[], family: Family): "all" | "some" | "none" => {
  const own = eventsOf(family);
  const count = own.filter((event) => hears(filters, event)).length;
  return count === own.length ? "all" : count > 0 ? "some" : "none";
};

/** In a few words: `Everything`, or `Contacts, Accounts: health changed`. */
export const filterWords = (filters: readonly string[]): string =>
  filters.includes("*")
    ? "Everything"
    : families
        .flatMap((family) => {
          if (heardOf(filters, family) === "none") return [];
          if (heardOf(filters, family) === "all") return [familyLabels[family]];
          const some = eventsOf(family).filter((event) => hears(filters, event));
          return [`${familyLabels[family]}: ${some.map(eventWords).join(", ")}`];
        })
        .join(" · ");
