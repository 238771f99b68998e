/** Everything the parts of the portfolio share. */
import { type Accessor, createContext, useContext } from "solid-js";
import type { BookAccount } from "../../../domain/account.ts";
import type { cohortResource, RetentionLineResource, RetentionResource } from "../../../domain/portfolio-resource.ts";
import type { TrendPoint } from "../../../domain/analytics.ts";
import type { Effectiveness } from "../../../domain/effectiveness.ts";
import type { Portfolio } from "../../../domain/portfolio.ts";
import type { Book } from "../../live/book.ts";
import type { LiveCircle } from "../../live/circle.ts";
import type { Remote } from "../../live/remote.ts";
import type { Person } from "../../parts/avatar.tsx";
import type { MoversAnswer } from "../today/today-scope.ts";

export interface TrendAnswer {
  every: number;
  points: TrendPoint[];
  versions: { date: string; version: number; note: string }[];
}

export interface RetentionAnswer {
  as_of: string;
  period: RetentionResource;
  lines: RetentionLineResource[];
  months: RetentionResource[];
}

export interface CohortsAnswer {
  cohorts: ReturnType<typeof cohortResource>[];
}

export interface EffectAnswer {
  note: string;
  playbooks: Effectiveness[];
}

export const periods = [30, 90, 365] as const;
export type Period = (typeof periods)[number];

export interface PortfolioScope {
  live: LiveCircle;
  book: Book;
  now: Accessor<number>;
  /** Today in UTC. */
  today: Accessor<string>;
  accounts: Accessor<readonly BookAccount[]>;
  /** What they add up to, now. */
  whole: Accessor<Portfolio>;
  /** Days that retention looks back. */
  period: Accessor<Period>;
  setPeriod: (period: Period) => void;
  trend: Remote<TrendAnswer>;
  movers: Remote<MoversAnswer>;
  retention: Remote<RetentionAnswer>;
  cohorts: Remote<CohortsAnswer>;
  effect: Remote<EffectAnswer>;
  addressOf: (id: string) => string;
  /** The accounts page with a filter, as its address writes it. */
  listAddress: (query: Record<string, string>) => string;
  personOf: (user: string) => Person | undefined;
}

const Scope = createContext<PortfolioScope>();
export const PortfolioProvider = Scope.Provider;

export const usePortfolio = (): PortfolioScope => {
  const scope = useContext(Scope);
  if (!scope) throw new Error("usePortfolio is for parts of the portfolio");
  return scope;
};
