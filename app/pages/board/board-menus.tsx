/** The card's menus: everything that can be done with it, and where it can go without dragging. [BD5] */
import ArrowRightLeft from "lucide-solid/icons/arrow-right-left";
import Pencil from "lucide-solid/icons/pencil";
import SquareCheck from "lucide-solid/icons/square-check";
import NotebookPen from "lucide-solid/icons/notebook-pen";
import PanelRight from "lucide-solid/icons/panel-right";
import Trash from "lucide-solid/icons/trash";
import { For, type JSX, Show } from "solid-js";
import { type Stage, stageLabels, stages } from "../../../domain/funnel.ts";
import { Dialog } from "../../parts/dialog.tsx";
import { FloatingMenu, type MenuEntry } from "../../parts/menu.tsx";
import type { Box } from "../../parts/place.ts";
import { useBoard } from "./board-scope.ts";

export interface MenuAt {
  kind: "actions" | "move";
  id: string;
  at: Box;
}

export const BoardMenus = (props: { menu: MenuAt | null; onClose: () => void; sheet: boolean }): JSX.Element => {
  const board = useBoard();
  const ids = (id: string): readonly string[] =>
    board.cursor.selected().has(id) ? [...board.cursor.selected()] : [id];
  const stageOf = () => (props.menu ? board.live.contact(props.menu.id)?.funnel_stage : undefined);
  const move = (id: string, stage: Stage): void => {
    if (ids(id).some((one) => board.live.peek(one)?.funnel_stage !== stage))
      board.acts.move(ids(id), stage, null, { toast: true });
  };
  // By the time an item runs the menu is closed: its card is kept in the item.
  const moves = ({ id }: MenuAt): MenuEntry[] => [
    { title: "Move to" },
    ...stages.map((stage, index) => ({
      label: stageLabels[stage],
      checked: stage === stageOf(),
      press: String(index + 1),
      run: () => move(id, stage),
    })),
  ];
  const actions = (menu: MenuAt): MenuEntry[] => [
    { label: "Open", icon: PanelRight, press: "enter", run: () => board.show(menu.id) },
    { label: "Move to…", icon: ArrowRightLeft, press: "m", run: () => board.moveMenu(menu.id, menu.at) },
    { label: "Edit the name", icon: Pencil, press: "e", run: () => board.show(menu.id, "name") },
    { label: "Write a note", icon: NotebookPen, press: "n", run: () => board.show(menu.id, "note") },
    {
      label: board.cursor.selected().has(menu.id) ? "Take out of the selection" : "Select",
      icon: SquareCheck,
      press: "x",
      run: () => board.cursor.toggle(menu.id),
    },
    { title: null },
    {
      label: ids(menu.id).length > 1 ? `Delete ${ids(menu.id).length} contacts` : "Delete",
      icon: Trash,
      press: "#",
      danger: true,
      reason: board.live.reason("contact.delete"),
      run: () => board.acts.remove(ids(menu.id)),
    },
  ];
  const entries = (): MenuEntry[] => {
    const { menu } = props;
    if (!menu) return [];
    return menu.kind === "move" ? moves(menu) : actions(menu);
  };
  const asSheet = () => props.sheet && props.menu?.kind === "move";
  return (
    <>
      <FloatingMenu
        at={asSheet() ? null : (props.menu?.at ?? null)}
        label={props.menu?.kind === "move" ? "Move to" : "Card"}
        entries={entries()}
        onClose={() => props.onClose()}
      />
      <Dialog open={asSheet()} onClose={() => props.onClose()} title="Move to">
        <ul class="flex flex-col gap-1">
          <For each={stages}>
            {(stage) => (
              <li>
                <button
                  type="button"
                  aria-current={stage === stageOf() ? "true" : undefined}
                  class="flex min-h-11 w-full items-center justify-between rounded-control px-3 text-start text-base hover:bg-hover aria-[current]:bg-accent-soft aria-[current]:font-medium"
                  onClick={() => {
                    if (props.menu) move(props.menu.id, stage);
                    props.onClose();
                  }}
                >
                  {stageLabels[stage]}
                  <Show when={stage === stageOf()}>
                    <span class="text-xs text-soft">is here</span>
                  </Show>
                </button>
              </li>
            )}
          </For>
        </ul>
      </Dialog>
    </>
  );
};
