/** One endpoint: where it is, what it hears, how it does, and what can be done with it. [WP11] */
import { A } from "@solidjs/router";
import CircleCheck from "lucide-solid/icons/circle-check";
import Ellipsis from "lucide-solid/icons/ellipsis";
import KeyRound from "lucide-solid/icons/key-round";
import Pause from "lucide-solid/icons/pause";
import Play from "lucide-solid/icons/play";
import Send from "lucide-solid/icons/send";
import Settings from "lucide-solid/icons/settings-2";
import Trash from "lucide-solid/icons/trash";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { createSignal, For, type JSX, Match, Show, Switch } from "solid-js";
import { api, asProblem } from "../../api.ts";
import { Badge } from "../../parts/badge.tsx";
import { Button, IconButton } from "../../parts/button.tsx";
import { Menu, type MenuEntry } from "../../parts/menu.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { showToast } from "../../parts/toast.tsx";
import { exactTime } from "../../relative-time.ts";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { filterWords } from "./event-choice.ts";
import type { Endpoint, Try } from "./resources.ts";
import { CopyLine } from "./sign.tsx";
import { TryLine } from "./try-line.tsx";
import { useWebhooks } from "./webhooks-scope.ts";
import { messageStates, messageWords } from "./words.ts";

const Health = (props: { endpoint: Endpoint }): JSX.Element => (
  <Switch fallback={<Badge>Nothing sent yet</Badge>}>
    <Match when={props.endpoint.paused}>
      <Badge tone="watch">
        <Pause size={11} aria-hidden="true" />
        Paused
      </Badge>
    </Match>
    <Match when={props.endpoint.failing_since !== null}>
      <Badge tone="bad">
        <TriangleAlert size={11} aria-hidden="true" />
        Failing
      </Badge>
    </Match>
    <Match when={props.endpoint.delivered > 0}>
      <Badge tone="good">
        <CircleCheck size={11} aria-hidden="true" />
        Healthy
      </Badge>
    </Match>
  </Switch>
);

