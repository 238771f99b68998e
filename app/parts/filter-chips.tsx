/** A line of chips, one for each filter at work: press one to change it, or take it away. */
import Plus from "lucide-solid/icons/plus";
import X from "lucide-solid/icons/x";
import { For, type JSX, Show } from "solid-js";
import type { Box } from "./place.ts";

interface FilterChipsProps<Kind extends string> {
  /** The filters at work. */
  kinds: readonly Kind[];
  labelOf: (kind: Kind) => string;
  /** What a filter lets through, in words; none for those that only are or are not. */
  aboutOf?: (kind: Kind) => string;
  onChange?: (kind: Kind, at: Box) => void;
  /** What `onChange` opens. */
  opens?: "menu" | "dialog";
  onRemove: (kind: Kind) => void;
  onClear: () => void;
  /** Adds another one, where that is offered. */
  onMore?: (at: Box) => void;
  end?: JSX.Element;
}

export const FilterChips = <Kind extends string>(props: FilterChipsProps<Kind>): JSX.Element => (
  <Show when={props.kinds.length > 0 || props.end}>
    <div
      class="flex shrink-0 flex-wrap items-center gap-1.5 border-b border-line px-5 py-1.5 max-md:px-3"
      role="group"
      aria-label="Filters"
    >
      <For each={props.kinds}>
        {(kind) => (
          <span class="inline-flex h-7 max-w-full items-center rounded-control border border-line bg-surface text-xs shadow-card">
            <Show when={props.onChange} fallback={<span class="px-2 font-medium">{props.labelOf(kind)}</span>}>
              {(change) => (
                <button
                  type="button"
                  aria-haspopup={props.opens ?? "menu"}
                  class="h-full max-w-72 min-w-0 truncate rounded-s-control px-2 hover:bg-hover"
                  onClick={(event) => change()(kind, event.currentTarget.getBoundingClientRect())}
                >
                  <span class="text-faint">{props.labelOf(kind)}</span>{" "}
                  <span class="font-medium">{props.aboutOf?.(kind)}</span>
                </button>
              )}
            </Show>
            <button
              type="button"
              aria-label={`Remove the filter ${props.labelOf(kind)}`}
              class="flex h-full w-7 shrink-0 items-center justify-center rounded-e-control border-s border-line text-faint hover:bg-hover hover:text-ink"
              onClick={() => props.onRemove(kind)}
            >
              <X size={12} />
            </button>
          </span>
        )}
      </For>
      <Show when={props.kinds.length > 0}>
        <Show when={props.onMore}>
          {(more) => (
            <button
              type="button"
              aria-label="Add a filter"
              aria-haspopup="menu"
              class="flex size-7 items-center justify-center rounded-control text-soft hover:bg-hover hover:text-ink"
              onClick={(event) => more()(event.currentTarget.getBoundingClientRect())}
            >
              <Plus size={14} />
            </button>
          )}
        </Show>
        <button
          type="button"
          class="h-7 rounded-control px-2 text-xs text-soft hover:bg-hover hover:text-ink"
          onClick={() => props.onClear()}
        >
          Clear all
        </button>
      </Show>
      {props.end}
    </div>
  </Show>
);
