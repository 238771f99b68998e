/** The dialog that makes a KPI or edits one. [KB13] */
import { batch, createEffect, createSignal, type JSX, on, Show } from "solid-js";
import type { Kpi } from "../../../domain/kpi.ts";
import {
  type Direction,
  directions,
  type KpiSource,
  sourceHint,
  sourceLabel,
  sources,
  type Unit,
  unitSigns,
  units,
} from "../../../domain/kpi-words.ts";
import { Problem } from "../../../domain/problem.ts";
import { createForm, sentenceOf } from "../../form.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { SelectField, TextField } from "../../parts/field.tsx";
import { FormError } from "../../parts/form-error.tsx";
import { changesOf, faultsOf, newKpiOf, startValues } from "./kpi-form.ts";
import { useKpis } from "./kpi-scope.ts";

const unitLabels: Record<Unit, string> = {
  none: "Plain number",
  currency: "Money",
  percentage: "Percentage",
  hours: "Hours",
  days: "Days",
};
const directionLabels: Record<Direction, string> = {
  higher: "Higher is better",
  lower: "Lower is better",
  between: "Keep between two values",
};
const formId = "kpi-form";

const KpiForm = (props: { kpi: Kpi | undefined; onDone: (id: string) => void }): JSX.Element => {
  const page = useKpis();
  // The dialog is built for one KPI and edits what it found.
  // eslint-disable-next-line solid/reactivity -- see above
  const kpi = props.kpi;
  const [unit, setUnit] = createSignal<Unit>(kpi?.unit ?? "none");
  const [direction, setDirection] = createSignal<Direction>(kpi?.direction ?? "higher");
  const [source, setSource] = createSignal<KpiSource | null>(kpi?.source ?? null);
  const choices = () => ({ unit: unit(), direction: direction(), source: source() });
  const locked = () => (kpi && page.live.settings().lock_targets ? page.live.reason("kpi.edit_targets") : undefined);
  const start = startValues(kpi);
  const form = createForm({
    start,
    check: (values) => faultsOf(values, choices()),
    send: (values) => {
      const done = kpi
        ? page.acts.save(kpi.id, changesOf(kpi, values, choices()))
        : page.acts.create(newKpiOf(values, choices()));
      if (done instanceof Problem) return Promise.reject(done);
      props.onDone(typeof done === "string" ? done : (kpi?.id ?? ""));
      return Promise.resolve();
    },
  });
  const choose = (value: KpiSource | "typed"): void =>
    batch(() => {
      setSource(value === "typed" ? null : value);
      if (kpi || value === "typed") return;
      const hint = sourceHint(value);
      setUnit(hint.unit);
      setDirection(hint.direction);
    });
  return (
    <form id={formId} class="grid grid-cols-2 gap-4 pt-1" novalidate onSubmit={form.submit}>
      <div class="col-span-2 empty:hidden">
        <FormError message={sentenceOf(form.problem())} />
      </div>
      <Show when={locked()}>
        {(why) => (
          <p class="col-span-2 rounded-control bg-info-soft px-3 py-2 text-xs text-info-text">
            Targets are locked here. {why()}
          </p>
        )}
      </Show>
      <TextField
        {...form.field("name")}
        label="Name"
        autocomplete="off"
        autofocus
        required
        dir="auto"
        readOnly={locked() !== undefined}
        class="col-span-2"
      />
      <SelectField
        label="Value comes from"
        value={source() ?? "typed"}
        options={[
          { value: "typed", label: "People type it" },
          ...sources.map((one) => ({ value: one, label: sourceLabel(one) })),
        ]}
        onChange={choose}
        class="col-span-2"
        hint={source() ? "It updates itself and cannot be typed." : undefined}
      />
      <Show when={source() === null}>
        <TextField
          {...form.field("current_value")}
          label="Current value"
          inputmode="decimal"
          autocomplete="off"
          required
        />
      </Show>
      <TextField
        {...form.field("target")}
        label="Target"
        inputmode="decimal"
        autocomplete="off"
        required
        readOnly={locked() !== undefined}
      />
      <SelectField
        label="Unit"
        value={unit()}
        disabled={locked() !== undefined}
        options={units.map((value) => ({
          value,
          label: `${unitLabels[value]}${unitSigns[value] === "" ? "" : ` (${unitSigns[value]})`}`,
        }))}
        onChange={setUnit}
      />
      <SelectField
        label="Direction"
        value={direction()}
        options={directions.map((value) => ({ value, label: directionLabels[value] }))}
        onChange={setDirection}
      />
      <Show when={direction() === "between"}>
        <TextField {...form.field("floor")} label="Not below" inputmode="decimal" autocomplete="off" />
        <TextField {...form.field("ceiling")} label="Not above" inputmode="decimal" autocomplete="off" />
      </Show>
      <details class="col-span-2 rounded-panel border border-line" open={start.due_on !== ""}>
        <summary class="px-3 py-2 text-xs font-medium text-soft">Pace: where it would stand on a due day</summary>
        <div class="grid grid-cols-3 gap-3 px-3 pb-3 max-sm:grid-cols-1">
          <TextField {...form.field("baseline")} label="Baseline" inputmode="decimal" autocomplete="off" />
          <TextField {...form.field("starts_on")} label="Start" type="date" />
          <TextField {...form.field("due_on")} label="Due" type="date" />
        </div>
      </details>
    </form>
  );
};

/** `asked` is the id of the KPI to edit, `new`, or null for closed. */
export const KpiDialog = (props: {
  asked: string | null;
  onClose: () => void;
  onMade: (id: string) => void;
}): JSX.Element => {
  const page = useKpis();
  const [shown, setShown] = createSignal("new");
  // Closing plays while the content still stands.
  createEffect(
    on(
      () => props.asked,
      (asked) => asked !== null && setShown(asked),
    ),
  );
  const isNew = () => shown() === "new";
  return (
    <Dialog
      open={props.asked !== null}
      onClose={() => props.onClose()}
      title={isNew() ? "New KPI" : "Edit KPI"}
      foot={
        <>
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button look="solid" type="submit" form={formId}>
            {isNew() ? "Create KPI" : "Save"}
          </Button>
        </>
      }
    >
      <Show when={props.asked} keyed>
        {(asked) => (
          <KpiForm
            kpi={asked === "new" ? undefined : page.live.kpi(asked)}
            onDone={(id) => {
              props.onClose();
              if (asked === "new") props.onMade(id);
            }}
          />
        )}
      </Show>
    </Dialog>
  );
};
