/** Notes and transcripts of meetings as numbered lines: one sentence each, with who said it and under which heading. [MN1] */
import { cleanText, readsLikeOrders } from "../grounding/untrusted.ts";

export type Section = "summary" | "promises" | "steps" | "people" | "other";

export interface NoteLine {
  /** From 1; what an item of a reading cites. */
  n: number;
  /** As the notes name them; null where nobody is named. */
  speaker: string | null;
  section: Section;
  text: string;
}

export interface Notes {
  lines: NoteLine[];
  /** Who was there, in the order in which the notes name them. */
  participants: string[];
  /** Lines and sentences left out because they read like orders to a machine. [GR6] */
  withheld: number;
}

/** Longer sentences are cut. */
const mostLetters = 400;
export const mostLines = 5_000;

const headings: readonly (readonly [RegExp, Section])[] = [
  [/^(?:summary|overview|recap|in short|tl;?dr)$/i, "summary"],
  [/^(?:promises?|commitments?|what we promised)$/i, "promises"],
  [/^(?:next steps?|action items?|actions?|to-?dos?|follow[- ]?ups?)$/i, "steps"],
  [/^(?:attendees|participants|present|people|who was there)$/i, "people"],
  [
    /^(?:notes|discussion|discussed|decisions?|agenda|topics?|minutes|risks?|questions?|background|feedback)$/i,
    "other",
  ],
];
const sectionOf = (title: string): Section | null =>
  headings.find(([pattern]) => pattern.test(title.trim()))?.[1] ?? null;

/** What transcribers write for sounds, and what people say while they think. */
const spoken = (text: string): string =>
  text
    .replaceAll(/\s*\{[a-z ]*\}/g, "")
    .replaceAll(/(?<![\p{L}\p{N}])(?:u[hm]+|e[rh]m?|m+-?h?m+|hm+)(?![\p{L}\p{N}])\s*,?/giu, " ")
    // Transcripts put spaces around their full stops, and begin sentences small.
    .replaceAll(/ ([.?!]) (?=\p{Ll})/gu, "$1\n")
    .replaceAll(/[^\S\n]+([.,;:?!])/g, "$1")
    .replaceAll(/(\p{L}) ('(?:s|ll|re|ve|d|m|t)\b)/giu, "$1$2")
    .replaceAll(/\b(\p{L}+) (?:\1 )*(?=\1(?!\p{L}))/giu, "")
    .replaceAll(/^[\s.,;:]+/g, "")
    .replaceAll(/[^\S\n]+/g, " ")
    .trim();

const sentencesIn = (text: string): string[] =>
  text.split(/\n|(?<=[.!?…]["')\]]?)\s+(?=[\p{Lu}\p{N}"'(])/u).filter((part) => /\p{L}/u.test(part));

const bullet = /^\s*(?:[-*•–]+|\d{1,2}[.)]|#{1,6}|\[[ x]?\])\s*(?:\[[ x]?\]\s*)?/iu;
const named = /^([\p{Lu}][\p{L}\p{N}'.-]*(?: [\p{L}\p{N}'.&()-]+){0,3}):\s+(?=\S)/u;

const isMarker = (line: string): boolean => line.trim().split(/\s+/).length <= 4;

/** Alone, as one half of an order that goes over two lines, or behind a short one that only opens it ("### System"). */
const isOrder = (all: readonly string[], at: number): boolean => {
  const [before, own, after] = [all[at - 1], all[at] ?? "", all[at + 1]];
  if (readsLikeOrders(own)) return true;
  return [
    before === undefined || (readsLikeOrders(before) && !isMarker(before)) ? "" : `${before}\n${own}`,
    after === undefined || readsLikeOrders(after) ? "" : `${own}\n${after}`,
  ].some((pair) => pair !== "" && readsLikeOrders(pair));
};

/** [MN1] The same notes give the same lines. */
export const notesFrom = (given: string): Notes => {
  const lines: NoteLine[] = [];
  const participants: string[] = [];
  let withheld = 0;
  let section: Section = "other";
  const join = (name: string): void => {
    const clean = cleanText(name.replaceAll(/\([^)]*\)/g, " "), 80);
    if (clean !== "" && !readsLikeOrders(clean) && !participants.includes(clean)) participants.push(clean);
  };
  const all = given.split(/\r\n|[\n\r\u2028]/).filter((raw) => raw.trim() !== "");
  for (const [at, raw] of all.entries()) {
    if (lines.length >= mostLines) break;
    if (isOrder(all, at)) {
      withheld += 1;
      continue;
    }
    let rest = raw.replaceAll("**", "").replace(bullet, "").trim();
    const title = /^([^:]{3,24}?):?\s*$/.exec(rest) ?? /^([^:]{3,24}):\s+(?=\S)/.exec(rest);
    const heading = title ? sectionOf(title[1] ?? "") : null;
    if (title && heading) {
      section = heading;
      rest = rest.slice(title[0].length);
    }
    if (section === "people") {
      for (const name of rest.split(/[,;]| and /)) if (/\p{Lu}/u.test(name)) join(name);
      if (rest !== "") section = heading ? "other" : section;
      continue;
    }
    const speech = named.exec(rest);
    const speaker = speech ? cleanText(speech[1] ?? "", 80) : null;
    if (speech) rest = rest.slice(speech[0].length);
    if (speaker !== null) join(speaker);
    for (const sentence of sentencesIn(spoken(rest))) {
      // Taking sounds out may join the halves of an order.
      if (readsLikeOrders(sentence)) {
        withheld += 1;
        continue;
      }
      const text = cleanText(sentence, mostLetters);
      if (/\p{L}/u.test(text) && lines.length < mostLines) lines.push({ n: lines.length + 1, speaker, section, text });
    }
  }
  return { lines, participants, withheld };
};
