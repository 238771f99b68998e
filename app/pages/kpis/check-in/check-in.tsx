/** A check-in round in its place on the KPI page: start, enter unseen, reveal, talk over, close with minutes. [CR1] */
import ClipboardCheck from "lucide-solid/icons/clipboard-check";
import { createEffect, createMemo, createSignal, type JSX, Match, on, Show, Switch } from "solid-js";
import type { Kpi } from "../../../../domain/kpi.ts";
import { type Round, readAnswers } from "../../../../domain/round.ts";
import type { LiveCircle } from "../../../live/circle.ts";
import { announce } from "../../../parts/announcer.tsx";
import { Button } from "../../../parts/button.tsx";
import { Dialog } from "../../../parts/dialog.tsx";
import { EmptyState, Loading, Skeleton } from "../../../parts/states.tsx";
import { TimeAgo } from "../../../parts/time-ago.tsx";
import { showToast } from "../../../parts/toast.tsx";
import { Answers } from "./answers.tsx";
import { Closing } from "./closing.tsx";
import { Discussion } from "./discussion.tsx";
import { Entering } from "./entering.tsx";
import { attendanceOf, Gathering } from "./gathering.tsx";
import { LeftOver } from "./left-over.tsx";
import { createOwnEntries, forgetOthers } from "./own-entries.ts";
import { PastRounds } from "./past-rounds.tsx";

/** A round that starts or is revealed long after somebody pressed it would surprise everybody. [CR3] */
const whyNotLead = (live: LiveCircle): string | undefined =>
  live.state() === "live" ? undefined : "This needs a connection; you are offline.";

export const CheckIn = (props: { live: LiveCircle }): JSX.Element => {
  // The circle never changes while its page stands.
  // eslint-disable-next-line solid/reactivity -- see above
  const { live } = props;
  const rounds = createMemo(() => live.rounds());
  const running = createMemo(() => rounds().find((round) => round.state !== "closed"));
  const past = createMemo(() => rounds().filter((round) => round.state === "closed"));
  const kpis = createMemo(() => live.kpis());
  const toEnter = createMemo(() => kpis().filter((kpi) => kpi.source === null));
  const [starting, setStarting] = createSignal<string | null>(null);
  const [closedHere, setClosedHere] = createSignal(false);

  createEffect(
    on([live.ready, () => running()?.id], ([ready, id]) => {
      if (ready) forgetOthers(live.circle, id);
    }),
  );
  // What others see happen, screen readers hear.
  createEffect(
    on(
      () => ({ id: running()?.id, state: running()?.state }),
      (now, was) => {
        if (!was || !live.ready()) return;
        if (now.id && now.id !== was.id) announce("A check-in round has started.");
        else if (now.id === was.id && was.state === "open" && now.state === "revealed") {
          const count = readAnswers(running() ?? { answers: null }).length;
          announce(`The round is revealed: ${count} ${count === 1 ? "answer" : "answers"}.`);
        } else if (was.id && !now.id) {
          const kept = past().some((round) => round.id === was.id);
          setClosedHere(kept);
          announce(kept ? "The round is closed. Its minutes are below." : "The round was cancelled.");
          if (!kept) showToast({ text: "The check-in round was cancelled. No KPI has changed." });
        }
      },
    ),
  );

  const start = (): void => {
    const id = live.newId();
    setStarting(id);
    live.mutate("round.start", { id });
  };
  const startsNow = () => {
    const id = starting();
    return id !== null && live.pendingFor(id);
  };
  const whyNotStart = () =>
    live.reason("round.lead") ??
    whyNotLead(live) ??
    (toEnter().length === 0 ? "There is no KPI to enter a value for." : undefined);

  return (
    <section aria-label="Check-in" class="mx-auto flex w-full max-w-5xl flex-col gap-6 p-4 md:p-6">
      <Switch>
        <Match when={!live.ready()}>
          <Loading label="Loading the check-in" class="flex flex-col gap-4">
            <Skeleton class="h-7 w-56" />
            <Skeleton class="h-64 w-full" />
          </Loading>
        </Match>
        <Match when={running()?.id} keyed>
          {(id) => (
            <Running
              live={live}
              id={id}
              round={() => rounds().find((round) => round.id === id)}
              kpis={kpis()}
              toEnter={toEnter()}
            />
          )}
        </Match>
        <Match when={true}>
          <EmptyState
            icon={ClipboardCheck}
            title={startsNow() ? "Starting the round" : "No check-in round is running"}
            action={
              <Button look="solid" reason={whyNotStart()} busy={startsNow()} onClick={start}>
                Start a round
              </Button>
            }
          >
            <p>
              Everybody enters their values unseen. Then all are revealed at once, talked over, and kept with minutes.
            </p>
            <Show when={whyNotStart()}>{(why) => <p class="text-xs text-faint">{why()}</p>}</Show>
          </EmptyState>
        </Match>
      </Switch>
      <PastRounds live={live} rounds={past()} openFirst={closedHere()} />
    </section>
  );
};

