/** Search, filter, order and the two ways to show; all of it stands in the address. [KB12] */
import ArrowUpDown from "lucide-solid/icons/arrow-up-down";
import LayoutGrid from "lucide-solid/icons/layout-grid";
import ListFilter from "lucide-solid/icons/list-filter";
import Search from "lucide-solid/icons/search";
import Table2 from "lucide-solid/icons/table-2";
import X from "lucide-solid/icons/x";
import { createEffect, createSignal, For, type JSX, on, Show } from "solid-js";
import { Button, IconButton } from "../../parts/button.tsx";
import { fieldClass } from "../../parts/field.tsx";
import { KeyHint } from "../../parts/key-hint.tsx";
import { Menu } from "../../parts/menu.tsx";
import { kindLabels, kinds, plainView, ranges, sortLabels, sorts } from "./filter.ts";
import { useKpis } from "./kpi-scope.ts";

export const KpiSearch = (props: { ref: (input: HTMLInputElement) => void }): JSX.Element => {
  const page = useKpis();
  const [text, setText] = createSignal(page.view().words);
  // The address may change by itself: back, forward, a cleared filter.
  createEffect(
    on(
      () => page.view().words,
      (words) => words !== text().trim() && setText(words),
      { defer: true },
    ),
  );
  const type = (value: string): void => {
    setText(value);
    page.setView({ words: value.trim() });
  };
  return (
    <div class="relative w-44 min-w-0 max-md:w-auto max-md:flex-1">
      <Search size={14} class="pointer-events-none absolute inset-y-0 start-2.5 my-auto text-faint" />
      <input
        ref={(input) => props.ref(input)}
        type="search"
        aria-label="Search KPIs"
        placeholder="Search"
        class={`${fieldClass} h-(--control) border-line ps-8 pe-8 max-md:pe-1 [&::-webkit-search-cancel-button]:hidden`}
        value={text()}
        onInput={(event) => type(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          if (text() === "") event.currentTarget.blur();
          else type("");
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

export const KpiTools = (): JSX.Element => {
  const page = useKpis();
  const toggle = (kind: (typeof kinds)[number]): void => {
    const chosen = page.view().kinds;
    page.setView({ kinds: kinds.filter((one) => (one === kind ? !chosen.includes(one) : chosen.includes(one))) });
  };
  return (
    <>
      <Menu
        label="Show only"
        side="below-end"
        entries={[
          { title: "Show only" },
          ...kinds.map((kind) => ({
            label: kindLabels[kind],
            checked: page.view().kinds.includes(kind),
            run: () => toggle(kind),
          })),
        ]}
        trigger={(attributes) => (
          <Button
            {...attributes}
            icon={ListFilter}
            aria-label="Filter"
            data-tip="Filter"
            data-filter-button
            class="max-xl:w-(--control) max-xl:px-0"
          >
            <span class="max-xl:hidden">Filter</span>
          </Button>
        )}
      />
      <Menu
        label="Order"
        side="below-end"
        entries={[
          { title: "Order by" },
          ...sorts.map((sort) => ({
            label: sortLabels[sort],
            checked: page.view().sort === sort,
            ...(page.view().sort === sort
              ? { detail: page.view().reversed ? "Reversed; again for forward" : "Again to reverse" }
              : {}),
            run: () => page.setView({ sort, reversed: page.view().sort === sort && !page.view().reversed }),
          })),
          { title: "Sparklines" },
          ...ranges.map((days) => ({
            label: `${days} days`,
            checked: page.view().days === days,
            run: () => page.setView({ days }),
          })),
        ]}
        trigger={(attributes) => (
          <Button
            {...attributes}
            icon={ArrowUpDown}
            aria-label={`Order: ${sortLabels[page.view().sort]}`}
            data-tip="Order"
            class="max-xl:w-(--control) max-xl:px-0"
          >
            <span class="max-xl:hidden">
              {page.view().sort === "newest" && !page.view().reversed ? "Order" : sortLabels[page.view().sort]}
            </span>
          </Button>
        )}
      />
      <IconButton
        icon={page.view().table ? LayoutGrid : Table2}
        look="outline"
        label={page.view().table ? "Show as tiles" : "Show as a table"}
        keys="t"
        onClick={() => page.setView({ table: !page.view().table })}
      />
    </>
  );
};

/** A chip for each filter at work. */
export const KpiChips = (): JSX.Element => {
  const page = useKpis();
  return (
    <Show when={page.view().kinds.length > 0}>
      <div
        class="flex shrink-0 flex-wrap items-center gap-1.5 border-b border-line px-5 py-1.5 max-md:px-3"
        role="group"
        aria-label="Filters"
      >
        <For each={page.view().kinds}>
          {(kind) => (
            <span class="inline-flex h-7 items-center rounded-control border border-line bg-surface ps-2 text-xs font-medium shadow-card">
              {kindLabels[kind]}
              <button
                type="button"
                aria-label={`Remove the filter ${kindLabels[kind]}`}
                class="ms-2 flex h-full w-7 items-center justify-center rounded-e-control border-s border-line text-faint hover:bg-hover hover:text-ink"
                onClick={() => page.setView({ kinds: page.view().kinds.filter((one) => one !== kind) })}
              >
                <X size={12} />
              </button>
            </span>
          )}
        </For>
        <button
          type="button"
          class="h-7 rounded-control px-2 text-xs text-soft hover:bg-hover hover:text-ink"
          onClick={() => page.setView({ kinds: plainView.kinds, words: "" })}
        >
          Clear all
        </button>
      </div>
    </Show>
  );
};
