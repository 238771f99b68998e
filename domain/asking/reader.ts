/** Reads a question piece by piece. [AQ1] */
import { datesIn } from "../grounding/calendar.ts";

/** A piece of the question and what it was taken for. */
export interface Understood {
  words: string;
  means: string;
}

const monthWords =
  /\b(?:january|february|march|april|may|june|july|august|september|october|november|december|q[1-4])\b/gi;

const exception = String.raw`\b(?:not|isn't|aren't|except(?: for)?|excluding|other than|apart from|outside(?: of)?|all but|everyone but|non)[ -](?:in |from |the |our |any |an? )*`;

/** Reads piece by piece; what was read is taken out, so that no word counts twice. */
export class Reader {
  rest: string;
  readonly understood: Understood[] = [];

  constructor(question: string) {
    this.rest = ` ${question.normalize("NFC").replaceAll(/[‘’]/g, "'").replaceAll(/\s+/g, " ")} `;
  }

  take(pattern: RegExp, means: (match: RegExpExecArray) => string | null): RegExpExecArray | null {
    const match = pattern.exec(this.rest);
    const said = match && means(match);
    if (!match || said === null) return null;
    this.understood.push({ words: match[0].trim(), means: said });
    this.rest = `${this.rest.slice(0, match.index)} ${this.rest.slice(match.index + match[0].length)}`;
    return match;
  }

  /** A date right behind the pattern, read with the preposition that the pattern ends with. */
  takeDate(pattern: RegExp, today: string, means: (from: string, until: string) => string): void {
    const match = pattern.exec(this.rest);
    if (!match) return;
    const start = match.index + match[0].length;
    const after = this.rest.slice(start, start + 40);
    const preposition = /[a-z]+$/i.exec(match[0])?.[0].toLowerCase() ?? "";
    // Months have their capital, so that datesIn knows them.
    const text = `${preposition}${after.replaceAll(monthWords, (word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())}`;
    const [found] = datesIn(text, today);
    const [span] = found?.spans ?? [];
    if (!found || !span || found.at > preposition.length + 5) return;
    // "In March" of a renewal is the next one.
    const next = found.yearless === true && span.until < today;
    const [from, until] = [span.from, span.until].map((date) =>
      next ? `${Number(date.slice(0, 4)) + 1}${date.slice(4)}` : date,
    ) as [string, string];
    const end = start + found.at + found.length - preposition.length;
    this.understood.push({ words: this.rest.slice(match.index, end).trim(), means: means(from, until) });
    this.rest = `${this.rest.slice(0, match.index)} ${this.rest.slice(end)}`;
  }

  /** Every value whose words stand in the question. */
  all<Value>(said: readonly (readonly [RegExp, Value])[], means: (value: Value) => string): Value[] {
    return said.flatMap(([pattern, value]) => (this.take(pattern, () => means(value)) ? [value] : []));
  }

  /** [AQ1] The values named, or all but those that were excepted: "not at risk", "except Enterprise". */
  choices<Value>(
    said: readonly (readonly [RegExp, readonly Value[]])[],
    every: readonly Value[],
    means: (values: string) => string,
  ): Value[] {
    const say = (values: readonly Value[]): string => means(values.join(" or "));
    const any = `(?:${said.map(([pattern]) => pattern.source).join("|")})`;
    const excepted: Value[] = [];
    if (said.length > 0)
      this.take(
        new RegExp(`${exception}${any}(?:(?:,| and| or| nor)+ (?:the )?${any})*`, said[0]?.[0].flags),
        ([whole]) => {
          excepted.push(...said.filter(([pattern]) => pattern.test(whole)).flatMap(([, values]) => values));
          return `all but ${say(excepted)}`;
        },
      );
    const named = this.all(said, say).flat();
    const wanted = named.length > 0 || excepted.length === 0 ? named : every;
    return [...new Set([...every, ...wanted])].filter((value) => wanted.includes(value) && !excepted.includes(value));
  }

  first<Value>(said: readonly (readonly [RegExp, Value])[], means: (value: Value) => string): Value | null {
    const found = said.find(([pattern]) => pattern.test(this.rest));
    return found && this.take(found[0], () => means(found[1])) ? found[1] : null;
  }
}
