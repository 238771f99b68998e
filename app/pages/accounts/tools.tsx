/** How the accounts are shown: layout, order, columns; and the file of exactly this view. [AV5] [AV12] */
import ArrowUpDown from "lucide-solid/icons/arrow-up-down";
import CalendarRange from "lucide-solid/icons/calendar-range";
import Columns3 from "lucide-solid/icons/columns-3";
import Download from "lucide-solid/icons/download";
import LayoutGrid from "lucide-solid/icons/layout-grid";
import RotateCcw from "lucide-solid/icons/rotate-ccw";
import Table2 from "lucide-solid/icons/table-2";
import { type JSX, Show } from "solid-js";
import { usualOrder } from "../../../domain/account-view.ts";
import { Button, IconButton } from "../../parts/button.tsx";
import { Choice } from "../../parts/choice.tsx";
import { Menu } from "../../parts/menu.tsx";
import { download } from "../kpis/drawer/csv.ts";
import { useAccounts } from "./accounts-scope.ts";
import { exportName, exportOf } from "./export.ts";
import { column, columnNames, layoutLabels, layouts, usualColumns } from "./view.ts";

const layoutIcons = { table: Table2, cards: LayoutGrid, renewals: CalendarRange } as const;

const ColumnsMenu = (): JSX.Element => {
  const page = useAccounts();
  const shown = () => page.view().columns;
  return (
    <Menu
      label="Columns"
      side="below-end"
      entries={[
        { title: "Columns" },
        ...columnNames.map((name) => ({
          label: column(name).label,
          checked: shown().includes(name),
          run: () =>
            page.setView({
              columns: shown().includes(name) ? shown().filter((one) => one !== name) : [...shown(), name],
            }),
        })),
        { title: null },
        { label: "The usual columns", icon: RotateCcw, run: () => page.setView({ columns: usualColumns }) },
      ]}
      trigger={(attributes) => <IconButton {...attributes} icon={Columns3} look="outline" label="Columns" />}
    />
  );
};

const OrderMenu = (): JSX.Element => {
  const page = useAccounts();
  const order = () => page.view().order;
  const orders = () => [
    { label: "Name", by: "name" as const, down: false },
    ...columnNames.map((name) => ({
      label: column(name).label,
      by: column(name).order,
      down: column(name).down ?? false,
    })),
    { label: "Change in a week", by: "health_change" as const, down: false },
  ];
  return (
    <Menu
      label="Order"
      side="below-end"
      entries={[
        { title: "Order by" },
        ...orders().map(({ label, by, down }) => ({
          label,
          checked: order().by === by,
          ...(order().by === by ? { detail: order().down ? "Downwards" : "Upwards" } : {}),
          run: () => page.setView({ order: { by, down: order().by === by ? !order().down : down } }),
        })),
        { title: null },
        { label: "Largest ARR first", icon: RotateCcw, run: () => page.setView({ order: usualOrder }) },
      ]}
      trigger={(attributes) => <IconButton {...attributes} icon={ArrowUpDown} look="outline" label="Order" />}
    />
  );
};

export const AccountTools = (): JSX.Element => {
  const page = useAccounts();
  return (
    <>
      <Choice
        label="Layout"
        value={page.view().layout}
        options={layouts
          .filter((layout) => !page.phone() || layout !== "table")
          .map((value) => {
            const Icon = layoutIcons[value];
            return {
              value: value === "cards" && page.phone() && page.view().layout === "table" ? "table" : value,
              label: layoutLabels[value],
              icon: <Icon size={14} aria-hidden="true" />,
            };
          })}
        brief
        onChange={(layout) => page.setView({ layout })}
      />
      <Show when={page.view().layout === "table" && !page.phone()} fallback={<OrderMenu />}>
        <ColumnsMenu />
      </Show>
      <Button
        icon={Download}
        aria-label="Export this view as CSV"
        data-tip="Export this view as CSV"
        reason={page.shown().length === 0 ? "There is nothing to export." : undefined}
        class="w-(--control) px-0 max-md:hidden"
        onClick={() => download(exportName(page.today()), exportOf(page.shown(), page.view().columns, page.personOf))}
      />
    </>
  );
};
