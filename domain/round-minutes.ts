/** The minutes of a check-in round, as plain prose: who said what, where they agree, what moved, what was talked over. [CR11] */
import { type Amount, writeAmount } from "./amount.ts";
import { dateAt } from "./days.ts";
import { type Unit, unitSigns } from "./kpi-words.ts";
import { months } from "./month-names.ts";
import { type Round, type RoundAnswer, type RoundComment, readAnswers, readComments } from "./round.ts";
import { lengthOf } from "./text.ts";

export interface MinutesFacts {
  round: Pick<Round, "started_at" | "started_by" | "answers" | "comments">;
  /** KPIs that people enter, in the order of the round; those nobody spoke of are named too. */
  kpis: readonly { id: string; name: string }[];
  /** Everybody who is or was a member; only those present are missed when they entered nothing. */
  people: readonly { member: number; name: string; present: boolean }[];
  /** IANA name: on which day the round was. */
  timeZone: string;
}

/** What a circle keeps of one round, in characters. */
export const longestMinutes = 20_000;

/** An amount as a person writes it: `$45,000`, `12.50%`, `-3 days`. */
export const sayAmount = (amount: Amount, unit: Unit): string => {
  const [whole = "0", decimals = "00"] = writeAmount(Math.abs(amount)).split(".");
  const number = whole.replace(/\B(?=(\d{3})+$)/g, ",") + (decimals === "00" ? "" : `.${decimals}`);
  const sign = amount < 0 ? "-" : "";
  if (unit === "currency") return `${sign}${unitSigns.currency}${number}`;
  if (unit === "percentage") return `${sign}${number}%`;
  return unit === "none" ? sign + number : `${sign}${number} ${unitSigns[unit]}`;
};

/** `a`, `a and b`, `a, b and c`. */
export const sayList = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

const small = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
const count = (number: number, one: string, many: string): string =>
  `${small[number] ?? number} ${number === 1 ? one : many}`;
const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const sayDate = (date: string): string => {
  const [year, month, day] = date.split("-").map(Number);
  return `${day} ${months[(month ?? 1) - 1]} ${year}`;
};

/** The change from `before` in parts of it; null from zero, where no share can be told. */
const share = (value: Amount, before: Amount): number | null =>
  before === 0 ? null : (value - before) / Math.abs(before);

const sayShare = (part: number): string => {
  const percent = Math.abs(part) * 100;
  if (percent >= 1_000) return `${Math.round(percent).toLocaleString("en")}%`;
  return percent < 0.05 ? "less than 0.1%" : `${percent.toFixed(1).replace(/\.0$/, "")}%`;
};

/** `up $3,200 (7.1%) from $45,000`, or where it stays. */
export const sayMove = (value: Amount, before: Amount, unit: Unit): string => {
  if (value === before) return "where it was";
  const part = share(value, before);
  const by = sayAmount(Math.abs(value - before), unit);
  return `${value > before ? "up" : "down"} ${by}${part === null ? "" : ` (${sayShare(part)})`} from ${sayAmount(before, unit)}`;
};

/** What was said of one KPI. Answers are in the order they were entered, so the last one stands. */
export interface Said {
  kpi: string;
  name: string;
  unit: Unit;
  before: Amount;
  answers: RoundAnswer[];
  lowest: RoundAnswer;
  highest: RoundAnswer;
  last: RoundAnswer;
  spread: Amount;
}

/** The answers by KPI, in the given order; KPIs that are gone come last. */
export const saidOf = (round: Pick<Round, "answers">, order: readonly string[]): Said[] => {
  const groups = new Map<string, RoundAnswer[]>();
  for (const answer of readAnswers(round)) groups.set(answer.kpi, [...(groups.get(answer.kpi) ?? []), answer]);
  const place = (kpi: string): number => (order.includes(kpi) ? order.indexOf(kpi) : order.length);
  return [...groups.entries()]
    .toSorted(([a], [b]) => place(a) - place(b))
    .flatMap(([kpi, answers]) => {
      const [first] = answers;
      const last = answers.at(-1);
      if (!first || !last) return [];
      const lowest = answers.reduce((least, answer) => (answer.value < least.value ? answer : least));
      const highest = answers.reduce((most, answer) => (answer.value > most.value ? answer : most));
      return [
        {
          kpi,
          name: first.name,
          unit: first.unit,
          before: first.before,
          answers,
          lowest,
          highest,
          last,
          spread: highest.value - lowest.value,
        },
      ];
    });
};

type NameOf = (member: number) => string;

