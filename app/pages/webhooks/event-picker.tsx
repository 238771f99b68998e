/** The boxes that say which events an endpoint hears. [WP11] */
import { createEffect, For, type JSX, Show } from "solid-js";
import { hears } from "../../../domain/hook.ts";
import { Switch } from "../../parts/choice.tsx";
import { eventsOf, eventWords, families, familyLabels, heardOf, withEvent, withFamily } from "./event-choice.ts";

const Tick = (props: {
  label: string;
  checked: boolean;
  some?: boolean;
  strong?: boolean;
  onChange: (on: boolean) => void;
}): JSX.Element => (
  <label class={`flex min-h-7 items-center gap-2 ${props.strong ? "font-medium" : "text-soft"}`}>
    <input
      type="checkbox"
      class="wh-tick"
      checked={props.checked}
      ref={(box) => createEffect(() => (box.indeterminate = props.some ?? false))}
      onChange={(event) => props.onChange(event.currentTarget.checked)}
    />
    {props.label}
  </label>
);

export const EventPicker = (props: {
  value: readonly string[];
  errors: readonly string[] | undefined;
  onChange: (value: string[]) => void;
}): JSX.Element => {
  const all = () => props.value.includes("*");
  return (
    <fieldset class="flex flex-col gap-3">
      <legend class="mb-1.5 text-xs font-medium text-soft">What it hears</legend>
      <Switch
        label="Everything"
        hint="Whatever is added later too."
        checked={all()}
        onChange={(on) => props.onChange(on ? ["*"] : families.map((family) => `${family}.*`))}
      />
      <Show when={!all()}>
        <div class="wh-events">
          <For each={families}>
            {(family) => (
              <div>
                <Tick
                  strong
                  label={familyLabels[family]}
                  checked={heardOf(props.value, family) === "all"}
                  some={heardOf(props.value, family) === "some"}
                  onChange={(on) => props.onChange(withFamily(props.value, family, on))}
                />
                <div class="ps-6">
                  <For each={eventsOf(family)}>
                    {(event) => (
                      <Tick
                        label={eventWords(event)}
                        checked={hears(props.value, event)}
                        onChange={(on) => props.onChange(withEvent(props.value, event, on))}
                      />
                    )}
                  </For>
                </div>
              </div>
            )}
          </For>
        </div>
      </Show>
      <For each={props.errors}>{(error) => <p class="text-xs text-bad-text">{error}</p>}</For>
    </fieldset>
  );
};
