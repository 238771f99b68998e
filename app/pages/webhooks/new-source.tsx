/** A new source: first which kind, then its name and secret. [WP7] */
import ChevronLeft from "lucide-solid/icons/chevron-left";
import { createEffect, createSignal, For, type JSX, on, Show } from "solid-js";
import { type SourceKind, sourceKinds, sourceLabels } from "../../../domain/webhook-words.ts";
import { api } from "../../api.ts";
import { createForm, sentenceOf } from "../../form.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { TextField } from "../../parts/field.tsx";
import { FormError } from "../../parts/form-error.tsx";
import { secretComesAfter } from "./setup-steps.ts";
import type { Signature, Source } from "./resources.ts";
import { SignatureFields } from "./signature-fields.tsx";
import { useWebhooks } from "./webhooks-scope.ts";
import { brings } from "./words.ts";

const usualSignature: Signature = { scheme: "standard", header: "x-signature", timestamp_header: null };

const KindGrid = (props: { onPick: (kind: SourceKind) => void }): JSX.Element => {
  const page = useWebhooks();
  const fromVendor = (kind: SourceKind): boolean =>
    page.kinds.data()?.results.find((one) => one.kind === kind)?.secret_from === "vendor";
  return (
    <div class="wh-kinds">
      <For each={sourceKinds}>
        {(kind) => (
          <button
            type="button"
            autofocus={kind === sourceKinds[0]}
            class="wh-kind"
            data-kind={kind}
            onClick={() => props.onPick(kind)}
          >
            <strong class="font-semibold">{sourceLabels[kind]}</strong>
            <span class="text-xs text-soft">{brings[kind]}</span>
            <span class="mt-auto pt-1 text-xs text-faint">
              {fromVendor(kind) ? "Its secret comes from there" : "Its secret is made here"}
            </span>
          </button>
        )}
      </For>
    </div>
  );
};

export const NewSource = (props: { open: boolean; onClose: () => void }): JSX.Element => {
  const page = useWebhooks();
  const [kind, setKind] = createSignal<SourceKind | null>(null);
  const [signature, setSignature] = createSignal(usualSignature);
  const about = () => page.kinds.data()?.results.find((one) => one.kind === kind());
  const vendor = () => about()?.secret_from === "vendor";
  /** The vendor shows its secret only once it has the address. */
  const later = () => secretComesAfter(kind() ?? "custom");
  const form = createForm({
    start: { name: "", secret: "" },
    check: (values) => ({
      ...(values.name.trim() === "" ? { name: "Say what it is." } : {}),
      ...(vendor() && !later() && values.secret.trim() === ""
        ? { secret: "Paste the secret that was made there." }
        : {}),
    }),
    send: async ({ name, secret }) => {
      const chosen = kind();
      if (chosen === null) return;
      const made = await api.post<Source & { secret: string }>("/api/webhooks/sources/", {
        circle_id: page.live.circle,
        kind: chosen,
        name: name.trim(),
        ...(vendor() && secret.trim() !== "" ? { secret: secret.trim() } : {}),
        ...(chosen === "custom" ? { settings: { signature: signature() } } : {}),
      });
      page.sources.change((before) => ({ ...before, count: before.count + 1, results: [...before.results, made] }));
      page.sources.refetch();
      props.onClose();
      page.setUp({ id: made.id, secret: vendor() ? null : made.secret, wanting: vendor() && secret.trim() === "" });
    },
  });
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return;
        setKind(null);
        setSignature(usualSignature);
        form.set("secret", "");
      },
    ),
  );
  const pick = (chosen: SourceKind): void => {
    form.set("name", chosen === "custom" ? "" : sourceLabels[chosen]);
    setKind(chosen);
  };
  return (
    <Dialog
      open={props.open}
      onClose={() => props.onClose()}
      title={kind() === null ? "What shall tell you?" : `Connect ${sourceLabels[kind() ?? "custom"]}`}
      place="wide"
    >
      <Show when={kind()} fallback={<KindGrid onPick={pick} />}>
        {(chosen) => (
          <form class="flex flex-col gap-4" novalidate onSubmit={form.submit}>
            <p class="text-soft">{brings[chosen()]}</p>
            <FormError message={sentenceOf(form.problem())} />
            <TextField {...form.field("name")} label="Name" autofocus autocomplete="off" maxlength={120} />
            <Show when={later()}>
              <p class="text-faint">
                {sourceLabels[chosen()]} shows its secret once it has the address: you paste it in the next step.
              </p>
            </Show>
            <Show when={vendor() && !later()}>
              <TextField
                {...form.field("secret")}
                label="Secret"
                hint={about()?.signing}
                autocomplete="off"
                maxlength={512}
              />
            </Show>
            <Show
              when={chosen() === "custom"}
              fallback={!vendor() && <p class="text-xs text-faint">{about()?.signing}</p>}
            >
              <SignatureFields value={signature()} onChange={setSignature} />
            </Show>
            <div class="flex justify-between gap-2">
              <Button icon={ChevronLeft} look="ghost" onClick={() => setKind(null)}>
                Other kinds
              </Button>
              <Button type="submit" look="solid" busy={form.busy()}>
                Make the source
              </Button>
            </div>
          </form>
        )}
      </Show>
    </Dialog>
  );
};
