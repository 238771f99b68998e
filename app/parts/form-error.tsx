/** The one sentence over a form that could not be sent. */
import CircleAlert from "lucide-solid/icons/circle-alert";
import { type JSX, Show } from "solid-js";

export const FormError = (props: { message: string | undefined }): JSX.Element => (
  <div role="alert" class="empty:hidden">
    <Show when={props.message}>
      <p class="flex gap-2 rounded-control bg-bad-soft px-3 py-2 text-bad-text">
        <CircleAlert size={16} class="mt-0.5" />
        <span class="min-w-0">{props.message}</span>
      </p>
    </Show>
  </div>
);
