/** What stands where the board is not, or not quite: on its way, empty, cut off, ended. [BD19] */
import { A, useParams } from "@solidjs/router";
import SearchX from "lucide-solid/icons/search-x";
import SquareKanban from "lucide-solid/icons/square-kanban";
import { For, type JSX } from "solid-js";
import { stages } from "../../../domain/funnel.ts";
import { Button, buttonClass } from "../../parts/button.tsx";
import { EmptyState, Loading, Skeleton } from "../../parts/states.tsx";
import { useBoard } from "./board-scope.ts";

const heights = [5, 4, 6, 3, 4, 2, 3, 2];

export const BoardSkeleton = (): JSX.Element => (
  <Loading label="Loading the board" class="columns overflow-hidden">
    <For each={stages}>
      {(_, index) => (
        <div class="column gap-1.5 p-1.5">
          <Skeleton class="mx-1.5 mt-2.5 mb-2 h-4 w-28" />
          <For each={Array.from({ length: heights[index()] ?? 3 })}>
            {() => <Skeleton class="h-15 rounded-[8px]" />}
          </For>
        </div>
      )}
    </For>
  </Loading>
);

export const EmptyBoard = (): JSX.Element => {
  const board = useBoard();
  const params = useParams<{ circle: string }>();
  return (
    <div class="m-auto">
      <EmptyState
        icon={SquareKanban}
        title="Nobody is on this board yet"
        action={
          <>
            <Button look="solid" reason={board.live.reason("contact.create")} onClick={() => board.create()}>
              New contact
            </Button>
            <A href={`/c/${params.circle}/import`} class={buttonClass("outline")}>
              Import a file
            </A>
            <a href="/api/docs/" rel="external" class={buttonClass("ghost")}>
              Use the API
            </a>
          </>
        }
      >
        <p>
          A contact is a card. It moves from Needs Outreach to Closed Won, and everybody in the circle sees it move.
        </p>
      </EmptyState>
    </div>
  );
};

export const NoMatch = (props: { onClear: () => void }): JSX.Element => (
  <div class="m-auto">
    <EmptyState
      icon={SearchX}
      title="No contact matches"
      action={<Button onClick={() => props.onClear()}>Clear search and filters</Button>}
    >
      <p>Search looks at names, e-mail addresses and companies.</p>
    </EmptyState>
  </div>
);
