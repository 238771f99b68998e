/** Sends one delivery to a source as its sender would, signed with the source's secret, so that the whole way can be seen. [WP13] */
import Send from "lucide-solid/icons/send";
import { createEffect, createResource, createSignal, type JSX, on, Show } from "solid-js";
import { useNavigate } from "@solidjs/router";
import { sentenceOf } from "../../form.ts";
import { api, asProblem } from "../../api.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { TextArea } from "../../parts/field.tsx";
import { FormError } from "../../parts/form-error.tsx";
import { showToast } from "../../parts/toast.tsx";
import { examplePayload } from "../../../domain/webhook-examples.ts";
import type { Page, Source } from "./resources.ts";
import { useWebhooks } from "./webhooks-scope.ts";

export const SendExample = (props: { source: Source | null; onClose: () => void }): JSX.Element => (
  <Dialog
    open={props.source !== null}
    onClose={() => props.onClose()}
    title={`Send a test to ${props.source?.name ?? ""}`}
    place="wide"
  >
    <Show when={props.source?.id} keyed>
      <Show when={props.source}>{(source) => <Example source={source()} onClose={() => props.onClose()} />}</Show>
    </Show>
  </Dialog>
);

const Example = (props: { source: Source; onClose: () => void }): JSX.Element => {
  const page = useWebhooks();
  const navigate = useNavigate();
  const [text, setText] = createSignal("");
  const [wrong, setWrong] = createSignal<string>();
  const [problem, setProblem] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  // An account of the circle, or one that waits for review.
  const [account] = createResource(
    () => props.source.id,
    async () => {
      const query = { circle_id: page.live.circle, page_size: 1, ordering: "name" };
      const found = await api.get<Page<{ name: string }>>("/api/customers/", { query }).catch(() => null);
      return found?.results[0]?.name ?? "Acme Corp";
    },
  );
  createEffect(
    on(account, (name) => {
      if (name === undefined) return;
      const about = { account: name, now: Date.now(), id: crypto.randomUUID() };
      setText(JSON.stringify(examplePayload(props.source.kind, about), null, 2));
    }),
  );
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    setProblem(undefined);
    let payload: unknown;
    try {
      payload = JSON.parse(text());
    } catch {
      setWrong("This is no JSON.");
      return;
    }
    setBusy(true);
    try {
      const { id, duplicate } = await api.post<{ id: string; duplicate: boolean }>(
        `/api/webhooks/sources/${props.source.id}/example`,
        { payload },
      );
      page.sources.refetch();
      props.onClose();
      showToast({
        text: duplicate ? "It came before, so nothing is done again." : "Sent, and taken in.",
        tone: "good",
      });
      navigate(page.tabAddress("deliveries", `?delivery=${id}`));
    } catch (error) {
      setProblem(sentenceOf(asProblem(error)));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form class="flex flex-col gap-4" novalidate onSubmit={(event) => void send(event)}>
      <p class="max-w-[70ch] text-soft">
        It is signed with the source's secret and comes in by the same door as the sender's. It is worked on like any
        other: what it says is in the numbers afterwards.
      </p>
      <FormError message={problem()} />
      <TextArea
        label="What is sent"
        class="wh-mono"
        rows={16}
        spellcheck={false}
        value={text()}
        errors={wrong() === undefined ? undefined : [wrong() ?? ""]}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setWrong(undefined);
        }}
      />
      <div class="flex justify-end gap-2">
        <Button onClick={() => props.onClose()}>Cancel</Button>
        <Button type="submit" look="solid" icon={Send} busy={busy()}>
          Send it
        </Button>
      </div>
    </form>
  );
};
