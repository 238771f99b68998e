/** What Segment, Mixpanel, Amplitude and PostHog have in common: somebody of an account used something. */
import type { Reader } from "../../domain/payload.ts";
import { changeFrom } from "../../domain/webhook-fields.ts";

/** Events that every product sends and that are no feature: opening, identifying, page views of tools themselves. */
const noFeature =
  /^(\$(identify|groupidentify|create_alias|set|pageleave|feature_flag_called|web_vitals|rageclick)|session_start|session_end|\$session_start|\$session_end|\[amplitude\] (start|end) session)$/i;

/** The name of what was used; null for events that say only that somebody was there. */
export const featureOf = (event: string | null): string | null =>
  event === null ||
  noFeature.test(event) ||
  /^(log(ged)? ?in|sign(ed)? ?in|\$pageview|\$autocapture|\$screen|page ?view(ed)?)$/i.test(event)
    ? null
    : event;

interface Traits {
  reader: Reader;
  /** Where the traits stand. */
  place: string;
  account: { key?: string | undefined; name?: string | undefined };
  at: number;
}

/** Traits of a company, in the words that vendors and their users give them. */
export const addFacts = ({ reader, place, account, at }: Traits): void => {
  const traits = reader.within(place);
  const flat: Record<string, unknown> = {};
  const take = (field: string, names: readonly string[]): void => {
    for (const name of names) {
      const value = traits.peek(name);
      if (value === undefined || value === null || value === "") continue;
      traits.say(name, value, `facts: ${field}`);
      flat[field] = value;
      return;
    }
  };
  take("name", ["name", "company_name"]);
  take("industry", ["industry"]);
  take("arr", ["arr", "annual_recurring_revenue"]);
  take("mrr", ["mrr", "monthly_spend", "monthly_recurring_revenue"]);
  take("seats", ["seats", "licenses"]);
  take("region", ["region", "address.country", "country"]);
  take("renewal_date", ["renewal_date", "renewalDate", "contract_end"]);
  const plan = traits.peek("segment");
  if (typeof plan === "string" && /^(enterprise|mid[- ]market|smb)$/i.test(plan)) take("segment", ["segment"]);
  const change = changeFrom(
    traits,
    "facts",
    { ...flat, account: { id: account.key, name: account.name } },
    { at, id: "" },
  );
  if (change?.what === "facts") reader.add({ ...change, account });
};
