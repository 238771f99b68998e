/** A place held for the board. */
import SquareDashed from "lucide-solid/icons/square-dashed";
import type { JSX } from "solid-js";
import { EmptyState } from "../../parts/states.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { createTitle } from "../../title.ts";

export const Board = (): JSX.Element => {
  createTitle(() => "Board");
  return (
    <>
      <PageHeader title="Board" />
      <div class="m-auto">
        <EmptyState icon={SquareDashed} title="This page is on its way" />
      </div>
    </>
  );
};
