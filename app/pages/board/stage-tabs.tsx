/** On phones: one column at a time, its tab in sight; swiping goes to the next. [BD22] */
import { createEffect, createSignal, For, type JSX, onCleanup, onMount } from "solid-js";
import { stageLabels } from "../../../domain/funnel.ts";
import type { Column } from "./columns.ts";

export const StageTabs = (props: { board: () => HTMLElement | undefined; columns: readonly Column[] }): JSX.Element => {
  const [at, setAt] = createSignal(0);
  let strip: HTMLElement | undefined;
  onMount(() => {
    const board = props.board();
    if (!board) return;
    const follow = (): void => void setAt(Math.round(board.scrollLeft / Math.max(1, board.clientWidth)));
    board.addEventListener("scroll", follow, { passive: true });
    onCleanup(() => board.removeEventListener("scroll", follow));
  });
  createEffect(() => {
    const tab = strip?.children[at()];
    // Not scrollIntoView, which would stop the board's own scroll.
    if (tab instanceof HTMLElement && strip) strip.scrollTo({ left: tab.offsetLeft - 24, behavior: "smooth" });
  });
  const go = (index: number): void => {
    const board = props.board();
    board?.scrollTo({
      left: index * board.clientWidth,
      behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth",
    });
  };
  return (
    <nav
      aria-label="Stages"
      ref={(element) => (strip = element)}
      class="relative flex shrink-0 overflow-x-auto border-b border-line px-2 [scrollbar-width:none]"
    >
      <For each={props.columns}>
        {(column, index) => (
          <button
            type="button"
            aria-current={index() === at() ? "true" : undefined}
            class="flex h-11 shrink-0 items-center gap-1.5 border-b-2 border-transparent px-3 text-sm whitespace-nowrap text-soft aria-[current]:border-accent aria-[current]:font-semibold aria-[current]:text-ink"
            onClick={() => go(index())}
          >
            {stageLabels[column.stage]}
            <span data-numbers class="text-xs font-normal text-faint">
              {column.shown().length === column.total() ? column.total() : `${column.shown().length}/${column.total()}`}
            </span>
          </button>
        )}
      </For>
    </nav>
  );
};
