/** A new secret, shown this once. [WP7] [WP11] */
import Copy from "lucide-solid/icons/copy";
import { type JSX, Show } from "solid-js";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { exactTime } from "../../relative-time.ts";
import type { FreshSecret } from "./resources.ts";
import { copyText } from "./sign.tsx";

export const SecretDialog = (props: { fresh: FreshSecret | null; onClose: () => void }): JSX.Element => (
  <Dialog
    open={props.fresh !== null}
    onClose={() => props.onClose()}
    title={props.fresh?.rotated ? `The new secret of ${props.fresh.name}` : `The secret of ${props.fresh?.name ?? ""}`}
    foot={
      <>
        <Button icon={Copy} onClick={() => copyText(props.fresh?.secret ?? "", "Secret")}>
          Copy the secret
        </Button>
        <Button look="solid" onClick={() => props.onClose()}>
          I have stored it
        </Button>
      </>
    }
  >
    <div class="flex flex-col gap-4">
      <p class="text-soft">It is shown this once. Store it where the sender or the receiver finds it.</p>
      <code
        data-secret
        class="block rounded-control border border-line bg-well p-3 font-mono text-sm break-all select-all"
      >
        {props.fresh?.secret}
      </code>
      <Show when={props.fresh?.until}>
        {(until) => (
          <p class="rounded-control bg-info-soft px-3 py-2 text-info-text">
            The secret before counts too, until {exactTime(Date.parse(until()))}.
          </p>
        )}
      </Show>
    </div>
  </Dialog>
);
