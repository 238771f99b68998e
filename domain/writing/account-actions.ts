/** The next three actions for an account, and three questions to ask: chosen by rules, the same for the same facts. [Y6] [Y8] */
import { daysBetween } from "../grounding/calendar.ts";
import { type Fact, sayNumber } from "../grounding/fact.ts";
import { playbooks } from "../playbooks/index.ts";
import { number, text } from "./account-prose.ts";
import { saidOnce, say, sayDay, sayDistance, sentences, type Shelf } from "./prose.ts";
import type { PartSentence } from "./surface.ts";

/** An action beside its sentence: which playbook it starts, if it is one. */
export interface Action {
  /** What it is, for telling actions apart: `playbook:9`, `promise`, `meeting`. */
  key: string;
  playbook: string | null;
  sentence: PartSentence;
}

const dateIn = (fact: Fact | undefined): string | null => (fact?.value.kind === "date" ? fact.value.date : null);

/** Why now, from the facts that made the playbook match. */
const reasonFor = (shelf: Shelf, playbook: number): { says: string; facts: (Fact | undefined)[] } => {
  const [renewal, bucket, tickets, adoption, nps, login] = [
    "renewal_date",
    "health_bucket",
    "support_tickets_open",
    "feature_adoption_rate",
    "nps_score",
    "login_frequency",
  ].map(shelf.one);
  const [users, usersBefore, npsBefore, met, latest] = [
    shelf.one("daily_active_users"),
    shelf.older("daily_active_users"),
    shelf.older("nps_score"),
    shelf.one("meeting"),
    shelf.one("last_usage"),
  ];
  const date = dateIn(renewal);
  const ahead = date !== null && date >= shelf.today ? date : null;
  switch (playbook) {
    case 1: {
      const met90 = shelf.one("meetings_90");
      if (met90 && number(met90) === 0)
        return {
          says: met
            ? `nobody has met them since ${sayDay(met.as_of, shelf.today)}`
            : "there were no meetings in the last 90 days",
          facts: [met ?? met90],
        };
      return ahead === null
        ? { says: "", facts: [] }
        : { says: `they renew on ${sayDay(ahead, shelf.today)}, ${sayDistance(ahead, shelf.today)}`, facts: [renewal] };
    }
    case 2:
      return adoption ? { says: `feature adoption is ${text(adoption)}`, facts: [adoption] } : { says: "", facts: [] };
    case 3:
      return tickets
        ? { says: `${sayNumber(number(tickets))} support tickets are open`, facts: [tickets] }
        : { says: "", facts: [] };
    case 4:
      if (login && number(login) < 50) return { says: `login frequency is ${text(login)}`, facts: [login] };
      return users && usersBefore && number(users) < number(usersBefore)
        ? { says: `daily active users fell from ${text(usersBefore)} to ${text(users)}`, facts: [users, usersBefore] }
        : { says: "", facts: [] };
    case 7:
      if (nps && number(nps) < 0) return { says: `NPS is at ${text(nps)}`, facts: [nps] };
      return nps && npsBefore && number(nps) < number(npsBefore)
        ? { says: `NPS fell from ${text(npsBefore)} to ${text(nps)}`, facts: [nps, npsBefore] }
        : { says: "", facts: [] };
    case 8:
      return adoption && tickets
        ? {
            says: `feature adoption is ${text(adoption)} with ${sayNumber(number(tickets))} open support tickets`,
            facts: [adoption, tickets],
          }
        : { says: "", facts: [] };
    case 9:
      return ahead === null
        ? { says: "", facts: [] }
        : {
            says: `the renewal is ${sayDistance(ahead, shelf.today)} and its health is ${text(bucket)}`,
            facts: [renewal, bucket],
          };
    case 10: {
      const age = latest ? daysBetween(latest.as_of, shelf.today) : 0;
      return latest && age > 14
        ? { says: `the latest usage data is from ${sayDay(latest.as_of, shelf.today)}`, facts: [latest] }
        : { says: "a usage number is missing or old", facts: [] };
    }
    case 6:
      return nps && adoption
        ? { says: `NPS is ${text(nps)} and feature adoption is ${text(adoption)}`, facts: [nps, adoption] }
        : { says: "", facts: [] };
    default:
      return bucket ? { says: `its health is ${text(bucket)}`, facts: [bucket] } : { says: "", facts: [] };
  }
};

