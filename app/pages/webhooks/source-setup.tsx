/** How a source is set up at its vendor: the address to paste, the secret once, the steps, and word of the first delivery. [WP7] */
import { A } from "@solidjs/router";
import CircleCheck from "lucide-solid/icons/circle-check";
import LoaderCircle from "lucide-solid/icons/loader-circle";
import { createSignal, For, type JSX, Show } from "solid-js";
import { dateAt } from "../../../domain/days.ts";
import { sourceLabels } from "../../../domain/webhook-words.ts";
import { api } from "../../api.ts";
import { createForm, sentenceOf } from "../../form.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { TextField } from "../../parts/field.tsx";
import { FormError } from "../../parts/form-error.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { exampleFor } from "./example.ts";
import { setupSteps } from "./setup-steps.ts";
import type { Source } from "./resources.ts";
import { Code, CopyButton, CopyLine, Part } from "./sign.tsx";
import { useWebhooks } from "./webhooks-scope.ts";

export interface Setup {
  id: string;
  /** Only right after it was made here. */
  secret: string | null;
  /** The vendor makes the secret, and it is not here yet. */
  wanting: boolean;
}

export const SourceSetup = (props: { setup: Setup | null; onClose: () => void }): JSX.Element => {
  const page = useWebhooks();
  const source = () => page.sources.data()?.results.find(({ id }) => id === props.setup?.id);
  return (
    <Dialog
      open={props.setup !== null}
      onClose={() => props.onClose()}
      title={`Set up ${source()?.name ?? "the source"}`}
      place="wide"
      foot={
        <Button look="solid" onClick={() => props.onClose()}>
          {props.setup?.secret ? "I have stored the secret" : "Done"}
        </Button>
      }
    >
      <Show when={props.setup}>
        {(setup) => (
          <Show when={source()}>
            {(one) => <Steps source={one()} setup={setup()} onClose={() => props.onClose()} />}
          </Show>
        )}
      </Show>
    </Dialog>
  );
};

const Steps = (props: { source: Source; setup: Setup; onClose: () => void }): JSX.Element => {
  const page = useWebhooks();
  const about = () => page.kinds.data()?.results.find(({ kind }) => kind === props.source.kind);
  const vendors = () => about()?.secret_from === "vendor";
  const example = () =>
    exampleFor(
      { ...props.source, signature: props.source.settings.signature },
      props.setup.secret,
      dateAt(Date.now(), "UTC"),
    );
  return (
    <div class="flex flex-col gap-5">
      <Part title="Address to paste">
        <CopyLine text={props.source.url} what="Address" />
      </Part>
      <Show when={props.setup.secret}>
        {(secret) => (
          <Part title="Secret">
            <code
              data-secret
              class="block rounded-control border border-line bg-well p-3 font-mono text-sm break-all select-all"
            >
              {secret()}
            </code>
            <div class="flex flex-wrap items-center gap-2">
              <CopyButton text={secret()} what="Secret" />
              <p class="text-xs text-watch-text">It is shown this once. Lost, it can only be replaced.</p>
            </div>
          </Part>
        )}
      </Show>
      <Part
        title={`At ${props.source.kind === "standard" || props.source.kind === "custom" ? "the sender" : sourceLabels[props.source.kind]}`}
      >
        <ol class="wh-steps">
          <For each={setupSteps[props.source.kind]}>{(step) => <li>{step}</li>}</For>
        </ol>
      </Part>
      <Show when={vendors() && props.setup.wanting}>
        <VendorSecret source={props.source} />
      </Show>
      <Show when={example()}>
        {(command) => (
          <Part title="Or send one now, from a terminal" end={<CopyButton text={command()} what="Command" />}>
            <Code label="Command" text={command()} class="max-h-48" />
          </Part>
        )}
      </Show>
      <p class="wh-first" role="status" data-first={props.source.last_delivery_at === null ? "waiting" : "heard"}>
        <Show
          when={props.source.last_delivery_at}
          fallback={
            <>
              <LoaderCircle size={15} aria-hidden="true" class="wh-turns text-faint" />
              Waiting for the first delivery. It appears here by itself.
            </>
          }
        >
          {(at) => (
            <>
              <CircleCheck size={15} aria-hidden="true" class="text-good" />
              <span>
                Heard. The last delivery: <TimeAgo at={at()} />.
              </span>
              <A
                href={page.tabAddress("deliveries", `?source=${props.source.id}`)}
                class="font-medium text-accent-text underline underline-offset-2"
                onClick={() => props.onClose()}
              >
                Look at it
              </A>
            </>
          )}
        </Show>
      </p>
    </div>
  );
};

const VendorSecret = (props: { source: Source }): JSX.Element => {
  const page = useWebhooks();
  const [done, setDone] = createSignal(false);
  const form = createForm({
    start: { secret: "" },
    check: ({ secret }) => (secret.trim() === "" ? { secret: "Paste the secret that was made there." } : {}),
    send: async ({ secret }) => {
      await api.post(`/api/webhooks/sources/${props.source.id}/rotate`, { secret: secret.trim() });
      setDone(true);
      page.sources.refetch();
    },
  });
  return (
    <Show
      when={!done()}
      fallback={
        <p class="flex items-center gap-2 text-good-text" role="status">
          <CircleCheck size={15} aria-hidden="true" />
          The secret is set.
        </p>
      }
    >
      <form class="flex flex-col gap-2" novalidate onSubmit={form.submit}>
        <FormError message={sentenceOf(form.problem())} />
        <div class="flex items-end gap-2">
          <TextField
            {...form.field("secret")}
            class="flex-1"
            label={`The secret that ${sourceLabels[props.source.kind]} made`}
            autocomplete="off"
            maxlength={512}
          />
          <Button type="submit" look="solid" busy={form.busy()}>
            Set the secret
          </Button>
        </div>
      </form>
    </Show>
  );
};
