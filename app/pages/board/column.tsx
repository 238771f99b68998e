/** One stage of the funnel: its name, its numbers, and the part of its cards that is in sight. [BD1] [BD2] */
import Plus from "lucide-solid/icons/plus";
import { createEffect, createMemo, For, type JSX, Show } from "solid-js";
import { stageLabels, stages } from "../../../domain/funnel.ts";
import { IconButton } from "../../parts/button.tsx";
import { useBoard } from "./board-scope.ts";
import { Card } from "./card.tsx";
import type { Column as ColumnData } from "./columns.ts";
import { createWindow } from "./window.ts";
import { contactsCounted, span } from "./words.ts";

const ColumnHead = (props: { column: ColumnData }): JSX.Element => {
  const board = useBoard();
  const shown = () => props.column.shown().length;
  const total = () => props.column.total();
  return (
    <header class="flex h-10 shrink-0 items-center gap-2 ps-3 pe-1.5 max-md:hidden">
      <h2 class="min-w-0 truncate text-sm font-semibold">{stageLabels[props.column.stage]}</h2>
      <span data-numbers class="shrink-0 text-xs text-faint">
        {shown() === total() ? total().toLocaleString() : `${shown().toLocaleString()} of ${total().toLocaleString()}`}
      </span>
      <span class="ms-auto" />
      <Show when={props.column.age()}>
        {(age) => (
          <span data-numbers class="shrink-0 text-2xs text-faint" data-tip="Average time since the last contact">
            <span class="sr-only">Average time since the last contact: </span>⌀ {span(age())}
          </span>
        )}
      </Show>
      <IconButton
        icon={Plus}
        size={14}
        label={`New contact in ${stageLabels[props.column.stage]}`}
        reason={board.live.reason("contact.create")}
        class="column-add"
        onClick={() => board.create(props.column.stage)}
      />
    </header>
  );
};

export const Column = (props: { column: ColumnData }): JSX.Element => {
  const board = useBoard();
  const stage = () => props.column.stage;
  const ids = () => props.column.shown();
  const kept = createMemo(() => {
    const id = board.hand.held()?.lead ?? board.cursor.focused();
    return id !== null && board.live.peek(id)?.funnel_stage === stage() ? id : null;
  });
  const view = createWindow(ids, board.measures, kept);
  createEffect(() => board.revealIn(stage(), view.reveal));
  const gap = () => {
    const over = board.hand.held()?.over;
    return over?.stage === stage() ? over.index : null;
  };
  const gapTop = (index: number): number =>
    board.measures().top + index * (board.measures().card + board.measures().gap) - board.measures().gap / 2 - 1;
  /** One card per column takes the Tab key: the one spoken to, else the first. */
  const reachable = () => kept() ?? ids()[0];
  const number = () => stages.indexOf(stage()) + 1;

  return (
    <section
      data-column={stage()}
      aria-label={`${stageLabels[stage()]}, stage ${number()} of ${stages.length}, ${contactsCounted(ids().length)}`}
      class="column"
      classList={{ "column-over": gap() !== null }}
    >
      <ColumnHead column={props.column} />
      <div
        ref={(element) => view.ref(element)}
        data-cards={ids().length}
        class="card-list relative min-h-0 flex-1 overflow-x-hidden overflow-y-auto overscroll-y-contain"
      >
        <ul class="relative" style={{ height: `${view.height() + board.measures().top + 8}px` }}>
          <For each={view.drawn()}>
            {(id) => (
              <Card
                id={id}
                stage={stage()}
                index={view.indexOf(id)}
                count={ids().length}
                reachable={reachable() === id}
              />
            )}
          </For>
          <Show when={gap() !== null}>
            <li aria-hidden="true" class="drop-line" style={{ top: `${gapTop(gap() ?? 0)}px` }} />
          </Show>
        </ul>
        <Show when={ids().length === 0}>
          <p class="absolute inset-x-0 top-3 text-center text-xs text-faint">
            {props.column.total() > 0 ? "None of them matches" : "No contacts here"}
          </p>
        </Show>
      </div>
    </section>
  );
};
