/** Deleting the circle, after typing its name. */
import { useNavigate } from "@solidjs/router";
import { createSignal, type JSX } from "solid-js";
import { useCircle } from "../../circle-scope.tsx";
import { deleteCircle } from "../../circles.ts";
import { createForm, sentenceOf } from "../../form.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { TextField } from "../../parts/field.tsx";
import { FormError } from "../../parts/form-error.tsx";
import { showToast } from "../../parts/toast.tsx";
import { Section } from "../../shell/page-header.tsx";

const DeleteForm = (props: { onClose: () => void }): JSX.Element => {
  const circle = useCircle();
  const navigate = useNavigate();
  const name = circle.name();
  const form = createForm({
    start: { name: "" },
    check: (values) => (values.name === name ? {} : { name: `Type ${name}, exactly as written.` }),
    send: async (values) => {
      await deleteCircle(circle.id(), values.name);
      showToast({ text: `${name} is deleted.` });
      navigate("/dashboard", { replace: true });
    },
  });
  return (
    <form class="flex flex-col gap-4" novalidate onSubmit={form.submit}>
      <FormError message={sentenceOf(form.problem())} />
      <p class="text-soft">
        All contacts, notes and history of <strong class="font-semibold text-ink">{name}</strong> go, for everybody, at
        once. There is no way back.
      </p>
      <TextField {...form.field("name")} label={`Type “${name}” to go on`} autocomplete="off" autofocus />
      <div class="flex justify-end gap-2">
        <Button onClick={() => props.onClose()}>Cancel</Button>
        <Button type="submit" look="danger" busy={form.busy()}>
          Delete the circle
        </Button>
      </div>
    </form>
  );
};

export const Danger = (): JSX.Element => {
  const circle = useCircle();
  const [open, setOpen] = createSignal(false);
  return (
    <Section title="Delete this circle" id="delete" danger>
      <div class="flex flex-wrap items-center justify-between gap-4 p-4">
        <p class="max-w-[60ch] text-soft">Removes the circle and everything in it, for all members.</p>
        <Button look="danger" reason={circle.reason("circle.delete")} onClick={() => setOpen(true)}>
          Delete…
        </Button>
      </div>
      <Dialog open={open()} onClose={() => setOpen(false)} title={`Delete ${circle.name()}?`}>
        <DeleteForm onClose={() => setOpen(false)} />
      </Dialog>
    </Section>
  );
};
