/** What can be done with the selected cards together. */
import X from "lucide-solid/icons/x";
import { type JSX, Show } from "solid-js";
import { Button, IconButton } from "../../parts/button.tsx";
import { useBoard } from "./board-scope.ts";
import { counted } from "./words.ts";

export const SelectionBar = (): JSX.Element => {
  const board = useBoard();
  const count = () => board.cursor.selected().size;
  const first = (): string => [...board.cursor.selected()][0] ?? "";
  return (
    <Show when={count() > 0}>
      <div
        role="toolbar"
        aria-label="Selected cards"
        class="absolute inset-x-0 bottom-4 z-20 mx-auto flex w-fit animate-appear items-center gap-1 rounded-panel bg-float p-1.5 ps-3 shadow-float"
      >
        <span class="pe-2 font-medium">{counted(count(), "card selected", "cards selected")}</span>
        <Button
          onClick={(event) => board.moveMenu(first(), (event.currentTarget as HTMLElement).getBoundingClientRect())}
        >
          Move to…
        </Button>
        <Button
          reason={board.live.reason("contact.delete")}
          onClick={() => board.acts.remove([...board.cursor.selected()])}
        >
          Delete
        </Button>
        <IconButton icon={X} label="Clear the selection" keys="escape" onClick={() => board.cursor.clear()} />
      </div>
    </Show>
  );
};
