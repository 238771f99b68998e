/** How far an import is, on every screen of the circle. [IM11] */
import { type JSX, Show } from "solid-js";
import type { ImportProgress } from "../../../domain/import/report.ts";
import type { LiveCircle } from "../../live/circle.ts";
import { createWorkUnderWay, nameIn } from "../../live/work-under-way.ts";
import { showToast } from "../../parts/toast.tsx";
import { Strip } from "./strip.tsx";
import { countOf } from "./words.ts";

/** The import that runs in the circle now, or null. `ended` hears the last word of each. */
export const createImportProgress = (
  live: LiveCircle,
  ended?: (last: ImportProgress) => void,
): (() => ImportProgress | null) =>
  createWorkUnderWay(live, { topic: "import", isOver: ({ state }) => state !== "running", ended });

/** Above the board: who imports what, and how far it is. */
export const ImportStrip = (props: { live: LiveCircle }): JSX.Element => {
  // A board belongs to one circle for as long as it stands.
  // eslint-disable-next-line solid/reactivity -- see above
  const live = props.live;
  const progress = createImportProgress(live, (last) => {
    const taken = last.created + last.updated;
    const refused = last.refused > 0 ? `, ${countOf(last.refused, "row")} refused` : "";
    showToast({
      text: `${nameIn(live, last.by)} imported ${countOf(taken, "contact")} from ${last.file_name}${refused}.`,
      tone: last.state === "done" ? "good" : "bad",
    });
  });
  return (
    <Show when={progress()}>
      {(shown) => (
        <Strip
          kind="import"
          sentence={`${nameIn(live, shown().by)} is importing ${shown().file_name}`}
          done={shown().done}
          rows={shown().rows_received}
        />
      )}
    </Show>
  );
};
