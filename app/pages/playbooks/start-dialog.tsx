/** On which account a playbook is started: those it fits now come first. [PP2] */
import Play from "lucide-solid/icons/play";
import { createMemo, createSignal, For, type JSX, Show } from "solid-js";
import { fold } from "../../../domain/text.ts";
import type { Book } from "../../live/book.ts";
import { Badge } from "../../parts/badge.tsx";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { TextField } from "../../parts/field.tsx";
import { BucketShape } from "../../parts/health-badge.tsx";

const most = 30;

interface StartDialogProps {
  open: boolean;
  playbook: { id: string; name: string };
  book: Book;
  /** Accounts for which its trigger holds. */
  fitting: ReadonlySet<string>;
  reason: string | undefined;
  /** The run of it that is under way on an account. */
  runOn: (account: string) => { id: string } | undefined;
  onRun: (run: string) => void;
  onClose: () => void;
  onStart: (account: { id: string; name: string }) => Promise<void>;
}

export const StartDialog = (props: StartDialogProps): JSX.Element => {
  const [words, setWords] = createSignal("");
  const [busy, setBusy] = createSignal<string | null>(null);
  const found = createMemo(() => {
    const wanted = fold(words().trim());
    const named = props.book
      .accounts()
      .filter(({ name }) => fold(name).includes(wanted))
      .toSorted((one, other) => (one.name < other.name ? -1 : 1));
    const { fitting } = props;
    return [...named.filter(({ id }) => fitting.has(id)), ...named.filter(({ id }) => !fitting.has(id))];
  });
  const start = async (account: { id: string; name: string }): Promise<void> => {
    setBusy(account.id);
    await props.onStart(account);
    setBusy(null);
  };
  return (
    <Dialog open={props.open} onClose={() => props.onClose()} title={`Start ${props.playbook.name}`}>
      <TextField
        label="Account"
        placeholder="Search accounts"
        autocomplete="off"
        autofocus
        value={words()}
        onInput={(event) => setWords(event.currentTarget.value)}
      />
      <ul aria-label="Found" class="mt-2 -mx-2 max-h-80 overflow-y-auto">
        <For
          each={found().slice(0, most)}
          fallback={<li class="px-2 py-3 text-soft">No account has this in its name.</li>}
        >
          {(account) => (
            <li class="flex min-h-10 items-center gap-2 rounded-control px-2 hover:bg-hover">
              <BucketShape bucket={account.health_bucket} />
              <span dir="auto" class="min-w-0 flex-1 truncate">
                {account.name}
              </span>
              <Show when={props.fitting.has(account.id)}>
                <Badge tone="accent">Fits now</Badge>
              </Show>
              <Show
                when={props.runOn(account.id)}
                fallback={
                  <Button
                    icon={Play}
                    busy={busy() === account.id}
                    reason={props.reason}
                    aria-label={`Start on ${account.name}`}
                    onClick={() => void start(account)}
                  >
                    Start
                  </Button>
                }
              >
                {(run) => (
                  <Button aria-label={`Open the run on ${account.name}`} onClick={() => props.onRun(run().id)}>
                    Under way
                  </Button>
                )}
              </Show>
            </li>
          )}
        </For>
      </ul>
    </Dialog>
  );
};
