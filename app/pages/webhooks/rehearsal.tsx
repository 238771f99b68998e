/** What a dry run found: how it would end by today's rules, and where that differs from what was done. [WP5] */
import X from "lucide-solid/icons/x";
import { For, type JSX, Show } from "solid-js";
import { Badge } from "../../parts/badge.tsx";
import { IconButton } from "../../parts/button.tsx";
import { differencesOf } from "./differences.ts";
import type { DeliveryWhole, Rehearsal } from "./resources.ts";
import { StateSign } from "./sign.tsx";
import { ChangeRow, Steps } from "./trace.tsx";
import { stateSigns, valueWords } from "./words.ts";

const kindWords = { new: "new", other: "otherwise", gone: "no longer" } as const;

export const RehearsalPart = (props: {
  done: DeliveryWhole;
  rehearsal: Rehearsal;
  onClose: () => void;
}): JSX.Element => {
  const differences = () => differencesOf(props.done.changes, props.rehearsal.changes);
  const sameState = () => props.rehearsal.state === props.done.state;
  const steps = () => JSON.stringify(props.rehearsal.steps) !== JSON.stringify(props.done.steps);
  return (
    <section aria-label="Dry run" data-rehearsal class="flex flex-col gap-3 rounded-panel border border-accent/40 p-3">
      <header class="flex items-center gap-2">
        <h3 class="font-semibold">Dry run</h3>
        <span class="text-xs text-faint">nothing was done</span>
        <IconButton
          icon={X}
          label="Close the dry run"
          size={14}
          class="wh-small ms-auto"
          onClick={() => props.onClose()}
        />
      </header>
      <p class="flex flex-wrap items-center gap-2 text-soft" aria-live="polite">
        By today's rules it would be <StateSign state={props.rehearsal.state} />
        <Show when={!sameState()}>
          <span>instead of {stateSigns[props.done.state].word.toLowerCase()}</span>
        </Show>
      </p>
      <Show when={props.rehearsal.error}>{(error) => <p class="text-bad-text">{error()}</p>}</Show>
      <Show when={props.rehearsal.problems.length > 0}>
        <ul class="flex flex-col gap-0.5 text-xs text-bad-text">
          <For each={props.rehearsal.problems}>
            {({ path, message }) => (
              <li>
                <code class="font-mono">{path || "payload"}</code> {message}
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={props.rehearsal.unknown.length > 0}>
        <p class="text-watch-text">
          Nobody here knows {props.rehearsal.unknown.map(({ key, name }) => name ?? key).join(", ")}.
        </p>
      </Show>
      <Show
        when={differences().length > 0}
        fallback={<p class="text-soft">It would change nothing beyond what it did already.</p>}
      >
        <p class="text-xs font-medium text-soft">
          {differences().length} {differences().length === 1 ? "difference" : "differences"} to what it did
        </p>
        <ol class="wh-list">
          <For each={differences()}>
            {({ kind, now, was }) => (
              <ChangeRow
                change={now}
                below={
                  <span class="flex items-center gap-1.5 text-xs text-soft">
                    <Badge tone={kind === "gone" ? "watch" : "accent"}>{kindWords[kind]}</Badge>
                    <Show when={kind === "other"}>then it became {valueWords(was)}</Show>
                  </span>
                }
              />
            )}
          </For>
        </ol>
      </Show>
      <Show when={steps()}>
        <details class="text-soft">
          <summary class="text-xs font-medium">It would be read otherwise</summary>
          <div class="mt-2">
            <Steps steps={props.rehearsal.steps} />
          </div>
        </details>
      </Show>
    </section>
  );
};
