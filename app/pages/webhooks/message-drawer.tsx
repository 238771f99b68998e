/** One outgoing message: every try with what came back, what was sent, and sending it again. [WP12] */
import RotateCw from "lucide-solid/icons/rotate-cw";
import { createEffect, createSignal, For, type JSX, Match, on, Show, Switch } from "solid-js";
import { hookWaits } from "../../../domain/hook.ts";
import { api, asProblem } from "../../api.ts";
import { Button } from "../../parts/button.tsx";
import { ErrorState, Loading, Skeleton } from "../../parts/states.tsx";
import { showToast } from "../../parts/toast.tsx";
import { createNow } from "../../relative-time.ts";
import { Drawer } from "./drawer.tsx";
import { createPaced } from "./paced.ts";
import type { Endpoint, Message } from "./resources.ts";
import { Code, CopyButton, Part } from "./sign.tsx";
import { TryLine } from "./try-line.tsx";
import { useWebhooks } from "./webhooks-scope.ts";
import { logTime, recordOf, untilWords } from "./words.ts";

const tellsDelivered = (status: number | null): boolean => status !== null && status >= 200 && status < 300;

export const MessageDrawer = (props: { endpoint: Endpoint; id: string; onClose: () => void }): JSX.Element => {
  const page = useWebhooks();
  const address = () => `/api/webhooks/out/${props.endpoint.id}/messages/${encodeURIComponent(props.id)}`;
  const remote = createPaced<Message>(page.live, address);
  const [shown, setShown] = createSignal<Message>();
  createEffect(on(remote.data, (answer) => answer && setShown(() => answer)));
  const [busy, setBusy] = createSignal(false);
  const resend = async (): Promise<void> => {
    setBusy(true);
    try {
      await api.post(`${address()}/resend`);
      remote.refetch();
      page.endpoints.refetch();
      showToast({
        text: props.endpoint.paused
          ? "It waits until the endpoint is resumed."
          : "It is on its way, under the same id.",
        tone: "good",
      });
    } catch (error) {
      showToast({ text: asProblem(error).message, tone: "bad" });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Drawer label="Message" title={shown()?.type ?? "Message"} onClose={() => props.onClose()}>
      <Switch
        fallback={
          <Loading label="Loading the message" class="flex flex-col gap-4 p-4">
            <Skeleton class="h-6 w-48" />
            <Skeleton class="h-20 w-full" />
            <Skeleton class="h-48 w-full" />
          </Loading>
        }
      >
        <Match when={shown()}>
          {(message) => (
            <div class="flex flex-col gap-5 p-4">
              <div class="flex flex-wrap items-center gap-2">
                <strong class="min-w-0 flex-1 truncate font-semibold" dir="auto">
                  {recordOf(message())}
                </strong>
                <Button
                  icon={RotateCw}
                  look={message().state === "dead" ? "solid" : "outline"}
                  busy={busy()}
                  reason={message().state === "waiting" ? "It waits already." : undefined}
                  onClick={() => void resend()}
                >
                  Send again
                </Button>
              </div>
              <Tries message={message()} paused={props.endpoint.paused} />
              <Part title="Message">
                <dl class="wh-facts">
                  <div>
                    <dt>Id, the same on every try</dt>
                    <dd class="truncate font-mono text-xs select-all">{message().id}</dd>
                  </div>
                  <div>
                    <dt>Happened</dt>
                    <dd>{logTime(message().created_at)}</dd>
                  </div>
                </dl>
              </Part>
              <Part
                title="What is sent"
                end={<CopyButton text={JSON.stringify(message().body, null, 2)} what="Message" />}
              >
                <Code json label="Body" text={JSON.stringify(message().body, null, 2)} class="max-h-96" />
              </Part>
            </div>
          )}
        </Match>
        <Match when={remote.problem()}>
          {(problem) => <ErrorState problem={problem()} during="load the message" onRetry={() => remote.refetch()} />}
        </Match>
      </Switch>
    </Drawer>
  );
};

const Tries = (props: { message: Message; paused: boolean }): JSX.Element => {
  const now = createNow();
  const next = (): string | null => {
    const { state, next_try_at: at } = props.message;
    if (state !== "waiting") return null;
    if (at !== null) return `Next try ${untilWords(at, now())}, of ${hookWaits.length} at most.`;
    return props.paused
      ? "It goes on when the endpoint is resumed."
      : "It goes after the message before it about the same record.";
  };
  return (
    <Part title={`Tries · ${props.message.tries.length}`}>
      <Show when={props.message.tries.length > 0}>
        <ol class="wh-list" data-tries>
          <For each={props.message.tries.toReversed()}>
            {(attempt) => (
              <li class="px-3 py-2">
                <TryLine attempt={attempt} delivered={tellsDelivered(attempt.status)} />
              </li>
            )}
          </For>
        </ol>
      </Show>
      <Show when={next()}>{(words) => <p class="text-soft">{words()}</p>}</Show>
    </Part>
  );
};