const sentence = (text: string): string => (/[.!?…]["”']?$/.test(text) ? text : `${text}.`);

/** One person, one voice, or a range with everybody in it. */
const saySaid = ({ name, unit, before, answers, lowest, highest, last, spread }: Said, nameOf: NameOf): string => {
  const amount = (answer: RoundAnswer): string => sayAmount(answer.value, unit);
  const who = answers.map((answer) => nameOf(answer.member));
  if (answers.length === 1)
    return `${name}: ${who[0]} ${last.value === before ? `keeps it at ${amount(last)}` : `says ${amount(last)}, ${sayMove(last.value, before, unit)}`}.`;
  if (spread === 0) {
    const all = answers.length === 2 ? `${who[0]} and ${who[1]} agree` : `${sayList(who)} all agree`;
    return `${name}: ${all} on ${amount(last)}, ${sayMove(last.value, before, unit)}.`;
  }
  const between = answers
    .filter((answer) => answer !== lowest && answer !== highest)
    .map((answer) => `${nameOf(answer.member)} says ${amount(answer)}`);
  const range = `answers run from ${amount(lowest)} (${nameOf(lowest.member)}) to ${amount(highest)} (${nameOf(highest.member)}), ${sayAmount(spread, unit)} apart`;
  const others = between.length > 0 ? `; ${sayList(between)}` : "";
  const stands = `${nameOf(last.member)} entered last, so it stands at ${amount(last)}, ${sayMove(last.value, before, unit)}`;
  return `${name}: ${range}${others}. ${upper(stands)}.`;
};

const sayComments = (said: Said, nameOf: NameOf): string =>
  said.answers
    .filter((answer) => answer.comment !== "")
    .map((answer) => ` ${nameOf(answer.member)}: “${sentence(answer.comment.replaceAll(/\s+/g, " "))}”`)
    .join("");

const sayTakingPart = (said: readonly Said[], { kpis, people }: MinutesFacts, nameOf: NameOf): string => {
  const spoke = new Set(said.flatMap(({ answers }) => answers.map((answer) => answer.member)));
  const silent = people.filter((person) => person.present && !spoke.has(person.member)).map((person) => person.name);
  const heard = new Set(said.map((one) => one.kpi));
  const open = kpis.filter((kpi) => !heard.has(kpi.id)).map((kpi) => kpi.name);
  if (spoke.size === 0) return "Nobody entered a value.";
  const parts = [
    `${upper(count(spoke.size, "person", "people"))} entered values for ${count(said.length, "KPI", "KPIs")}.`,
  ];
  if (silent.length > 0)
    parts.push(
      silent.length > 6
        ? `${upper(count(silent.length, "person", "people"))} entered none.`
        : `${sayList(silent)} entered none.`,
    );
  if (open.length > 0)
    parts.push(
      open.length > 6
        ? `${upper(count(open.length, "KPI", "KPIs"))} got no answer.`
        : `No answer for ${sayList(open)}.`,
    );
  return spoke.size === 1
    ? parts.join(" ").replace("One person entered", `Only ${nameOf([...spoke][0] ?? 0)} entered`)
    : parts.join(" ");
};

/** The three largest moves in parts of what was before, when more than one KPI moved. */
const sayBiggest = (said: readonly Said[]): string => {
  const moves = said
    .map(({ name, last, before }) => ({ name, part: share(last.value, before) }))
    .filter((move): move is { name: string; part: number } => move.part !== null && move.part !== 0)
    .toSorted((a, b) => Math.abs(b.part) - Math.abs(a.part));
  if (moves.length < 2) return "";
  return `The biggest moves: ${sayList(moves.slice(0, 3).map(({ name, part }) => `${name} ${part > 0 ? "up" : "down"} ${sayShare(part)}`))}.`;
};

/** Where people are furthest apart, in parts of what was before. */
const sayApart = (said: readonly Said[]): string => {
  const apart = said.filter(({ spread }) => spread > 0);
  const agreed = said.filter(({ answers, spread }) => answers.length > 1 && spread === 0);
  if (apart.length + agreed.length < 2) return "";
  if (apart.length === 0) return "Everybody agrees on everything that more than one person answered.";
  const widest = apart
    .toSorted((a, b) => b.spread / (Math.abs(b.before) || 1) - a.spread / (Math.abs(a.before) || 1))
    .slice(0, 3);
  return `People are furthest apart on ${sayList(widest.map(({ name }) => name))}.`;
};

const sayDiscussion = (comments: readonly RoundComment[], nameOf: NameOf): string =>
  comments.length === 0
    ? ""
    : ["Discussion", ...comments.map(({ member, text }) => `${nameOf(member)}: ${text}`)].join("\n");

/**
 * The minutes, at most `longestMinutes` long: a round with more to say first loses what people wrote beside their
 * answers, then the single answers, and says so. The same facts give the same words.
 */
export const roundMinutes = (facts: MinutesFacts): string => {
  const { round, kpis, people, timeZone } = facts;
  const names = new Map(people.map((person) => [person.member, person.name]));
  const nameOf: NameOf = (member) => names.get(member) ?? "Somebody";
  const said = saidOf(
    round,
    kpis.map((kpi) => kpi.id),
  );
  const title = `Check-in of ${sayDate(dateAt(round.started_at, timeZone))}, led by ${nameOf(round.started_by)}`;
  const opening = [sayTakingPart(said, facts, nameOf), sayBiggest(said), sayApart(said)]
    .filter((part) => part !== "")
    .join(" ");
  const discussion = sayDiscussion(readComments(round), nameOf);
  const write = (...parts: string[]): string => parts.filter((part) => part !== "").join("\n\n");
  const versions = [
    () =>
      write(title, opening, said.map((one) => saySaid(one, nameOf) + sayComments(one, nameOf)).join("\n"), discussion),
    () => write(title, opening, said.map((one) => saySaid(one, nameOf)).join("\n"), discussion),
    () =>
      write(
        title,
        opening,
        said.map((one) => saySaid(one, nameOf)).join("\n"),
        "The comments are too long for these minutes; they stay with the round.",
      ),
    () => write(title, opening, "The answers are too many for these minutes; they stay with the round."),
  ];
  for (const version of versions) {
    const text = version();
    if (lengthOf(text) <= longestMinutes) return text;
  }
  return title;
};
