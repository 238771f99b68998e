/** The keys of the grid, as the pattern for grids has them: arrows, Home and End, pages, Enter, F2, Space. [AV7] */
import type { AccountsScope } from "./accounts-scope.ts";
import { fieldOf } from "./editing.ts";
import type { ColumnName } from "./view.ts";

type Place = ColumnName | "name";

export interface GridKeys {
  page: AccountsScope;
  /** Rows of one page. */
  rows: () => number;
  focusCell: (id: string) => void;
}

export const createGridKeys = ({ page, rows, focusCell }: GridKeys) => {
  const { across, setAcross } = page.cursor;
  const places = (): Place[] => ["name", ...page.view().columns];
  const sideways = (by: number): void => {
    const all = places();
    const to = all[Math.max(0, Math.min(all.length - 1, all.indexOf(across()) + by))];
    const id = page.cursor.at();
    if (to === undefined || id === null) return;
    setAcross(to);
    focusCell(id);
  };
  const down = (by: number, select: boolean): void => {
    const from = page.cursor.at();
    if (select && from !== null && page.cursor.selected().size === 0) page.cursor.anchorAt(from);
    const id = page.cursor.step(by);
    if (select && id !== undefined) page.cursor.selectTo(id);
    else if (id !== undefined && page.cursor.selected().size === 0) page.cursor.anchorAt(id);
  };
  const rtl = (): boolean => document.dir === "rtl";

  return (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement;
    if (event.altKey || target.closest("input:not([type=checkbox]), button, .acc-head")) return;
    const id = page.cursor.at();
    const mod = event.ctrlKey || event.metaKey;
    const far = page.ids().length;
    const acts: Record<string, () => void> = {
      ArrowDown: () => down(mod ? far : 1, event.shiftKey),
      ArrowUp: () => down(mod ? -far : -1, event.shiftKey),
      ArrowRight: () => sideways(rtl() ? -1 : 1),
      ArrowLeft: () => sideways(rtl() ? 1 : -1),
      PageDown: () => down(rows(), event.shiftKey),
      PageUp: () => down(-rows(), event.shiftKey),
      Home: () => (mod ? down(-far, event.shiftKey) : sideways(-99)),
      End: () => (mod ? down(far, event.shiftKey) : sideways(99)),
      " ": () => id !== null && page.cursor.toggle(id),
      Enter: () => {
        const cell = target.closest("[data-cell]");
        if (id === null || !cell) return;
        if (across() !== "name" && fieldOf[across()]) page.editing.start(id, across(), cell);
        else page.show(id);
      },
    };
    const act = acts[event.key];
    if (!act || (mod && !/^(Arrow(Up|Down)|Home|End)$/.test(event.key))) return;
    event.preventDefault();
    act();
  };
};
