/** The sheet that takes a value with a thumb: last value and target in sight, own keys, an optional comment. [KB7] */
import Delete from "lucide-solid/icons/delete";
import { createEffect, createMemo, createSignal, For, type JSX, on, onCleanup, Show } from "solid-js";
import type { Kpi } from "../../../domain/kpi.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { TextField } from "../../parts/field.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { useKpis } from "./kpi-scope.ts";
import { amountFault, amountText, differenceText, readTyped, signsOf, stepOf, typedForm } from "./numbers.ts";

const keysOf = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "±", "0", "."] as const;

const Pad = (props: { kpi: Kpi; onDone: () => void }): JSX.Element => {
  const page = useKpis();
  const [text, setText] = createSignal("");
  const [comment, setComment] = createSignal("");
  const shown = () => (text() === "" ? typedForm(props.kpi.current_value) : text());
  const fault = createMemo(() => (text() === "" || text() === "-" ? undefined : amountFault(text())));
  const amount = createMemo(() =>
    text() === "" ? props.kpi.current_value : text() === "-" || fault() ? undefined : readTyped(text()),
  );
  const others = () => page.who.inField(props.kpi.id, "value");
  const signs = () => signsOf(props.kpi.unit);

  const press = (key: string): void => {
    if (key === "±") return void setText((before) => (before.startsWith("-") ? before.slice(1) : `-${before}`));
    if (key === "." && text().includes(".")) return undefined;
    return void setText((before) =>
      before === "0" && key !== "." ? key : before + (key === "." && before === "" ? "0." : key),
    );
  };
  const step = (way: 1 | -1): void => {
    const from = amount();
    if (from !== undefined) setText(typedForm(from + way * stepOf(props.kpi.current_value, props.kpi.target)));
  };
  const save = (): void => {
    const value = amount();
    if (value === undefined) return;
    if (page.acts.record(props.kpi.id, value, comment())) props.onDone();
  };
  const type = (event: KeyboardEvent): void => {
    if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey) return;
    if (/^[\d.]$/.test(event.key)) press(event.key);
    else if (event.key === ",") press(".");
    else if (event.key === "-") press("±");
    else if (event.key === "Backspace") setText((before) => before.slice(0, -1));
    else return;
    event.preventDefault();
  };
  document.addEventListener("keydown", type);
  onCleanup(() => document.removeEventListener("keydown", type));

  return (
    <form
      class="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <dl class="grid grid-cols-2 gap-3 text-xs" data-numbers>
        <div>
          <dt class="text-faint">Last value</dt>
          <dd class="text-soft">
            {amountText(props.kpi.current_value, props.kpi.unit)} · <TimeAgo at={props.kpi.recorded_at} />
          </dd>
        </div>
        <div>
          <dt class="text-faint">Target</dt>
          <dd class="text-soft">{amountText(props.kpi.target, props.kpi.unit)}</dd>
        </div>
      </dl>
      <Show when={others()[0]}>
        {(person) => (
          <p class="rounded-control bg-watch-soft px-3 py-1.5 text-xs text-watch-text">
            {person().name} is updating this too. Both values will be in the history.
          </p>
        )}
      </Show>
      <output
        aria-live="polite"
        aria-label="New value"
        class="flex items-baseline justify-end gap-1 rounded-panel border border-control bg-surface px-4 py-2"
        data-numbers
      >
        <span class="me-auto text-xs text-faint">
          {amount() === undefined || text() === ""
            ? ""
            : differenceText((amount() ?? 0) - props.kpi.current_value, props.kpi.unit)}
        </span>
        <span class="text-lg text-faint">{signs().before}</span>
        <span class={`truncate text-2xl font-semibold ${text() === "" ? "text-faint" : "text-ink"}`}>
          {shown().replace("-", "\u2212")}
        </span>
        <span class="text-base text-faint">{signs().after}</span>
      </output>
      <Show when={fault()}>{(wrong) => <p class="text-xs text-bad-text">{wrong()}</p>}</Show>
      <div class="flex gap-2">
        <div class="grid flex-1 grid-cols-3 gap-1.5" role="group" aria-label="Keypad">
          <For each={keysOf}>
            {(key) => (
              <button
                type="button"
                class="kpi-key"
                aria-label={key === "±" ? "Change the sign" : key === "." ? "Decimal point" : key}
                onClick={() => press(key)}
              >
                {key}
              </button>
            )}
          </For>
        </div>
        <div class="flex w-16 flex-col gap-1.5">
          <button
            type="button"
            class="kpi-key flex items-center justify-center"
            aria-label="Delete the last digit"
            onClick={() => setText((before) => before.slice(0, -1))}
          >
            <Delete size={20} />
          </button>
          <button
            type="button"
            class="kpi-key"
            aria-label={`${amountText(stepOf(props.kpi.current_value, props.kpi.target), props.kpi.unit)} more`}
            onClick={() => step(1)}
          >
            +
          </button>
          <button
            type="button"
            class="kpi-key"
            aria-label={`${amountText(stepOf(props.kpi.current_value, props.kpi.target), props.kpi.unit)} less`}
            onClick={() => step(-1)}
          >
            {"\u2212"}
          </button>
          <button type="button" class="kpi-key text-sm" aria-label="Clear" onClick={() => setText("")}>
            C
          </button>
        </div>
      </div>
      <TextField
        label="Comment (optional)"
        value={comment()}
        maxLength={2000}
        dir="auto"
        onInput={(event) => setComment(event.currentTarget.value)}
      />
      <Button
        look="solid"
        type="submit"
        autofocus
        class="h-12! text-base"
        reason={amount() === undefined ? "Type a number first." : undefined}
      >
        {text() === ""
          ? `Record ${amountText(props.kpi.current_value, props.kpi.unit)} again`
          : `Record ${amount() === undefined ? "" : amountText(amount() ?? 0, props.kpi.unit)}`}
      </Button>
    </form>
  );
};

export const Keypad = (): JSX.Element => {
  const page = useKpis();
  const id = () => {
    const typing = page.updating.typing();
    return typing?.how === "keypad" ? typing.id : null;
  };
  const kpi = () => page.live.kpi(id() ?? "");
  const [name, setName] = createSignal("");
  // Closing plays while the title still stands.
  createEffect(on(kpi, (row) => row && setName(row.name)));
  return (
    <Dialog open={kpi() !== undefined} onClose={() => page.updating.stop()} title={name()}>
      <Show when={kpi()}>{(row) => <Pad kpi={row()} onDone={() => page.updating.stop()} />}</Show>
    </Dialog>
  );
};
