/** Which file of usage is being taken in, on every screen of the circle. [IG6] */
import { createSignal, type JSX, onCleanup, Show } from "solid-js";
import type { Announcements } from "../../../../domain/announcement.ts";
import type { LiveCircle } from "../../../live/circle.ts";
import { showToast } from "../../../parts/toast.tsx";
import { countOf } from "../words.ts";

export type UsageProgress = Announcements["ingest"];

/** One that goes silent for so long is no longer shown, in milliseconds. */
const silence = 20_000;

/** The file that is being taken in now, or null. `ended` hears the last word of each. */
export const createUsageProgress = (
  live: LiveCircle,
  ended?: (last: UsageProgress) => void,
): (() => UsageProgress | null) => {
  const [current, setCurrent] = createSignal<UsageProgress | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  live.onAnnouncement(({ topic, body }) => {
    if (topic !== "ingest") return;
    const progress = body as UsageProgress;
    clearTimeout(timer);
    if (!progress.done) {
      setCurrent(progress);
      timer = setTimeout(() => setCurrent(null), silence);
      return;
    }
    setCurrent((before) => (before?.id === progress.id ? null : before));
    ended?.(progress);
  });
  onCleanup(() => clearTimeout(timer));
  return current;
};

export const nameIn = (live: LiveCircle, user: string | null): string =>
  Object.values(live.people).find((person) => person.user === user)?.name ?? "Somebody";

/** A line under a page's header: who takes in what, and how far it is. */
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
        <div
          role="status"
          data-usage-strip
          class="flex items-center gap-3 border-b border-line bg-info-soft px-5 py-1.5 text-xs text-info-text"
        >
          <span class="min-w-0 truncate">
            {nameIn(live, shown().by)} is taking in {shown().file_name}
          </span>
          <span data-numbers class="whitespace-nowrap">
            {countOf(shown().rows, "row")}
          </span>
        </div>
      )}
    </Show>
  );
};
