/** One setting as a slider with its number beside, a mark where the model in force has it, and the way back there. [LB1] [LB6] */
import RotateCcw from "lucide-solid/icons/rotate-ccw";
import { createUniqueId, type JSX, Show } from "solid-js";
import { fieldClass } from "../../parts/field.tsx";
import { IconButton } from "../../parts/button.tsx";
import { HeldFrame, Holders } from "./held.tsx";
import { useLab } from "./lab-scope.ts";
import { numberText } from "./words.ts";

export interface SliderProps {
  label: string;
  /** Under the segment that is edited, such as `["weights", "dau"]`. */
  path: readonly string[];
  value: number;
  /** As the model in force has it. */
  before: number;
  min: number;
  max: number;
  step?: number;
  /** The number field takes finer steps than the hand. */
  fine?: number;
  /** Beyond the slider's end, the number field goes on to here. */
  most?: number;
  /** Stands behind the label: a share, a unit. */
  beside?: JSX.Element;
  /** What screen readers say for a value. */
  says?: (value: number) => string;
  class?: string;
}

/** The part of the way from least to most, where the thumb's middle is. */
const partOf = (value: number, min: number, max: number): number =>
  Math.min(1, Math.max(0, (value - min) / (max - min)));

export const Slider = (props: SliderProps): JSX.Element => {
  const lab = useLab();
  const id = createUniqueId();
  const name = () => lab.nameOf(props.path);
  const differs = () => props.value !== props.before;
  const own = () => lab.segment() !== null && lab.isOwn(props.path);
  const put = (value: number): void => {
    if (lab.frozen() === undefined && Number.isFinite(value)) lab.set(props.path, value);
  };
  const typed = (input: HTMLInputElement): void => {
    const value = input.valueAsNumber;
    const fine = props.fine ?? props.step ?? 1;
    const bounded = Math.min(props.most ?? props.max, Math.max(props.min, Math.round(value / fine) * fine));
    if (Number.isFinite(value)) put(Math.round(bounded * 100) / 100);
    input.value = String(props.value);
  };
  return (
    <HeldFrame name={name()} class={props.class ?? ""}>
      <div class="flex min-h-6 items-center gap-2">
        <label for={id} class="min-w-0 truncate text-sm font-medium text-ink">
          {props.label}
        </label>
        <Holders name={name()} />
        <Show when={own()}>
          <span class="rounded-[5px] bg-accent-soft px-1.5 text-2xs leading-4 font-medium text-accent-text">own</span>
        </Show>
        <span data-numbers class="ms-auto text-xs whitespace-nowrap text-faint">
          {props.beside}
        </span>
        <Show when={differs() || own()}>
          <IconButton
            icon={RotateCcw}
            size={13}
            label={
              own()
                ? `${props.label}: as everybody`
                : `${props.label}: back to ${numberText(props.before)}, which is in force`
            }
            class="lab-small"
            reason={lab.frozen()}
            onClick={() => lab.set(props.path, own() ? undefined : props.before)}
          />
        </Show>
      </div>
      <div class="flex items-center gap-3">
        <div class="lab-track" style={{ "--part": partOf(props.value, props.min, props.max) }}>
          <input
            id={id}
            type="range"
            class="lab-range"
            min={props.min}
            max={props.max}
            step={props.step ?? 1}
            value={props.value}
            aria-valuetext={props.says?.(props.value)}
            aria-disabled={lab.frozen() === undefined ? undefined : "true"}
            onInput={(event) => {
              put(event.currentTarget.valueAsNumber);
              // A value that was not taken goes back under the thumb.
              event.currentTarget.value = String(props.value);
            }}
            onPointerDown={() => lab.draft.hold(name())}
            onPointerUp={() => lab.draft.hold(null)}
            onPointerCancel={() => lab.draft.hold(null)}
            onFocus={(event) => event.currentTarget.matches(":focus-visible") && lab.draft.hold(name())}
            onBlur={() => lab.draft.hold(null)}
          />
          <Show when={differs()}>
            <span
              class="lab-was"
              style={{ "--part": partOf(props.before, props.min, props.max) }}
              aria-hidden="true"
              data-tip={`In force: ${numberText(props.before)}`}
            />
          </Show>
        </div>
        <input
          type="number"
          inputmode="decimal"
          aria-label={`${props.label}, typed`}
          class={`${fieldClass} lab-number`}
          min={props.min}
          max={props.most ?? props.max}
          step={props.fine ?? props.step ?? 1}
          value={props.value}
          readOnly={lab.frozen() !== undefined}
          onChange={(event) => typed(event.currentTarget)}
        />
      </div>
    </HeldFrame>
  );
};
