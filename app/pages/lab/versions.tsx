/** The versions of the model, newest first: what each changed, who published it and why; any can be tried or brought back. [LB3] */
import { For, type JSX, Show } from "solid-js";
import type { Difference } from "../../../domain/health-draft.ts";
import type { HealthModel } from "../../../domain/health.ts";
import { asProblem } from "../../api.ts";
import { createRemote } from "../../live/remote.ts";
import { Avatar } from "../../parts/avatar.tsx";
import { Badge } from "../../parts/badge.tsx";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorState, Loading, Skeleton } from "../../parts/states.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { showToast } from "../../parts/toast.tsx";
import { Course } from "./course.tsx";
import { useLab } from "./lab-scope.ts";
import { differenceSentence } from "./words.ts";

interface Version {
  version: number;
  note: string;
  restores: number | null;
  at: string | null;
  by: string | null;
  in_force: boolean;
  model: HealthModel;
  changes: Difference[];
}

/** Differences that are listed; more are said as a number. */
const mostListed = 5;

const VersionRow = (props: { version: Version; onClose: () => void }): JSX.Element => {
  const lab = useLab();
  const author = () => Object.values(lab.live.people).find((person) => person.user === props.version.by);
  const tryIt = async (): Promise<void> => {
    try {
      await lab.draft.replace(props.version.model);
      props.onClose();
    } catch (error) {
      showToast({ text: asProblem(error).message, tone: "bad" });
    }
  };
  return (
    <li class="lab-version" data-version={props.version.version}>
      <div class="flex flex-wrap items-center gap-x-2 gap-y-1">
        <strong data-numbers class="font-semibold">
          Version {props.version.version}
        </strong>
        <Show when={props.version.in_force}>
          <Badge tone="accent">In force</Badge>
        </Show>
        <Show when={props.version.restores !== null}>
          <Badge>Version {props.version.restores} again</Badge>
        </Show>
        <span class="ms-auto inline-flex items-center gap-1.5 text-xs text-faint">
          <Show when={author()}>
            {(person) => (
              <>
                <Avatar user={person().user} name={person().name} size="sm" quiet />
                {person().name}
              </>
            )}
          </Show>
          <Show when={props.version.at}>{(at) => <TimeAgo at={at()} />}</Show>
        </span>
      </div>
      <p class="text-ink" dir="auto">
        {props.version.note}
      </p>
      <Show when={props.version.changes.length > 0}>
        <ul data-numbers class="text-xs text-soft">
          <For each={props.version.changes.slice(0, mostListed)}>{(one) => <li>{differenceSentence(one)}</li>}</For>
          <Show when={props.version.changes.length > mostListed}>
            <li>and {props.version.changes.length - mostListed} more</li>
          </Show>
        </ul>
      </Show>
      <div class="flex gap-1.5">
        <Button class="lab-small px-2 text-xs" reason={lab.frozen()} onClick={() => void tryIt()}>
          Try it
        </Button>
        <Show when={!props.version.in_force}>
          <Button
            class="lab-small px-2 text-xs"
            reason={lab.live.reason("health.publish")}
            onClick={() => {
              props.onClose();
              lab.publish(props.version);
            }}
          >
            Bring back
          </Button>
        </Show>
      </div>
    </li>
  );
};

const Versions = (props: { onClose: () => void }): JSX.Element => {
  const lab = useLab();
  const versions = createRemote<{ results: Version[] }>({
    live: lab.live,
    path: () => `/api/health/versions/?circle_id=${lab.live.circle}&page_size=200`,
    topics: { health: true },
  });
  return (
    <Show
      when={versions.data()}
      fallback={
        <Show
          when={versions.problem()}
          fallback={
            <Loading label="Loading the versions" class="flex flex-col gap-4">
              <For each={Array.from({ length: 3 })}>{() => <Skeleton class="h-20 w-full" />}</For>
            </Loading>
          }
        >
          {(problem) => (
            <ErrorState problem={problem()} during="load the versions" onRetry={() => versions.refetch()} />
          )}
        </Show>
      }
    >
      {(page) => (
        <>
          <Course />
          <ol class="flex flex-col" aria-label="Versions, newest first">
            <For each={page().results}>
              {(version) => <VersionRow version={version} onClose={() => props.onClose()} />}
            </For>
          </ol>
        </>
      )}
    </Show>
  );
};

export const VersionsDialog = (props: { open: boolean; onClose: () => void }): JSX.Element => (
  <Dialog open={props.open} onClose={() => props.onClose()} title="Versions of the health model" place="side">
    <Versions onClose={() => props.onClose()} />
  </Dialog>
);
