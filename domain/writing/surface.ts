/** What can be written: each surface with its parts, and what a writer is given and gives. [WR1] */
import type { Sentence } from "../grounding/check.ts";
import type { Fact } from "../grounding/fact.ts";

/**
 * Parts in the order they are read. Those of `fixed` are worked out by rules whoever writes the rest, because their
 * number or choice is promised: three actions, three questions, every open promise.
 */
export const surfaces = {
  account_insights: { title: "Insights", prose: ["summary", "risks", "strengths"], fixed: ["actions"] },
  account_story: { title: "Story", prose: ["beginning", "usage", "talk", "outlook"], fixed: [] },
  meeting_brief: { title: "Brief", prose: ["standing", "since", "people"], fixed: ["promises", "questions"] },
  profile_summary: { title: "Profile", prose: ["profile"], fixed: [] },
  portfolio_insights: { title: "Portfolio", prose: ["overview", "risks", "movement", "renewals"], fixed: ["actions"] },
  board_week: { title: "The board this week", prose: ["week"], fixed: [] },
  circle_answer: { title: "Answer", prose: ["answer"], fixed: [] },
  kpi_week: { title: "KPIs this week", prose: ["week"], fixed: [] },
} as const satisfies Record<string, { title: string; prose: readonly string[]; fixed: readonly string[] }>;

export type Surface = keyof typeof surfaces;
export const surfaceNames = Object.keys(surfaces) as Surface[];

/** Titles of parts, as a page shows them. */
export const partTitles: Readonly<Record<string, string>> = {
  summary: "Where it stands",
  risks: "Risks",
  strengths: "What goes well",
  actions: "Next actions",
  beginning: "How it began",
  usage: "How they use it",
  talk: "What was said",
  outlook: "What comes next",
  standing: "Where it stands",
  since: "Since the last meeting",
  people: "People",
  promises: "Open promises",
  questions: "Questions to ask",
  profile: "Profile",
  overview: "Overview",
  movement: "What moved",
  renewals: "Renewals",
  week: "What moved this week",
  answer: "Answer",
};

export interface PartSentence extends Sentence {
  part: string;
}

/** What is to be written, about what, from which facts. The same assignment gives the same text by rules. */
export interface Assignment {
  surface: Surface;
  /** The account, or null for the whole circle. */
  subject: string | null;
  facts: readonly Fact[];
  /** The date that "in 41 days" counts from. */
  today: string;
}
