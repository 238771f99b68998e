/** The caps of a shortcut, as printed on the keys. */
import { For, type JSX, Show } from "solid-js";
import { capsOf } from "../shortcuts.ts";

export const KeyHint = (props: { press: string }): JSX.Element => (
  <span class="inline-flex shrink-0 items-center gap-0.5" aria-hidden="true">
    <For each={props.press.split(" ")}>
      {(step, index) => (
        <>
          <Show when={index() > 0}>
            <span class="px-0.5 text-2xs text-faint">then</span>
          </Show>
          <For each={capsOf(step)}>
            {(cap) => (
              <kbd class="inline-flex h-5 min-w-5 items-center justify-center rounded-[4px] border border-line bg-well px-1 font-sans text-2xs font-medium text-soft">
                {cap}
              </kbd>
            )}
          </For>
        </>
      )}
    </For>
  </span>
);
