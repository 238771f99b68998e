/** J and K through a list whose rows are buttons, with one of them open beside it; Enter is the button's own. [WP3] */
import { createShortcuts } from "../../shortcuts.ts";

export interface RowKeys {
  /** The rows' ids, in order. */
  ids: () => readonly string[];
  /** The one that is open, or null. */
  opened: () => string | null;
  open: (id: string | null) => void;
  /** The attribute of a row's button that holds its id. */
  attribute: string;
}

/** Gives the way to close what is open, with the focus back in its row. */
export const createRowKeys = ({ ids, opened, open, attribute }: RowKeys): (() => void) => {
  const rowOf = (id: string): HTMLElement | null => document.querySelector(`[${attribute}="${CSS.escape(id)}"]`);
  const close = (): void => {
    const id = opened();
    open(null);
    if (id !== null) queueMicrotask(() => rowOf(id)?.focus());
  };
  const turn = (way: 1 | -1) => (): void => {
    const all = ids();
    const focused = document.activeElement?.getAttribute(attribute);
    const at = all.indexOf(opened() ?? focused ?? "");
    const next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + way))];
    if (next === undefined) return;
    if (opened() !== null) open(next);
    const element = rowOf(next);
    element?.focus({ preventScroll: true });
    element?.scrollIntoView({ block: "nearest" });
  };
  createShortcuts(
    { key: "nextDelivery", run: turn(1) },
    { key: "previousDelivery", run: turn(-1) },
    { key: "close", run: close, when: () => opened() !== null },
  );
  return close;
};
