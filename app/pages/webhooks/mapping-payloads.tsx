/** What came last, path by path: a click puts a path where the cursor was. [WP8] */
import { createSignal, For, type JSX, Match, Show, Switch } from "solid-js";
import { Button } from "../../parts/button.tsx";
import { Choice } from "../../parts/choice.tsx";
import { TextArea } from "../../parts/field.tsx";
import { Skeleton } from "../../parts/states.tsx";
import type { Leaf } from "./mapping-draft.ts";
import type { Tried } from "./resources.ts";

export const MappingPayloads = (props: {
  results: readonly Tried[] | undefined;
  at: number;
  onAt: (at: number) => void;
  leaves: readonly Leaf[];
  /** Whether there is a place to put a path. */
  ready: boolean;
  onFill: (path: string) => void;
  /** A payload of one's own; undefined: those that came. */
  pasted: unknown;
  onPaste: (payload: unknown) => void;
}): JSX.Element => {
  const [text, setText] = createSignal("");
  const [wrong, setWrong] = createSignal<string>();
  const [pasting, setPasting] = createSignal(false);
  const paste = (): void => {
    try {
      props.onPaste(JSON.parse(text()));
      setWrong(undefined);
      setPasting(false);
    } catch {
      setWrong("This is no JSON.");
    }
  };
  return (
    <section aria-label="Payloads" class="flex min-w-0 flex-col gap-2">
      <header class="flex flex-wrap items-center gap-2">
        <h3 class="text-xs font-semibold text-soft">
          {props.pasted === undefined ? "What came last" : "Your own payload"}
        </h3>
        <span class="ms-auto flex gap-1">
          <Show when={props.pasted !== undefined}>
            <Button class="wh-small px-2 text-xs" onClick={() => props.onPaste(undefined)}>
              Use what came
            </Button>
          </Show>
          <Button class="wh-small px-2 text-xs" onClick={() => setPasting((open) => !open)}>
            Paste one
          </Button>
        </span>
      </header>
      <Show when={pasting()}>
        <div class="flex flex-col items-start gap-2">
          <TextArea
            class="w-full"
            label="A payload as JSON"
            errors={wrong() === undefined ? undefined : [wrong() ?? ""]}
            value={text()}
            spellcheck={false}
            onInput={(event) => setText(event.currentTarget.value)}
          />
          <Button onClick={paste}>Try on this</Button>
        </div>
      </Show>
      <Switch>
        <Match when={props.results === undefined}>
          <Skeleton class="h-64 w-full" />
        </Match>
        <Match when={props.results?.length === 0}>
          <p class="rounded-control border border-line bg-well px-3 py-2 text-soft">
            Nothing has come yet. Send a first delivery, which is kept until there is a rule for it, or paste a payload.
          </p>
        </Match>
        <Match when={true}>
          <Show when={(props.results?.length ?? 0) > 1}>
            <Choice
              label="Which payload"
              value={String(props.at)}
              options={(props.results ?? []).map((_, at) => ({
                value: String(at),
                label: at === 0 ? "Newest" : String(at + 1),
              }))}
              onChange={(at) => props.onAt(Number(at))}
            />
          </Show>
          <ul class="wh-list max-h-[32rem] overflow-y-auto" data-leaves>
            <For each={props.leaves}>
              {(leaf) => (
                <li>
                  <button
                    type="button"
                    class="flex w-full min-w-0 flex-col px-2.5 py-1 text-start hover:bg-hover aria-disabled:cursor-default"
                    aria-disabled={props.ready ? undefined : "true"}
                    data-tip={props.ready ? `Put ${leaf.path} into the field` : "Choose a field of a rule first."}
                    // The field keeps the focus, so that the next click fills it too.
                    onMouseDown={(event) => event.preventDefault()}
                    onClick={() => props.onFill(leaf.path)}
                  >
                    <code class="truncate font-mono text-xs text-accent-text">{leaf.path}</code>
                    <span class="truncate text-xs text-faint">{leaf.value}</span>
                  </button>
                </li>
              )}
            </For>
          </ul>
          <p class="text-xs text-faint">Put the cursor into a field of a rule, then choose a path.</p>
        </Match>
      </Switch>
    </section>
  );
};
