/** One delivery beside the list: verdict, what was read where, what it changed and why, the raw request, and doing it again. [WP4] */
import { A } from "@solidjs/router";
import FlaskConical from "lucide-solid/icons/flask-conical";
import RotateCw from "lucide-solid/icons/rotate-cw";
import { createEffect, createSignal, For, type JSX, Match, on, onCleanup, Show, Switch } from "solid-js";
import { sourceLabels, verdictLabels } from "../../../domain/webhook-words.ts";
import { api, asProblem } from "../../api.ts";
import { Button } from "../../parts/button.tsx";
import { ErrorState, Loading, Skeleton } from "../../parts/states.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { showToast } from "../../parts/toast.tsx";
import { Drawer } from "./drawer.tsx";
import { type Outcome, outcomeOf } from "./outcome.ts";
import { createPaced } from "./paced.ts";
import { RehearsalPart } from "./rehearsal.tsx";
import type { DeliveryWhole, Rehearsal } from "./resources.ts";
import { Code, CopyButton, Part, StateSign, VerdictSign } from "./sign.tsx";
import { Changes, Steps } from "./trace.tsx";
import { useWebhooks } from "./webhooks-scope.ts";
import { logTime, prettyBody, sizeWords, verdictReasons } from "./words.ts";

export const DeliveryDrawer = (props: { id: string; onClose: () => void }): JSX.Element => {
  const page = useWebhooks();
  const remote = createPaced<DeliveryWhole>(page.live, () => `/api/webhooks/deliveries/${props.id}`);
  // The last answer stays in sight while it is asked again.
  const [shown, setShown] = createSignal<DeliveryWhole>();
  createEffect(on(remote.data, (answer) => answer && setShown(() => answer)));
  return (
    <Drawer label="Delivery" title={shown()?.source_name ?? "Delivery"} onClose={() => props.onClose()}>
      <Switch
        fallback={
          <Loading label="Loading the delivery" class="flex flex-col gap-4 p-4">
            <Skeleton class="h-6 w-48" />
            <Skeleton class="h-20 w-full" />
            <Skeleton class="h-32 w-full" />
            <Skeleton class="h-48 w-full" />
          </Loading>
        }
      >
        <Match when={shown()}>{(delivery) => <Whole delivery={delivery()} onChanged={remote.refetch} />}</Match>
        <Match when={remote.problem()}>
          {(problem) => <ErrorState problem={problem()} during="load the delivery" onRetry={() => remote.refetch()} />}
        </Match>
      </Switch>
    </Drawer>
  );
};

/** Why it cannot be done again, or undefined. */
const whyNotAgain = ({ state, body }: DeliveryWhole): string | undefined =>
  state === "refused"
    ? "It was refused: nobody proved who sent it."
    : body === null
      ? "Its body was forgotten after 30 days."
      : undefined;

