/** Words as files write them, brought to one form for comparison. */
import { fold } from "../text.ts";

/** "First-Name", "firstName" and " FIRST NAME " are all "first name"; accents go, "e-mail" is "email". */
export const headerWords = (header: string): string =>
  fold(header.replaceAll(/(\p{Ll})(\p{Lu})/gu, "$1 $2"))
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .replaceAll(/\be mail\b/g, "email");

/** The value without case, spaces, punctuation and a leading number such as "3. ". */
export const valueKey = (value: string): string => {
  const key = fold(value).replaceAll(/[^\p{L}\p{N}]+/gu, "");
  return key.replace(/^\d+(?=\p{L})/u, "");
};

const nothings: ReadonlySet<string> = new Set([
  "-",
  "--",
  "—",
  "–",
  "n/a",
  "#n/a",
  "null",
  "nan",
  "none",
  "undefined",
  "(blank)",
  "(none)",
  "?",
]);

/** True for the ways that exports write "nothing". Not asked of names. */
export const saysNothing = (value: string): boolean => value === "" || nothings.has(fold(value));
