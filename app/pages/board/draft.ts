/** A note that is being written: it outlives reloads, lost connections and what others do. [BD10] */
import { createSignal } from "solid-js";

/** Names begin with `rondo:`: signing out removes them all. */
const keyOf = (circle: string, contact: string): string => `rondo:draft:${circle}:${contact}`;

const [changes, setChanges] = createSignal(0);

export const readDraft = (circle: string, contact: string): string => {
  changes();
  try {
    return localStorage.getItem(keyOf(circle, contact)) ?? "";
  } catch {
    return "";
  }
};

export const writeDraft = (circle: string, contact: string, text: string): void => {
  try {
    if (text === "") localStorage.removeItem(keyOf(circle, contact));
    else localStorage.setItem(keyOf(circle, contact), text);
  } catch {
    // Storage is off or full: the text stays in its box.
  }
  setChanges((count) => count + 1);
};

/** Keeps a text that found no place, below what is already being written. */
export const keepDraft = (circle: string, contact: string, text: string): void => {
  const before = readDraft(circle, contact);
  writeDraft(circle, contact, before === "" ? text : `${before}\n\n${text}`);
};
