/** A small panel beside what opened it, for content that is no menu: Escape and a press outside close it, focus returns. */
import { createEffect, createSignal, type JSX, on, onCleanup, Show } from "solid-js";
import { holdShortcuts } from "../shortcuts.ts";
import { type Box, place, type Side } from "./place.ts";

export interface FloatingPanelProps {
  /** Beside this box. Null is closed. */
  at: Box | null;
  side?: Side;
  label: string;
  onClose: () => void;
  class?: string;
  /** Built when it opens. Mark what shall have the focus first `autofocus`; otherwise the panel has it. */
  children: JSX.Element;
}

export const FloatingPanel = (props: FloatingPanelProps): JSX.Element => {
  let panel: HTMLDivElement | undefined;
  let opener: Element | null = null;
  let release: (() => void) | undefined;
  const [opened, setOpened] = createSignal(false);
  const settle = (): void => {
    if (panel && props.at) place(panel, props.at, props.side ?? "below-start");
  };
  const resized = new ResizeObserver(settle);
  const shut = (): void => {
    if (!release) return;
    release();
    release = undefined;
    resized.disconnect();
    setOpened(false);
    if (document.activeElement === document.body || panel?.contains(document.activeElement))
      if (opener instanceof HTMLElement) opener.focus({ preventScroll: true });
    props.onClose();
  };
  createEffect(
    on(
      () => props.at,
      (at) => {
        if (at) setOpened(true);
        else if (release) panel?.hidePopover();
      },
    ),
  );
  // An effect of its own: what the signal builds stands only after the effect that set it.
  createEffect(
    on(opened, (isOpen) => {
      if (!isOpen || !panel) return;
      opener = document.activeElement;
      release = holdShortcuts();
      panel.showPopover();
      settle();
      // Content that comes later, or grows, may need another place.
      resized.observe(panel);
      (panel.querySelector<HTMLElement>("[autofocus]") ?? panel).focus({ preventScroll: true });
    }),
  );
  onCleanup(() => {
    release?.();
    resized.disconnect();
  });
  return (
    <div
      ref={(element) => (panel = element)}
      popover="auto"
      role="dialog"
      aria-label={props.label}
      tabindex="-1"
      class={`opens fixed inset-auto m-0 max-h-[min(36rem,calc(100dvh-1rem))] max-w-[calc(100vw-1rem)] overflow-y-auto rounded-panel bg-float shadow-float outline-none ${props.class ?? ""}`}
      onToggle={(event) => {
        if ((event as ToggleEvent).newState === "closed") shut();
      }}
    >
      <Show when={opened()}>{props.children}</Show>
    </div>
  );
};