const Whole = (props: { delivery: DeliveryWhole; onChanged: () => void }): JSX.Element => {
  const [busy, setBusy] = createSignal<"rehearse" | "replay" | null>(null);
  const [rehearsal, setRehearsal] = createSignal<Rehearsal>();
  /** What stood here when a replay began; what is fetched after it is newer. */
  const [replayed, setReplayed] = createSignal<DeliveryWhole | null>(null);
  const replaying = () => replayed() !== null;
  const [outcome, setOutcome] = createSignal<Outcome>();
  const act = async (what: "rehearse" | "replay", run: () => Promise<void>): Promise<void> => {
    setBusy(what);
    try {
      await run();
    } catch (error) {
      showToast({ text: asProblem(error).message, tone: "bad" });
    } finally {
      setBusy(null);
    }
  };
  const rehearse = async (): Promise<void> => {
    const answer = await api.post<Rehearsal>(`/api/webhooks/deliveries/${props.delivery.id}/dry-run`);
    setRehearsal(() => answer);
  };
  const replay = async (): Promise<void> => {
    await api.post(`/api/webhooks/deliveries/${props.delivery.id}/replay`);
    setRehearsal(undefined);
    setOutcome(undefined);
    setReplayed(() => props.delivery);
    props.onChanged();
  };
  createEffect(() => {
    if (!replaying()) return;
    // The circle's word that it is done may be lost with the connection.
    const timer = setInterval(() => props.onChanged(), 1_000);
    onCleanup(() => clearInterval(timer));
  });
  createEffect(
    on(
      () => [replayed(), props.delivery] as const,
      ([before, delivery]) => {
        if (before === null || delivery === before || delivery.state === "waiting") return;
        setReplayed(null);
        setOutcome(outcomeOf(delivery));
      },
    ),
  );
  return (
    <div class="flex flex-col gap-5 p-4">
      <div class="flex flex-col gap-3">
        <div class="flex flex-wrap items-center gap-x-3 gap-y-1">
          <StateSign state={props.delivery.state} />
          <VerdictSign verdict={props.delivery.verdict} />
          <span class="ms-auto text-xs text-faint">{sourceLabels[props.delivery.kind]}</span>
        </div>
        <Show when={props.delivery.error}>
          {(error) => (
            <p class="rounded-control bg-bad-soft px-3 py-2 text-bad-text" data-reason>
              {error()}
            </p>
          )}
        </Show>
        <div class="flex flex-wrap gap-2">
          <Button
            icon={FlaskConical}
            busy={busy() === "rehearse"}
            reason={whyNotAgain(props.delivery)}
            onClick={() => void act("rehearse", rehearse)}
          >
            Dry run
          </Button>
          <Button
            icon={RotateCw}
            look={props.delivery.state === "dead" ? "solid" : "outline"}
            busy={busy() === "replay" || replaying()}
            reason={whyNotAgain(props.delivery)}
            onClick={() => void act("replay", replay)}
          >
            {props.delivery.state === "dead" ? "Try again" : "Replay"}
          </Button>
        </div>
      </div>
      <Show when={outcome()}>
        {(answer) => (
          <p
            role="status"
            data-outcome
            class={`rounded-control px-3 py-2 ${answer().good ? "bg-good-soft text-good-text" : "bg-watch-soft text-watch-text"}`}
          >
            {answer().text}
          </p>
        )}
      </Show>
      <Show when={rehearsal()}>
        {(answer) => (
          <RehearsalPart done={props.delivery} rehearsal={answer()} onClose={() => setRehearsal(undefined)} />
        )}
      </Show>
      <HeldPart delivery={props.delivery} />
      <Part title={`What it changed${props.delivery.changes.length > 0 ? ` · ${props.delivery.changes.length}` : ""}`}>
        <Changes changes={props.delivery.changes} state={props.delivery.state} />
      </Part>
      <Part title="What was read where">
        <Steps steps={props.delivery.steps} />
      </Part>
      <Part title="Signature">
        <p class="text-soft">
          <span class="font-medium text-ink">{verdictLabels[props.delivery.verdict]}.</span>{" "}
          {verdictReasons[props.delivery.verdict]}
        </p>
      </Part>
      <Attempts delivery={props.delivery} />
      <Part
        title={`Request · ${sizeWords(props.delivery.size)}`}
        end={<Show when={props.delivery.body}>{(body) => <CopyButton text={body()} what="Body" />}</Show>}
      >
        <Show
          when={props.delivery.body}
          fallback={<p class="text-faint">Bodies and headers are forgotten after 30 days.</p>}
        >
          {(body) => <Code json label="Body" text={prettyBody(body())} class="max-h-96" />}
        </Show>
        <Show when={Object.keys(props.delivery.headers).length > 0}>
          <dl class="wh-headers" aria-label="Headers; credentials are masked">
            <For each={Object.entries(props.delivery.headers)}>
              {([name, value]) => (
                <div>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              )}
            </For>
          </dl>
        </Show>
      </Part>
    </div>
  );
};

const HeldPart = (props: { delivery: DeliveryWhole }): JSX.Element => {
  const page = useWebhooks();
  return (
    <Show when={props.delivery.state === "held"}>
      <p class="rounded-control bg-watch-soft px-3 py-2 text-watch-text">
        It names somebody whom nobody here knows, and waits.{" "}
        <A href={page.tabAddress("review")} class="font-medium underline underline-offset-2">
          Say who it is
        </A>
      </p>
    </Show>
  );
};

const Attempts = (props: { delivery: DeliveryWhole }): JSX.Element => (
  <Part title="Course">
    <dl class="wh-facts">
      <div>
        <dt>Received</dt>
        <dd>{logTime(props.delivery.received_at)}</dd>
      </div>
      <Show when={props.delivery.signed_at}>
        {(at) => (
          <div>
            <dt>Signed</dt>
            <dd>{logTime(at())}</dd>
          </div>
        )}
      </Show>
      <Show when={props.delivery.done_at}>
        {(at) => (
          <div>
            <dt>Settled</dt>
            <dd>
              {logTime(at())}{" "}
              <span class="text-faint">
                (<TimeAgo at={at()} />)
              </span>
            </dd>
          </div>
        )}
      </Show>
      <div>
        <dt>Attempts</dt>
        <dd data-numbers>{props.delivery.attempts}</dd>
      </div>
      <Show when={props.delivery.state === "waiting" && props.delivery.due_at}>
        {(at) => (
          <div>
            <dt>Next try</dt>
            <dd>{logTime(at())}</dd>
          </div>
        )}
      </Show>
      <div>
        <dt>Came</dt>
        <dd>{props.delivery.repeats === 0 ? "once" : `${props.delivery.repeats + 1} times, and was done once`}</dd>
      </div>
      <div>
        <dt>Event</dt>
        <dd class="min-w-0 truncate font-mono text-xs select-all">{props.delivery.event_id}</dd>
      </div>
    </dl>
  </Part>
);
