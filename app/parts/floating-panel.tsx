/** A small panel beside what opened it, for content that is no menu: Escape and a press outside close it, focus returns. */
import { type JSX, Show } from "solid-js";
import type { Box, Side } from "./place.ts";
import { createPopover } from "./popover.ts";

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
  const popover = createPopover({
    at: () => props.at,
    side: () => props.side,
    first: (panel) => panel.querySelector<HTMLElement>("[autofocus]") ?? panel,
    onShut: () => props.onClose(),
  });
  return (
    <div
      ref={popover.ref}
      popover="auto"
      role="dialog"
      aria-label={props.label}
      tabindex="-1"
      class={`opens fixed inset-auto m-0 max-h-[min(36rem,calc(100dvh-1rem))] max-w-[calc(100vw-1rem)] overflow-y-auto rounded-panel bg-float shadow-float outline-none ${props.class ?? ""}`}
      onToggle={popover.onToggle}
    >
      <Show when={popover.opened()}>{props.children}</Show>
    </div>
  );
};
