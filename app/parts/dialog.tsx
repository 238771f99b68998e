/** Modal dialogs and sheets on the native element: focus stays inside, Escape closes, focus returns. */
import X from "lucide-solid/icons/x";
import { createEffect, createUniqueId, type JSX, on, onCleanup, Show } from "solid-js";
import { holdShortcuts } from "../shortcuts.ts";
import { IconButton } from "./button.tsx";

const places = {
  center:
    "m-auto w-[min(30rem,calc(100vw-2rem))] max-h-[calc(100dvh-4rem)] rounded-panel max-sm:mb-0 max-sm:w-full max-sm:max-w-full max-sm:rounded-b-none max-sm:pb-[env(safe-area-inset-bottom)]",
  wide: "m-auto w-[min(52rem,calc(100vw-2rem))] max-h-[calc(100dvh-4rem)] rounded-panel",
  side: "ms-auto me-0 my-0 h-dvh max-h-dvh w-[min(30rem,100vw)] opens-from-right",
} as const;

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** `center` becomes a sheet from below on phones; `side` stands at the right edge. */
  place?: keyof typeof places;
  /** Stands under the content and stays in sight: the buttons. */
  foot?: JSX.Element;
  children: JSX.Element;
}

/** Content is built when it opens and dropped when it closes. Mark the first field `autofocus`. */
export const Dialog = (props: DialogProps): JSX.Element => {
  let dialog: HTMLDialogElement | undefined;
  let release: (() => void) | undefined;
  let opener: Element | null = null;
  const id = createUniqueId();

  const letGo = () => {
    release?.();
    release = undefined;
  };
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (open && dialog && !dialog.open) {
          opener = document.activeElement;
          dialog.showModal();
          release = holdShortcuts();
        } else if (!open && dialog?.open) dialog.close();
        if (!open) letGo();
      },
    ),
  );
  onCleanup(() => {
    letGo();
    if (dialog?.open) dialog.close();
  });

  return (
    <dialog
      ref={(element) => (dialog = element)}
      aria-labelledby={id}
      class={`opens flex-col overflow-hidden bg-float text-ink shadow-dialog backdrop:bg-scrim open:flex ${places[props.place ?? "center"]}`}
      onCancel={(event) => {
        // A <select> or a file picker inside sends its own cancel.
        if (event.target === event.currentTarget) props.onClose();
      }}
      onClose={(event) => {
        if (event.target !== event.currentTarget) return;
        letGo();
        if (props.open) props.onClose();
        // The native way back is lost when the opener was a menu item: go where it stood, if it still does.
        if (document.activeElement === document.body && opener instanceof HTMLElement) opener.focus();
      }}
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) props.onClose();
      }}
    >
      <Show when={props.open}>
        <header class="flex items-center justify-between gap-4 px-5 pt-4 pb-2">
          <h2 id={id} class="text-lg font-semibold">
            {props.title}
          </h2>
          <IconButton icon={X} label="Close" class="-me-2" onClick={() => props.onClose()} />
        </header>
        <div class="min-h-0 flex-1 overflow-y-auto px-5 pb-5">{props.children}</div>
        <Show when={props.foot}>
          <footer class="flex justify-end gap-2 border-t border-line bg-surface px-5 py-3">{props.foot}</footer>
        </Show>
      </Show>
    </dialog>
  );
};
