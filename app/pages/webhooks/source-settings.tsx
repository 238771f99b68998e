/** What is set on a source: its name, what happens to unknown accounts, features, stages, how it signs. [WP7] */
import { createEffect, createSignal, type JSX, on, Show } from "solid-js";
import { stageLabels, stages } from "../../../domain/funnel.ts";
import { api } from "../../api.ts";
import { createForm, sentenceOf } from "../../form.ts";
import { Button } from "../../parts/button.tsx";
import { Choice } from "../../parts/choice.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { TextArea, TextField } from "../../parts/field.tsx";
import { FormError } from "../../parts/form-error.tsx";
import { showToast } from "../../parts/toast.tsx";
import type { Signature, Source } from "./resources.ts";
import { SignatureFields } from "./signature-fields.tsx";
import { readStages, writeStages } from "./stage-lines.ts";
import { useWebhooks } from "./webhooks-scope.ts";

/** Sources whose events name features. */
const withFeatures = new Set(["standard", "segment", "mixpanel", "amplitude", "posthog", "github", "custom"]);
const withStages = new Set(["hubspot", "salesforce"]);

export const SourceSettings = (props: { source: Source | null; onClose: () => void }): JSX.Element => (
  <Dialog
    open={props.source !== null}
    onClose={() => props.onClose()}
    title={`Settings of ${props.source?.name ?? ""}`}
  >
    <Show when={props.source?.id} keyed>
      <Show when={props.source}>{(source) => <Settings source={source()} onClose={() => props.onClose()} />}</Show>
    </Show>
  </Dialog>
);

const Settings = (props: { source: Source; onClose: () => void }): JSX.Element => {
  const page = useWebhooks();
  const [unknown, setUnknown] = createSignal<"hold" | "create">("hold");
  const [signature, setSignature] = createSignal<Signature>({ scheme: "standard", header: "", timestamp_header: null });
  const form = createForm({
    start: { name: "", features: "", stages: "" },
    check: (values) => {
      const read = readStages(values.stages);
      return {
        ...(values.name.trim() === "" ? { name: "Say what it is." } : {}),
        ...("wrong" in read ? { stages: read.wrong } : {}),
      };
    },
    send: async (values) => {
      const read = readStages(values.stages);
      await api.patch(`/api/webhooks/sources/${props.source.id}`, {
        name: values.name.trim(),
        settings: {
          unknown_accounts: unknown(),
          features: values.features
            .split("\n")
            .map((line) => line.trim())
            .filter((line) => line !== ""),
          ...("stages" in read ? { stages: read.stages } : {}),
          ...(props.source.kind === "custom" ? { signature: signature() } : {}),
        },
      });
      page.sources.refetch();
      props.onClose();
      showToast({ text: "Saved.", tone: "good" });
    },
  });
  createEffect(
    on(
      () => props.source.id,
      () => {
        const { name, settings } = props.source;
        form.set("name", name);
        form.set("features", settings.features.join("\n"));
        form.set("stages", writeStages(settings.stages));
        setUnknown(settings.unknown_accounts);
        setSignature({ ...settings.signature });
      },
    ),
  );
  return (
    <form class="flex flex-col gap-4" novalidate onSubmit={form.submit}>
      <FormError message={sentenceOf(form.problem())} />
      <TextField {...form.field("name")} label="Name" autocomplete="off" maxlength={120} autofocus />
      <div class="flex flex-col items-start gap-1.5">
        <span class="text-xs font-medium text-soft">An account that nobody here knows</span>
        <Choice
          label="An account that nobody here knows"
          value={unknown()}
          options={[
            { value: "hold", label: "Hold for review" },
            { value: "create", label: "Make it" },
          ]}
          onChange={setUnknown}
        />
      </div>
      <Show when={withFeatures.has(props.source.kind)}>
        <TextArea
          {...form.field("features")}
          label="Features that adoption is counted over"
          hint="One a line. Empty: all that were ever seen."
        />
      </Show>
      <Show when={withStages.has(props.source.kind)}>
        <TextArea
          {...form.field("stages")}
          label="Their stages in ours"
          hint={`One a line, such as “appointmentscheduled = ${stages[1]}”. Ours: ${stages.map((stage) => stageLabels[stage]).join(", ")}.`}
        />
      </Show>
      <Show when={props.source.kind === "custom"}>
        <SignatureFields value={signature()} onChange={setSignature} />
      </Show>
      <div class="flex justify-end gap-2">
        <Button onClick={() => props.onClose()}>Cancel</Button>
        <Button type="submit" look="solid" busy={form.busy()}>
          Save
        </Button>
      </div>
    </form>
  );
};
