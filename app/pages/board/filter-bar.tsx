/** Search and filters: a box, one button, and a chip for each filter at work. [BD20] */
import ListFilter from "lucide-solid/icons/list-filter";
import { createSignal, type JSX } from "solid-js";
import { stageLabels, stages, statusLabels, statuses } from "../../../domain/funnel.ts";
import { Avatar } from "../../parts/avatar.tsx";
import { Button } from "../../parts/button.tsx";
import { FilterChips } from "../../parts/filter-chips.tsx";
import { FloatingMenu, type MenuEntry } from "../../parts/menu.tsx";
import type { Box } from "../../parts/place.ts";
import { SearchBox } from "../../parts/search-box.tsx";
import { type BoardScope, useBoard } from "./board-scope.ts";
import { noFilter, quietChoices } from "./filter.ts";
import { StatusSign } from "./status-sign.tsx";

export const BoardSearch = (props: { ref: (input: HTMLInputElement) => void }): JSX.Element => {
  const board = useBoard();
  return (
    <SearchBox
      ref={props.ref}
      label="Search contacts"
      width="w-56"
      words={board.filter().words}
      onWords={(words) => board.setFilter({ words })}
      onFirst={() => {
        const first = board.cursor.neighbour(null, "down");
        if (first !== undefined) board.cursor.focus(first);
        return first !== undefined;
      }}
    />
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
  const partOf = (kind: Part) => parts.find(({ part: one }) => one === kind);
  const active = () => parts.filter(({ about }) => about(board) !== "").map(({ part: kind }) => kind);
  return (
    <>
      <FilterChips
        kinds={active()}
        labelOf={(kind) => partOf(kind)?.label ?? ""}
        aboutOf={(kind) => partOf(kind)?.about(board) ?? ""}
        onChange={(kind, at) => setPart({ part: kind, at })}
        onRemove={(kind) => board.setFilter({ [kind]: noFilter[kind] })}
        onClear={() => board.setFilter(noFilter)}
      />
      <PartMenu at={part()} onClose={() => setPart(null)} />
    </>
  );
};

export const FilterBar = Object.assign(Chips, { Button: FilterButton });
