/** Renewals by week: the thirteen weeks from today, in which every renewal of the next ninety days falls. [PO5] */
import type { PortfolioAccount } from "../../../domain/portfolio.ts";
import { isAtRisk, partOf, type Part } from "../../../domain/portfolio.ts";
import { dateAfter } from "../../../domain/days.ts";

export interface Week extends Part {
  from: string;
  /** Its last day. */
  to: string;
  at_risk: Part;
}

export const weekCount = 13;

export const renewalWeeks = (accounts: readonly PortfolioAccount[], today: string): Week[] =>
  Array.from({ length: weekCount }, (_, at) => {
    const from = dateAfter(today, at * 7);
    const to = dateAfter(from, 6);
    const due = accounts.filter(({ renewal_date: date }) => date !== null && date >= from && date <= to);
    return { from, to, ...partOf(due), at_risk: partOf(due.filter(isAtRisk)) };
  });
