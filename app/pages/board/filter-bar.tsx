/** Search and filters: a box, one button, and a chip for each filter at work. [BD20] */
import ListFilter from "lucide-solid/icons/list-filter";
import Search from "lucide-solid/icons/search";
import X from "lucide-solid/icons/x";
import { createEffect, createSignal, For, type JSX, on, Show } from "solid-js";
import { stageLabels, stages, statusLabels, statuses } from "../../../domain/funnel.ts";
import { Avatar } from "../../parts/avatar.tsx";
import { Button } from "../../parts/button.tsx";
import { fieldClass } from "../../parts/field.tsx";
import { KeyHint } from "../../parts/key-hint.tsx";
import { FloatingMenu, type MenuEntry } from "../../parts/menu.tsx";
import type { Box } from "../../parts/place.ts";
import { type BoardScope, useBoard } from "./board-scope.ts";
import { noFilter, quietChoices } from "./filter.ts";
import { StatusSign } from "./status-sign.tsx";

export const SearchBox = (props: { ref: (input: HTMLInputElement) => void }): JSX.Element => {
  const board = useBoard();
  const [text, setText] = createSignal(board.filter().words);
  // The address may change by itself: back, forward, a cleared filter.
  createEffect(
    on(
      () => board.filter().words,
      (words) => words !== text().trim() && setText(words),
      { defer: true },
    ),
  );
  const type = (value: string): void => {
    setText(value);
    board.setFilter({ words: value.trim() });
  };
  const press = (event: KeyboardEvent & { currentTarget: HTMLInputElement }): void => {
    if (event.key === "Escape") {
      if (text() === "") event.currentTarget.blur();
      else type("");
    } else if (event.key === "Enter" || event.key === "ArrowDown") {
      const first = board.cursor.neighbour(null, "down");
      if (first === undefined) return;
      event.preventDefault();
      board.cursor.focus(first);
    }
  };
  return (
    <div class="relative w-56 min-w-0 max-md:w-auto max-md:flex-1">
      <Search size={14} class="pointer-events-none absolute inset-y-0 start-2.5 my-auto text-faint" />
      <input
        ref={(input) => props.ref(input)}
        type="search"
        aria-label="Search contacts"
        placeholder="Search"
        class={`${fieldClass} h-(--control) border-line ps-8 pe-8 [&::-webkit-search-cancel-button]:hidden`}
        value={text()}
        onInput={(event) => type(event.currentTarget.value)}
        onKeyDown={press}
      />
      <span class="pointer-events-none absolute inset-y-0 end-1.5 flex items-center max-md:hidden">
        <Show when={text() === ""}>
          <KeyHint press="/" />
        </Show>
      </span>
      <Show when={text() !== ""}>
        <button
          type="button"
          aria-label="Clear the search"
          class="absolute inset-y-0 end-0 flex w-8 items-center justify-center text-faint hover:text-ink"
          onClick={() => type("")}
        >
          <X size={14} />
        </button>
      </Show>
    </div>
  );
};

type Part = "statuses" | "stages" | "by" | "quiet";

const toggled = <Value,>(list: readonly Value[], value: Value): Value[] =>
  list.includes(value) ? list.filter((one) => one !== value) : [...list, value];

const personName = (board: BoardScope): string =>
  board.filter().by === "me"
    ? "me"
    : (Object.values(board.live.people).find(({ user }) => user === board.filter().by)?.name ?? "somebody");

const choicesOf = (board: BoardScope, part: Part): MenuEntry[] => {
  const filter = board.filter();
  switch (part) {
    case "statuses":
      return statuses.map((status) => ({
        label: statusLabels[status],
        start: <StatusSign status={status} quiet />,
        checked: filter.statuses.includes(status),
        run: () =>
          board.setFilter({ statuses: statuses.filter((one) => toggled(filter.statuses, status).includes(one)) }),
      }));
    case "stages":
      return stages.map((stage) => ({
        label: stageLabels[stage],
        checked: filter.stages.includes(stage),
        run: () => board.setFilter({ stages: stages.filter((one) => toggled(filter.stages, stage).includes(one)) }),
      }));
    case "by":
      return [
        {
          label: "Me",
          checked: filter.by === "me",
          run: () => board.setFilter({ by: filter.by === "me" ? "" : "me" }),
        },
        ...Object.values(board.live.people)
          .filter(({ member }) => member !== board.live.self().member)
          .map(({ user, name }) => ({
            label: name,
            start: <Avatar user={user} name={name} size="sm" quiet />,
            checked: filter.by === user,
            run: () => board.setFilter({ by: filter.by === user ? "" : user }),
          })),
      ];
    case "quiet":
      return quietChoices.map((days) => ({
        label: `More than ${days} days`,
        checked: filter.quiet === days,
        run: () => board.setFilter({ quiet: filter.quiet === days ? 0 : days }),
      }));
  }
};

