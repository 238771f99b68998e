/** Playbooks: the library with what each would have done, and the runs that people work on together. [PP1] [PP3] */
import { useSearchParams } from "@solidjs/router";
import ChevronLeft from "lucide-solid/icons/chevron-left";
import { createMemo, For, type JSX, Match, Show, Switch } from "solid-js";
import { bookOf } from "../../live/book.ts";
import type { LiveCircle } from "../../live/circle.ts";
import { CircleEnded, LineStrip } from "../../live/line-strip.tsx";
import { WithLiveCircle } from "../../live/live-scope.tsx";
import { createRemote } from "../../live/remote.ts";
import { Choice } from "../../parts/choice.tsx";
import { ErrorState, Loading, Skeleton } from "../../parts/states.tsx";
import { createNow } from "../../relative-time.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { createShellStatus } from "../../shell-status.ts";
import { createShortcuts } from "../../shortcuts.ts";
import { createTitle } from "../../title.ts";
import { utcDay } from "../accounts/words.ts";
import { createWho } from "../board/who.ts";
import { createRunActs, type RunList } from "./acts.ts";
import { PlaybookDetail } from "./playbook-detail.tsx";
import { Runs } from "./runs.tsx";
import type { PlaybookEntry, Run } from "./words.ts";

export const Playbooks = (): JSX.Element => <WithLiveCircle>{(live) => <PlaybooksView live={live} />}</WithLiveCircle>;

const usualDays = 90;

const LibrarySkeleton = (): JSX.Element => (
  <Loading label="Loading the playbooks" class="flex gap-8 p-5">
    <div class="flex w-72 shrink-0 flex-col gap-3 max-md:w-full">
      <For each={Array.from({ length: 10 })}>{() => <Skeleton class="h-10" />}</For>
    </div>
    <div class="flex flex-1 flex-col gap-4 max-md:hidden">
      <Skeleton class="h-8 w-72" />
      <Skeleton class="h-64" />
      <Skeleton class="h-40" />
    </div>
  </Loading>
);

const openCount = (runs: readonly Run[], playbook: string): number =>
  runs.filter((run) => run.playbook.id === playbook && run.ended_at === null).length;

