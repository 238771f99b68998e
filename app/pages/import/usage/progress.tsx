/** Which file of usage is being taken in, on every screen of the circle. [IG6] */
import { type JSX, Show } from "solid-js";
import type { Announcements } from "../../../../domain/announcement.ts";
import type { LiveCircle } from "../../../live/circle.ts";
import { createWorkUnderWay, nameIn } from "../../../live/work-under-way.ts";
import { showToast } from "../../../parts/toast.tsx";
import { Strip } from "../strip.tsx";
import { countOf } from "../words.ts";

export type UsageProgress = Announcements["ingest"];

/** The file that is being taken in now, or null. `ended` hears the last word of each. */
export const createUsageProgress = (
  live: LiveCircle,
  ended?: (last: UsageProgress) => void,
): (() => UsageProgress | null) => createWorkUnderWay(live, { topic: "ingest", isOver: ({ done }) => done, ended });

/** Above the accounts: who takes in what, and how far it is. */
export const UsageStrip = (props: { live: LiveCircle }): JSX.Element => {
  // A page belongs to one circle for as long as it stands.
  // eslint-disable-next-line solid/reactivity -- see above
  const live = props.live;
  const progress = createUsageProgress(live, (last) => {
    const failed = last.failed > 0 ? `, ${countOf(last.failed, "row")} failed` : "";
    showToast({
      text: `${nameIn(live, last.by)} took in ${countOf(last.rows - last.failed, "row")} of usage from ${last.file_name}${failed}.`,
      tone: "good",
    });
  });
  return (
    <Show when={progress()}>
      {(shown) => (
        <Strip
          kind="usage"
          sentence={`${nameIn(live, shown().by)} is taking in ${shown().file_name}`}
          rows={shown().rows}
        />
      )}
    </Show>
  );
};