const parts: readonly { part: Part; label: string; about: (board: BoardScope) => string }[] = [
  {
    part: "statuses",
    label: "Status",
    about: (board) =>
      board
        .filter()
        .statuses.map((status) => statusLabels[status])
        .join(", "),
  },
  {
    part: "stages",
    label: "Stage",
    about: (board) =>
      board
        .filter()
        .stages.map((stage) => stageLabels[stage])
        .join(", "),
  },
  { part: "by", label: "Last changed by", about: (board) => (board.filter().by === "" ? "" : personName(board)) },
  {
    part: "quiet",
    label: "No contact for",
    about: (board) => (board.filter().quiet > 0 ? `more than ${board.filter().quiet} days` : ""),
  },
];

/** The button behind `F`: first which filter, then its choices. */
const FilterButton = (props: { at: Box | null; setAt: (at: Box | null) => void }): JSX.Element => {
  const board = useBoard();
  const [part, setPart] = createSignal<{ part: Part; at: Box } | null>(null);
  return (
    <>
      <Button
        icon={ListFilter}
        data-filter-button
        aria-haspopup="menu"
        aria-label="Filter"
        data-tip="Filter"
        data-tip-keys="f"
        class="max-lg:w-(--control) max-lg:px-0"
        onClick={(event) => props.setAt((event.currentTarget as HTMLElement).getBoundingClientRect())}
      >
        <span class="max-lg:hidden">Filter</span>
      </Button>
      <FloatingMenu
        at={props.at}
        label="Filter by"
        entries={[
          { title: "Filter by" },
          ...parts.map((one) => ({
            label: one.label,
            detail: one.about(board),
            run: () => {
              const button = document.querySelector("[data-filter-button]");
              if (button) setPart({ part: one.part, at: button.getBoundingClientRect() });
            },
          })),
        ]}
        onClose={() => props.setAt(null)}
      />
      <PartMenu at={part()} onClose={() => setPart(null)} />
    </>
  );
};

const PartMenu = (props: { at: { part: Part; at: Box } | null; onClose: () => void }): JSX.Element => {
  const board = useBoard();
  const label = () => parts.find(({ part }) => part === props.at?.part)?.label ?? "";
  return (
    <FloatingMenu
      at={props.at?.at ?? null}
      label={label()}
      entries={props.at ? [{ title: label() }, ...choicesOf(board, props.at.part)] : []}
      onClose={() => props.onClose()}
    />
  );
};

const Chips = (): JSX.Element => {
  const board = useBoard();
  const [part, setPart] = createSignal<{ part: Part; at: Box } | null>(null);
  const active = () => parts.filter(({ about }) => about(board) !== "");
  const without = (one: Part): void => board.setFilter({ [one]: noFilter[one] });
  return (
    <Show when={active().length > 0}>
      <div
        class="flex shrink-0 flex-wrap items-center gap-1.5 border-b border-line px-5 py-1.5 max-md:px-3"
        role="group"
        aria-label="Filters"
      >
        <For each={active()}>
          {(one) => (
            <span class="inline-flex h-7 max-w-full items-center rounded-control border border-line bg-surface text-xs shadow-card">
              <button
                type="button"
                aria-haspopup="menu"
                class="h-full min-w-0 truncate rounded-s-control px-2 hover:bg-hover"
                onClick={(event) => setPart({ part: one.part, at: event.currentTarget.getBoundingClientRect() })}
              >
                <span class="text-faint">{one.label}</span> <span class="font-medium">{one.about(board)}</span>
              </button>
              <button
                type="button"
                aria-label={`Remove the filter ${one.label}`}
                class="flex h-full w-7 shrink-0 items-center justify-center rounded-e-control border-s border-line text-faint hover:bg-hover hover:text-ink"
                onClick={() => without(one.part)}
              >
                <X size={12} />
              </button>
            </span>
          )}
        </For>
        <button
          type="button"
          class="h-7 rounded-control px-2 text-xs text-soft hover:bg-hover hover:text-ink"
          onClick={() => board.setFilter(noFilter)}
        >
          Clear all
        </button>
      </div>
      <PartMenu at={part()} onClose={() => setPart(null)} />
    </Show>
  );
};

export const FilterBar = Object.assign(Chips, { Button: FilterButton });
