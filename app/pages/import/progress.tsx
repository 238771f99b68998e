/** How far an import is, on every screen of the circle. [IM11] */
import { createMemo, createSignal, type JSX, onCleanup, Show } from "solid-js";
import type { ImportProgress } from "../../../domain/import/report.ts";
import type { LiveCircle } from "../../live/circle.ts";
import { showToast } from "../../parts/toast.tsx";
import { countOf } from "./words.ts";

/** A running import that goes silent for so long is no longer shown, in milliseconds. */
const silence = 20_000;

/** The import that runs in the circle now, or null. `ended` hears the last word of each. */
export const createImportProgress = (
  live: LiveCircle,
  ended?: (last: ImportProgress) => void,
): (() => ImportProgress | null) => {
  const [current, setCurrent] = createSignal<ImportProgress | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  live.onAnnouncement(({ topic, body }) => {
    if (topic !== "import") return;
    const progress = body as ImportProgress;
    clearTimeout(timer);
    if (progress.state === "running") {
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

export const ProgressBar = (props: { done: number; label: string }): JSX.Element => (
  <progress
    aria-label={props.label}
    value={props.done}
    max={1}
    class="block h-1.5 w-full appearance-none overflow-hidden rounded-full border-0 bg-press [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-press [&::-webkit-progress-value]:bg-accent"
  />
);

/** A line under the header of the board: who imports what, and how far it is. */
export const ImportStrip = (props: { live: LiveCircle }): JSX.Element => {
  // A board belongs to one circle for as long as it stands.
  // eslint-disable-next-line solid/reactivity -- see above
  const live = props.live;
  const nameOf = (user: string): string =>
    Object.values(live.people).find((person) => person.user === user)?.name ?? "Somebody";
  const progress = createImportProgress(live, (last) => {
    const taken = last.created + last.updated;
    const refused = last.refused > 0 ? `, ${countOf(last.refused, "row")} refused` : "";
    showToast({
      text: `${nameOf(last.by)} imported ${countOf(taken, "contact")} from ${last.file_name}${refused}.`,
      tone: last.state === "done" ? "good" : "bad",
    });
  });
  const percent = createMemo(() => Math.round((progress()?.done ?? 0) * 100));
  return (
    <Show when={progress()}>
      {(shown) => (
        <div
          role="status"
          data-import-strip
          class="flex items-center gap-3 border-b border-line bg-info-soft px-5 py-1.5 text-xs text-info-text"
        >
          <span class="min-w-0 truncate">
            {nameOf(shown().by)} is importing {shown().file_name}
          </span>
          <span class="w-40 shrink-0">
            <ProgressBar done={shown().done} label={`${percent()} %`} />
          </span>
          <span data-numbers class="whitespace-nowrap">
            {countOf(shown().rows_received, "row")}
          </span>
        </div>
      )}
    </Show>
  );
};
