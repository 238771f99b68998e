/** What floats beside what opened it, on the popover API: shortcuts rest meanwhile, and focus returns when it shuts. */
import { type Accessor, createEffect, createSignal, on, onCleanup } from "solid-js";
import { holdShortcuts } from "../shortcuts.ts";
import { type Box, place, type Side } from "./place.ts";

interface PopoverOptions {
  /** Beside this box. Null is closed. */
  at: Accessor<Box | null>;
  side: Accessor<Side | undefined>;
  /** What has the focus first. */
  first: (panel: HTMLElement) => HTMLElement | null | undefined;
  onShut: () => void;
}

export const createPopover = ({ at, side, first, onShut }: PopoverOptions) => {
  let panel: HTMLElement | undefined;
  let opener: Element | null = null;
  let release: (() => void) | undefined;
  const [opened, setOpened] = createSignal(false);
  const settle = (): void => {
    const box = at();
    if (panel && box) place(panel, box, side() ?? "below-start");
  };
  const resized = new ResizeObserver(settle);
  const shut = (): void => {
    if (!release) return;
    release();
    release = undefined;
    resized.disconnect();
    setOpened(false);
    // Only when focus has not been taken elsewhere on purpose, as a dialog does.
    if (document.activeElement === document.body || panel?.contains(document.activeElement))
      if (opener instanceof HTMLElement) opener.focus({ preventScroll: true });
    onShut();
  };
  createEffect(
    on(at, (box) => {
      if (box) setOpened(true);
      else if (release) panel?.hidePopover();
    }),
  );
  // An effect of its own: what the signal builds stands only after the effect that set it.
  createEffect(
    on(opened, (isOpen) => {
      if (!isOpen || !panel || !at()) return;
      opener = document.activeElement;
      release = holdShortcuts();
      panel.showPopover();
      settle();
      // Content that comes later, or grows, may need another place.
      resized.observe(panel);
      first(panel)?.focus({ preventScroll: true });
    }),
  );
  onCleanup(() => {
    release?.();
    resized.disconnect();
  });
  return {
    opened,
    shut,
    hide: () => panel?.hidePopover(),
    ref: (element: HTMLElement): void => void (panel = element),
    onToggle: (event: Event): void => {
      if ((event as ToggleEvent).newState === "closed") shut();
    },
  };
};
