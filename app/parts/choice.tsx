/** Choices that act at once: one of a few side by side, or on and off. */
import { createUniqueId, For, type JSX } from "solid-js";

export interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string; icon?: JSX.Element }[];
  /** Icons alone; the words are read out and stand in the tooltip. */
  brief?: boolean;
  onChange: (value: Value) => void;
}

/** One of a few, all in sight: radio buttons drawn as segments. */
export const Choice = <Value extends string>(props: ChoiceProps<Value>): JSX.Element => {
  const name = createUniqueId();
  return (
    <fieldset class="inline-flex rounded-control border border-line bg-well p-0.5">
      <legend class="sr-only">{props.label}</legend>
      <For each={props.options}>
        {(option) => (
          <label
            data-tip={props.brief ? option.label : undefined}
            class="relative inline-flex min-h-[calc(var(--control)-6px)] items-center gap-1.5 rounded-[4px] px-2.5 text-sm text-soft transition-colors has-checked:bg-float has-checked:font-medium has-checked:text-ink has-checked:shadow-card has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus"
          >
            <input
              type="radio"
              name={name}
              class="absolute inset-0 appearance-none outline-none"
              checked={option.value === props.value}
              onChange={() => props.onChange(option.value)}
            />
            {option.icon}
            <span class={props.brief ? "sr-only" : ""}>{option.label}</span>
          </label>
        )}
      </For>
    </fieldset>
  );
};

export interface SwitchProps {
  label: string;
  /** What it changes, under the label. */
  hint?: JSX.Element;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

export const Switch = (props: SwitchProps): JSX.Element => {
  const id = createUniqueId();
  return (
    <label class="flex items-start gap-3">
      <span class="relative mt-0.5 inline-flex">
        <input
          type="checkbox"
          role="switch"
          aria-checked={props.checked}
          aria-describedby={props.hint ? id : undefined}
          class="peer h-5 w-9 appearance-none rounded-full border border-control bg-well transition-colors checked:border-accent checked:bg-accent"
          checked={props.checked}
          onChange={(event) => props.onChange(event.currentTarget.checked)}
        />
        <span class="pointer-events-none absolute inset-s-[3px] top-[3px] size-3.5 rounded-full bg-control transition-transform peer-checked:translate-x-4 peer-checked:bg-white rtl:peer-checked:-translate-x-4" />
      </span>
      <span>
        <span class="block font-medium text-ink">{props.label}</span>
        <span id={id} class="block text-soft empty:hidden">
          {props.hint}
        </span>
      </span>
    </label>
  );
};
