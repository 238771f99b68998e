/** The parts of what is written about an account: risks, strengths, people, talk, outlook, profile. [WR2] */
import { daysBetween } from "../grounding/calendar.ts";
import { type Fact, sayNumber } from "../grounding/fact.ts";
import { isGood, movesOf, number, recommended, sayMoveOf, text } from "./account-prose.ts";
import { count, list, saidOnce, say, sayDay, sayDistance, sentences, type Shelf, sizeOf, upper } from "./prose.ts";
import type { PartSentence } from "./surface.ts";

const isQuotable = ({ value }: Fact): boolean => value.kind === "quote" && !value.withheld;

const worries = (shelf: Shelf, part: string): PartSentence[] => {
  const bucket = shelf.one("health_bucket");
  const renewal = shelf.one("renewal_date");
  const date = renewal?.value.kind === "date" ? renewal.value.date : null;
  const days = date === null ? null : daysBetween(shelf.today, date);
  const [adoption, tickets, nps, login] = [
    "feature_adoption_rate",
    "support_tickets_open",
    "nps_score",
    "login_frequency",
  ].map(shelf.one);
  const arr = shelf.one("arr");
  const bound = shelf.one("bound:feature_adoption_rate");
  const meeting = shelf.one("meeting");
  const none = shelf.one("meetings_90");
  const mood = shelf.one("meeting_sentiment");
  const latest = shelf.one("last_usage");
  const age = latest?.value.kind === "date" ? daysBetween(latest.value.date, shelf.today) : null;
  return sentences(
    days !== null && days >= 0 && days <= 90 && text(bucket) !== "healthy" && date !== null
      ? say(
          part,
          `The renewal is ${sayDistance(date, shelf.today)} while its health is ${text(bucket)}${arr && number(arr) > 0 ? `, with ${text(arr)} a year on the table` : ""}.`,
          renewal,
          bucket,
          arr,
        )
      : null,
    days !== null && days < 0 && date !== null
      ? say(
          part,
          `The renewal date passed ${sayDistance(date, shelf.today)} and nobody has entered a new one.`,
          renewal,
        )
      : null,
    number(tickets) >= 5
      ? say(
          part,
          `${count(number(tickets), "support ticket is", "support tickets are")} open${shelf.older("support_tickets_open") && number(shelf.older("support_tickets_open")) < number(tickets) ? `, up from ${sayNumber(number(shelf.older("support_tickets_open")))}` : ""}.`,
          tickets,
          number(shelf.older("support_tickets_open")) < number(tickets)
            ? shelf.older("support_tickets_open")
            : undefined,
        )
      : null,
    adoption && bound && number(adoption) < number(bound) && number(bound) === 50
      ? say(
          part,
          `Feature adoption is ${text(adoption)}, below the ${text(bound)} at which a campaign is due.`,
          adoption,
          bound,
        )
      : null,
    login && number(login) < 50 ? say(part, `People log in rarely: login frequency is ${text(login)}.`, login) : null,
    nps && number(nps) < 0 ? say(part, `NPS is negative, at ${text(nps)}.`, nps) : null,
    mood && meeting && text(mood) === "negative"
      ? say(part, `The sentiment of the meeting on ${sayDay(mood.as_of, shelf.today)} was negative.`, mood)
      : null,
    none && number(none) === 0
      ? say(
          part,
          meeting
            ? `Nobody has met them since ${sayDay(meeting.as_of, shelf.today)}; there were no meetings in the last 90 days.`
            : "There were no meetings in the last 90 days.",
          none,
          meeting,
        )
      : null,
    age !== null && age > 14 && latest
      ? say(
          part,
          `The latest usage data is from ${sayDay(latest.as_of, shelf.today)}, ${sayDistance(latest.as_of, shelf.today)}, so the score may be out of date.`,
          latest,
        )
      : null,
  );
};

export const risks = (shelf: Shelf, part: string): PartSentence[] => {
  const found = worries(shelf, part);
  if (found.length > 0) return found.slice(0, 5);
  const bucket = shelf.one("health_bucket");
  return bucket
    ? [
        say(
          part,
          shelf.choose("calm", [
            `Nothing in the numbers of ${shelf.name} asks for attention today.`,
            `No rule finds a risk at ${shelf.name} today.`,
          ]),
          bucket,
        ),
      ]
    : [];
};

export const strengths = (shelf: Shelf, part: string): PartSentence[] => {
  const good = movesOf(shelf)
    .filter((move) => isGood(move) && sizeOf(move.older, move.newer) >= 0.02)
    .slice(0, 2);
  const [adoption, nps, login] = ["feature_adoption_rate", "nps_score", "login_frequency"].map(shelf.one);
  const mood = shelf.one("meeting_sentiment");
  const levels = [
    adoption && number(adoption) >= 70 ? { fact: adoption, says: `feature adoption is ${text(adoption)}` } : null,
    nps && number(nps) >= 50 ? { fact: nps, says: `NPS is ${text(nps)}` } : null,
    login && number(login) >= 80 ? { fact: login, says: `login frequency is ${text(login)}` } : null,
  ].filter((level) => level !== null);
  const found = sentences(
    ...good.map((move, at) => say(part, `${upper(sayMoveOf(shelf, move, at === 0, at > 0))}.`, move.older, move.newer)),
    levels.length > 0 ? say(part, `${list(levels.map(({ says }) => says))}.`, ...levels.map(({ fact }) => fact)) : null,
    mood && text(mood) === "positive"
      ? say(part, `The sentiment of the meeting on ${sayDay(mood.as_of, shelf.today)} was positive.`, mood)
      : null,
  );
  if (found.length > 0) return found;
  const bucket = shelf.one("health_bucket");
  return bucket ? [say(part, `The numbers show no strength at ${shelf.name} that a rule would name.`, bucket)] : [];
};

