/** The inspector's filters, as the address and the server have them. [WP2] */
import { type DeliveryState, deliveryStates, type Verdict, verdicts } from "../../../domain/webhook-words.ts";

export const spans = { hour: 3_600_000, day: 86_400_000, week: 604_800_000 } as const;
export type Span = keyof typeof spans;
export const spanLabels: Record<Span, string> = { hour: "Last hour", day: "Last 24 hours", week: "Last 7 days" };

export interface DeliveryFilter {
  source: string | null;
  account: string | null;
  verdict: Verdict | null;
  state: DeliveryState | null;
  span: Span | null;
  /** Received at or after, and before, as ISO instants; instead of a span. */
  from: string | null;
  until: string | null;
  text: string;
  page: number;
}

export const noFilter = {
  source: null,
  account: null,
  verdict: null,
  state: null,
  span: null,
  from: null,
  until: null,
  text: "",
} satisfies Partial<DeliveryFilter>;

type Search = Record<string, string | string[] | undefined>;

const id = (given: unknown): string | null =>
  typeof given === "string" && /^[0-9a-f-]{36}$/i.test(given) ? given : null;
const instant = (given: unknown): string | null => {
  const at = typeof given === "string" ? Date.parse(given) : Number.NaN;
  return Number.isNaN(at) ? null : new Date(at).toISOString();
};
const among = <Word extends string>(words: readonly Word[], given: unknown): Word | null =>
  words.find((word) => word === given) ?? null;

/** What the address says; what it says wrongly is not said. */
export const readFilter = (search: Search): DeliveryFilter => {
  const { source, account, verdict, state, time, from, until, text, page } = search;
  const span = among(Object.keys(spans) as Span[], time);
  const number = Number(page);
  return {
    source: id(source),
    account: id(account),
    verdict: among(verdicts, verdict),
    state: among(deliveryStates, state),
    span,
    from: span === null ? instant(from) : null,
    until: span === null ? instant(until) : null,
    text: typeof text === "string" ? text.slice(0, 200) : "",
    page: Number.isInteger(number) && number > 1 ? number : 1,
  };
};

export const writeFilter = ({ source, account, verdict, state, span, from, until, text, page }: DeliveryFilter) => ({
  source: source ?? undefined,
  account: account ?? undefined,
  verdict: verdict ?? undefined,
  state: state ?? undefined,
  time: span ?? undefined,
  from: from ?? undefined,
  until: until ?? undefined,
  text: text === "" ? undefined : text,
  page: page > 1 ? String(page) : undefined,
});

export const isFiltered = (filter: DeliveryFilter): boolean =>
  Object.entries(noFilter).some(([name, none]) => filter[name as keyof typeof noFilter] !== none);

/** A list that is fetched again asks by minutes, so that the same question has the same address. */
const minute = 60_000;

export const pageSize = 50;

/** The address of the filtered list. `now` in milliseconds. */
export const addressOf = (circle: string, filter: DeliveryFilter, now: number): string => {
  const query = new URLSearchParams({ circle_id: circle, page_size: String(pageSize) });
  const { source, account, verdict, state, span, from, until, text, page } = filter;
  if (source !== null) query.set("source_id", source);
  if (account !== null) query.set("account_id", account);
  if (verdict !== null) query.set("verdict", verdict);
  if (state !== null) query.set("state", state);
  if (span !== null) query.set("from", new Date(Math.floor((now - spans[span]) / minute) * minute).toISOString());
  if (from !== null) query.set("from", from);
  if (until !== null) query.set("until", until);
  if (text !== "") query.set("search", text);
  if (page > 1) query.set("page", String(page));
  return `/api/webhooks/deliveries/?${query}`;
};
