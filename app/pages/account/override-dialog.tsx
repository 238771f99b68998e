/** The dialog in which a person's word is put in place of the formula's: what, why, until when; the computed score beside it. [AP3] [C12] */
import { createSignal, type JSX, Show } from "solid-js";
import { type Bucket, buckets } from "../../../domain/health.ts";
import { bucketLabels, scoreText } from "../../../domain/health-words.ts";
import { dateAfter } from "../../../domain/days.ts";
import { createForm, sentenceOf } from "../../form.ts";
import { Button } from "../../parts/button.tsx";
import { Choice } from "../../parts/choice.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { SelectField, TextArea, TextField } from "../../parts/field.tsx";
import { FormError } from "../../parts/form-error.tsx";
import { BucketShape } from "../../parts/health-badge.tsx";
import { useAccount } from "./account-scope.ts";

const lengths = {
  "7": "For a week",
  "30": "For 30 days",
  "90": "For 90 days",
  date: "Until a date…",
  open: "Until somebody removes it",
};
type Length = keyof typeof lengths;

const OverrideForm = (props: { id: string; onDone: () => void }): JSX.Element => {
  const page = useAccount();
  const said = page.account().health_source === "override" ? page.account().override : null;
  const [bucket, setBucket] = createSignal<Bucket>(
    said?.bucket ?? (page.account().health_bucket === "healthy" ? "at_risk" : "healthy"),
  );
  const [length, setLength] = createSignal<Length>(said ? (said.until === null ? "open" : "date") : "30");
  const until = (date: string): string | null => {
    if (length() === "open") return null;
    return length() === "date" ? date : dateAfter(page.today(), Number(length()));
  };
  const form = createForm({
    start: {
      reason: said?.reason ?? "",
      date: said?.until ? new Date(said.until).toISOString().slice(0, 10) : "",
    },
    check: ({ reason, date }) => ({
      ...(reason.trim() === "" ? { reason: "Say why, for whoever reads it next." } : {}),
      ...(length() === "date" && date <= page.today() ? { date: "A date in the future." } : {}),
    }),
    send: async ({ reason, date }) => {
      await page.acts.override(page.account(), {
        health_score: bucket(),
        health_reason: reason.trim(),
        health_until: until(date),
      });
      props.onDone();
    },
    explain: ({ parts }) => ({
      reason: parts.errors?.["health_reason"] ?? [],
      date: parts.errors?.["health_until"] ?? [],
      ...parts.errors,
    }),
  });
  return (
    <form id={props.id} class="flex flex-col gap-4 pt-1" novalidate onSubmit={form.submit}>
      <FormError message={sentenceOf(form.problem())} />
      <p class="text-soft">
        The formula says{" "}
        <span class="font-medium text-ink">
          {page.account().computed_value === null ? "nothing yet" : scoreText(page.account().computed_value, 1)}
        </span>
        . It goes on computing, and both are shown and kept in the history.
      </p>
      <div class="flex flex-col gap-1.5">
        <span class="text-xs font-medium text-soft" aria-hidden="true">
          What you say
        </span>
        <Choice
          label="What you say"
          value={bucket()}
          options={buckets.map((value) => ({
            value,
            label: bucketLabels[value],
            icon: <BucketShape bucket={value} />,
          }))}
          onChange={setBucket}
        />
      </div>
      <TextArea {...form.field("reason")} label="Why" dir="auto" autofocus required maxlength={500} />
      <div class="grid gap-4 sm:grid-cols-2">
        <SelectField
          label="How long"
          value={length()}
          options={(Object.keys(lengths) as Length[]).map((value) => ({ value, label: lengths[value] }))}
          onChange={setLength}
        />
        <Show when={length() === "date"}>
          <TextField {...form.field("date")} label="Until" type="date" min={dateAfter(page.today(), 1)} />
        </Show>
      </div>
    </form>
  );
};

export const OverrideDialog = (props: { open: boolean; onClose: () => void }): JSX.Element => {
  const page = useAccount();
  const overridden = () => page.account().health_source === "override";
  return (
    <Dialog
      open={props.open}
      onClose={() => props.onClose()}
      title={`Health of ${page.account().name}`}
      foot={
        <>
          <Show when={overridden()}>
            <Button
              look="ghost"
              class="me-auto"
              onClick={() => {
                props.onClose();
                void page.acts.override(page.account(), { health_score: null }).catch(page.acts.complain);
              }}
            >
              Remove the override
            </Button>
          </Show>
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button look="solid" type="submit" form="override-health">
            Override
          </Button>
        </>
      }
    >
      <Show when={props.open}>
        <OverrideForm id="override-health" onDone={() => props.onClose()} />
      </Show>
    </Dialog>
  );
};
