/** Everything that can be done with one KPI. */
import ChartLine from "lucide-solid/icons/chart-line";
import Keyboard from "lucide-solid/icons/keyboard";
import Pencil from "lucide-solid/icons/pencil";
import Trash from "lucide-solid/icons/trash";
import type { JSX } from "solid-js";
import { FloatingMenu, type MenuEntry } from "../../parts/menu.tsx";
import type { Box } from "../../parts/place.ts";
import { useKpis } from "./kpi-scope.ts";

export interface MenuAt {
  id: string;
  at: Box;
}

export const KpiMenu = (props: { menu: MenuAt | null; onClose: () => void }): JSX.Element => {
  const page = useKpis();
  // By the time an item runs the menu is closed: its KPI is kept in the item.
  const entriesFor = ({ id }: MenuAt): MenuEntry[] => [
    {
      label: "Update the value",
      icon: Keyboard,
      press: "u",
      reason: page.updating.reason(id),
      run: () => page.updating.start(id),
    },
    { label: "Open the history", icon: ChartLine, press: "o", run: () => page.show(id) },
    { label: "Edit", icon: Pencil, press: "e", reason: page.live.reason("kpi.edit"), run: () => page.edit(id) },
    { title: null },
    {
      label: "Delete",
      icon: Trash,
      press: "#",
      danger: true,
      reason: page.live.reason("kpi.delete"),
      run: () => page.remove(id),
    },
  ];
  return (
    <FloatingMenu
      at={props.menu?.at ?? null}
      side="below-end"
      label="KPI"
      entries={props.menu ? entriesFor(props.menu) : []}
      onClose={() => props.onClose()}
    />
  );
};
