/** How a custom source signs. */
import { type JSX, Show } from "solid-js";
import { Choice } from "../../parts/choice.tsx";
import { TextField } from "../../parts/field.tsx";
import type { Signature } from "./resources.ts";

const schemes = [
  { value: "standard", label: "Standard" },
  { value: "hmac", label: "HMAC-SHA256" },
  { value: "token", label: "Secret in a header" },
];

const about: Record<string, string> = {
  standard: "Standard Webhooks: webhook-id, webhook-timestamp, webhook-signature.",
  hmac: "HMAC-SHA256 of the body, in hex or base64, in a header of your choice.",
  token: "The secret itself stands in a header. For senders that cannot sign.",
};

export const SignatureFields = (props: { value: Signature; onChange: (value: Signature) => void }): JSX.Element => (
  <div class="flex flex-col gap-2">
    <span class="text-xs font-medium text-soft">How it signs</span>
    <Choice
      label="How it signs"
      value={props.value.scheme}
      options={schemes}
      onChange={(scheme) => props.onChange({ ...props.value, scheme })}
    />
    <p class="text-xs text-faint">{about[props.value.scheme]}</p>
    <Show when={props.value.scheme !== "standard"}>
      <div class="grid grid-cols-2 gap-3">
        <TextField
          label="Header"
          value={props.value.header}
          onInput={(event) => props.onChange({ ...props.value, header: event.currentTarget.value })}
        />
        <Show when={props.value.scheme === "hmac"}>
          <TextField
            label="Header of the time"
            hint="Empty: the time is not signed"
            value={props.value.timestamp_header ?? ""}
            onInput={(event) =>
              props.onChange({ ...props.value, timestamp_header: event.currentTarget.value.trim() || null })
            }
          />
        </Show>
      </div>
    </Show>
  </div>
);
