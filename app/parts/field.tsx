/** Form fields: label above, hint or error beside, never colour alone. */
import CircleAlert from "lucide-solid/icons/circle-alert";
import { createUniqueId, For, type JSX, Show, splitProps } from "solid-js";

export const fieldClass =
  "w-full min-w-0 rounded-control border border-control bg-surface px-2.5 text-(length:--field-text) text-ink transition-colors " +
  "hover:border-faint focus-visible:border-focus focus-visible:outline-1 focus-visible:outline-offset-0 " +
  "aria-invalid:border-bad disabled:bg-well disabled:text-faint";

/** Not for a select: to CSS every one of them is read-only. */
const fixed = "read-only:bg-well read-only:text-soft";

interface Frame {
  label: string;
  /** Stands under the field until an error takes its place. */
  hint?: JSX.Element;
  /** What is wrong, in the server's or the form's words. */
  errors?: readonly string[] | undefined;
  /** Hides the label from eyes, never from screen readers. */
  quiet?: boolean;
  class?: string;
}

const Framed = (props: Frame & { id: string; children: JSX.Element }): JSX.Element => (
  <div class={`flex flex-col gap-1.5 ${props.class ?? ""}`}>
    <label for={props.id} class={props.quiet ? "sr-only" : "text-xs font-medium text-soft"}>
      {props.label}
    </label>
    {props.children}
    <div id={`${props.id}-about`} aria-live="polite" class="empty:hidden">
      <Show when={props.errors?.length} fallback={props.hint && <p class="text-xs text-faint">{props.hint}</p>}>
        <For each={props.errors}>
          {(error) => (
            <p class="flex gap-1 text-xs text-bad-text">
              <CircleAlert size={13} class="mt-px" />
              {error}
            </p>
          )}
        </For>
      </Show>
    </div>
  </div>
);

const frameNames = ["label", "hint", "errors", "quiet", "class"] as const;

const describe = (id: string, frame: Frame) => ({
  id,
  "aria-describedby": `${id}-about`,
  get "aria-invalid"() {
    return frame.errors?.length ? ("true" as const) : undefined;
  },
});

export interface TextFieldProps extends Frame, Omit<JSX.InputHTMLAttributes<HTMLInputElement>, "class" | "id"> {
  /** Stands inside the field, at its end, such as a button that shows the password. */
  end?: JSX.Element;
}

export const TextField = (props: TextFieldProps): JSX.Element => {
  const [frame, own, rest] = splitProps(props, frameNames, ["end"]);
  const id = createUniqueId();
  return (
    <Framed {...frame} id={id}>
      <div class="relative">
        <input
          type="text"
          {...rest}
          {...describe(id, frame)}
          class={`${fieldClass} ${fixed} h-(--control) ${own.end ? "pe-9" : ""}`}
        />
        <Show when={own.end}>
          <div class="absolute inset-y-0 end-0 flex items-center pe-1">{own.end}</div>
        </Show>
      </div>
    </Framed>
  );
};

export interface TextAreaProps extends Frame, Omit<JSX.TextareaHTMLAttributes<HTMLTextAreaElement>, "class" | "id"> {}

/** Grows with its text. */
export const TextArea = (props: TextAreaProps): JSX.Element => {
  const [frame, rest] = splitProps(props, frameNames);
  const id = createUniqueId();
  return (
    <Framed {...frame} id={id}>
      <textarea
        {...rest}
        {...describe(id, frame)}
        class={`${fieldClass} ${fixed} field-sizing-content max-h-80 min-h-16 py-1.5 leading-relaxed`}
      />
    </Framed>
  );
};

export interface SelectFieldProps<Value extends string>
  extends Frame, Omit<JSX.SelectHTMLAttributes<HTMLSelectElement>, "class" | "id" | "onChange" | "value"> {
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
}

/** The system's own list of choices. */
export const SelectField = <Value extends string>(props: SelectFieldProps<Value>): JSX.Element => {
  const [frame, own, rest] = splitProps(props, frameNames, ["options", "value", "onChange"]);
  const id = createUniqueId();
  return (
    <Framed {...frame} id={id}>
      <select
        {...rest}
        {...describe(id, frame)}
        class={`${fieldClass} h-(--control)`}
        onChange={(event) => own.onChange(event.currentTarget.value as Value)}
      >
        <For each={own.options}>
          {(option) => (
            <option value={option.value} selected={option.value === own.value}>
              {option.label}
            </option>
          )}
        </For>
      </select>
    </Framed>
  );
};
