/** A place held for the import. */
import SquareDashed from "lucide-solid/icons/square-dashed";
import type { JSX } from "solid-js";
import { EmptyState } from "../../parts/states.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { createTitle } from "../../title.ts";

export const Import = (): JSX.Element => {
  createTitle(() => "Import");
  return (
    <>
      <PageHeader title="Import" />
      <div class="m-auto">
        <EmptyState icon={SquareDashed} title="This page is on its way" />
      </div>
    </>
  );
};
