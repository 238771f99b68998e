/** Search and filters: a box, a button, and a chip for each filter at work. [AV11] */
import ListFilter from "lucide-solid/icons/list-filter";
import { createSignal, type JSX } from "solid-js";
import { noAccountFilter } from "../../../domain/account-view.ts";
import { Button } from "../../parts/button.tsx";
import { FilterChips } from "../../parts/filter-chips.tsx";
import { FloatingMenu } from "../../parts/menu.tsx";
import type { Box } from "../../parts/place.ts";
import { SearchBox } from "../../parts/search-box.tsx";
import { useAccounts } from "./accounts-scope.ts";
import { FilterPanel, type PanelAt } from "./filter-panel.tsx";
import { aboutOf, kindLabels, kinds, withoutKind } from "./filters.ts";

export const AccountSearch = (props: { ref: (input: HTMLInputElement) => void }): JSX.Element => {
  const page = useAccounts();
  return (
    <SearchBox
      ref={props.ref}
      label="Search accounts"
      width="w-52"
      words={page.view().filter.words}
      onWords={(words) => page.setFilter({ words })}
      onFirst={() => {
        page.cursor.goTo(0);
        return true;
      }}
    />
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

export const AccountChips = (props: { onMore: (at: Box) => void; end?: JSX.Element }): JSX.Element => {
  const page = useAccounts();
  const [panel, setPanel] = createSignal<PanelAt | null>(null);
  const about = (kind: (typeof kinds)[number]) => aboutOf(page.view().filter, kind, ownerName(page));
  return (
    <>
      <FilterChips
        kinds={kinds.filter((kind) => about(kind) !== "")}
        labelOf={(kind) => kindLabels[kind]}
        aboutOf={about}
        opens="dialog"
        onChange={(kind, at) => setPanel({ kind, at })}
        onRemove={(kind) => page.setFilter(withoutKind(kind))}
        onClear={() => page.setFilter(noAccountFilter)}
        onMore={props.onMore}
        end={props.end}
      />
      <FilterPanel at={panel()} onClose={() => setPanel(null)} />
    </>
  );
};
