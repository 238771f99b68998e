/** Which shortcuts are at work now, and the one listener that runs them. */
import { createSignal, onCleanup } from "solid-js";
import { type KeyName, pressesOf } from "./keys.ts";
import { preferences } from "./preferences.ts";

export interface Shortcut {
  key: KeyName;
  run: (event: KeyboardEvent) => void;
  /** Asked at each press; while false the key is somebody else's. */
  when?: () => boolean;
}

const [active, setActive] = createSignal<readonly Shortcut[]>([]);

/** The names of all shortcuts at work, for the sheet. */
export const activeKeys = (): Set<KeyName> => new Set(active().map((shortcut) => shortcut.key));

/** Puts shortcuts to work until the returned function is called. The newest wins when two share a key. */
export const register = (...given: Shortcut[]): (() => void) => {
  setActive((before) => [...given.toReversed(), ...before]);
  return () => setActive((before) => before.filter((one) => !given.includes(one)));
};

/** `register` for as long as the owner lives. */
export const createShortcuts = (...given: Shortcut[]): void => void onCleanup(register(...given));

let modals = 0;

/** While a modal is open, page shortcuts rest. Returns the way back. */
export const holdShortcuts = (): (() => void) => {
  modals += 1;
  let held = true;
  return () => {
    if (held) modals -= 1;
    held = false;
  };
};

const apple = typeof navigator !== "undefined" && /Mac|iP(hone|ad)/.test(navigator.userAgent);

/** A press as `keys.ts` writes it. On layouts without Latin letters the position of the key counts. */
export const nameOf = (event: KeyboardEvent): string => {
  const latin = /^[\x20-\x7e]$/.test(event.key) || event.key.length > 1;
  const bare = latin ? event.key : event.code.replace(/^(Key|Digit)/, "");
  const name = bare === " " ? "space" : bare.toLowerCase();
  const symbol = name.length === 1 && !/[a-z]/.test(name);
  const mod = apple ? event.metaKey : event.ctrlKey;
  // Shift and AltGr make symbols on some layouts: `?`, `#`, `[`.
  const parts = [
    mod ? "mod" : "",
    event.altKey && !symbol ? "alt" : "",
    event.shiftKey && !symbol ? "shift" : "",
    name,
  ];
  return parts.filter((part) => part !== "").join("+");
};

const inField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=button])"));

const sequencePause = 1200;

/** [UI5] [UI6] [UI7] Runs shortcuts. Off in fields, under a modal, and for single characters when the person switched those off. */
export const makeKeyListener = (now: () => number) => {
  let first: { name: string; at: number } | null = null;

  return (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || modals > 0 || inField(event.target)) return;
    if (["Shift", "Control", "Alt", "Meta", "AltGraph"].includes(event.key)) return;
    const name = nameOf(event);
    const begun = first && now() - first.at < sequencePause ? first.name : null;
    first = null;
    if (name.length === 1 && !preferences().singleKeys) return;

    const able = active().filter((shortcut) => shortcut.when?.() ?? true);
    const pressed = (steps: string[]): boolean =>
      steps.length === 2 ? begun === steps[0] && name === steps[1] : begun === null && name === steps[0];
    const hit =
      able.find((shortcut) => pressesOf(shortcut.key).some((steps) => steps.length === 2 && pressed(steps))) ??
      able.find((shortcut) => pressesOf(shortcut.key).some(pressed));
    if (hit) {
      event.preventDefault();
      hit.run(event);
    } else if (
      able.some((shortcut) => pressesOf(shortcut.key).some((steps) => steps.length === 2 && steps[0] === name))
    ) {
      first = { name, at: now() };
    }
  };
};

/** On window, so that handlers of the page, which Solid delegates to the document, come first. */
export const startShortcuts = (): (() => void) => {
  const listener = makeKeyListener(Date.now);
  addEventListener("keydown", listener);
  return () => removeEventListener("keydown", listener);
};

const words: Record<string, string> = {
  mod: apple ? "⌘" : "Ctrl",
  shift: apple ? "⇧" : "Shift",
  alt: apple ? "⌥" : "Alt",
  arrowdown: "↓",
  arrowup: "↑",
  arrowleft: "←",
  arrowright: "→",
  escape: "Esc",
  enter: "Enter",
  space: "Space",
};

/** The caps to print for one press: `mod+shift+z` → Ctrl, Shift, Z. */
export const capsOf = (press: string): string[] =>
  press === "+" ? ["+"] : press.split("+").map((part) => words[part] ?? part.toUpperCase());
