/** What is being typed and not saved: it outlives reloads, lost connections and what others do. [BD7] [BD10] */
import { createSignal } from "solid-js";

/** Names begin with `rondo:`: signing out removes them all. */
const keyOf = (circle: string, ...about: string[]): string => ["rondo:draft", circle, ...about].join(":");

const [changes, setChanges] = createSignal(0);

const read = (key: string): string => {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
};

const write = (key: string, text: string): void => {
  try {
    if (text === "") localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  } catch {
    // Storage is off or full: the text stays in its box.
  }
};

/** The note that is being written about something: a contact, or a value of a KPI. */
export const readDraft = (circle: string, about: string): string => {
  changes();
  return read(keyOf(circle, about));
};

export const writeDraft = (circle: string, about: string, text: string): void => {
  write(keyOf(circle, about), text);
  setChanges((count) => count + 1);
};

/** Keeps a text that found no place, below what is already being written. */
export const keepDraft = (circle: string, about: string, text: string): void => {
  const before = readDraft(circle, about);
  writeDraft(circle, about, before === "" ? text : `${before}\n\n${text}`);
};

/** What is being typed into a field, and the value that it began from. */
export interface FieldDraft {
  text: string;
  from: string;
}

/** Null when there is none, or none that can be read. */
export const readFieldDraft = (circle: string, contact: string, field: string): FieldDraft | null => {
  try {
    const { text, from } = JSON.parse(read(keyOf(circle, contact, field))) as Partial<FieldDraft>;
    return typeof text === "string" && typeof from === "string" ? { text, from } : null;
  } catch {
    return null;
  }
};

export const writeFieldDraft = (circle: string, contact: string, field: string, draft: FieldDraft | null): void =>
  write(keyOf(circle, contact, field), draft === null ? "" : JSON.stringify(draft));
