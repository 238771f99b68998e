/** Which action the keys speak to: the row with the focus, else the one it was last on. */
import { createSignal, onCleanup } from "solid-js";

const rowOf = (id: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-action="${CSS.escape(id)}"]`);

export const createCursor = (ids: () => readonly string[]) => {
  const [at, setAt] = createSignal<string | null>(null);
  const watch = (event: FocusEvent): void => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-action]") : null;
    if (row) setAt(row.dataset["action"] ?? null);
  };
  document.addEventListener("focusin", watch);
  onCleanup(() => document.removeEventListener("focusin", watch));

  const here = (): string | null => {
    const id = at();
    return id !== null && ids().includes(id) ? id : null;
  };
  const focus = (id: string): void => {
    setAt(id);
    const row = rowOf(id);
    row?.scrollIntoView({ block: "nearest" });
    row?.querySelector<HTMLElement>("[data-action-name]")?.focus({ preventScroll: true });
  };
  return {
    at: here,
    focus,
    /** The row after or before; undefined at the end. The first one when none had the focus. */
    neighbour: (way: 1 | -1): string | undefined => {
      const id = here();
      return id === null ? ids()[0] : ids()[ids().indexOf(id) + way];
    },
    /** Where the focus goes when this row leaves. */
    after: (id: string): string | undefined => {
      const place = ids().indexOf(id);
      return ids()[place + 1] ?? ids()[place - 1];
    },
  };
};

export type Cursor = ReturnType<typeof createCursor>;
