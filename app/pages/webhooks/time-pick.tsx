/** The inspector's filter by time: a span up to now, or between two instants. [WP2] */
import { type JSX, Show } from "solid-js";
import { fieldClass, SelectField } from "../../parts/field.tsx";
import { type DeliveryFilter, type Span, spanLabels, spans } from "./filter.ts";
import { fieldTime, instantOf } from "./local-time.ts";

type Time = Pick<DeliveryFilter, "span" | "from" | "until">;

const Instant = (props: {
  label: string;
  value: string | null;
  onChange: (instant: string | null) => void;
}): JSX.Element => (
  <input
    type="datetime-local"
    aria-label={props.label}
    data-tip={props.label}
    class={`${fieldClass} wh-instant h-(--control) border-line`}
    value={props.value === null ? "" : fieldTime(Date.parse(props.value))}
    onChange={(event) => props.onChange(instantOf(event.currentTarget.value) ?? null)}
  />
);

export const TimePick = (props: Time & { onChange: (time: Time) => void }): JSX.Element => {
  const between = () => props.from !== null || props.until !== null;
  const choose = (value: Span | "between" | ""): void => {
    const from = value === "between" ? new Date(Date.now() - spans.hour).toISOString() : null;
    props.onChange({ span: value === "" || value === "between" ? null : value, from, until: null });
  };
  return (
    <>
      <SelectField
        quiet
        class={`wh-pick ${props.span === null && !between() ? "" : "wh-picked"}`}
        label="Time"
        value={between() ? "between" : (props.span ?? "")}
        options={[
          { value: "", label: "Any time" },
          ...(Object.keys(spans) as Span[]).map((value) => ({ value, label: spanLabels[value] })),
          { value: "between" as const, label: "Between…" },
        ]}
        onChange={choose}
      />
      <Show when={between()}>
        <Instant
          label="Received from"
          value={props.from}
          onChange={(from) => props.onChange({ span: null, from, until: props.until })}
        />
        <Instant
          label="Received until"
          value={props.until}
          onChange={(until) => props.onChange({ span: null, from: props.from, until })}
        />
      </Show>
    </>
  );
};
