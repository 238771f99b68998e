/** Search and filters: a box, a button, and a chip for each filter at work. [AV11] */
import ListFilter from "lucide-solid/icons/list-filter";
import Plus from "lucide-solid/icons/plus";
import Search from "lucide-solid/icons/search";
import X from "lucide-solid/icons/x";
import { createEffect, createSignal, For, type JSX, on, Show } from "solid-js";
import { noAccountFilter } from "../../../domain/account-view.ts";
import { Button } from "../../parts/button.tsx";
import { fieldClass } from "../../parts/field.tsx";
import { KeyHint } from "../../parts/key-hint.tsx";
import { FloatingMenu } from "../../parts/menu.tsx";
import type { Box } from "../../parts/place.ts";
import { useAccounts } from "./accounts-scope.ts";
import { FilterPanel, type PanelAt } from "./filter-panel.tsx";
import { aboutOf, kindLabels, kinds, withoutKind } from "./filters.ts";

export const AccountSearch = (props: { ref: (input: HTMLInputElement) => void }): JSX.Element => {
  const page = useAccounts();
  const [text, setText] = createSignal(page.view().filter.words);
  // The address may change by itself: back, forward, a cleared filter.
  createEffect(
    on(
      () => page.view().filter.words,
      (words) => words !== text().trim() && setText(words),
      { defer: true },
    ),
  );
  const type = (value: string): void => {
    setText(value);
    page.setFilter({ words: value.trim() });
  };
  return (
    <div class="relative w-52 min-w-0 max-md:w-auto max-md:flex-1">
      <Search size={14} class="pointer-events-none absolute inset-y-0 start-2.5 my-auto text-faint" />
      <input
        ref={(input) => props.ref(input)}
        type="search"
        aria-label="Search accounts"
        placeholder="Search"
        class={`${fieldClass} h-(--control) border-line ps-8 pe-8 max-md:pe-1 [&::-webkit-search-cancel-button]:hidden`}
        value={text()}
        onInput={(event) => type(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") {
            if (text() === "") event.currentTarget.blur();
            else type("");
          } else if (event.key === "Enter" || event.key === "ArrowDown") {
            event.preventDefault();
            page.cursor.goTo(0);
          }
        }}
      />
      <span class="pointer-events-none absolute inset-y-0 end-1.5 flex items-center max-md:hidden">
        <Show when={text() === ""}>
          <KeyHint press="/" />
        </Show>
      </span>
      <Show when={text() !== ""}>
        <button
          type="button"
          aria-label="Clear the search"
          class="absolute inset-y-0 end-0 flex w-8 items-center justify-center text-faint hover:text-ink"
          onClick={() => type("")}
        >
          <X size={14} />
        </button>
      </Show>
    </div>
  );
};

const ownerName = (page: ReturnType<typeof useAccounts>) => (id: string) => page.personOf(id)?.name ?? "somebody";

/** The button behind `F`: first which filter, then its panel at the same place. */
export const FilterButton = (props: { at: Box | null; setAt: (at: Box | null) => void }): JSX.Element => {
  const page = useAccounts();
  const [panel, setPanel] = createSignal<PanelAt | null>(null);
  return (
    <>
      <Button
        icon={ListFilter}
        data-filter-button
        aria-haspopup="menu"
        aria-label="Filter"
        data-tip="Filter"
        data-tip-keys="f"
        class="max-xl:w-(--control) max-xl:px-0"
        onClick={(event) => props.setAt((event.currentTarget as HTMLElement).getBoundingClientRect())}
      >
        <span class="max-xl:hidden">Filter</span>
      </Button>
      <FloatingMenu
        at={props.at}
        label="Filter by"
        entries={[
          { title: "Filter by" },
          ...kinds.map((kind) => ({
            label: kindLabels[kind],
            detail: aboutOf(page.view().filter, kind, ownerName(page)),
            run: () => {
              const button = document.querySelector("[data-filter-button]");
              if (button) setPanel({ kind, at: button.getBoundingClientRect() });
            },
          })),
        ]}
        onClose={() => props.setAt(null)}
      />
      <FilterPanel at={panel()} onClose={() => setPanel(null)} />
    </>
  );
};

export const FilterChips = (props: { onMore: (at: Box) => void; end?: JSX.Element }): JSX.Element => {
  const page = useAccounts();
  const [panel, setPanel] = createSignal<PanelAt | null>(null);
  const about = (kind: (typeof kinds)[number]) => aboutOf(page.view().filter, kind, ownerName(page));
  const active = () => kinds.filter((kind) => about(kind) !== "");
  return (
    <Show when={active().length > 0 || props.end}>
      <div
        class="flex shrink-0 flex-wrap items-center gap-1.5 border-b border-line px-5 py-1.5 max-md:px-3"
        role="group"
        aria-label="Filters"
      >
        <For each={active()}>
          {(kind) => (
            <span class="inline-flex h-7 max-w-full items-center rounded-control border border-line bg-surface text-xs shadow-card">
              <button
                type="button"
                aria-haspopup="dialog"
                class="h-full max-w-72 min-w-0 truncate rounded-s-control px-2 hover:bg-hover"
                onClick={(event) => setPanel({ kind, at: event.currentTarget.getBoundingClientRect() })}
              >
                <span class="text-faint">{kindLabels[kind]}</span> <span class="font-medium">{about(kind)}</span>
              </button>
              <button
                type="button"
                aria-label={`Remove the filter ${kindLabels[kind]}`}
                class="flex h-full w-7 shrink-0 items-center justify-center rounded-e-control border-s border-line text-faint hover:bg-hover hover:text-ink"
                onClick={() => page.setFilter(withoutKind(kind))}
              >
                <X size={12} />
              </button>
            </span>
          )}
        </For>
        <Show when={active().length > 0}>
          <button
            type="button"
            aria-label="Add a filter"
            aria-haspopup="menu"
            class="flex size-7 items-center justify-center rounded-control text-soft hover:bg-hover hover:text-ink"
            onClick={(event) => props.onMore(event.currentTarget.getBoundingClientRect())}
          >
            <Plus size={14} />
          </button>
          <button
            type="button"
            class="h-7 rounded-control px-2 text-xs text-soft hover:bg-hover hover:text-ink"
            onClick={() => page.setFilter(noAccountFilter)}
          >
            Clear all
          </button>
        </Show>
        {props.end}
      </div>
      <FilterPanel at={panel()} onClose={() => setPanel(null)} />
    </Show>
  );
};
