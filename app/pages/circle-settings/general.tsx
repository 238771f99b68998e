/** The circle's name. */
import type { JSX } from "solid-js";
import { useCircle } from "../../circle-scope.tsx";
import { renameCircle } from "../../circles.ts";
import { createForm, sentenceOf } from "../../form.ts";
import { Button } from "../../parts/button.tsx";
import { TextField } from "../../parts/field.tsx";
import { FormError } from "../../parts/form-error.tsx";
import { showToast } from "../../parts/toast.tsx";
import { Section } from "../../shell/page-header.tsx";

export const General = (): JSX.Element => {
  const circle = useCircle();
  const form = createForm({
    start: { name: circle.name() },
    check: (values) => (values.name.trim() === "" ? { name: "A circle needs a name." } : {}),
    send: async (values) => {
      await renameCircle(circle.id(), values.name.trim());
      showToast({ text: "Renamed for everybody.", tone: "good" });
    },
  });
  const unchanged = () => (form.values().name.trim() === circle.name() ? "Nothing has changed." : undefined);
  return (
    <Section title="Name" id="name">
      <form class="flex flex-col gap-3 p-4" novalidate onSubmit={form.submit}>
        <FormError message={sentenceOf(form.problem())} />
        <div class="flex items-start gap-2">
          <TextField
            {...form.field("name")}
            class="flex-1"
            label="Name of the circle"
            quiet
            autocomplete="off"
            maxlength={100}
            readonly={!circle.may("circle.edit")}
            hint={circle.reason("circle.edit")}
          />
          <Button type="submit" busy={form.busy()} reason={circle.reason("circle.edit") ?? unchanged()}>
            Rename
          </Button>
        </div>
      </form>
    </Section>
  );
};