const playbookActions = (shelf: Shelf): Action[] =>
  shelf.all("playbook").flatMap((fact): Action[] => {
    const playbook = playbooks.find((one) => String(one.number) === fact.id);
    if (!playbook) return [];
    const running = shelf.all("run").find((run) => text(run) === playbook.name);
    const reason = reasonFor(shelf, playbook.number);
    const because = reason.says === "" ? "" : `: ${reason.says}`;
    return [
      {
        key: `playbook:${playbook.number}`,
        playbook: playbook.id,
        sentence: running
          ? say(
              "actions",
              `Go on with the ${playbook.name} that is under way${because}.`,
              running,
              fact,
              ...reason.facts,
            )
          : say("actions", `${playbook.action}${because}.`, fact, ...reason.facts),
      },
    ];
  });

const plain = (key: string, sentence: PartSentence | null): Action[] =>
  sentence ? [{ key, playbook: null, sentence }] : [];

/** What is always worth doing, the more pressing first; enough of them for any account. */
const otherActions = (shelf: Shelf): Action[] => {
  const [bucket, renewal, open, next, met, contact, arr, tickets] = [
    "health_bucket",
    "renewal_date",
    "open_feedback",
    "next_meeting",
    "meeting",
    "contact",
    "arr",
    "support_tickets_open",
  ].map(shelf.one);
  const promise = shelf.all("promise").find((fact) => fact.value.kind === "quote" && !fact.value.withheld);
  const date = dateIn(renewal);
  const meets = dateIn(next);
  return [
    ...plain("promise", promise ? say("actions", `Keep the open promise ${text(promise)}.`, promise) : null),
    ...plain(
      "renewal-date",
      date !== null && date < shelf.today
        ? say(
            "actions",
            `Enter the new renewal date; the one on record, ${sayDay(date, shelf.today)}, has passed.`,
            renewal,
          )
        : null,
    ),
    ...plain(
      "feedback",
      open && number(open) > 0
        ? say(
            "actions",
            `Answer the ${number(open) === 1 ? "open feedback item" : `${sayNumber(number(open))} open feedback items`} and close what is solved.`,
            open,
          )
        : null,
    ),
    ...plain(
      "prepare",
      meets !== null
        ? say(
            "actions",
            `Prepare the meeting on ${sayDay(meets, shelf.today)}, ${sayDistance(meets, shelf.today)}.`,
            next,
          )
        : null,
    ),
    ...plain(
      "renewal",
      date !== null && date >= shelf.today
        ? say(
            "actions",
            `Agree with them on what must be true for the renewal on ${sayDay(date, shelf.today)}.`,
            renewal,
          )
        : null,
    ),
    ...plain(
      "tickets",
      tickets && number(tickets) > 0
        ? say(
            "actions",
            `Look through the open support tickets with them; there ${number(tickets) === 1 ? "is one" : `are ${sayNumber(number(tickets))}`}.`,
            tickets,
          )
        : null,
    ),
    ...plain(
      "meet",
      meets === null && bucket
        ? say(
            "actions",
            met
              ? `Plan the next meeting; the last one was on ${sayDay(met.as_of, shelf.today)}.`
              : "Plan a first meeting with them.",
            met ?? bucket,
          )
        : null,
    ),
    ...plain(
      "contact",
      bucket
        ? say(
            "actions",
            contact
              ? `Ask ${text(contact)} what would help them this month.`
              : "Add the people you talk to as contacts, so that the circle knows them.",
            contact ?? bucket,
          )
        : null,
    ),
    ...plain(
      "date",
      bucket && date === null ? say("actions", "Find out when they renew, and enter the date.", bucket) : null,
    ),
    ...plain(
      "goal",
      arr ? say("actions", "Write down the one result they bought this for, in their words.", arr) : null,
    ),
  ];
};

