/** The inspector's filter by account. [WP2] */
import Building from "lucide-solid/icons/building";
import X from "lucide-solid/icons/x";
import { createResource, createSignal, type JSX, Show } from "solid-js";
import { api } from "../../api.ts";
import { Dialog } from "../../parts/dialog.tsx";
import { AccountFinder } from "./account-finder.tsx";

export const AccountPick = (props: { value: string | null; onChange: (id: string | null) => void }): JSX.Element => {
  const [open, setOpen] = createSignal(false);
  const [name] = createResource(
    () => props.value,
    (id) =>
      api.get<{ name: string }>(`/api/customers/${id}/`).then(
        (account) => account.name,
        () => "An account that is gone",
      ),
  );
  return (
    <>
      <span class={`wh-account ${props.value === null ? "" : "wh-account-picked"}`}>
        <button type="button" class="wh-account-name" onClick={() => setOpen(true)}>
          <Building size={14} aria-hidden="true" class="shrink-0" />
          <span class="truncate">{props.value === null ? "Any account" : (name.latest ?? "…")}</span>
        </button>
        <Show when={props.value !== null}>
          <button
            type="button"
            aria-label="Any account"
            data-tip="Any account"
            class="wh-account-clear"
            onClick={() => props.onChange(null)}
          >
            <X size={13} />
          </button>
        </Show>
      </span>
      <Dialog open={open()} onClose={() => setOpen(false)} title="Deliveries about which account?">
        <AccountFinder
          begin=""
          none="It may be one that waits for review."
          onPick={({ id }) => {
            setOpen(false);
            props.onChange(id);
          }}
        />
      </Dialog>
    </>
  );
};
