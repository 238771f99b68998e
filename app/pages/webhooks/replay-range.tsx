/** Many deliveries done again: which, how many, and only then the button. [WP6] */
import { createEffect, createResource, createSignal, type JSX, on, onCleanup, Show } from "solid-js";
import { deliveryStateLabels } from "../../../domain/webhook-words.ts";
import { api, asProblem } from "../../api.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { SelectField, TextField } from "../../parts/field.tsx";
import { showToast } from "../../parts/toast.tsx";
import { type DeliveryFilter, spans } from "./filter.ts";
import { fieldTime, instantOf } from "./local-time.ts";
import { useWebhooks } from "./webhooks-scope.ts";

const states = ["dead", "held", "done", "ignored"] as const;

interface Range {
  circle_id: string;
  source_id: string | undefined;
  state: string | undefined;
  from: string | undefined;
  until: string | undefined;
}

/** Refused requests are never done again, so they are not counted. */
const countOf = async ({ circle_id, source_id, state, from, until }: Range): Promise<number> => {
  const query = { circle_id, source_id, from, until, page_size: 1 };
  const count = async (one: string | undefined): Promise<number> =>
    (await api.get<{ count: number }>("/api/webhooks/deliveries/", { query: { ...query, state: one } })).count;
  return state === undefined ? (await count(undefined)) - (await count("refused")) : count(state);
};

/** A replay on its way. */
interface Run {
  all: number;
  left: number;
  range: Range;
}

export const ReplayRange = (props: { open: boolean; filter: DeliveryFilter; onClose: () => void }): JSX.Element => {
  const page = useWebhooks();
  const [source, setSource] = createSignal("");
  const [state, setState] = createSignal("");
  const [from, setFrom] = createSignal("");
  const [until, setUntil] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const [run, setRun] = createSignal<Run | null>(null);
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return;
        const { filter } = props;
        setSource(filter.source ?? "");
        setState(states.find((one) => one === filter.state) ?? "");
        const begin = Date.now() - (filter.span === null ? spans.day : spans[filter.span]);
        setFrom(fieldTime(filter.from === null ? begin : Date.parse(filter.from)));
        setUntil(filter.until === null ? "" : fieldTime(Date.parse(filter.until)));
        setRun(null);
      },
    ),
  );
  const range = (): Range => ({
    circle_id: page.live.circle,
    source_id: source() || undefined,
    state: state() || undefined,
    from: instantOf(from()),
    until: instantOf(until()),
  });
  const [count] = createResource(
    () => (props.open ? range() : null),
    (asked) => countOf(asked).catch(() => null),
  );
  const found = () => (count.state === "ready" ? (count() ?? undefined) : undefined);
  const replay = async (): Promise<void> => {
    setBusy(true);
    const asked = range();
    try {
      const { replayed } = await api.post<{ replayed: number }>("/api/webhooks/deliveries/replay", asked);
      setRun({ all: replayed, left: replayed, range: { ...asked, state: "waiting" } });
    } catch (error) {
      showToast({ text: asProblem(error).message, tone: "bad" });
    } finally {
      setBusy(false);
    }
  };
  createEffect(
    on(
      () => (run()?.left ?? 0) > 0,
      (going) => {
        if (!going) return;
        const look = async (): Promise<void> => {
          const now = run();
          if (!now) return;
          const left = await countOf(now.range).catch(() => now.left);
          // More may come in meanwhile: the bar does not go back.
          setRun((before) => before && { ...before, left: Math.min(before.left, left) });
        };
        const timer = setInterval(() => void look(), 700);
        onCleanup(() => clearInterval(timer));
      },
    ),
  );
  const words = (): string => {
    const number = found();
    return number === undefined ? "Replay" : `Replay ${number.toLocaleString()}`;
  };
  const form = (): JSX.Element => (
    <>
      <p class="text-soft">
        They are worked on once more by today's rules. What they did already, they do not do twice; what was refused is
        left out.
      </p>
      <div class="mt-4 grid grid-cols-2 gap-3 max-sm:grid-cols-1">
        <SelectField
          label="Source"
          value={source()}
          options={[
            { value: "", label: "All sources" },
            ...(page.sources.data()?.results ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={setSource}
        />
        <SelectField
          label="State"
          value={state()}
          options={[
            { value: "", label: "Any state" },
            ...states.map((value) => ({ value: value as string, label: deliveryStateLabels[value] })),
          ]}
          onChange={setState}
        />
        <TextField
          label="Received from"
          type="datetime-local"
          value={from()}
          onInput={(event) => setFrom(event.currentTarget.value)}
        />
        <TextField
          label="Until"
          hint="Empty: until now"
          type="datetime-local"
          value={until()}
          onInput={(event) => setUntil(event.currentTarget.value)}
        />
      </div>
      <p class="mt-4 text-base" aria-live="polite" data-count data-numbers>
        <Show when={found() !== undefined} fallback={<span class="text-faint">Counting…</span>}>
          <strong class="font-semibold">{found()?.toLocaleString()}</strong>{" "}
          {found() === 1 ? "delivery is" : "deliveries are"} in this range.
        </Show>
      </p>
    </>
  );
  return (
    <Dialog
      open={props.open}
      onClose={() => props.onClose()}
      title="Replay a range"
      foot={
        <Show
          when={run() === null}
          fallback={
            <Button look="solid" onClick={() => props.onClose()}>
              {(run()?.left ?? 0) > 0 ? "Close, it goes on" : "Close"}
            </Button>
          }
        >
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button
            look="solid"
            busy={busy()}
            reason={
              found() === undefined ? "Still counting." : found() === 0 ? "There is none to do again." : undefined
            }
            onClick={() => void replay()}
          >
            {words()}
          </Button>
        </Show>
      }
    >
      <Show when={run()} fallback={form()}>
        {(now) => <Progress run={now()} />}
      </Show>
    </Dialog>
  );
};

const Progress = (props: { run: Run }): JSX.Element => {
  const done = () => props.run.all - props.run.left;
  return (
    <div class="flex flex-col gap-3 py-4" role="status" data-progress={props.run.left === 0 ? "done" : "going"}>
      <p class="text-base" data-numbers>
        <strong class="font-semibold">{done().toLocaleString()}</strong> of {props.run.all.toLocaleString()}{" "}
        {props.run.left === 0 ? "are done again." : "are done again…"}
      </p>
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" class="wh-progress w-full" aria-hidden="true">
        <rect width={props.run.all === 0 ? 100 : (done() / props.run.all) * 100} height="6" />
      </svg>
      <p class="text-soft">What they did already, they did not do twice. What came of each stands in the list.</p>
    </div>
  );
};