/** [Y6] Exactly three, the most pressing first. */
export const nextActions = (shelf: Shelf): Action[] => {
  const [first, ...rest] = playbookActions(shelf);
  const promise = otherActions(shelf).filter(({ key }) => key === "promise");
  const others = otherActions(shelf).filter(({ key }) => key !== "promise");
  // A promise goes before all but the most urgent playbook: breaking one costs more than a campaign gains.
  return [...(first ? [first] : []), ...promise, ...rest, ...others].slice(0, 3);
};

export const promises = (shelf: Shelf): PartSentence[] => {
  const open = shelf.all("promise");
  const none = shelf.one("open_promises");
  if (open.length === 0) return none ? [say("promises", `No open promise to ${shelf.name} is on record.`, none)] : [];
  const told = open.map((promise) => {
    const [due, who] = [shelf.one(`promise_due:${promise.id}`), shelf.one(`promise_who:${promise.id}`)];
    const date = dateIn(due);
    const withheld = promise.value.kind === "quote" && promise.value.withheld;
    const what = withheld ? "a promise that is left out here because it reads like orders to a machine" : text(promise);
    const late =
      date === null
        ? ""
        : date < shelf.today
          ? `, due since ${sayDay(date, shelf.today)}`
          : `, due on ${sayDay(date, shelf.today)}`;
    return say("promises", `${who ? `${text(who)} promised` : "Somebody promised"} ${what}${late}.`, promise, who, due);
  });
  return saidOnce(told);
};

/** [Y7] Exactly three questions, from what the facts leave open. */
export const questions = (shelf: Shelf): PartSentence[] => {
  const ask = (question: string, ...facts: (Fact | undefined)[]): PartSentence | null =>
    facts.some(Boolean) ? say("questions", question, ...facts) : null;
  const [users, usersBefore, tickets, adoption, renewal, nps, bucket, arr] = [
    shelf.one("daily_active_users"),
    shelf.older("daily_active_users"),
    shelf.one("support_tickets_open"),
    shelf.one("feature_adoption_rate"),
    shelf.one("renewal_date"),
    shelf.one("nps_score"),
    shelf.one("health_bucket"),
    shelf.one("arr"),
  ];
  const date = dateIn(renewal);
  const item = shelf.all("feedback").find((fact) => fact.value.kind === "quote" && !fact.value.withheld);
  return sentences(
    date !== null && date >= shelf.today && daysBetween(shelf.today, date) <= 120
      ? ask(
          `What would have to be true by ${sayDay(date, shelf.today)} for the renewal to be an easy decision?`,
          renewal,
        )
      : null,
    users && usersBefore && number(users) < number(usersBefore)
      ? ask(
          `Daily active users fell from ${text(usersBefore)} to ${text(users)}: what has changed in your teams?`,
          usersBefore,
          users,
        )
      : null,
    tickets && number(tickets) > 0
      ? ask(
          `Which of the open support tickets, ${sayNumber(number(tickets))} today, should be solved before the others?`,
          tickets,
        )
      : null,
    item ? ask(`Is ${text(item)} still what bothers you, and whom does it bother?`, item) : null,
    nps && number(nps) < 30 ? ask(`NPS is ${text(nps)}: what change would make people recommend it?`, nps) : null,
    adoption && number(adoption) < 70
      ? ask(`Feature adoption is ${text(adoption)}: what keeps your people from using more of it?`, adoption)
      : null,
    ask("What do you want to have reached by the end of this quarter?", bucket),
    ask("Who else in your company should see these results?", arr),
    ask("What would you miss if you had to do without it?", bucket),
  ).slice(0, 3);
};
