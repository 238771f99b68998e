/** The keys of the accounts page. [AV7] */
import { createShortcuts } from "../../shortcuts.ts";
import type { AccountsScope } from "./accounts-scope.ts";
import { layouts } from "./view.ts";

export const createAccountsShortcuts = (
  page: AccountsScope,
  parts: { focusSearch: () => void; openFilter: () => void },
): void => {
  /** The account the keys are about: the one in focus, else the one in the panel. */
  const here = (): string | null => page.cursor.at() ?? page.opened();
  const step = (by: number) => (): void => {
    const open = page.opened();
    if (open === null) {
      const id = page.cursor.step(by);
      if (id !== undefined && page.cursor.selected().size === 0) page.cursor.anchorAt(id);
      return;
    }
    const next = page.ids()[page.cursor.indexOf(open) + by];
    if (next === undefined) return;
    page.cursor.look(next);
    page.show(next);
  };
  const about =
    (act: (id: string) => void): (() => void) =>
    () => {
      const id = here();
      if (id !== null) act(id);
    };
  createShortcuts(
    { key: "search", run: parts.focusSearch },
    { key: "filterAccounts", run: parts.openFilter },
    { key: "createAccount", run: () => page.create() },
    { key: "nextAccount", run: step(1) },
    { key: "previousAccount", run: step(-1) },
    { key: "selectAccount", when: () => here() !== null, run: about(page.cursor.toggle) },
    { key: "selectAccounts", when: () => here() !== null, run: about(page.cursor.selectTo) },
    { key: "selectAllAccounts", when: () => page.opened() === null, run: () => page.cursor.selectAll() },
    { key: "openAccount", when: () => here() !== null, run: about(page.show) },
    {
      key: "editAccount",
      when: () => page.view().layout === "table" && page.cursor.at() !== null && page.opened() === null,
      run: about((id) => {
        const cell = document.querySelector(`[data-account="${CSS.escape(id)}"] [data-cell="${page.cursor.across()}"]`);
        if (cell) page.editing.start(id, page.cursor.across(), cell);
      }),
    },
    {
      key: "layoutAccounts",
      run: () => {
        const all = layouts.filter((layout) => !page.phone() || layout !== "table");
        page.setView({ layout: all[(all.indexOf(page.view().layout) + 1) % all.length] ?? "table" });
      },
    },
    { key: "undo", run: () => page.acts.undoLast() },
    {
      key: "close",
      when: () => page.opened() !== null || page.cursor.selected().size > 0,
      run: () => (page.opened() === null ? page.cursor.clear() : page.hide()),
    },
  );
};
