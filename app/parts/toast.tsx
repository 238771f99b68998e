/** Short messages at the bottom of the page, with at most one act such as Undo. */
import CircleAlert from "lucide-solid/icons/circle-alert";
import CircleCheck from "lucide-solid/icons/circle-check";
import Info from "lucide-solid/icons/info";
import X from "lucide-solid/icons/x";
import { createSignal, For, type JSX, onCleanup, Show, untrack } from "solid-js";
import { Dynamic } from "solid-js/web";
import { IconButton } from "./button.tsx";

export interface Toast {
  text: string;
  tone?: "plain" | "good" | "bad";
  action?: { label: string; run: () => void };
  /** How long it stays; the clock rests under the pointer and while focus is inside. 10 with an act, 6 without. */
  seconds?: number;
}

interface Shown extends Toast {
  dismiss: () => void;
}

const [toasts, setToasts] = createSignal<readonly Shown[]>([]);

/** [UI9] Shows a message, at most three at once. Returns the way to take it back. */
export const showToast = (toast: Toast): (() => void) => {
  const shown: Shown = { ...toast, dismiss: () => setToasts((before) => before.filter((one) => one !== shown)) };
  setToasts((before) => [...before.slice(-2), shown]);
  return shown.dismiss;
};

const icons = { plain: Info, good: CircleCheck, bad: CircleAlert } as const;
const colours = { plain: "text-info", good: "text-good", bad: "text-bad" } as const;

const ToastCard = (props: { toast: Shown; resting: boolean }): JSX.Element => {
  let left = untrack(() => props.toast.seconds ?? (props.toast.action ? 10 : 6)) * 4;
  // Quarter seconds, counted only while nobody reads with the pointer or the keyboard.
  const timer = setInterval(() => {
    if (props.resting || document.visibilityState === "hidden") return;
    left -= 1;
    if (left <= 0) props.toast.dismiss();
  }, 250);
  onCleanup(() => clearInterval(timer));
  return (
    <li class="pointer-events-auto flex animate-appear items-center gap-2.5 rounded-panel bg-float py-1.5 ps-3 pe-1.5 shadow-float">
      <Dynamic component={icons[props.toast.tone ?? "plain"]} size={16} class={colours[props.toast.tone ?? "plain"]} />
      <span class="min-w-0 flex-1 py-1">{props.toast.text}</span>
      <Show when={props.toast.action}>
        {(action) => (
          <button
            type="button"
            class="h-8 shrink-0 rounded-control px-2.5 font-medium text-accent-text hover:bg-hover"
            onClick={() => {
              props.toast.dismiss();
              action().run();
            }}
          >
            {action().label}
          </button>
        )}
      </Show>
      <IconButton icon={X} label="Dismiss" size={14} class="size-8" onClick={() => props.toast.dismiss()} />
    </li>
  );
};

/** Mount once. */
export const ToastRegion = (): JSX.Element => {
  const [over, setOver] = createSignal(false);
  const [within, setWithin] = createSignal(false);
  return (
    <section
      aria-label="Notifications"
      class="pointer-events-none fixed inset-x-4 bottom-4 z-50 mx-auto max-w-md max-md:bottom-[calc(4.5rem+env(safe-area-inset-bottom))]"
      onPointerEnter={() => setOver(true)}
      onPointerLeave={() => setOver(false)}
      onFocusIn={() => setWithin(true)}
      onFocusOut={() => setWithin(false)}
    >
      <ol aria-live="polite" class="flex flex-col gap-2">
        <For each={toasts()}>{(toast) => <ToastCard toast={toast} resting={over() || within()} />}</For>
      </ol>
    </section>
  );
};
