/** What is read out of a meeting's notes, whoever reads, and the check that it stands in them. [MN2] [MN3] */
import { weekdays } from "../grounding/calendar.ts";
import { quantitiesIn } from "../grounding/quantities.ts";
import { cleanText, readsLikeOrders } from "../grounding/untrusted.ts";
import { months } from "../month-names.ts";
import { fold } from "../text.ts";
import { dueIn } from "./due.ts";
import type { NoteLine, Notes } from "./lines.ts";

export interface NotedSentence {
  text: string;
  /** Numbers of the lines that it rests on. */
  lines: number[];
}

/** Who does what by when; null for what the notes do not say. */
export interface NotedTask extends NotedSentence {
  who: string | null;
  due: string | null;
}

export interface NotesReading {
  summary: NotedSentence[];
  promises: NotedTask[];
  next_steps: NotedTask[];
}

/** Why an item was taken out. */
export const noteRemovals = ["citation", "unsafe", "words", "number", "name", "date", "repeated", "too_many"] as const;
export type NoteRemoval = (typeof noteRemovals)[number];

export interface CheckedReading extends NotesReading {
  removed: { count: number; reasons: Partial<Record<NoteRemoval, number>> };
}

const most = { summary: 6, promises: 12, next_steps: 12 } as const;
/** So much of what a sentence says has to stand in the lines it cites. */
const leastShared = 0.6;

const stem = (word: string): string => fold(word).slice(0, 5);
const wordsOf = (text: string): string[] => text.match(/\p{L}[\p{L}'-]*/gu) ?? [];
const negated = (text: string): boolean => /\b(?:not|no|never|none|cannot|without)\b|n't\b/i.test(text);
const moved =
  /\b(?:rose|risen|fell|fallen|grew|grown|dropp\w+|increas\w+|decreas\w+|improv\w+|worsen\w+|declin\w+|doubl\w+|halv\w+)\b/gi;
const calendar = new Set([...months, ...weekdays].map(stem));

const whyNot = ({ text, lines }: NotedSentence, notes: Notes): NoteRemoval | null => {
  const cited = lines.map((n) => notes.lines[n - 1]);
  if (cited.length === 0 || cited.some((line) => line === undefined)) return "citation";
  if (text.trim() === "" || cleanText(text, 400) !== text.trim() || readsLikeOrders(text)) return "unsafe";
  const source = (cited as NoteLine[]).map((line) => `${line.speaker ?? ""} ${line.text}`).join(" ");
  const has = new Set(wordsOf(source).map(stem));
  const values = new Set(quantitiesIn(source).map(({ value }) => value));
  if (quantitiesIn(text).some(({ value }) => !values.has(value))) return "number";
  const words = wordsOf(text);
  const names = words.slice(1).filter((word) => /^\p{Lu}/u.test(word) && word !== "I" && !word.startsWith("I'"));
  if (names.some((name) => !has.has(stem(name))))
    return names.every((name) => calendar.has(stem(name))) ? "date" : "name";
  const content = words.filter((word) => word.length > 3).map(stem);
  const shared = content.filter((word) => has.has(word)).length;
  if (content.length > 0 && shared / content.length < leastShared) return "words";
  if ((text.match(moved) ?? []).some((word) => !has.has(stem(word)))) return "words";
  const turned = (cited as NoteLine[]).map((line) => negated(line.text));
  if (negated(text) ? !turned.includes(true) : turned.every(Boolean)) return "words";
  return null;
};

const whyNotTask = (task: NotedTask, notes: Notes, date: string): NoteRemoval | null => {
  const wrong = whyNot(task, notes);
  if (wrong) return wrong;
  const cited = task.lines.flatMap((n) => notes.lines[n - 1] ?? []);
  const source = fold(cited.map(({ speaker, text }) => `${speaker ?? ""} ${text}`).join(" "));
  if (
    task.who !== null &&
    (readsLikeOrders(task.who) || cleanText(task.who, 80) !== task.who || !source.includes(fold(task.who)))
  )
    return "name";
  return task.due === null || cited.some(({ text }) => dueIn(text, date) === task.due) ? null : "date";
};

/** [MN3] Keeps what follows from the lines it cites; counts the rest by reason. */
export const checkReading = (given: NotesReading, notes: Notes, date: string): CheckedReading => {
  const reasons: CheckedReading["removed"]["reasons"] = {};
  const keep = <Item extends NotedSentence>(
    items: readonly Item[],
    limit: number,
    why: (item: Item) => NoteRemoval | null,
  ): Item[] => {
    const said = new Set<string>();
    return items.filter((item) => {
      const reason = why(item) ?? (said.has(fold(item.text)) ? "repeated" : said.size >= limit ? "too_many" : null);
      if (reason) reasons[reason] = (reasons[reason] ?? 0) + 1;
      else said.add(fold(item.text));
      return reason === null;
    });
  };
  const reading = {
    summary: keep(given.summary, most.summary, (item) => whyNot(item, notes)),
    promises: keep(given.promises, most.promises, (task) => whyNotTask(task, notes, date)),
    next_steps: keep(given.next_steps, most.next_steps, (task) => whyNotTask(task, notes, date)),
  };
  return { ...reading, removed: { count: Object.values(reasons).reduce((sum, number) => sum + number, 0), reasons } };
};
