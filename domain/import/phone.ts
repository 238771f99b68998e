/** Telephone numbers in at most twenty characters, without losing a digit where that can be helped. [IM7] */
import { lengthOf } from "../text.ts";

const most = 20;
const extension = /[\s,;.-]*(?:\bextension|\bext|\bx|(?<=\d)x|#)[\s.:]*(\d+)\s*$/i;

export interface ShortPhone {
  phone: string | null;
  /** True when digits are missing from `phone`: then the number belongs into the notes as well. */
  lost: boolean;
}

const digitsOf = (text: string): string => text.replaceAll(/\D/g, "");

/** Ways to write the same number, each shorter than the one before. */
const forms = (main: string, ending: string): string[] => {
  const tight = main.replaceAll(/\s+/g, "");
  const bare = `${main.trim().startsWith("+") ? "+" : ""}${digitsOf(main)}`;
  return [
    ending && `${main.trim()} ${ending}`,
    `${main.trim()}${ending}`,
    `${tight}${ending}`,
    `${bare}${ending}`,
  ].filter(Boolean);
};

/** [IM7] As given when it fits; else its first shorter form; else the number without its extension; else nothing. */
export const shortenPhone = (given: string): ShortPhone => {
  if (lengthOf(given) <= most) return { phone: given, lost: false };
  const found = extension.exec(given);
  const main = found ? given.slice(0, found.index) : given;
  const ending = found ? `x${found[1]}` : "";
  const isNumber = /^[\d\s()+./-]+$/.test(main);
  const short = isNumber ? forms(main, ending).find((form) => form.length <= most) : undefined;
  if (short !== undefined) return { phone: short, lost: false };
  const alone = isNumber && ending !== "" ? forms(main, "").find((form) => form.length <= most) : firstNumber(given);
  return { phone: alone ?? null, lost: true };
};

/** The first number of a cell that holds several. */
const firstNumber = (given: string): string | undefined =>
  given
    .split(/[,;|]|\s\/\s|\sor\s|\n/i)
    .map((part) => part.trim())
    .find((part) => digitsOf(part).length >= 5 && lengthOf(part) <= most);
