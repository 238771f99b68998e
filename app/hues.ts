/** The colour of each person: far from the others of the circle once their order is known, made from the id before that. */
import { createSignal } from "solid-js";

const key = "rondo:hues";
const recalled = (): Record<string, number> => {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "{}");
  } catch {
    return {};
  }
};
const [given, setGiven] = createSignal(recalled());

/** The golden angle: each next one lands in the widest gap. */
const step = 137.508;

/** [UI13] Gives the people of the open circle their colours, by the order in which they joined it. */
export const giveHues = (users: readonly string[]): void => {
  const hues = Object.fromEntries(users.map((user, rank) => [user, Math.round(25 + rank * step) % 360]));
  const text = JSON.stringify(hues);
  if (text === JSON.stringify(given())) return;
  setGiven(hues);
  try {
    localStorage.setItem(key, text);
  } catch {
    // Storage is off: the next page starts from the ids again.
  }
};

/** The hue in degrees, for `style={{ "--hue": hueOf(user) }}` with the `person*` classes. */
export const hueOf = (id: string): number => {
  const known = given()[id];
  if (known !== undefined) return known;
  let hash = 2166136261;
  for (const character of id) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619);
  return (hash >>> 0) % 360;
};
