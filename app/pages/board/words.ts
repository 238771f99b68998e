/** The sentences of the board: what happened, who did it, what a value is called. */
import { type Stage, type Status, stageLabels, statusLabels } from "../../../domain/funnel.ts";
import type { ProblemBody } from "../../../domain/problem.ts";
import type { News } from "../../live/news.ts";

export const counted = (count: number, one: string, many: string): string =>
  `${count.toLocaleString()} ${count === 1 ? one : many}`;
export const contactsCounted = (count: number): string => counted(count, "contact", "contacts");

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });
export const clockTime = (at: number): string => clock.format(at);

const fieldNames: Record<string, string> = {
  name: "the name",
  email: "the e-mail address",
  phone: "the phone number",
  company: "the company",
  status: "the status",
  funnel_stage: "the stage",
  note: "the note",
};
export const fieldName = (field: string): string => fieldNames[field] ?? "this";

const shorten = (text: string): string => ([...text].length > 40 ? `${[...text].slice(0, 39).join("")}…` : text);

/** A value as a sentence can hold it. */
export const quoted = (field: string, value: unknown): string => {
  if (value === null || value === undefined || value === "") return "nothing";
  const text = String(value);
  if (field === "funnel_stage") return stageLabels[text as Stage] ?? text;
  if (field === "status") return statusLabels[text as Status] ?? text;
  return `“${shorten(text)}”`;
};

/** [BD15] What was refused and why, and where that leaves things. */
export const refusal = (name: string, problem: ProblemBody): string => {
  const why = Object.values(problem.errors ?? {}).flat()[0] ?? problem.detail ?? `${problem.title}.`;
  return `${whats[name] ?? "A change was not taken."} ${why}`;
};

const whats: Record<string, string> = {
  "contact.create": "The new contact was not added.",
  "contact.update": "Your change was not taken; the old value is back.",
  "contact.move": "The move was not taken; the card is back in its place.",
  "contact.delete": "The contact was not deleted.",
  "note.add": "Your note was not added; it is kept as a draft.",
  "note.edit": "The note was not changed.",
  "note.delete": "The note was not deleted.",
  undo: "This could not be undone.",
};

/** One sentence for what others did to cards, however much it is; empty for nothing worth saying. [BD17] */
export const summary = (news: readonly News[], nameOf: (member: number) => string): string => {
  const told = news.filter((one) => one.kind !== "reordered");
  const first = told[0];
  if (!first) return "";
  const who = told.every((one) => one.member === first.member) ? nameOf(first.member) : "Others";
  if (told.length === 1) {
    if (first.kind === "removed") return `${who} deleted ${first.name}`;
    const verb = first.kind === "added" ? "added" : "moved";
    return `${who} ${verb} ${first.name} to ${first.stage ? stageLabels[first.stage] : ""}`;
  }
  const kinds = new Set(told.map((one) => one.kind));
  const verb =
    kinds.size > 1
      ? "changed"
      : { added: "added", moved: "moved", removed: "deleted", reordered: "changed" }[first.kind];
  const stage =
    told.every((one) => one.stage === first.stage) && first.stage && kinds.size === 1
      ? ` to ${stageLabels[first.stage]}`
      : "";
  return `${who} ${verb} ${contactsCounted(told.length)}${stage}`;
};

const minute = 60_000;
/** A length of time in one number and one letter or two: `40 min`, `5 h`, `12 d`. */
export const span = (milliseconds: number): string => {
  if (milliseconds < 60 * minute) return `${Math.max(1, Math.round(milliseconds / minute))} min`;
  if (milliseconds < 48 * 60 * minute) return `${Math.round(milliseconds / (60 * minute))} h`;
  return `${Math.round(milliseconds / (24 * 60 * minute))} d`;
};
