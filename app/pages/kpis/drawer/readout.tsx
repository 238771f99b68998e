/** The point under the pointer or the keys: when, how much, why; and its note. [KB18] */
import NotebookPen from "lucide-solid/icons/notebook-pen";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { createEffect, createSignal, type JSX, on, Show } from "solid-js";
import type { Kpi } from "../../../../domain/kpi.ts";
import { percentageComplete } from "../../../../domain/kpi-arithmetic.ts";
import { Button } from "../../../parts/button.tsx";
import { TextArea } from "../../../parts/field.tsx";
import { showToast } from "../../../parts/toast.tsx";
import { exactTime } from "../../../relative-time.ts";
import { useKpis } from "../kpi-scope.ts";
import { amountText, differenceText, percentText } from "../numbers.ts";
import { refusal } from "../words.ts";
import type { PastPoint } from "./past.ts";

const vias: Record<string, string> = {
  import: "imported",
  snapshot: "kept at the end of the day",
  source: "from its source",
  round: "in a check-in",
};

export interface ReadoutProps {
  kpi: Kpi;
  time: number;
  value: number;
  target: number;
  before: number | undefined;
  point: PastPoint | undefined;
  unusual: string | undefined;
  onNoted: (note: string) => void;
}

export const Readout = (props: ReadoutProps): JSX.Element => {
  const page = useKpis();
  const [writing, setWriting] = createSignal(false);
  const [text, setText] = createSignal("");
  createEffect(
    on(
      () => props.time,
      () => setWriting(false),
    ),
  );
  const who = () => {
    const { by } = props.point ?? {};
    return by ? Object.values(page.live.people).find((person) => person.user === by)?.name : undefined;
  };
  const save = (): void => {
    const { point } = props;
    if (!point) return;
    const note = text().trim();
    const refused = page.acts.annotate(props.kpi.id, point.id, note);
    if (refused) return void showToast({ text: refusal("kpi.annotate", refused.body()), tone: "bad" });
    props.onNoted(note);
    setWriting(false);
    return undefined;
  };
  return (
    <div class="flex min-h-16 flex-col gap-1.5 rounded-panel bg-well px-3 py-2.5 text-xs">
      <p class="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 text-soft" data-numbers>
        <span class="text-sm font-semibold text-ink">{amountText(props.value, props.kpi.unit)}</span>
        <Show when={props.before !== undefined}>
          <span>{differenceText(props.value - (props.before ?? 0), props.kpi.unit)}</span>
        </Show>
        <span>
          {percentText(percentageComplete(props.value, props.target))} of {amountText(props.target, props.kpi.unit)}
        </span>
        <span class="ms-auto text-faint">
          {exactTime(props.time)}
          <Show when={who()}>{(name) => `, ${name()}`}</Show>
          <Show when={vias[props.point?.via ?? ""]}>{(via) => `, ${via()}`}</Show>
        </span>
      </p>
      <Show when={props.unusual}>
        {(reason) => (
          <p class="flex items-center gap-1.5 text-watch-text">
            <TriangleAlert size={13} aria-hidden="true" />
            Unusual. {reason()}
          </p>
        )}
      </Show>
      <Show
        when={writing()}
        fallback={
          <div class="flex min-w-0 items-start gap-2">
            <p
              dir="auto"
              class={`min-w-0 flex-1 py-1 whitespace-pre-wrap ${props.point?.note ? "text-ink" : "text-faint"}`}
            >
              {props.point?.note ?? "No note on this value."}
            </p>
            <Button
              look="ghost"
              icon={NotebookPen}
              class="h-7! text-xs"
              reason={
                props.point
                  ? page.live.reason("kpi.record")
                  : "Notes can be written on the newest 200 values, once they have come."
              }
              onClick={() => {
                setText(props.point?.note ?? "");
                setWriting(true);
              }}
            >
              {props.point?.note ? "Change the note" : "Write a note"}
            </Button>
          </div>
        }
      >
        <form
          class="flex flex-col gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <TextArea
            label="Note on this value"
            quiet
            maxLength={2000}
            dir="auto"
            placeholder="What happened?"
            ref={(element) => queueMicrotask(() => element.focus())}
            value={text()}
            onInput={(event) => setText(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === "Escape") {
                event.stopPropagation();
                setWriting(false);
              } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
                event.preventDefault();
                save();
              }
            }}
          />
          <div class="flex justify-end gap-2">
            <Button class="h-7! text-xs" onClick={() => setWriting(false)}>
              Cancel
            </Button>
            <Button look="solid" type="submit" class="h-7! text-xs">
              Save the note
            </Button>
          </div>
        </form>
      </Show>
    </div>
  );
};
