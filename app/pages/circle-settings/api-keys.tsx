/** Keys for programs: made here, shown once, deleted here. */
import { createAsync, useAction } from "@solidjs/router";
import Copy from "lucide-solid/icons/copy";
import KeyRound from "lucide-solid/icons/key-round";
import Trash from "lucide-solid/icons/trash";
import { createSignal, For, type JSX, Show } from "solid-js";
import type { ApiKey } from "../../../domain/circle.ts";
import type { Scope } from "../../../domain/permission.ts";
import { asProblem } from "../../api.ts";
import { useCircle } from "../../circle-scope.tsx";
import { createKey, deleteKey, getKeys } from "../../circles.ts";
import { createForm, sentenceOf } from "../../form.ts";
import { Badge } from "../../parts/badge.tsx";
import { Button, IconButton } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { SelectField, TextField } from "../../parts/field.tsx";
import { FormError } from "../../parts/form-error.tsx";
import { EmptyState } from "../../parts/states.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { showToast } from "../../parts/toast.tsx";
import { Section } from "../../shell/page-header.tsx";
import { ListPanel } from "./panel.tsx";

const scopes: readonly { value: Scope; label: string }[] = [
  { value: "read", label: "May read" },
  { value: "write", label: "May read and write" },
];

const KeyRow = (props: { apiKey: ApiKey }): JSX.Element => {
  const drop = useAction(deleteKey);
  const [busy, setBusy] = createSignal(false);
  const remove = async (): Promise<void> => {
    const { id, name } = props.apiKey;
    setBusy(true);
    try {
      await drop(id);
      showToast({ text: `“${name}” no longer works.` });
    } catch (error) {
      showToast({ text: asProblem(error).message, tone: "bad" });
    } finally {
      setBusy(false);
    }
  };
  return (
    <li class="flex min-h-(--row) items-center gap-3 px-4 py-2">
      <span class="min-w-0 flex-1">
        <span class="flex items-center gap-2">
          <span class="truncate font-medium">{props.apiKey.name}</span>
          <Badge>{props.apiKey.scope === "read" ? "read" : "read and write"}</Badge>
          <Show when={props.apiKey.circle_ids === null}>
            <Badge>all circles</Badge>
          </Show>
        </span>
        <span class="block truncate text-xs text-faint">
          <Show when={props.apiKey.start}>
            <code class="font-mono">{props.apiKey.start}…</code> ·{" "}
          </Show>
          made <TimeAgo at={props.apiKey.created_at} /> ·{" "}
          <Show when={props.apiKey.last_used_at} fallback="never used">
            {(used) => (
              <>
                used <TimeAgo at={used()} />
              </>
            )}
          </Show>
        </span>
      </span>
      <IconButton icon={Trash} label={`Delete ${props.apiKey.name}`} busy={busy()} onClick={() => void remove()} />
    </li>
  );
};

const KeyList = (): JSX.Element => {
  const circle = useCircle();
  const all = createAsync(() => getKeys());
  const own = () => all()?.filter((key) => key.circle_ids === null || key.circle_ids.includes(circle.id()));
  return (
    <Show
      when={own()?.length}
      fallback={
        <EmptyState icon={KeyRound} title="No keys yet">
          <p>A key lets a program act as you, in this circle only.</p>
        </EmptyState>
      }
    >
      <ul class="divide-y divide-line">
        <For each={own()}>{(key) => <KeyRow apiKey={key} />}</For>
      </ul>
    </Show>
  );
};

const NewKey = (props: { onMade: (secret: string) => void }): JSX.Element => {
  const circle = useCircle();
  const make = useAction(createKey);
  const form = createForm({
    start: { name: "", scope: "read" },
    check: (values) => (values.name.trim() === "" ? { name: "Say what it is for." } : {}),
    send: async (values) => {
      const secret = await make(values.name.trim(), values.scope as Scope, circle.id());
      form.set("name", "");
      props.onMade(secret);
    },
  });
  return (
    <form class="flex flex-col gap-3 border-b border-line p-4" novalidate onSubmit={form.submit}>
      <FormError message={sentenceOf(form.problem())} />
      <div class="flex flex-wrap items-start gap-2">
        <TextField
          {...form.field("name")}
          class="min-w-56 flex-1"
          label="What the key is for"
          quiet
          placeholder="Nightly export"
          autocomplete="off"
          maxlength={64}
        />
        <SelectField
          label="What it may do"
          quiet
          value={form.values().scope}
          options={scopes.map((scope) => ({ ...scope, value: scope.value as string }))}
          onChange={(scope) => form.set("scope", scope)}
        />
        <Button type="submit" busy={form.busy()}>
          Make a key
        </Button>
      </div>
    </form>
  );
};

export const ApiKeys = (): JSX.Element => {
  const [secret, setSecret] = createSignal<string>();
  const copy = (): void => {
    navigator.clipboard.writeText(secret() ?? "").then(
      () => showToast({ text: "Key copied.", tone: "good" }),
      () => showToast({ text: "The browser did not allow copying. Select the key and copy it.", tone: "bad" }),
    );
  };
  return (
    <Section title="API keys" id="keys" about="Your own keys for this circle. A key can never do more than you.">
      <NewKey onMade={setSecret} />
      <ListPanel during="load the keys">
        <KeyList />
      </ListPanel>
      <Dialog
        open={secret() !== undefined}
        onClose={() => setSecret(undefined)}
        title="Your new key"
        foot={
          <>
            <Button icon={Copy} onClick={copy}>
              Copy
            </Button>
            <Button look="solid" onClick={() => setSecret(undefined)}>
              I have stored it
            </Button>
          </>
        }
      >
        <p class="text-soft">It is shown this once. Store it where the program finds it.</p>
        <code class="mt-3 block rounded-control border border-line bg-well p-3 font-mono text-sm break-all select-all">
          {secret()}
        </code>
      </Dialog>
    </Section>
  );
};