interface RunningProps {
  live: LiveCircle;
  id: string;
  round: () => Round | undefined;
  kpis: readonly Kpi[];
  toEnter: readonly Kpi[];
}

const Running = (props: RunningProps): JSX.Element => {
  // eslint-disable-next-line solid/reactivity -- made anew for each round
  const own = createOwnEntries(props.live, props.id);
  const [asking, setAsking] = createSignal<"reveal" | "cancel" | null>(null);
  const state = () => props.round()?.state;
  const attendance = createMemo(() => {
    const round = props.round();
    return round ? attendanceOf(props.live, round, props.toEnter.length) : [];
  });
  const unfinished = () => attendance().filter(({ done }) => done < props.toEnter.length);
  const anyEntered = () => attendance().some(({ done }) => done > 0);
  const lead = () => props.live.may("round.lead");
  const whyNotReveal = (): string | undefined =>
    props.live.reason("round.lead") ??
    whyNotLead(props.live) ??
    (anyEntered() ? undefined : "Nobody has entered a value yet.");
  const ask = (): void => {
    if (unfinished().length > 0) setAsking("reveal");
    else reveal();
  };
  const revealing = (): boolean => lead() && props.live.pendingFor(props.id);
  const reveal = (): void => {
    setAsking(null);
    props.live.mutate("round.reveal", { id: props.id });
  };
  const cancel = (): void => {
    setAsking(null);
    props.live.mutate("round.cancel", { id: props.id });
  };
  const leadName = () => props.live.people[props.round()?.started_by ?? 0]?.name ?? "Somebody";

  return (
    <>
      <header class="flex flex-wrap items-end justify-between gap-3">
        <div>
          <h2 class="text-xl font-semibold">{state() === "revealed" ? "What everybody said" : "Check-in round"}</h2>
          <p class="text-soft">
            Started by {leadName()} <TimeAgo at={props.round()?.started_at ?? 0} />
          </p>
        </div>
        <Show when={state() === "open"}>
          <div class="flex flex-wrap gap-2">
            <Button
              look="ghost"
              reason={props.live.reason("round.lead") ?? whyNotLead(props.live)}
              onClick={() => setAsking("cancel")}
            >
              Cancel the round
            </Button>
            <Button look="solid" busy={revealing()} reason={whyNotReveal()} onClick={ask}>
              Reveal
            </Button>
          </div>
        </Show>
      </header>
      <Switch>
        <Match when={state() === "open"}>
          <Entering
            live={props.live}
            own={own}
            kpis={props.toEnter}
            bound={props.kpis.filter((kpi) => kpi.source !== null)}
          />
          <Gathering attendance={attendance()} most={props.toEnter.length} self={props.live.self().member} />
        </Match>
        <Match when={props.round()}>
          {(round) => (
            <>
              <LeftOver live={props.live} round={round()} own={own} />
              <Answers live={props.live} round={round()} kpis={props.kpis} />
              <Discussion live={props.live} round={round()} />
              <Show when={lead()} fallback={<p class="text-soft">A moderator closes the round with its minutes.</p>}>
                <Closing live={props.live} round={round()} kpis={props.kpis} />
              </Show>
            </>
          )}
        </Match>
      </Switch>
      <Dialog
        open={asking() !== null}
        onClose={() => setAsking(null)}
        title={asking() === "cancel" ? "Cancel this round?" : "Reveal now?"}
        foot={
          <>
            <Button look="ghost" onClick={() => setAsking(null)}>
              Keep going
            </Button>
            <Show
              when={asking() === "cancel"}
              fallback={
                <Button look="solid" onClick={reveal}>
                  Reveal now
                </Button>
              }
            >
              <Button look="danger" onClick={cancel}>
                Cancel the round
              </Button>
            </Show>
          </>
        }
      >
        <p class="text-soft">
          {asking() === "cancel"
            ? "What was entered goes with the round, unseen. No KPI changes."
            : `${unfinished().length} of ${attendance().length} have not entered everything: ${unfinished()
                .map(({ person }) => person.name)
                .join(", ")}. What they enter later becomes a usual value.`}
        </p>
      </Dialog>
    </>
  );
};
