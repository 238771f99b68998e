/** What is to be written, with its facts read now. */
import { accountFacts, accountName } from "../../domain/writing/account-facts.ts";
import { boardFacts, kpiFacts } from "../../domain/writing/circle-facts.ts";
import { portfolioFacts } from "../../domain/writing/portfolio-facts.ts";
import type { Surface } from "../../domain/writing/surface.ts";
import type { AccountRow } from "../../drizzle/accounts.ts";
import type { Claim } from "../../party/rpc.ts";
import { utcDay } from "../accounts/list-query.ts";
import type { Asking } from "../ai/answer.ts";
import type { Desk, Standing } from "../circles.ts";
import { accountSnapshot } from "./account-snapshot.ts";
import { boardSnapshot, kpiSnapshot, portfolioSnapshot } from "./circle-snapshots.ts";
import { hrefsFor } from "./hrefs.ts";

export const accountSurfaces = [
  "account_insights",
  "account_story",
  "meeting_brief",
  "profile_summary",
] as const satisfies Surface[];
export type AccountSurface = (typeof accountSurfaces)[number];
export const circleSurfaces = ["portfolio_insights", "board_week", "kpi_week"] as const satisfies Surface[];
export type CircleSurface = (typeof circleSurfaces)[number];

export const askAboutAccount = async (
  desk: Desk,
  claim: Claim,
  row: AccountRow,
  surface: AccountSurface,
  now: number,
): Promise<Asking> => {
  const today = utcDay(now);
  const snapshot = await accountSnapshot(desk, claim, row, now);
  return {
    circle: row.circle,
    assignment: { surface, subject: accountName(row.name, row.number), facts: accountFacts(snapshot, today), today },
    hrefOf: hrefsFor(row.circle, row.id),
    now,
  };
};

const factsOf = {
  portfolio_insights: async (desk: Desk, claim: Claim, circle: Standing, now: number) =>
    portfolioFacts(await portfolioSnapshot(desk, circle, claim.user, now), utcDay(now)),
  board_week: async (desk: Desk, claim: Claim, circle: Standing, now: number) =>
    boardFacts(await boardSnapshot(desk, claim, circle, now), utcDay(now)),
  kpi_week: async (desk: Desk, claim: Claim, circle: Standing, now: number) =>
    kpiFacts(await kpiSnapshot(desk, claim, circle, now), utcDay(now)),
};

/** Where the sums of a circle are shown. */
const homes: Record<CircleSurface, string> = { portfolio_insights: "portfolio", board_week: "board", kpi_week: "kpis" };

export const askAboutCircle = async (
  desk: Desk,
  claim: Claim,
  circle: Standing,
  surface: CircleSurface,
  now: number,
): Promise<Asking> => ({
  circle: circle.id,
  assignment: { surface, subject: null, facts: await factsOf[surface](desk, claim, circle, now), today: utcDay(now) },
  hrefOf: hrefsFor(circle.id, null, homes[surface]),
  now,
});
