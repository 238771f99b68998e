/** "Why": the arithmetic behind a pace, beside the number that was asked about. [KB10] */
import { createEffect, createSignal, For, type JSX, on, onCleanup, Show } from "solid-js";
import { type Box, place } from "../../parts/place.ts";
import { holdShortcuts } from "../../shortcuts.ts";
import { useKpis } from "./kpi-scope.ts";
import { paceLine, paceSteps, paceToday } from "./pace-words.ts";

export interface WhyAt {
  id: string;
  at: Box;
}

export const Why = (props: { asked: WhyAt | null; onClose: () => void }): JSX.Element => {
  const page = useKpis();
  let panel: HTMLDivElement | undefined;
  let opener: Element | null = null;
  let release: (() => void) | undefined;
  const [open, setOpen] = createSignal<WhyAt | null>(null);
  const kpi = () => {
    const asked = open();
    return asked ? page.live.kpi(asked.id) : undefined;
  };
  const found = () => {
    const row = kpi();
    const pace = row && paceToday(row, page.today());
    return row && pace ? { row, pace } : undefined;
  };
  createEffect(
    on(
      () => props.asked,
      (asked) => asked && setOpen(asked),
    ),
  );
  createEffect(
    on(open, (asked) => {
      if (!asked || !panel) return;
      opener = document.activeElement;
      release = holdShortcuts();
      panel.showPopover();
      place(panel, asked.at, "below-end");
      panel.focus({ preventScroll: true });
    }),
  );
  onCleanup(() => release?.());
  const shut = (): void => {
    release?.();
    release = undefined;
    if (panel?.contains(document.activeElement) && opener instanceof HTMLElement) opener.focus({ preventScroll: true });
    setOpen(null);
    props.onClose();
  };
  return (
    <div
      ref={(element) => (panel = element)}
      popover="auto"
      role="dialog"
      aria-label="Why"
      tabindex="-1"
      class="opens fixed inset-auto m-0 w-[min(24rem,calc(100vw-1rem))] rounded-panel bg-float p-4 shadow-float outline-none"
      onBeforeToggle={(event) => {
        if ((event as ToggleEvent).newState === "closed") shut();
      }}
    >
      <Show when={found()}>
        {(one) => (
          <>
            <p class="font-medium text-ink">{paceLine(one().row, one().pace, page.today())}</p>
            <dl class="mt-2 flex flex-col gap-2" data-numbers>
              <For each={paceSteps(one().row, one().pace, page.today())}>
                {(step) => (
                  <div>
                    <dt class="text-2xs text-faint">{step.label}</dt>
                    <dd class="text-xs text-soft">{step.sum}</dd>
                  </div>
                )}
              </For>
            </dl>
            <p class="mt-3 border-t border-line pt-2 text-xs text-faint">
              A straight line from the baseline through today's value. Within 5% of the way to go counts as on track.
            </p>
          </>
        )}
      </Show>
    </div>
  );
};