const PlaybooksView = (props: { live: LiveCircle }): JSX.Element => {
  // A page belongs to one circle for as long as it stands.
  // eslint-disable-next-line solid/reactivity -- see above
  const live = props.live;
  const [search, setSearch] = useSearchParams<{ tab?: string; playbook?: string; run?: string; days?: string }>();
  const now = createNow();
  const today = () => utcDay(now());
  const who = createWho(live);
  const library = createRemote<{ results: PlaybookEntry[] }>({
    live,
    path: () => "/api/playbooks/?page_size=100",
    topics: {},
    kept: true,
  });
  const runs = createRemote<RunList>({
    live,
    path: () => `/api/playbook-runs/?circle_id=${live.circle}&page_size=200`,
    topics: { playbooks: true },
    kept: true,
  });
  const acts = createRunActs(runs);
  const all = createMemo((): readonly Run[] => runs.data()?.results ?? []);
  const onRuns = (): boolean => search.tab === "runs";
  const list = () => library.data()?.results ?? [];
  const chosen = () => list().find(({ id }) => id === search.playbook);
  const shown = () => chosen() ?? list()[0];
  const days = (): number => {
    const given = Number(search.days);
    return Number.isInteger(given) && given >= 1 && given <= 366 ? given : usualDays;
  };
  const choose = (id: string): void => setSearch({ playbook: id, tab: undefined, run: undefined });
  const turn = (by: 1 | -1) => (): void => {
    const next = list()[list().findIndex(({ id }) => id === shown()?.id) + by];
    if (next) choose(next.id);
  };
  createShortcuts(
    { key: "nextPlaybook", when: () => !onRuns(), run: turn(1) },
    { key: "previousPlaybook", when: () => !onRuns(), run: turn(-1) },
  );
  createShellStatus({ connection: () => ({ state: live.state(), waiting: live.waiting() }), people: who.people });
  createTitle(() => "Playbooks");
  return (
    <>
      <PageHeader title="Playbooks">
        <Choice
          label="What to show"
          value={onRuns() ? "runs" : "library"}
          options={[
            { value: "library", label: "Library" },
            { value: "runs", label: `Runs ${all().filter(({ ended_at }) => ended_at === null).length || ""}`.trim() },
          ]}
          onChange={(tab) => setSearch({ tab: tab === "runs" ? "runs" : undefined, run: undefined })}
        />
      </PageHeader>
      <LineStrip live={live} />
      <Switch fallback={<LibrarySkeleton />}>
        <Match when={live.ended() === "removed" || live.ended() === "gone"}>
          <CircleEnded why={live.ended()} />
        </Match>
        <Match when={onRuns() && runs.data()}>
          <div class="min-h-0 flex-1 overflow-y-auto p-5 max-md:p-3">
            <div class="mx-auto max-w-5xl">
              <Runs
                runs={all()}
                count={runs.data()?.count ?? 0}
                live={live}
                acts={acts}
                today={today()}
                chosen={search.run ?? null}
                onChoose={(run) => setSearch({ run: run ?? undefined }, { replace: true })}
                onLibrary={() => setSearch({ tab: undefined, run: undefined })}
              />
            </div>
          </div>
        </Match>
        <Match when={onRuns() ? runs.problem() : library.data() === undefined && library.problem()}>
          {(problem) => (
            <div class="m-auto">
              <ErrorState
                problem={problem()}
                during="load the playbooks"
                onRetry={() => (onRuns() ? runs : library).refetch()}
              />
            </div>
          )}
        </Match>
        <Match when={!onRuns() && shown()}>
          {(playbook) => (
            <div class="flex min-h-0 flex-1">
              <nav
                aria-label="Playbooks"
                class="w-76 shrink-0 overflow-y-auto border-e border-line py-2 max-md:w-full max-md:border-0"
                classList={{ "max-md:hidden": chosen() !== undefined }}
              >
                <ol>
                  <For each={list()}>
                    {(one) => (
                      <li>
                        <button
                          type="button"
                          aria-current={one.id === shown()?.id ? "true" : undefined}
                          class="flex w-full items-baseline gap-2.5 px-5 py-2 text-start hover:bg-hover aria-[current]:bg-press max-md:px-3 max-md:py-3"
                          onClick={() => choose(one.id)}
                        >
                          <span class="w-4 shrink-0 text-end text-xs text-faint" data-numbers>
                            {one.number}
                          </span>
                          <span class="min-w-0 flex-1">
                            <span class="block font-medium text-ink">{one.name}</span>
                            <span class="line-clamp-2 text-xs text-soft">{one.purpose}</span>
                          </span>
                          <Show when={openCount(all(), one.id) > 0}>
                            <span class="text-xs text-soft" data-tip="Under way" data-numbers>
                              {openCount(all(), one.id)}
                            </span>
                          </Show>
                        </button>
                      </li>
                    )}
                  </For>
                </ol>
              </nav>
              <div
                class="min-w-0 flex-1 overflow-y-auto p-6 max-md:p-3"
                classList={{ "max-md:hidden": chosen() === undefined }}
              >
                <button
                  type="button"
                  class="mb-3 inline-flex min-h-9 items-center gap-1 text-sm text-soft md:hidden"
                  onClick={() => setSearch({ playbook: undefined })}
                >
                  <ChevronLeft size={16} /> All playbooks
                </button>
                <div class="max-w-4xl">
                  <PlaybookDetail
                    playbook={playbook()}
                    live={live}
                    book={bookOf(live)}
                    acts={acts}
                    runs={all()}
                    days={days()}
                    onDays={(span) =>
                      setSearch({ days: span === usualDays ? undefined : String(span) }, { replace: true })
                    }
                    onRun={(run) => setSearch({ tab: "runs", run, playbook: undefined })}
                  />
                </div>
              </div>
            </div>
          )}
        </Match>
      </Switch>
    </>
  );
};
