/** A line under a page's header: who takes what in, and how far it is. */
import { type JSX, Show } from "solid-js";
import { ProgressBar } from "./progress-bar.tsx";
import { countOf } from "./words.ts";

interface StripProps {
  kind: "import" | "usage";
  sentence: string;
  rows: number;
  /** From 0 to 1, where that is known. */
  done?: number;
}

export const Strip = (props: StripProps): JSX.Element => (
  <div
    role="status"
    data-strip={props.kind}
    class="flex items-center gap-3 border-b border-line bg-info-soft px-5 py-1.5 text-xs text-info-text"
  >
    <span class="min-w-0 truncate">{props.sentence}</span>
    <Show when={props.done !== undefined}>
      <span class="w-40 shrink-0">
        <ProgressBar done={props.done ?? 0} label={`${Math.round((props.done ?? 0) * 100)} %`} />
      </span>
    </Show>
    <span data-numbers class="whitespace-nowrap">
      {countOf(props.rows, "row")}
    </span>
  </div>
);
