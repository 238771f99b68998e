/** The health lab: is the score right? Every setting can be moved, and every account is scored again while it moves. */
import FlaskConical from "lucide-solid/icons/flask-conical";
import History from "lucide-solid/icons/rotate-ccw-clock";
import Trash from "lucide-solid/icons/trash";
import { useSearchParams } from "@solidjs/router";
import { createEffect, createMemo, createSignal, For, type JSX, Match, on, onCleanup, Show, Switch } from "solid-js";
import type { Announcements } from "../../../domain/announcement.ts";
import { type Segment, segments } from "../../../domain/account-words.ts";
import { factors, settingsOf, usualModel } from "../../../domain/health.ts";
import { asProblem } from "../../api.ts";
import { bookOf } from "../../live/book.ts";
import type { LiveCircle } from "../../live/circle.ts";
import { CircleEnded, LineStrip } from "../../live/line-strip.tsx";
import { WithLiveCircle } from "../../live/live-scope.tsx";
import { announce } from "../../parts/announcer.tsx";
import { Badge } from "../../parts/badge.tsx";
import { Button, IconButton } from "../../parts/button.tsx";
import { Choice } from "../../parts/choice.tsx";
import { ErrorState } from "../../parts/states.tsx";
import { showToast } from "../../parts/toast.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { createShellStatus } from "../../shell-status.ts";
import { createTitle } from "../../title.ts";
import { createMedia } from "../board/measures.ts";
import { createWho } from "../board/who.ts";
import { shortText } from "../kpis/numbers.ts";
import { Distribution } from "./distribution.tsx";
import { createDraft } from "./draft.ts";
import { Effect, Figures } from "./effect.tsx";
import { FactorCard } from "./factor-card.tsx";
import { LabProvider, type LabScope } from "./lab-scope.ts";
import { createLabShortcuts } from "./lab-shortcuts.ts";
import { EmptyLab, LabSkeleton } from "./lab-states.tsx";
import "./controls.css";
import "./lab.css";
import { createOutcome } from "./outcome.ts";
import { type Asked, PublishDialog } from "./publish-dialog.tsx";
import { VersionsDialog } from "./versions.tsx";
import { countWords } from "./words.ts";

export const Lab = (): JSX.Element => <WithLiveCircle>{(live) => <LabView live={live} />}</WithLiveCircle>;

type ScopeName = Segment | "all";

/** What screen readers are told of a drag, once it rests. */
const restAfter = 900;

