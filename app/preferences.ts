/** What a person chose for this browser: theme, density, single-letter keys, rail. `first-paint.js` reads the same record. */
import { createEffect, createRoot, createSignal } from "solid-js";

export interface Preferences {
  theme: "system" | "light" | "dark";
  density: "comfortable" | "compact";
  /** WCAG 2.1.4: shortcuts of one character can be switched off. */
  singleKeys: boolean;
  railOpen: boolean;
  /** Id of the circle opened last, for `/dashboard`. */
  circle: string | null;
}

const key = "rondo:preferences";
const plain: Preferences = { theme: "system", density: "comfortable", singleKeys: true, railOpen: true, circle: null };

const read = (): Partial<Preferences> => {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "{}");
  } catch {
    return {};
  }
};

// Signals and not a store: landing and sign-in stay without the store's code.
const [chosen, setChosen] = createSignal<Preferences>({ ...plain, ...read() });
export const preferences = chosen;

export const prefer = <Name extends keyof Preferences>(name: Name, value: Preferences[Name]): void =>
  void setChosen((before) => ({ ...before, [name]: value }));

/** Keeps the document and the storage in step with the choices, and this tab with the others. */
export const startPreferences = (): void =>
  createRoot(() => {
    createEffect(() => {
      const { dataset } = document.documentElement;
      const { theme, density } = preferences();
      if (theme === "system") delete dataset["theme"];
      else dataset["theme"] = theme;
      if (density === "compact") dataset["density"] = "compact";
      else delete dataset["density"];
      try {
        localStorage.setItem(key, JSON.stringify(preferences()));
      } catch {
        // Storage is off or full: the choice holds for this page.
      }
    });
    addEventListener("storage", (event) => {
      if (event.key === key) setChosen({ ...plain, ...read() });
    });
  });
