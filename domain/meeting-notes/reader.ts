/** Reads a meeting's notes by rules: sentences that say most, promises by how people promise, next steps by how they agree on them. [MN2] */
import { fold } from "../text.ts";
import { dueIn } from "./due.ts";
import type { NoteLine, Notes } from "./lines.ts";
import { type CheckedReading, checkReading, type NotedSentence, type NotedTask } from "./reading.ts";

/** Grows when the same notes may be read otherwise. */
export const notesRulesVersion = "notes-1";

const verbs =
  "(?:add|arrange|ask|book|bring|build|call|check|come back|complete|configure|confirm|contact|create|deliver|document|draft|e-?mail|enable|ensure|escalate|extend|finali[sz]e|find out|finish|fix|follow up|forward|get back|give|handle|help|hire|host|introduce|investigate|invite|join|look at|look into|make|meet|migrate|offer|order|organi[sz]e|pay|plan|prepare|present|provide|put together|raise|refund|release|remove|reply|report|resolve|respond|review|roll out|run|schedule|send|set up|share|ship|show|sign|solve|speak|start|submit|take care|talk to|test|train|translate|try|update|upgrade|walk|work on|write)";
const lead = String.raw`(?:^|[,;:] |\b(?:and|so|then|but|that|okay|yes) )`;
const person = String.raw`\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)?`;
const gladly = "(?:also |definitely |certainly |then |first |gladly |personally )?";
const ours = new RegExp(
  `${lead}(?:I|we)(?:'ll| will| shall|'m going to| am going to|'re going to| are going to| promise to| promised to| commit to| can| agreed to) ${gladly}(${verbs}\\b.*)$`,
  "iu",
);
const theirs = new RegExp(
  `(?:^|[,;:] |\\band )(${person})(?:'ll| will| promised to| promises to| has promised to| agreed to| agrees to| committed to| commits to| is going to) ${gladly}(${verbs}\\b.*)$`,
  "u",
);
const assigned = new RegExp(`^(${person})(?: to| should| needs to| has to| must| -| –| —|:) (${verbs}\\b.*)$`, "iu");
const bare = new RegExp(`^(?:please )?(${verbs}\\b.*)$`, "iu");
const agreed = new RegExp(
  `(?:\\b(?:next steps? (?:is|are|would be) (?:to )?|action items?:? |let's |we (?:need|have|ought) to |we should |(?:can|could|would) you (?:please )?|please )${gladly})(${verbs}\\b.*)$`,
  "iu",
);
/** Said without binding anybody. */
const hedged = /\b(?:if|maybe|perhaps|probably|might|would|i think|i guess|i don't know|wouldn't|used to|couldn't)\b/i;
const pronouns = new Set([
  "i",
  "we",
  "you",
  "he",
  "she",
  "they",
  "it",
  "this",
  "that",
  "there",
  "who",
  "everybody",
  "everyone",
  "nobody",
  "somebody",
]);
const words = (text: string): number => text.split(" ").length;
const bareEnd = (text: string): string => text.replace(/[\s.,;:!]+$/u, "");

const task = (line: NoteLine, text: string, who: string | null, date: string): NotedTask | null => {
  const what = bareEnd(text);
  return words(what) < 2 || words(what) > 45 ? null : { text: what, who, due: dueIn(line.text, date), lines: [line.n] };
};

const promiseIn = (line: NoteLine, date: string): NotedTask | null => {
  if (line.text.includes("?")) return null;
  if (line.section === "promises") {
    const found = theirs.exec(line.text) ?? assigned.exec(line.text);
    if (found) return task(line, found[2] ?? "", found[1] ?? null, date);
    return task(line, ours.exec(line.text)?.[1] ?? line.text, line.speaker, date);
  }
  if (hedged.test(line.text)) return null;
  const own = ours.exec(line.text);
  // "We can" offers, and only notes that name nobody else promise with it.
  if (own && !/\b(?:I|we) can\b/i.test(own[0])) return task(line, own[1] ?? "", line.speaker, date);
  const other = theirs.exec(line.text);
  return other && !pronouns.has(fold(other[1] ?? "")) ? task(line, other[2] ?? "", other[1] ?? null, date) : null;
};

const stepIn = (line: NoteLine, date: string): NotedTask | null => {
  if (line.section === "steps") {
    const found = assigned.exec(line.text);
    if (found && !pronouns.has(fold(found[1] ?? ""))) return task(line, found[2] ?? "", found[1] ?? null, date);
    return task(line, bare.exec(line.text)?.[1] ?? line.text, line.speaker, date);
  }
  const found = agreed.exec(line.text);
  return found && !hedged.test(line.text.slice(0, found.index))
    ? task(line, bareEnd(found[1] ?? "").replace(/\?$/, ""), null, date)
    : null;
};

const idle = new Set(
  "about after again also because been before being came come could does doing done from going gonna have here into just kind know like little make maybe mean more much need only other over really right same should some something sort still such take than that their them then there these they thing things think this those very want well were what when where which while will with would yeah your".split(
    " ",
  ),
);
const contentOf = (text: string): string[] =>
  (text.match(/\p{L}{4,}/gu) ?? [])
    .map((word) => fold(word).slice(0, 6))
    .filter((word) => !idle.has(word) && !idle.has(`${word}s`));
const telling =
  /\b(?:decided|agreed|main|goal|problem|issue|important|concern\w*|want\w*|need\w*|plan\w*|renew\w*|budget|deadline|launch\w*|cancel\w*|because|result\w*|customer\w*|discuss\w*|conclu\w*|purpose)\b/i;

/** Sentences whose words come up most in the meeting, no two about the same; in the order in which they were said. */
const summaryOf = ({ lines }: Notes): NotedSentence[] => {
  const written = lines.filter(({ section }) => section === "summary");
  const most = lines.length > 200 ? 6 : lines.length > 12 ? 4 : 3;
  if (written.length > 0) return written.slice(0, most).map(({ n, text }) => ({ text, lines: [n] }));
  const content = new Map(lines.map((line) => [line.n, contentOf(line.text)]));
  const often = new Map<string, number>();
  for (const all of content.values()) for (const word of new Set(all)) often.set(word, (often.get(word) ?? 0) + 1);
  const fits = (line: NoteLine): boolean =>
    !line.text.includes("?") && words(line.text) >= (lines.length > 60 ? 10 : 4) && words(line.text) <= 45;
  const score = (line: NoteLine): number => {
    const all = [...new Set(content.get(line.n))];
    const weight = all.reduce((sum, word) => sum + Math.log(often.get(word) ?? 1), 0) / Math.sqrt(all.length + 3);
    return weight * (telling.test(line.text) ? 1.3 : 1) * (/^(?:I|you|he|she|it)\b/.test(line.text) ? 0.8 : 1);
  };
  const ranked = lines
    .filter(fits)
    .map((line) => ({ line, score: score(line) }))
    .toSorted((one, other) => other.score - one.score);
  const chosen: NoteLine[] = [];
  for (const { line } of ranked) {
    if (chosen.length >= most) break;
    const own = new Set(content.get(line.n));
    const near = (other: NoteLine): boolean => {
      const said = content.get(other.n) ?? [];
      return said.filter((word) => own.has(word)).length > 0.5 * Math.min(own.size, said.length);
    };
    if (!chosen.some(near)) chosen.push(line);
  }
  return chosen.toSorted((one, other) => one.n - other.n).map(({ n, text }) => ({ text, lines: [n] }));
};

/** [MN2] The same notes of the same day are read the same way. */
export const readNotesByRules = (notes: Notes, date: string): CheckedReading => {
  const promises = notes.lines.flatMap((line) => promiseIn(line, date) ?? []);
  const promised = new Set(promises.flatMap(({ lines }) => lines));
  const next_steps = notes.lines.filter(({ n }) => !promised.has(n)).flatMap((line) => stepIn(line, date) ?? []);
  return checkReading({ summary: summaryOf(notes), promises, next_steps }, notes, date);
};
