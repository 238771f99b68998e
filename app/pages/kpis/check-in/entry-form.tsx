/** One KPI of a round: its last value and target, the number, its steps, a comment, and on to the next. [CR2] */
import Minus from "lucide-solid/icons/minus";
import Plus from "lucide-solid/icons/plus";
import { createSignal, createUniqueId, type JSX, Show, untrack } from "solid-js";
import { writeAmount } from "../../../../domain/amount.ts";
import type { Kpi } from "../../../../domain/kpi.ts";
import { Button, IconButton } from "../../../parts/button.tsx";
import { TextField } from "../../../parts/field.tsx";
import { TimeAgo } from "../../../parts/time-ago.tsx";
import { amountFault, amountText, differenceText, readTyped, signsOf, stepOf, typedForm } from "../numbers.ts";
import type { OwnEntries } from "./own-entries.ts";

export interface EntryFormProps {
  kpi: Kpi;
  own: OwnEntries;
  /** `2 of 6`. */
  place: string;
  onSaved: () => void;
  onSkip: (() => void) | undefined;
  onBack: (() => void) | undefined;
}

/** Made anew for each KPI. */
export const EntryForm = (props: EntryFormProps): JSX.Element => {
  const before = untrack(() => props.own.of(props.kpi.id));
  const start = (): string => {
    if (!before) return typedForm(props.kpi.current_value);
    return before.typed ? before.value : before.value.replace(/\.00$/, "");
  };
  const [value, setValue] = createSignal(untrack(start));
  const [comment, setComment] = createSignal(before?.comment ?? "");
  const [fault, setFault] = createSignal<string>();
  const id = createUniqueId();

  const typed = (): void => {
    setFault(undefined);
    props.own.type(props.kpi.id, value(), comment());
  };
  const step = (by: 1 | -1): void => {
    const from = amountFault(value()) === undefined ? readTyped(value()) : props.kpi.current_value;
    setValue(typedForm(from + by * stepOf(props.kpi.current_value, props.kpi.target)));
    typed();
  };
  const difference = (): string => {
    if (amountFault(value()) !== undefined) return "";
    const by = readTyped(value()) - props.kpi.current_value;
    return by === 0 ? "as it was" : `${differenceText(by, props.kpi.unit)} since the last value`;
  };
  const save = (): void => {
    const wrong = amountFault(value());
    setFault(wrong);
    if (wrong !== undefined) return document.getElementById(id)?.focus();
    props.own.enter(props.kpi.id, writeAmount(readTyped(value())), comment().trim());
    props.onSaved();
  };
  const stepWords = (): string => amountText(stepOf(props.kpi.current_value, props.kpi.target), props.kpi.unit);

  return (
    <form
      class="flex animate-appear flex-col gap-4"
      aria-label={props.kpi.name}
      novalidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <header>
        <p class="text-xs text-faint" data-numbers>
          {props.place}
        </p>
        <h3 class="text-xl font-semibold break-words outline-none" tabindex="-1" data-entry-heading>
          {props.kpi.name}
        </h3>
        <dl class="mt-2 flex flex-wrap gap-x-6 gap-y-1 text-soft" data-numbers>
          <div class="flex gap-1.5">
            <dt>Last value</dt>
            <dd class="font-medium text-ink">
              {amountText(props.kpi.current_value, props.kpi.unit)}{" "}
              <TimeAgo at={props.kpi.recorded_at} class="font-normal text-faint" />
            </dd>
          </div>
          <div class="flex gap-1.5">
            <dt>Target</dt>
            <dd class="font-medium text-ink">{amountText(props.kpi.target, props.kpi.unit)}</dd>
          </div>
        </dl>
      </header>

      <div>
        <label for={id} class="text-xs font-medium text-soft">
          Your value
        </label>
        <div class="mt-1.5 flex items-stretch gap-2">
          <IconButton
            icon={Minus}
            look="outline"
            label={`Less by ${stepWords()}`}
            class="h-14! w-14!"
            size={20}
            onClick={() => step(-1)}
          />
          <div class="flex min-w-0 flex-1 items-center gap-1 rounded-control border border-control bg-surface px-3 focus-within:border-focus focus-within:outline-1 focus-within:outline-focus">
            <span class="text-lg text-faint">{signsOf(props.kpi.unit).before}</span>
            <input
              id={id}
              class="h-14 w-full min-w-0 bg-transparent text-center text-2xl font-semibold outline-none"
              data-numbers
              data-entry-value
              inputmode="decimal"
              enterkeyhint="next"
              autocomplete="off"
              value={value()}
              aria-invalid={fault() !== undefined}
              aria-describedby={`${id}-about`}
              onFocus={(event) => event.currentTarget.select()}
              onInput={(event) => {
                setValue(event.currentTarget.value);
                typed();
              }}
              onKeyDown={(event) => {
                if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
                event.preventDefault();
                step(event.key === "ArrowUp" ? 1 : -1);
              }}
            />
            <span class="text-lg whitespace-nowrap text-faint">{signsOf(props.kpi.unit).after}</span>
          </div>
          <IconButton
            icon={Plus}
            look="outline"
            label={`More by ${stepWords()}`}
            class="h-14! w-14!"
            size={20}
            onClick={() => step(1)}
          />
        </div>
        <p
          id={`${id}-about`}
          aria-live="polite"
          class={`mt-1.5 min-h-4 text-center text-xs ${fault() ? "text-bad-text" : "text-faint"}`}
          data-numbers
        >
          {fault() ?? difference()}
        </p>
      </div>

      <TextField
        label="Why (optional)"
        value={comment()}
        maxlength={500}
        autocomplete="off"
        onInput={(event) => {
          setComment(event.currentTarget.value);
          typed();
        }}
      />

      <div class="flex flex-wrap items-center gap-2">
        <Button type="submit" look="solid" class="h-11 flex-1 basis-40">
          {props.own.isEntered(props.kpi.id) ? "Change" : "Save"}
        </Button>
        <Show when={props.onBack}>
          {(back) => (
            <Button look="ghost" class="h-11" onClick={() => back()()}>
              Back
            </Button>
          )}
        </Show>
        <Show when={props.onSkip}>
          {(skip) => (
            <Button look="ghost" class="h-11" onClick={() => skip()()}>
              Skip
            </Button>
          )}
        </Show>
      </div>
    </form>
  );
};
