/** The point under the pointer or the keys: when, how much, why; and its note. [KB18] */
import NotebookPen from "lucide-solid/icons/notebook-pen";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { type JSX, onMount, Show, untrack } from "solid-js";
import type { Kpi } from "../../../../domain/kpi.ts";
import { percentageComplete } from "../../../../domain/kpi-arithmetic.ts";
import { Button } from "../../../parts/button.tsx";
import { TextArea } from "../../../parts/field.tsx";
import { showToast } from "../../../parts/toast.tsx";
import { exactTime } from "../../../relative-time.ts";
import { readDraft, writeDraft } from "../../board/draft.ts";
import { useKpis } from "../kpi-scope.ts";
import { amountText, differenceText, percentText } from "../numbers.ts";
import { refusal } from "../words.ts";
import type { PastPoint } from "./points.ts";

const vias: Record<string, string> = {
  import: "imported",
  snapshot: "kept at the end of the day",
  source: "from its source",
  round: "in a check-in",
  webhook: "by a webhook",
};

interface NoteFormProps {
  /** What it begins with. */
  text: string;
  onText: (text: string) => void;
  onSave: (text: string) => void;
  /** Escape: what was typed is kept. */
  onLeave: () => void;
  onCancel: () => void;
}

const NoteForm = (props: NoteFormProps): JSX.Element => {
  let area: HTMLTextAreaElement | undefined;
  onMount(() => area?.focus());
  return (
    <form
      class="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        props.onSave(area?.value ?? "");
      }}
    >
      <TextArea
        label="Note on this value"
        quiet
        maxLength={500}
        dir="auto"
        placeholder="What happened?"
        ref={(element) => (area = element)}
        value={untrack(() => props.text)}
        onInput={(event) => props.onText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") {
            event.stopPropagation();
            props.onLeave();
          } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            props.onSave(event.currentTarget.value);
          }
        }}
      />
      <div class="flex justify-end gap-2">
        <Button class="h-7! text-xs" onClick={() => props.onCancel()}>
          Cancel
        </Button>
        <Button look="solid" type="submit" class="h-7! text-xs">
          Save the note
        </Button>
      </div>
    </form>
  );
};

export interface ReadoutProps {
  kpi: Kpi;
  time: number;
  value: number;
  target: number;
  before: number | undefined;
  /** Undefined until it has come. */
  point: PastPoint | undefined;
  unusual: string | undefined;
  writing: boolean;
  onWriting: (begins: boolean) => void;
  onNoted: (point: PastPoint, note: string) => void;
}

export const Readout = (props: ReadoutProps): JSX.Element => {
  const page = useKpis();
  let button: HTMLButtonElement | undefined;
  /** What is being written outlives a reload, under its point. */
  const draft = () => readDraft(page.live.circle, props.point?.id ?? "");
  const keep = (text: string): void => writeDraft(page.live.circle, props.point?.id ?? "", text);
  const reason = (): string | undefined => {
    const { point } = props;
    if (point)
      return point.waits ? "A note can be written once this value has been sent." : page.live.reason("kpi.record");
    return page.live.state() === "live"
      ? "What belongs to this value is still on its way."
      : "Notes need a connection.";
  };
  const done = (): void => {
    props.onWriting(false);
    queueMicrotask(() => button?.focus());
  };
  const who = () => {
    const { by } = props.point ?? {};
    return by ? Object.values(page.live.people).find((person) => person.user === by)?.name : undefined;
  };
  const save = (text: string): void => {
    const { point } = props;
    if (!point) return;
    const note = text.trim();
    const refused = page.acts.annotate(props.kpi.id, point.id, note);
    if (refused) return void showToast({ text: refusal("kpi.annotate", refused.body()), tone: "bad" });
    keep("");
    props.onNoted(point, note);
    return done();
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
        {(words) => (
          <p class="flex items-center gap-1.5 text-watch-text">
            <TriangleAlert size={13} aria-hidden="true" />
            Unusual. {words()}
          </p>
        )}
      </Show>
      <Show
        when={props.writing && !reason() && props.point}
        fallback={
          <div class="flex min-w-0 items-start gap-2">
            <p
              dir="auto"
              class={`min-w-0 flex-1 py-1 whitespace-pre-wrap ${props.point?.note ? "text-ink" : "text-faint"}`}
            >
              {props.point?.note ?? "No note on this value."}
            </p>
            <Button
              ref={(element) => (button = element)}
              look="ghost"
              icon={NotebookPen}
              class="h-7! text-xs"
              reason={reason()}
              onClick={() => props.onWriting(true)}
            >
              {draft() ? "Finish the note" : props.point?.note ? "Change the note" : "Write a note"}
            </Button>
          </div>
        }
      >
        {(point) => (
          <NoteForm
            text={draft() || (point().note ?? "")}
            onText={(text) => keep(text === point().note ? "" : text)}
            onSave={save}
            onLeave={done}
            onCancel={() => {
              keep("");
              done();
            }}
          />
        )}
      </Show>
    </div>
  );
};
