/** The sheet behind `?`: what the keys do here and now. */
import { A } from "@solidjs/router";
import { For, type JSX, Show } from "solid-js";
import { type KeyName, keys, pressesOf } from "../keys.ts";
import { Dialog } from "../parts/dialog.tsx";
import { KeyHint } from "../parts/key-hint.tsx";
import { preferences } from "../preferences.ts";
import { activeKeys } from "../shortcuts.ts";

const groups = [
  "Anywhere",
  "Go to",
  "Today",
  "Board",
  "Card",
  "KPIs",
  "Accounts",
  "Playbooks",
  "Health lab",
  "Webhooks",
] as const;

/** The list of shortcuts, by group; all of them, or those named. */
export const ShortcutList = (props: { only?: Set<KeyName> }): JSX.Element => {
  const names = (group: string) =>
    (Object.keys(keys) as KeyName[]).filter((name) => keys[name].group === group && (props.only?.has(name) ?? true));
  const shown = (name: KeyName): string[] => {
    const ways = pressesOf(name).map((steps) => steps.join(" "));
    return ways.length > 3 ? [ways[0] ?? "", ways.at(-1) ?? ""] : ways;
  };
  return (
    <div class="grid gap-x-10 gap-y-6 sm:grid-cols-2">
      <For each={groups}>
        {(group) => (
          <Show when={names(group).length > 0}>
            <section aria-label={group}>
              <h3 class="pb-1 text-xs font-medium text-faint">{group}</h3>
              <dl>
                <For each={names(group)}>
                  {(name) => (
                    <div class="flex min-h-8 items-center justify-between gap-4 border-b border-line last:border-0">
                      <dt>{keys[name].label}</dt>
                      <dd class="flex items-center gap-1.5">
                        <span class="sr-only">{shown(name).join(" or ")}</span>
                        <For each={shown(name)}>
                          {(press, index) => (
                            <>
                              <Show when={index() > 0}>
                                <span aria-hidden="true" class="text-2xs text-faint">
                                  {pressesOf(name).length > 3 ? "to" : "or"}
                                </span>
                              </Show>
                              <KeyHint press={press} />
                            </>
                          )}
                        </For>
                      </dd>
                    </div>
                  )}
                </For>
              </dl>
            </section>
          </Show>
        )}
      </For>
    </div>
  );
};

export const ShortcutSheet = (props: { open: boolean; onClose: () => void }): JSX.Element => (
  <Dialog open={props.open} onClose={props.onClose} title="Keyboard shortcuts" place="wide">
    <Show when={!preferences().singleKeys}>
      <p class="mb-4 rounded-control bg-info-soft px-3 py-2 text-info-text">
        Keys of a single character are switched off in{" "}
        <A href="/settings" class="underline" onClick={() => props.onClose()}>
          your settings
        </A>
        .
      </p>
    </Show>
    <ShortcutList only={activeKeys()} />
  </Dialog>
);