export const industryAndMoney = (shelf: Shelf, part: string): PartSentence[] => {
  const [industry, segment, region, seats, owner, arr] = ["industry", "segment", "region", "seats", "owner", "arr"].map(
    shelf.one,
  );
  const kind = [text(segment), industry && text(industry) !== "other" ? text(industry) : ""]
    .filter((word) => word !== "")
    .join(" ");
  const where = region ? ` in ${text(region)}` : "";
  const what = /^[aeiou]/i.test(kind) ? `an ${kind}` : `a ${kind}`;
  return sentences(
    say(
      part,
      `${shelf.name} is ${kind === "" ? "a" : what} customer${where}${arr && number(arr) > 0 ? `, paying ${text(arr)} a year` : ""}${seats ? ` for ${count(number(seats), "seat")}` : ""}.`,
      industry,
      segment,
      region,
      arr && number(arr) > 0 ? arr : undefined,
      seats,
    ),
    owner ? say(part, `${text(owner)} looks after it.`, owner) : null,
  );
};

export const people = (shelf: Shelf, part: string): PartSentence[] => {
  const contacts = shelf.all("contact");
  if (contacts.length === 0) {
    const bucket = shelf.one("health_bucket");
    return bucket ? [say(part, `Nobody at ${shelf.name} is among the contacts of this circle yet.`, bucket)] : [];
  }
  const notes = contacts.flatMap((contact) => {
    const note = shelf.one(`note:${contact.id}`);
    return note && isQuotable(note)
      ? [
          say(
            part,
            `After the last talk with ${text(contact)}, on ${sayDay(note.as_of, shelf.today)}, somebody wrote ${text(note)}.`,
            contact,
            note,
          ),
        ]
      : [];
  });
  const withheld = contacts
    .map((contact) => shelf.one(`note:${contact.id}`))
    .filter((note) => note?.value.kind === "quote" && note.value.withheld);
  return sentences(
    say(
      part,
      contacts.length === 1
        ? `The contact at ${shelf.name} is ${text(contacts[0])}.`
        : `The people to know at ${shelf.name} are ${list([...new Set(contacts.map(text))])}.`,
      ...contacts,
    ),
    ...saidOnce(notes).slice(0, 2),
    withheld.length > 0
      ? say(part, "A note is left out here because it reads like orders to a machine; open it to read it.", ...withheld)
      : null,
  );
};

export const talk = (shelf: Shelf, part: string): PartSentence[] => {
  const meetings = shelf.all("meeting").slice(0, 2);
  const held = meetings.map((meeting) => {
    const summary = shelf.all("meeting_summary").find((fact) => fact.id === meeting.id);
    const mood = shelf.all("meeting_sentiment").find((fact) => fact.id === meeting.id);
    const tone = mood ? `, with ${text(mood)} sentiment` : "";
    const quoted = summary && isQuotable(summary) ? `; the summary says ${text(summary)}` : "";
    return say(
      part,
      `A meeting took place on ${sayDay(meeting.as_of, shelf.today)}${tone}${quoted}.`,
      meeting,
      mood,
      quoted === "" ? undefined : summary,
    );
  });
  const open = shelf.one("open_feedback");
  const items = shelf.all("feedback").filter(isQuotable).slice(0, 2);
  const none = shelf.one("meetings_90");
  return sentences(
    ...saidOnce(held),
    held.length === 0 && none && number(none) === 0
      ? say(part, "There were no meetings in the last 90 days.", none)
      : null,
    open && number(open) > 0
      ? say(
          part,
          `${count(number(open), "feedback item is", "feedback items are")} open${items.length > 0 ? `${number(open) === 1 ? ":" : ", among them"} ${list(items.map(text))}` : ""}.`,
          open,
          ...items,
        )
      : null,
  );
};

export const outlook = (shelf: Shelf, part: string): PartSentence[] => {
  const [next, renewal] = [shelf.one("next_meeting"), shelf.one("renewal_date")];
  const run = shelf.one("run");
  const [done, steps] = run ? [shelf.one(`run_done:${run.id}`), shelf.one(`run_steps:${run.id}`)] : [];
  const renews = renewal?.value.kind === "date" && renewal.value.date >= shelf.today ? renewal.value.date : null;
  const meets = next?.value.kind === "date" ? next.value.date : null;
  return sentences(
    meets !== null
      ? say(part, `The next meeting is ${sayDistance(meets, shelf.today)}, on ${sayDay(meets, shelf.today)}.`, next)
      : null,
    run && done && steps
      ? say(
          part,
          `${upper(text(run))} is under way, with ${sayNumber(number(done))} of ${sayNumber(number(steps))} steps done.`,
          run,
          done,
          steps,
        )
      : null,
    recommended(shelf, part),
    renews !== null
      ? say(part, `The renewal comes on ${sayDay(renews, shelf.today)}, ${sayDistance(renews, shelf.today)}.`, renewal)
      : null,
  );
};
