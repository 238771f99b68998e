/** What the rules make of the chosen payload, while they are written. [WP8] */
import CircleCheck from "lucide-solid/icons/circle-check";
import { For, type JSX, Show } from "solid-js";
import { FormError } from "../../parts/form-error.tsx";
import type { Tried } from "./resources.ts";
import { Steps } from "./trace.tsx";
import { fieldWords } from "./words.ts";

type Made = Tried["changes"][number];

const flat = (value: unknown): string =>
  value === null || value === undefined
    ? ""
    : typeof value === "object"
      ? Object.entries(value)
          .filter(([, one]) => one !== null && one !== undefined)
          .map(([name, one]) => `${fieldWords(name)} ${flatOf(name, one)}`)
          .join(", ")
      : String(value);

/** Sums of money are counted in cents. */
const flatOf = (name: string, value: unknown): string =>
  name === "arr" && typeof value === "number" ? (value / 100).toLocaleString() : flat(value);

/** Its parts that say something, without the instant, which every change has. */
const partsOf = (change: Made): [string, string][] =>
  Object.entries(change)
    .filter(([name, value]) => !["what", "at"].includes(name) && flat(value) !== "")
    .map(([name, value]) => [fieldWords(name), flatOf(name, value)]);

export const MappingResult = (props: {
  result: Tried | undefined;
  problem: string | undefined;
  /** How many of them lack nothing. */
  whole: number;
  rules: number;
}): JSX.Element => (
  <section aria-label="Result" class="flex min-w-0 flex-col gap-2" aria-live="polite" data-result>
    <h3 class="text-xs font-semibold text-soft">What it makes of it</h3>
    <FormError message={props.problem} />
    <Show when={props.rules > 0 && props.whole === 0}>
      <p class="text-faint">Fill the fields of a rule: what comes of it shows here as you write.</p>
    </Show>
    <Show when={props.problem === undefined && (props.whole > 0 || props.rules === 0) && props.result}>
      {(result) => (
        <>
          <Show when={result().note}>{(note) => <p class="text-soft">{note()}</p>}</Show>
          <Show when={result().problems.length > 0}>
            <ul class="flex flex-col gap-1 rounded-control bg-bad-soft px-3 py-2 text-bad-text">
              <For each={result().problems}>
                {({ path, message }) => (
                  <li>
                    <code class="font-mono text-xs">{path || "payload"}</code> {message}
                  </li>
                )}
              </For>
            </ul>
          </Show>
          <Show when={result().changes.length > 0}>
            <ul class="wh-list" data-made>
              <For each={result().changes}>
                {(change) => (
                  <li class="flex flex-col gap-1 px-3 py-2">
                    <span class="flex items-center gap-1.5 font-medium">
                      <CircleCheck size={14} class="text-good" aria-hidden="true" />
                      {fieldWords(change.what)}
                    </span>
                    <dl class="wh-facts">
                      <For each={partsOf(change)}>
                        {([name, value]) => (
                          <div>
                            <dt>{name}</dt>
                            <dd>{value}</dd>
                          </div>
                        )}
                      </For>
                    </dl>
                  </li>
                )}
              </For>
            </ul>
          </Show>
          <Show when={result().steps.length > 0}>
            <Steps steps={result().steps} />
          </Show>
        </>
      )}
    </Show>
    <Show when={props.problem === undefined && !props.result && props.rules === 0}>
      <p class="text-faint">It shows here as you write, before anything is saved.</p>
    </Show>
  </section>
);
