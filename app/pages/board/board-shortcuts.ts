/** What the keys do on the board; the names and presses stand in `keys.ts`. [BD4] [BD5] [BD6] */
import { stages } from "../../../domain/funnel.ts";
import { createShortcuts, nameOf } from "../../shortcuts.ts";
import type { BoardScope } from "./board-scope.ts";
import type { Way } from "./cursor.ts";
import { cardAbove } from "./drop-place.ts";

const onCard = (): boolean =>
  document.activeElement?.closest("[data-card]") !== null && document.activeElement !== null;

export const createBoardShortcuts = (
  board: BoardScope,
  parts: { focusSearch: () => void; openFilter: () => void },
): void => {
  const { cursor, hand, acts, live } = board;
  const lifted = (): boolean => hand.held()?.manner === "keys";
  const resting = (): boolean => hand.held() === null;
  const here = (): string | null => {
    const id = board.opened() ?? cursor.focused();
    return id !== null && live.peek(id) ? id : null;
  };
  const withCard = (): boolean => resting() && here() !== null;
  /** The selection when there is one, else the card at hand. */
  const chosen = (): readonly string[] => {
    const selected = cursor.selected();
    if (selected.size > 0 && board.opened() === null)
      return stages.flatMap((stage) => live.column(stage).filter((id) => selected.has(id)));
    const id = here();
    return id === null ? [] : [id];
  };
  const atBoard = (): boolean => {
    const active = document.activeElement;
    return (
      active === null || active === document.body || active.id === "main" || active.closest("[data-board]") !== null
    );
  };
  const go = (way: Way) => (): void => {
    if (lifted()) return hand.step(way);
    const next = cursor.neighbour(cursor.focused(), way);
    if (next !== undefined) cursor.focus(next);
    return undefined;
  };
  /** In the panel the next card opens; on the board it takes the focus. */
  const turn = (way: "up" | "down") => (): void => {
    const opened = board.opened();
    const next = cursor.neighbour(opened ?? cursor.focused(), way);
    if (next === undefined) return;
    if (opened === null) cursor.focus(next);
    else board.show(next);
  };
  const shift = (step: 1 | -1) => (): void => {
    const id = here();
    const at = cursor.find(id);
    const ids = at && board.columns.find((column) => column.stage === at.stage)?.shown();
    if (id === null || !at || !ids || ids[at.index + step] === undefined) return;
    acts.move([id], at.stage, cardAbove(ids, step === 1 ? at.index + 2 : at.index - 1, new Set([id])));
    cursor.look(id);
  };
  const boxOf = (id: string) => {
    const element = cursor.elementOf(id) ?? document.querySelector("[data-panel] h2") ?? document.body;
    return element.getBoundingClientRect();
  };

  createShortcuts(
    { key: "search", when: resting, run: parts.focusSearch },
    { key: "filter", when: resting, run: parts.openFilter },
    { key: "create", when: resting, run: () => board.create() },
    { key: "undo", when: resting, run: acts.undo },
    { key: "redo", when: resting, run: acts.redo },
    { key: "next", when: resting, run: turn("down") },
    { key: "previous", when: resting, run: turn("up") },
    { key: "below", when: atBoard, run: go("down") },
    { key: "above", when: atBoard, run: go("up") },
    { key: "nextColumn", when: atBoard, run: go("after") },
    { key: "previousColumn", when: atBoard, run: go("before") },
    {
      key: "open",
      when: () => onCard() || lifted(),
      run: () => {
        if (lifted()) return void hand.drop();
        const id = cursor.focused();
        if (id !== null) board.show(id);
      },
    },
    {
      key: "lift",
      when: () => onCard() || lifted(),
      run: () => {
        if (lifted()) return void hand.drop();
        const id = cursor.focused();
        if (id !== null) hand.lift(id, "keys");
      },
    },
    {
      key: "stage",
      when: withCard,
      run: (event) => {
        const stage = stages[Number(nameOf(event)) - 1];
        const ids = chosen();
        if (stage && ids.some((id) => live.peek(id)?.funnel_stage !== stage)) acts.move(ids, stage, null);
      },
    },
    { key: "up", when: withCard, run: shift(-1) },
    { key: "down", when: withCard, run: shift(1) },
    { key: "move", when: withCard, run: () => void [here()].map((id) => id !== null && board.moveMenu(id, boxOf(id))) },
    { key: "actions", when: withCard, run: () => void [here()].map((id) => id !== null && board.menu(id, boxOf(id))) },
    { key: "edit", when: withCard, run: () => board.show(here() ?? "", "name") },
    { key: "note", when: withCard, run: () => board.show(here() ?? "", "note") },
    {
      key: "select",
      when: () => withCard() && board.opened() === null,
      run: () => cursor.toggle(here() ?? ""),
    },
    { key: "remove", when: () => withCard() && live.may("contact.delete"), run: () => acts.remove(chosen()) },
    {
      key: "close",
      when: () => !resting() || board.opened() !== null || cursor.selected().size > 0,
      run: () => {
        if (!resting()) hand.cancel();
        else if (board.opened() !== null) board.hide();
        else cursor.clear();
      },
    },
  );
};
