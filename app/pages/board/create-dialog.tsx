/** The dialog that makes a contact. [BD12] */
import { createEffect, createSignal, type JSX, on, Show } from "solid-js";
import { type Stage, type Status, stageLabels, stages, statusLabels, statuses } from "../../../domain/funnel.ts";
import { Problem } from "../../../domain/problem.ts";
import { createForm, sentenceOf } from "../../form.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { SelectField, TextArea, TextField } from "../../parts/field.tsx";
import { FormError } from "../../parts/form-error.tsx";
import { useBoard } from "./board-scope.ts";
import { faultOf, type TextFieldName, valueOf } from "./check.ts";

const typed: readonly TextFieldName[] = ["name", "email", "phone", "company", "notes"];

const CreateForm = (props: { stage: Stage; id: string; onDone: (id: string) => void }): JSX.Element => {
  const board = useBoard();
  const [status, setStatus] = createSignal<Status>("lead");
  const [stage, setStage] = createSignal<Stage>("needs_outreach");
  createEffect(() => setStage(props.stage));
  const form = createForm({
    start: { name: "", email: "", phone: "", company: "", notes: "" },
    check: (values) => Object.fromEntries(typed.map((field) => [field, faultOf(field, values[field])])),
    send: (values) => {
      const made = board.acts.create({
        name: values.name.trim(),
        email: values.email.trim(),
        phone: valueOf("phone", values.phone),
        company: valueOf("company", values.company),
        status: status(),
        funnel_stage: stage(),
        notes: values.notes.trim(),
      });
      if (made instanceof Problem) return Promise.reject(made);
      props.onDone(made);
      return Promise.resolve();
    },
  });
  return (
    <form id={props.id} class="grid gap-4 pt-1 sm:grid-cols-2" novalidate onSubmit={form.submit}>
      <div class="sm:col-span-2 empty:hidden">
        <FormError message={sentenceOf(form.problem())} />
      </div>
      <TextField
        {...form.field("name")}
        label="Name"
        autocomplete="off"
        autofocus
        required
        dir="auto"
        class="sm:col-span-2"
      />
      <TextField {...form.field("email")} label="E-mail" type="email" autocomplete="off" required />
      <TextField {...form.field("phone")} label="Phone" type="tel" autocomplete="off" />
      <TextField {...form.field("company")} label="Company" autocomplete="off" dir="auto" class="sm:col-span-2" />
      <SelectField
        label="Status"
        value={status()}
        options={statuses.map((value) => ({ value, label: statusLabels[value] }))}
        onChange={setStatus}
      />
      <SelectField
        label="Stage"
        value={stage()}
        options={stages.map((value) => ({ value, label: stageLabels[value] }))}
        onChange={setStage}
      />
      <TextArea {...form.field("notes")} label="First note" dir="auto" class="sm:col-span-2" />
    </form>
  );
};

export const CreateDialog = (props: { stage: Stage | null; onClose: () => void }): JSX.Element => {
  const board = useBoard();
  const [id] = createSignal("create-contact");
  // Closing plays while the content still stands: it keeps the stage it was opened for.
  const [stage, setStage] = createSignal<Stage>("needs_outreach");
  createEffect(
    on(
      () => props.stage,
      (given) => given && setStage(given),
    ),
  );
  return (
    <Dialog
      open={props.stage !== null}
      onClose={() => props.onClose()}
      title="New contact"
      foot={
        <>
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button look="solid" type="submit" form={id()}>
            Add contact
          </Button>
        </>
      }
    >
      <Show when={props.stage !== null}>
        <CreateForm
          stage={stage()}
          id={id()}
          onDone={(made) => {
            props.onClose();
            queueMicrotask(() => board.cursor.focus(made));
          }}
        />
      </Show>
    </Dialog>
  );
};
