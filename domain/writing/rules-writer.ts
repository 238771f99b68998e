/** The writer that needs no model: prose from facts by rules, the same for the same facts. [WR2] */
import { industryAndMoney, outlook, people, risks, strengths, talk } from "./account-parts.ts";
import { nextActions, promises, questions } from "./account-actions.ts";
import { money, movement, recommended, standing, weakTerms } from "./account-prose.ts";
import { circleAnswer } from "./answer.ts";
import { boardWeek, kpiWeek } from "./circle-prose.ts";
import { overview, portfolioActions, portfolioMovement, portfolioRenewals, portfolioRisks } from "./portfolio-prose.ts";
import { sentences, type Shelf, shelfOf } from "./prose.ts";
import { type Assignment, type PartSentence, type Surface, surfaces } from "./surface.ts";

/** Grows when the words change, so that texts kept from before are written anew. */
export const rulesVersion = "rules-4";

type Part = (shelf: Shelf) => PartSentence[];

const written: Readonly<Record<Surface, Readonly<Record<string, Part>>>> = {
  account_insights: {
    summary: (shelf) =>
      sentences(
        standing(shelf, "summary"),
        weakTerms(shelf, "summary"),
        ...movement(shelf, "summary"),
        money(shelf, "summary"),
        recommended(shelf, "summary"),
      ),
    risks: (shelf) => risks(shelf, "risks"),
    strengths: (shelf) => strengths(shelf, "strengths"),
    actions: (shelf) => nextActions(shelf).map(({ sentence }) => sentence),
  },
  account_story: {
    beginning: (shelf) => industryAndMoney(shelf, "beginning"),
    usage: (shelf) => sentences(...movement(shelf, "usage"), standing(shelf, "usage")),
    talk: (shelf) => talk(shelf, "talk"),
    outlook: (shelf) => outlook(shelf, "outlook"),
  },
  meeting_brief: {
    standing: (shelf) => sentences(standing(shelf, "standing"), money(shelf, "standing")),
    since: (shelf) => [...talk(shelf, "since"), ...movement(shelf, "since")],
    people: (shelf) => people(shelf, "people"),
    promises,
    questions,
  },
  profile_summary: {
    profile: (shelf) =>
      sentences(
        ...industryAndMoney(shelf, "profile"),
        standing(shelf, "profile"),
        money(shelf, "profile"),
        ...people(shelf, "profile").slice(0, 1),
      ),
  },
  portfolio_insights: {
    overview,
    risks: portfolioRisks,
    movement: portfolioMovement,
    renewals: portfolioRenewals,
    actions: portfolioActions,
  },
  circle_answer: { answer: circleAnswer },
  board_week: { week: boardWeek },
  kpi_week: { week: kpiWeek },
};

/** The sentences of the given parts, in order; all parts of the surface unless told. */
export const writeByRules = (assignment: Assignment, parts?: readonly string[]): PartSentence[] => {
  const shelf = shelfOf(assignment);
  const { prose, fixed } = surfaces[assignment.surface];
  return (parts ?? [...prose, ...fixed]).flatMap((part) => written[assignment.surface][part]?.(shelf) ?? []);
};
