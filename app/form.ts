/** A small form: its values, what is wrong beside which field, and whether it is on its way. */
import { createSignal } from "solid-js";
import type { FieldErrors, Problem } from "../domain/problem.ts";
import { asProblem } from "./api.ts";

export interface Form<Values extends Record<string, string>> {
  values: () => Values;
  set: (name: keyof Values & string, value: string) => void;
  /** Attributes of a field: `<TextField {...form.field("email")} label="E-mail" />`. */
  field: (name: keyof Values & string) => {
    name: string;
    value: string;
    errors: readonly string[] | undefined;
    onInput: (event: { currentTarget: { value: string } }) => void;
  };
  busy: () => boolean;
  /** What went wrong that belongs to no field shown here. */
  problem: () => Problem | undefined;
  submit: (event: Event) => void;
}

export interface FormParts<Values extends Record<string, string>> {
  start: Values;
  /** What a look at the values already tells, by field; nothing is sent while there is any. */
  check?: (values: Values) => Partial<Record<keyof Values & string, string>>;
  send: (values: Values) => Promise<unknown>;
  /** Turns a refusal into words beside a field. */
  explain?: (problem: Problem) => FieldErrors | undefined;
}

/** [UI10] Errors stand beside their fields, go when the field changes, and the first wrong field gets the focus. */
export const createForm = <Values extends Record<string, string>>(parts: FormParts<Values>): Form<Values> => {
  const [values, setValues] = createSignal<Record<string, string>>({ ...parts.start });
  const [errors, setErrors] = createSignal<FieldErrors>({});
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<Problem>();

  const point = (form: EventTarget | null, found: FieldErrors): boolean => {
    const known = Object.keys(found).filter((name) => name in values());
    setErrors(found);
    const first = known[0];
    const field = first !== undefined && form instanceof HTMLFormElement ? form.elements.namedItem(first) : null;
    if (field instanceof HTMLElement) field.focus();
    return known.length > 0;
  };
  const set = (name: string, value: string): void => {
    setValues((before) => ({ ...before, [name]: value }));
    setErrors(({ [name]: _gone, ...rest }) => rest);
  };

  const send = async (form: EventTarget | null): Promise<void> => {
    try {
      await parts.send(values() as Values);
    } catch (error) {
      const refused = asProblem(error);
      if (!point(form, parts.explain?.(refused) ?? refused.parts.errors ?? {})) setProblem(refused);
    } finally {
      setBusy(false);
    }
  };

  return {
    values: () => values() as Values,
    set,
    busy,
    problem,
    field: (name) => ({
      name,
      get value() {
        return values()[name] ?? "";
      },
      get errors() {
        return errors()[name];
      },
      onInput: (event) => set(name, event.currentTarget.value),
    }),
    submit: (event) => {
      event.preventDefault();
      if (busy()) return;
      const form = event.currentTarget;
      setProblem(undefined);
      const wrong = Object.entries(parts.check?.(values() as Values) ?? {}).filter((pair): pair is [string, string] =>
        Boolean(pair[1]),
      );
      if (wrong.length > 0) {
        point(form, Object.fromEntries(wrong.map(([name, message]) => [name, [message]])));
        return;
      }
      setBusy(true);
      void send(form);
    },
  };
};

/** A refusal in one sentence for the top of a form. A wait the server asks for is named. */
export const sentenceOf = (problem: Problem | undefined): string | undefined => {
  if (!problem) return undefined;
  const seconds = problem.parts.extra?.["retry_after"];
  if (problem.code === "too_many") {
    if (typeof seconds !== "number") return "Too many attempts. Wait a little, then try again.";
    const wait = seconds < 90 ? `${Math.ceil(seconds)} seconds` : `${Math.ceil(seconds / 60)} minutes`;
    return `Too many attempts. Try again in ${wait}.`;
  }
  if (problem.parts.extra?.["unreachable"]) return `${problem.message} Nothing was sent twice; try again.`;
  const rest = Object.values(problem.parts.errors ?? {}).flat();
  return rest.length > 0 ? rest.join(" ") : problem.message;
};