export const LabView = (props: { live: LiveCircle }): JSX.Element => {
  // A page belongs to one circle for as long as it stands.
  // eslint-disable-next-line solid/reactivity -- see above
  const live = props.live;
  const [search, setSearch] = useSearchParams();
  const book = bookOf(live);
  const draft = createDraft(live, book);
  const segment = (): Segment | null => segments.find((one) => one === search["segment"]) ?? null;
  const setSegment = (next: Segment | null): void =>
    setSearch({ segment: next ?? undefined }, { replace: true, scroll: false });
  const [asked, setAsked] = createSignal<Asked | null>(null);
  const [history, setHistory] = createSignal(false);

  const model = () => draft.model() ?? usualModel;
  const settings = createMemo(() => settingsOf(model(), segment()));
  const settingsBefore = createMemo(() => settingsOf(draft.base()?.model ?? usualModel, segment()));
  /** Targets belong to the model, the rest to the segment that is edited. */
  const placed = (path: readonly string[]): readonly string[] => {
    const own = segment();
    return own === null || path[0] === "dau_target" ? path : ["segments", own, ...path];
  };
  const lab: LabScope = {
    live,
    book,
    draft,
    outcomes: createOutcome(book, draft, segment),
    who: createWho(live),
    phone: createMedia("(width < 48rem)"),
    segment,
    setSegment,
    settings,
    settingsBefore,
    frozen: () => live.reason("health.draft"),
    set: (path, value) => {
      const [kind, name] = path;
      // A model without any weight would be no score.
      if (
        kind === "weights" &&
        value === 0 &&
        factors.every((factor) => factor === name || lab.settings().weights[factor] === 0)
      )
        return;
      draft.set(placed(path), value);
    },
    isOwn: (path) => {
      const own = model().segments[segment() ?? ""] as Record<string, unknown> | undefined;
      const inner = own?.[path[0] ?? ""];
      const name = path[1];
      return name === undefined
        ? inner !== undefined
        : (inner as Record<string, unknown> | undefined)?.[name] !== undefined;
    },
    nameOf: (path) => placed(path).join("."),
    publish: (restores) => setAsked({ restores }),
  };
  const drop = async (): Promise<void> => {
    const before = draft.model();
    try {
      await draft.drop();
      showToast({
        text: "The draft is dropped, for everybody.",
        action: { label: "Undo", run: () => before && void draft.replace(before).catch(failed) },
      });
    } catch (error) {
      failed(error);
    }
  };
  const failed = (error: unknown): void => void showToast({ text: asProblem(error).message, tone: "bad" });
  createLabShortcuts(lab, { versions: () => setHistory(true), drop: () => void drop() });
  createShellStatus({ connection: () => ({ state: live.state(), waiting: live.waiting() }), people: lab.who.people });
  createTitle(() => "Health lab");
  createEffect(() => live.presence.show({ card: "lab", field: null }));

  const nameOf = (user: string): string =>
    Object.values(live.people).find((person) => person.user === user)?.name ?? "Somebody";
  live.onAnnouncement(({ topic, body }) => {
    if (topic !== "health") return;
    const { version } = body as Announcements["health"];
    announce(`Version ${version} of the health model is in force.`);
  });
  const moved = () => lab.outcomes.outcome()?.moves;
  let resting: ReturnType<typeof setTimeout> | undefined;
  createEffect(
    on(
      lab.outcomes.listed,
      () => {
        clearTimeout(resting);
        resting = setTimeout(() => {
          const moves = moved();
          if (draft.changes().length > 0 && moves)
            announce(
              `${countWords(moves.moved.length)} change bucket, with ${shortText(moves.arrMoved, "currency")} ARR.`,
            );
        }, restAfter);
      },
      { defer: true },
    ),
  );
  onCleanup(() => clearTimeout(resting));

  const changed = () => draft.changes().length;
  const last = () => draft.last();
  return (
    <LabProvider value={lab}>
      <PageHeader
        title="Health lab"
        beside={
          <Show when={draft.base()}>
            {(base) => (
              <span class="flex items-center gap-2 max-md:hidden">
                <Badge tip={base().version === 0 ? "The usual model" : `Version ${base().version} is in force`}>
                  v{base().version} in force
                </Badge>
                <Show when={changed() > 0}>
                  <Badge tone="accent">
                    <FlaskConical size={11} aria-hidden="true" />
                    Draft, {changed()} {changed() === 1 ? "change" : "changes"}
                  </Badge>
                </Show>
              </span>
            )}
          </Show>
        }
      >
        <Show when={changed() > 0 && last().by}>
          {(by) => (
            <span class="text-xs whitespace-nowrap text-faint max-lg:hidden" data-last>
              {draft.unsent() ? "Sending…" : `Last moved by ${nameOf(by())}`}
            </span>
          )}
        </Show>
        <Show when={changed() > 0}>
          <IconButton icon={Trash} label="Drop the draft" reason={lab.frozen()} onClick={() => void drop()} />
        </Show>
        <Button icon={History} onClick={() => setHistory(true)} class="max-md:flex-1">
          Versions
        </Button>
        <Button
          look="solid"
          reason={
            live.reason("health.publish") ?? (changed() === 0 ? "Nothing differs from what is in force." : undefined)
          }
          onClick={() => lab.publish()}
          class="max-md:flex-1"
        >
          Publish
        </Button>
      </PageHeader>
      <LineStrip live={live} />
      <Switch fallback={<LabSkeleton />}>
        <Match when={live.ended() === "removed" || live.ended() === "gone"}>
          <CircleEnded why={live.ended()} />
        </Match>
        <Match when={book.problem() && !book.ready() && book.problem()}>
          {(problem) => (
            <div class="m-auto">
              <ErrorState problem={problem()} during="load the accounts" onRetry={() => book.refetch()} />
            </div>
          )}
        </Match>
        <Match when={book.ready() && book.accounts().length === 0}>
          <EmptyLab />
        </Match>
        <Match when={book.ready() && draft.base()}>
          <div class="lab-grid" data-lab>
            <div class="lab-effects">
              <Distribution />
              <section aria-label="What the draft does" class="lab-card">
                <Figures />
              </section>
              <Effect />
            </div>
            <div class="lab-controls">
              <Choice<ScopeName>
                label="Whose settings"
                value={segment() ?? "all"}
                options={[
                  { value: "all", label: "Everybody" },
                  ...segments.map((one) => ({ value: one as ScopeName, label: one })),
                ]}
                onChange={(next) => setSegment(next === "all" ? null : next)}
              />
              <Show when={segment()}>
                {(own) => (
                  <p class="text-xs text-soft">
                    What {own()} does not set itself is as for everybody. What it sets is marked <em>own</em>.
                  </p>
                )}
              </Show>
              <For each={factors}>{(factor) => <FactorCard factor={factor} />}</For>
            </div>
          </div>
          <Show when={lab.phone()}>
            <div class="shrink-0 border-t border-line bg-float px-4 py-2 text-center" aria-hidden="true" data-numbers>
              {changed() === 0 ? "" : `${changed()} ${changed() === 1 ? "change" : "changes"} · `}
              <strong>{(moved()?.moved.length ?? 0).toLocaleString()}</strong> change bucket ·{" "}
              <strong>{shortText(moved()?.arrMoved ?? 0, "currency")}</strong> ARR
            </div>
          </Show>
        </Match>
      </Switch>
      <PublishDialog asked={asked()} onClose={() => setAsked(null)} />
      <VersionsDialog open={history()} onClose={() => setHistory(false)} />
    </LabProvider>
  );
};
