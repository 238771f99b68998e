/** A member's own way through an open round: one KPI after the other, then all of them at a glance. [CR2] [CR3] [CR8] */
import Check from "lucide-solid/icons/check";
import CloudOff from "lucide-solid/icons/cloud-off";
import { createEffect, createMemo, createSignal, For, type JSX, on, onMount, Show } from "solid-js";
import type { Kpi } from "../../../../domain/kpi.ts";
import { sourceLabel } from "../../../../domain/kpi-words.ts";
import { readAmount } from "../../../../domain/amount.ts";
import type { LiveCircle } from "../../../live/circle.ts";
import { announce } from "../../../parts/announcer.tsx";
import { Badge } from "../../../parts/badge.tsx";
import { Button } from "../../../parts/button.tsx";
import { amountFault, amountText } from "../numbers.ts";
import { EntryForm } from "./entry-form.tsx";
import type { OwnEntries } from "./own-entries.ts";

export interface EnteringProps {
  live: LiveCircle;
  own: OwnEntries;
  /** KPIs that people enter, in order. */
  kpis: readonly Kpi[];
  bound: readonly Kpi[];
}

export const Entering = (props: EnteringProps): JSX.Element => {
  const ids = createMemo(() => props.kpis.map((kpi) => kpi.id), [], {
    equals: (a, b) => a.length === b.length && a.every((id, at) => id === b[at]),
  });
  const firstOpen = (): string | null => ids().find((id) => !props.own.isEntered(id)) ?? null;
  const [chosen, setChosen] = createSignal<string | null>(firstOpen());
  let place: HTMLDivElement | undefined;

  /** Null is the end: all at a glance. A KPI that is deleted while it is open makes way for the next. */
  const current = createMemo(() => {
    const id = chosen();
    return id === null || ids().includes(id) ? id : firstOpen();
  });
  const kpiOf = (id: string): Kpi | undefined => props.kpis.find((kpi) => kpi.id === id);
  const at = (): number => ids().indexOf(current() ?? "");
  /** Keyboards go on typing; a touch screen's own keyboard stays away until it is asked for. */
  const focusEntry = (): void =>
    queueMicrotask(() => {
      const field = matchMedia("(pointer: fine)").matches
        ? place?.querySelector<HTMLElement>("[data-entry-value]")
        : null;
      (field ?? place?.querySelector<HTMLElement>("[data-entry-heading]"))?.focus();
    });
  let moved = false;
  const go = (id: string | null): void => {
    moved = true;
    setChosen(id);
    focusEntry();
  };
  /** The next one that is not entered yet, else the end. */
  const onward = (): string | null => {
    const rest = [...ids().slice(at() + 1), ...ids().slice(0, Math.max(0, at()))];
    return rest.find((id) => !props.own.isEntered(id)) ?? null;
  };
  const entered = () => ids().filter((id) => props.own.isEntered(id)).length;
  const waiting = () => ids().filter((id) => props.own.waits(id)).length;
  const offline = () => props.live.state() !== "live";
  const saved = (): void => {
    const next = onward();
    announce(
      next === null ? `Saved. You have entered all ${ids().length}.` : `Saved. Next: ${kpiOf(next)?.name ?? ""}`,
    );
    go(next);
  };
  const valueOf = (kpi: Kpi): string => {
    const entry = props.own.of(kpi.id);
    if (!entry) return "not entered";
    if (entry.typed) return "not saved";
    return amountFault(entry.value) === undefined ? amountText(readAmount(entry.value), kpi.unit) : entry.value;
  };

  // What was entered on another device is known a moment later: it is not asked for again.
  createEffect(
    on(
      () => props.own.joined(),
      () => {
        const id = current();
        if (!moved && id !== null && props.own.isEntered(id)) setChosen(firstOpen());
      },
    ),
  );
  onMount(() => {
    if (place?.ownerDocument.activeElement === document.body) focusEntry();
  });

  return (
    <div class="flex flex-col gap-4" ref={(element) => (place = element)}>
      <Show when={offline() || waiting() > 0}>
        <p role="status" class="flex gap-2 rounded-control bg-watch-soft px-3 py-2 text-watch-text">
          <CloudOff size={15} class="mt-0.5" />
          <span>
            {offline()
              ? "You are offline. What you save waits in this browser and goes out when the connection is back."
              : "Sending what you saved."}
            {waiting() > 0 ? ` ${waiting()} waiting.` : ""}{" "}
            {offline() ? "It counts if it arrives before the reveal." : ""}
          </span>
        </p>
      </Show>

      <div class="grid grid-cols-[minmax(0,1fr)] gap-6 md:grid-cols-[minmax(0,1fr)_16rem]">
        <div class="rounded-panel border border-line bg-surface p-5">
          <Show
            when={current()}
            keyed
            fallback={
              <div class="flex flex-col gap-2">
                <h3 class="text-xl font-semibold outline-none" tabindex="-1" data-entry-heading>
                  {entered() === ids().length
                    ? "You have entered everything"
                    : `You have entered ${entered()} of ${ids().length}`}
                </h3>
                <p class="text-soft">You can change any of it until the reveal: choose a KPI from the list.</p>
                <Show when={firstOpen()}>
                  {(id) => (
                    <Button look="solid" class="mt-2 self-start" onClick={() => go(id())}>
                      Go on with {kpiOf(id())?.name}
                    </Button>
                  )}
                </Show>
              </div>
            }
          >
            {(id) => (
              <Show when={kpiOf(id)}>
                {(kpi) => (
                  <EntryForm
                    kpi={kpi()}
                    own={props.own}
                    place={`${at() + 1} of ${ids().length}`}
                    onSaved={saved}
                    onSkip={() => go(ids()[at() + 1] ?? null)}
                    onBack={at() > 0 ? () => go(ids()[at() - 1] ?? null) : undefined}
                  />
                )}
              </Show>
            )}
          </Show>
        </div>

        <nav aria-label="KPIs of this round">
          <ol class="flex flex-col gap-0.5">
            <For each={ids()}>
              {(id) => (
                <li>
                  <button
                    type="button"
                    aria-current={current() === id ? "step" : undefined}
                    class="flex min-h-(--control) w-full items-center gap-2 rounded-control px-2.5 py-1.5 text-start hover:bg-hover aria-[current]:bg-accent-soft aria-[current]:font-medium"
                    onClick={() => go(id)}
                  >
                    <span class="min-w-0 flex-1 truncate">{kpiOf(id)?.name}</span>
                    <span class="inline-flex items-center gap-1 text-xs text-soft" data-numbers>
                      <Show when={props.own.isEntered(id)}>
                        <Check size={13} class="text-good" />
                      </Show>
                      {(() => {
                        const kpi = kpiOf(id);
                        return kpi ? valueOf(kpi) : "";
                      })()}
                    </span>
                  </button>
                </li>
              )}
            </For>
          </ol>
          <Show when={props.bound.length > 0}>
            <h4 class="mt-4 px-2.5 text-xs font-medium text-faint">Follow their source</h4>
            <ul class="mt-1 flex flex-col gap-1">
              <For each={props.bound}>
                {(kpi) => (
                  <li class="flex items-center gap-2 px-2.5 py-1 text-soft">
                    <span class="min-w-0 flex-1 truncate">{kpi.name}</span>
                    <Badge tip={kpi.source ? `${sourceLabel(kpi.source)}: it updates itself` : ""}>
                      {amountText(kpi.current_value, kpi.unit)}
                    </Badge>
                  </li>
                )}
              </For>
            </ul>
          </Show>
        </nav>
      </div>
    </div>
  );
};
