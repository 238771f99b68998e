/** Reading a stranger's JSON. Each value that is taken leaves a step, so that people can see where a change came from. */
import type { Change, PayloadProblem, Reading, Step } from "./webhook-change.ts";

export type Json = Record<string, unknown>;

/** JSON nested deeper than this is refused before it is parsed. */
export const deepest = 64;
/** Steps that are kept of one reading; a batch of a thousand events says the same thing a thousand times. */
const stepsMost = 60;
/** Names of users, features and keys are cut there. */
const nameMost = 255;

/** How deep the brackets of a JSON text go. Reads the text once and parses nothing. */
export const depthOf = (text: string): number => {
  let [depth, most, inText] = [0, 0, false];
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (inText) {
      if (char === 92) at += 1;
      else if (char === 34) inText = false;
    } else if (char === 34) inText = true;
    else if (char === 91 || char === 123) most = Math.max(most, (depth += 1));
    else if (char === 93 || char === 125) depth -= 1;
  }
  return most;
};

const part = /^(?:\.?([^.[\]"]+)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\])/;

/** The keys of a path such as `data.items[0]["a.b"]`, with or without `$.` before it; null when it is no path. */
export const keysOf = (path: string): string[] | null => {
  let rest = path.trim().replace(/^\$\.?/, "");
  const keys: string[] = [];
  while (rest !== "") {
    const match = part.exec(rest);
    if (!match) return null;
    keys.push(match[1]?.trim() ?? match[2] ?? (match[3] ?? "").replaceAll(/\\(.)/g, "$1"));
    rest = rest.slice(match[0].length);
  }
  return keys;
};

/** What stands at a path; undefined when nothing does. Only an object's own keys count. */
export const valueAt = (value: unknown, path: string): unknown => {
  let found = value;
  for (const key of keysOf(path) ?? []) {
    if (found === null || typeof found !== "object" || !Object.hasOwn(found, key)) return undefined;
    found = (found as Json)[key];
  }
  return found;
};

/** A value in one line, for people. */
export const shown = (value: unknown): string => {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
};

const earliest = Date.UTC(2000, 0, 1);
const latest = Date.UTC(2100, 0, 1);

/**
 * An instant in any of the forms vendors use, as Unix milliseconds: ISO 8601 (without a zone it is UTC), seconds,
 * milliseconds or microseconds. Null when it is none, or not of this century.
 */
export const readInstant = (value: unknown): number | null => {
  let instant = Number.NaN;
  const number = typeof value === "string" && /^\d{9,16}(\.\d+)?$/.test(value.trim()) ? Number(value) : value;
  if (typeof number === "number")
    instant = number < 1e11 ? number * 1000 : number < 1e14 ? number : Math.floor(number / 1000);
  else if (typeof value === "string") {
    const text = value.trim().replace(/^(\d{4}-\d{2}-\d{2}) (\d)/, "$1T$2");
    const zoned = /^\d{4}-\d{2}-\d{2}$|Z$|[+-]\d{2}:?\d{2}$/i.test(text) ? text : `${text}Z`;
    if (/^\d{4}-\d{2}-\d{2}/.test(text))
      instant = Date.parse(zoned.replace(/([+-]\d{2})(\d{2})$/, "$1:$2").replace(/(\.\d{3})\d+/, "$1"));
  }
  return instant >= earliest && instant < latest ? Math.floor(instant) : null;
};

/** `YYYY-MM-DD` of an instant, or of a day that is written like one. */
export const readDay = (value: unknown): string | null => {
  const instant = readInstant(value);
  return instant === null ? null : dayOf(instant);
};

/** The calendar day of an instant: accounts count in UTC. */
export const dayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

export interface Reader {
  /** The value at a path, without a step. */
  peek(path: string): unknown;
  /** A text, or a number as text; null when there is none or it is blank. */
  text(path: string, as: string): string | null;
  /** The first of several paths that has a text. */
  firstText(paths: readonly string[], as: string): string | null;
  number(path: string, as: string): number | null;
  flag(path: string, as: string): boolean | null;
  instant(path: string, as: string): number | null;
  firstInstant(paths: readonly string[], as: string): number | null;
  day(path: string, as: string): string | null;
  /** One reader for each element; empty when there is no list. */
  list(path: string): Reader[];
  within(path: string): Reader;
  /** Something is wrong: nothing of this payload will be applied. */
  wrong(path: string, message: string): void;
  /** A step that was not read from one place. */
  say(path: string, value: unknown, as: string): void;
  add(...changes: Change[]): void;
}

/** Reads a payload with a source's own words, and gives what came of it. */
export const readPayload = (payload: unknown, read: (reader: Reader) => string | null | void): Reading => {
  const changes: Change[] = [];
  const steps: Step[] = [];
  const problems: PayloadProblem[] = [];

  const readerAt = (root: unknown, prefix: string): Reader => {
    const full = (path: string): string =>
      prefix === "" || path.startsWith("[") ? prefix + path : `${prefix}${path === "" ? "" : "."}${path}`;
    const say = (path: string, value: unknown, as: string): void => {
      if (steps.length < stepsMost) steps.push({ path: full(path), value: shown(value), as });
    };
    const wrong = (path: string, message: string): void => {
      problems.push({ path: full(path) || "body", message });
    };
    const peek = (path: string): unknown => valueAt(root, path);
    const take = <Value>(path: string, as: string, convert: (value: unknown) => Value | null): Value | null => {
      const value = peek(path);
      if (value === undefined || value === null || value === "") return null;
      const converted = convert(value);
      if (converted !== null) say(path, value, as);
      return converted;
    };
    const reader: Reader = {
      peek,
      say,
      wrong,
      text: (path, as) =>
        take(path, as, (value) => {
          if (typeof value !== "string" && typeof value !== "number") return null;
          return String(value).trim().slice(0, nameMost) || null;
        }),
      firstText: (paths, as) => paths.reduce<string | null>((found, path) => found ?? reader.text(path, as), null),
      number: (path, as) =>
        take(path, as, (value) => {
          const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
          return typeof number === "number" && Number.isFinite(number) ? number : null;
        }),
      flag: (path, as) => take(path, as, (value) => (typeof value === "boolean" ? value : null)),
      instant: (path, as) => take(path, as, readInstant),
      firstInstant: (paths, as) =>
        paths.reduce<number | null>((found, path) => found ?? reader.instant(path, as), null),
      day: (path, as) => take(path, as, readDay),
      list(path) {
        const value = peek(path);
        return Array.isArray(value) ? value.map((one: unknown, at) => readerAt(one, full(`${path}[${at}]`))) : [];
      },
      within: (path) => readerAt(peek(path), full(path)),
      add: (...more) => void changes.push(...more),
    };
    return reader;
  };

  const note = read(readerAt(payload, "")) ?? null;
  return { changes, steps, problems, note };
};
