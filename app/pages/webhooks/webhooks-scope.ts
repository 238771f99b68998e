/** What the parts of the webhooks page share: the circle, its sources, endpoints and open reviews, and new secrets. */
import { createContext, useContext } from "solid-js";
import type { LiveCircle } from "../../live/circle.ts";
import type { Remote } from "../../live/remote.ts";
import type { Setup } from "./source-setup.tsx";
import type { Endpoint, FreshSecret, Kind, Page, Review, Source } from "./resources.ts";

export interface WebhooksScope {
  live: LiveCircle;
  kinds: Remote<Page<Kind>>;
  sources: Remote<Page<Source>>;
  reviews: Remote<Page<Review>>;
  endpoints: Remote<Page<Endpoint>>;
  /** Opens how a source is set up; a new one with its secret, this once. */
  setUp: (setup: Setup) => void;
  /** Shows a secret, this once. */
  reveal: (fresh: FreshSecret) => void;
  /** The address of another tab of the page. */
  tabAddress: (tab: Tab, query?: string) => string;
}

export const tabs = ["deliveries", "sources", "review", "outgoing"] as const;
export type Tab = (typeof tabs)[number];

const Scope = createContext<WebhooksScope>();
export const WebhooksProvider = Scope.Provider;
export const useWebhooks = (): WebhooksScope => {
  const scope = useContext(Scope);
  if (!scope) throw new Error("useWebhooks is for the parts of the webhooks page");
  return scope;
};
