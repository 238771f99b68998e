/** What the keys do on the KPI page, and which KPI they speak to; names and presses stand in `keys.ts`. [KB6] */
import { createSignal, onCleanup } from "solid-js";
import { createShortcuts } from "../../shortcuts.ts";
import type { KpiScope } from "./kpi-scope.ts";

const elementOf = (id: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-kpi="${CSS.escape(id)}"]`);

/** Gives a KPI the focus: on its value, where Enter updates it. */
export const focusKpi = (id: string): void => {
  const element = elementOf(id);
  element?.scrollIntoView({ block: "nearest" });
  (
    element?.querySelector<HTMLElement>("[data-value]") ?? element?.querySelector<HTMLElement>("[data-kpi-name]")
  )?.focus({ preventScroll: true });
};

export const createKpiShortcuts = (page: KpiScope, parts: { focusSearch: () => void }): void => {
  const [focused, setFocused] = createSignal<string | null>(null);
  const watch = (event: FocusEvent): void => {
    const kpi = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-kpi]") : null;
    if (kpi) setFocused(kpi.dataset["kpi"] ?? null);
  };
  document.addEventListener("focusin", watch);
  onCleanup(() => document.removeEventListener("focusin", watch));

  const here = (): string | null => {
    const id = page.opened() ?? focused();
    return id !== null && page.live.kpi(id) ? id : null;
  };
  const turn = (way: 1 | -1) => (): void => {
    const ids = page.shown();
    const at = ids.indexOf(page.opened() ?? focused() ?? "");
    const next = at < 0 ? ids[0] : ids[at + way];
    if (next === undefined) return;
    setFocused(next);
    if (page.opened() === null) focusKpi(next);
    else page.show(next);
  };
  const withHere = (run: (id: string) => void) => (): void => {
    const id = here();
    if (id !== null) run(id);
  };
  const any = (): boolean => here() !== null;

  createShortcuts(
    { key: "search", run: parts.focusSearch },
    { key: "createKpi", when: () => page.live.may("kpi.create"), run: () => page.create() },
    { key: "undo", run: page.acts.undo },
    { key: "redo", run: page.acts.redo },
    { key: "nextKpi", run: turn(1) },
    { key: "previousKpi", run: turn(-1) },
    { key: "recordKpi", when: any, run: withHere(page.updating.start) },
    { key: "raiseKpi", when: any, run: withHere((id) => page.updating.step(id, 1)) },
    { key: "lowerKpi", when: any, run: withHere((id) => page.updating.step(id, -1)) },
    { key: "openKpi", when: any, run: withHere(page.show) },
    { key: "editKpi", when: any, run: withHere(page.edit) },
    { key: "removeKpi", when: () => any() && page.live.may("kpi.delete"), run: withHere(page.remove) },
    { key: "tableKpis", run: () => page.setView({ table: !page.view().table }) },
    { key: "close", when: () => page.opened() !== null, run: page.hide },
  );
};
