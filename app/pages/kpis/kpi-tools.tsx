/** Search, filter, order and the two ways to show; all of it stands in the address. [KB12] */
import ArrowUpDown from "lucide-solid/icons/arrow-up-down";
import LayoutGrid from "lucide-solid/icons/layout-grid";
import ListFilter from "lucide-solid/icons/list-filter";
import Table2 from "lucide-solid/icons/table-2";
import type { JSX } from "solid-js";
import { Button, IconButton } from "../../parts/button.tsx";
import { FilterChips } from "../../parts/filter-chips.tsx";
import { Menu } from "../../parts/menu.tsx";
import { SearchBox } from "../../parts/search-box.tsx";
import { kindLabels, kinds, plainView, ranges, sortLabels, sorts } from "./filter.ts";
import { useKpis } from "./kpi-scope.ts";

export const KpiSearch = (props: { ref: (input: HTMLInputElement) => void }): JSX.Element => {
  const page = useKpis();
  return (
    <SearchBox
      ref={props.ref}
      label="Search KPIs"
      width="w-44"
      words={page.view().words}
      onWords={(words) => page.setView({ words })}
    />
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

export const KpiChips = (): JSX.Element => {
  const page = useKpis();
  return (
    <FilterChips
      kinds={page.view().kinds}
      labelOf={(kind) => kindLabels[kind]}
      onRemove={(kind) => page.setView({ kinds: page.view().kinds.filter((one) => one !== kind) })}
      onClear={() => page.setView({ kinds: plainView.kinds, words: "" })}
    />
  );
};
