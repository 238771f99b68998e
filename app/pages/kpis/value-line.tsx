/** A value typed in its place: Enter and leaving save, Escape takes it back, arrows step. [KB7] */
import { createMemo, createSignal, createUniqueId, type JSX, onMount, Show } from "solid-js";
import type { Kpi } from "../../../domain/kpi.ts";
import { amountFault, amountText, readTyped, signsOf, stepOf, typedForm } from "./numbers.ts";
import { useKpis } from "./kpi-scope.ts";

export const ValueLine = (props: { kpi: Kpi; onDone: (refocus: boolean) => void }): JSX.Element => {
  const page = useKpis();
  const id = createUniqueId();
  let input: HTMLInputElement | undefined;
  let done = false;
  // What stood there when the typing began.
  // eslint-disable-next-line solid/reactivity -- see above
  const from = props.kpi.current_value;
  const [text, setText] = createSignal(typedForm(from));
  const [fault, setFault] = createSignal<string>();
  const meanwhile = createMemo(() =>
    props.kpi.current_value === from ? undefined : amountText(props.kpi.current_value, props.kpi.unit),
  );

  const finish = (refocus: boolean): void => {
    done = true;
    props.onDone(refocus);
  };
  const save = (refocus: boolean): void => {
    if (done) return;
    const wrong = amountFault(text());
    if (wrong) return void setFault(wrong);
    const amount = readTyped(text());
    finish(refocus);
    // Enter on an untouched value says that it was looked at; leaving says nothing.
    if (refocus || amount !== from) page.acts.record(props.kpi.id, amount);
    return undefined;
  };
  const press = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      save(true);
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      finish(true);
    } else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      event.preventDefault();
      if (amountFault(text())) return;
      const step = stepOf(from, props.kpi.target) * (event.key === "ArrowUp" ? 1 : -1);
      setText(typedForm(readTyped(text()) + step));
    }
  };
  onMount(() => input?.select());

  return (
    <div class="relative min-w-0 flex-1">
      <div class="kpi-entry">
        <span class="text-lg text-faint">{signsOf(props.kpi.unit).before}</span>
        <input
          ref={(element) => {
            input = element;
            queueMicrotask(() => element.focus());
          }}
          inputmode="decimal"
          autocomplete="off"
          aria-label={`New value of ${props.kpi.name}`}
          aria-invalid={fault() ? "true" : undefined}
          aria-describedby={`${id}-about`}
          value={text()}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setFault(undefined);
          }}
          onFocus={(event) => event.currentTarget.select()}
          onBlur={() => {
            if (amountFault(text())) finish(false);
            else save(false);
          }}
          onKeyDown={press}
        />
        <span class="text-sm text-faint">{signsOf(props.kpi.unit).after}</span>
      </div>
      <p
        id={`${id}-about`}
        aria-live="polite"
        class={`kpi-entry-about ${fault() ? "text-bad-text" : meanwhile() ? "text-watch-text" : "text-faint"}`}
      >
        <Show when={!fault()} fallback={fault()}>
          <Show when={meanwhile()} fallback="Enter saves, Esc takes it back.">
            {(value) => `This became ${value()} while you type. Both stay in the history.`}
          </Show>
        </Show>
      </p>
    </div>
  );
};
