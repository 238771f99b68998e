/** The files that a circle took in before, newest first: what came of each, by whom and when. [IM9] [IG9] */
import { createAsync } from "@solidjs/router";
import { ErrorBoundary, For, type JSX, Show, Suspense } from "solid-js";
import { asProblem } from "../../api.ts";
import { Badge } from "../../parts/badge.tsx";
import { ErrorState, Loading, Skeleton } from "../../parts/states.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { Section } from "../../shell/page-header.tsx";
import { countOf } from "./words.ts";

export interface PastFile {
  id: string;
  file_name: string;
  state: "running" | "done" | "stopped";
  rows_received: number;
  created_at: string;
  created_by: string | null;
}

interface PastFilesProps<File extends PastFile> {
  title: string;
  files: () => Promise<{ results: File[] }>;
  nameOf: (user: string | null) => string;
  /** What came of it; empty where nothing did. */
  outcome: (file: File) => string;
  /** Why one that ended early is no harm. */
  stopped: string;
  /** The link to the rows that were not taken, or null. */
  left: (file: File) => { href: string; label: string } | null;
}

const List = <File extends PastFile>(props: PastFilesProps<File>): JSX.Element => {
  const files = createAsync(() => props.files());
  return (
    <Show when={files()?.results.length}>
      <Section title={props.title}>
        <ul class="divide-y divide-line">
          <For each={files()?.results}>
            {(file) => (
              <li class="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
                <div class="min-w-0 flex-1">
                  <p class="truncate font-medium">{file.file_name}</p>
                  <p class="text-xs text-soft" data-numbers>
                    {props.outcome(file) || countOf(file.rows_received, "row")}
                  </p>
                </div>
                <Show when={file.state !== "done"}>
                  <Badge
                    tone={file.state === "running" ? "info" : "watch"}
                    tip={file.state === "stopped" ? props.stopped : undefined}
                  >
                    {file.state === "running" ? "Running" : "Stopped"}
                  </Badge>
                </Show>
                <Show when={props.left(file)}>
                  {(rows) => (
                    <a
                      href={rows().href}
                      download=""
                      rel="external"
                      class="text-xs font-medium text-accent-text hover:underline"
                    >
                      {rows().label}
                    </a>
                  )}
                </Show>
                <span class="text-xs text-faint">
                  {props.nameOf(file.created_by)} · <TimeAgo at={file.created_at} />
                </span>
              </li>
            )}
          </For>
        </ul>
      </Section>
    </Show>
  );
};

export const PastFiles = <File extends PastFile>(props: PastFilesProps<File>): JSX.Element => (
  <ErrorBoundary
    fallback={(error, reset) => (
      <ErrorState problem={asProblem(error)} during={`look up ${props.title.toLowerCase()}`} onRetry={reset} />
    )}
  >
    <Suspense
      fallback={
        <Loading label={`Looking up ${props.title.toLowerCase()}`}>
          <Skeleton class="h-14" />
        </Loading>
      }
    >
      <List {...props} />
    </Suspense>
  </ErrorBoundary>
);