export const EndpointCard = (props: { endpoint: Endpoint; onSettings: () => void }): JSX.Element => {
  const page = useWebhooks();
  const [asked, setAsked] = createSignal<"rotate" | "pause" | "delete" | null>(null);
  const [busy, setBusy] = createSignal<"test" | "resume" | null>(null);
  const [tested, setTested] = createSignal<Try & { delivered: boolean }>();
  const address = () => `/api/webhooks/out/${props.endpoint.id}`;
  const act = async (what: "test" | "resume", run: () => Promise<void>): Promise<void> => {
    setBusy(what);
    try {
      await run();
    } catch (error) {
      showToast({ text: asProblem(error).message, tone: "bad" });
    } finally {
      setBusy(null);
    }
  };
  const test = async (): Promise<void> => {
    setTested(undefined);
    const answer = await api.post<Try & { delivered: boolean }>(`${address()}/test`);
    setTested(() => answer);
  };
  const pause = async (paused: boolean): Promise<void> => {
    const { name } = props.endpoint;
    await api.patch(address(), { paused });
    page.endpoints.refetch();
    showToast({ text: paused ? `${name} is paused.` : `${name} goes on; what waited is on its way.`, tone: "good" });
  };
  const resume = (): Promise<void> => pause(false);
  const rotate = async (): Promise<void> => {
    const answer = await api.post<Endpoint & { secret: string }>(`${address()}/rotate`);
    page.endpoints.refetch();
    const { name, secret, old_secret_until: until } = answer;
    page.reveal({ name, secret, until, rotated: true });
  };
  const remove = async (): Promise<void> => {
    const { name } = props.endpoint;
    await api.remove(address());
    page.endpoints.refetch();
    showToast({ text: `${name} is deleted.` });
  };
  const acts = (): MenuEntry[] => [
    { label: "Settings", icon: Settings, run: () => props.onSettings() },
    { label: "New secret", icon: KeyRound, run: () => setAsked("rotate") },
    props.endpoint.paused
      ? { label: "Resume", icon: Play, run: () => void act("resume", resume) }
      : { label: "Pause", icon: Pause, run: () => setAsked("pause") },
    { title: null },
    { label: "Delete", icon: Trash, danger: true, run: () => setAsked("delete") },
  ];
  return (
    <li class="wh-card" data-endpoint={props.endpoint.id}>
      <header class="flex flex-wrap items-center gap-x-2 gap-y-1">
        <h2 class="min-w-0 truncate text-base font-semibold">{props.endpoint.name}</h2>
        <Health endpoint={props.endpoint} />
        <span class="ms-auto flex flex-wrap items-center justify-end gap-1">
          <Button icon={Send} busy={busy() === "test"} onClick={() => void act("test", test)}>
            Test
          </Button>
          <Menu
            label={`More about ${props.endpoint.name}`}
            side="below-end"
            entries={acts()}
            trigger={(attributes) => (
              <IconButton {...attributes} icon={Ellipsis} label={`More about ${props.endpoint.name}`} />
            )}
          />
        </span>
      </header>
      <Show when={props.endpoint.paused}>
        <div class="wh-note bg-watch-soft text-watch-text" data-paused>
          <p class="min-w-0 flex-1">
            {props.endpoint.paused_why ?? "It is paused."}{" "}
            <Show when={props.endpoint.paused_at}>
              {(at) => (
                <span class="whitespace-nowrap">
                  Since <TimeAgo at={at()} />.
                </span>
              )}
            </Show>{" "}
            What happens meanwhile waits up to 30 days.
          </p>
          <Button icon={Play} look="solid" busy={busy() === "resume"} onClick={() => void act("resume", resume)}>
            Resume
          </Button>
        </div>
      </Show>
      <Show when={!props.endpoint.paused && props.endpoint.failing_since}>
        {(since) => (
          <p class="wh-note bg-bad-soft text-bad-text">
            It has not answered rightly since {exactTime(Date.parse(since()))}. Messages are tried again for about three
            days; when one is given up, the endpoint is paused.
          </p>
        )}
      </Show>
      <CopyLine text={props.endpoint.url} what="Address" />
      <p class="text-xs text-soft">
        Hears: {filterWords(props.endpoint.events)}
        <span class="text-faint">
          {props.endpoint.gather_seconds === 0
            ? " · each change at once"
            : ` · bursts gathered for ${props.endpoint.gather_seconds} s`}
          <Show when={props.endpoint.old_secret_until}>
            {(until) => <> · both secrets sign until {exactTime(Date.parse(until()))}</>}
          </Show>
        </span>
      </p>
      <Show when={tested()}>{(attempt) => <TryLine attempt={attempt()} delivered={attempt().delivered} test />}</Show>
      <footer class="wh-counts">
        <For each={messageStates}>
          {(state) => (
            <A
              href={page.tabAddress("outgoing", `?endpoint=${props.endpoint.id}&state=${state}`)}
              class="wh-count"
              data-bad={state === "dead" && props.endpoint.dead > 0 ? "" : undefined}
            >
              <strong data-numbers>{props.endpoint[state].toLocaleString()}</strong>
              <span>{messageWords[state]}</span>
            </A>
          )}
        </For>
      </footer>
      <ConfirmDialog
        open={asked() === "rotate"}
        title={`A new secret for ${props.endpoint.name}`}
        act="Make a new secret"
        run={rotate}
        onClose={() => setAsked(null)}
      >
        <p>For a day messages bear both signatures, so that nothing is refused while you change it at the receiver.</p>
      </ConfirmDialog>
      <ConfirmDialog
        open={asked() === "pause"}
        title={`Pause ${props.endpoint.name}?`}
        act="Pause"
        run={() => pause(true)}
        onClose={() => setAsked(null)}
      >
        <p>
          Nothing is sent until somebody resumes it. What happens meanwhile waits, up to 30 days, and then goes out in
          order.
        </p>
      </ConfirmDialog>
      <ConfirmDialog
        open={asked() === "delete"}
        danger
        title={`Delete ${props.endpoint.name}?`}
        act="Delete the endpoint"
        run={remove}
        onClose={() => setAsked(null)}
      >
        <p>Its messages go with it, those that still wait too. This cannot be undone.</p>
      </ConfirmDialog>
    </li>
  );
};
