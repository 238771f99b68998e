/** One source: where to send, how to sign, what came today, and what can be done with it. [WP7] */
import { A } from "@solidjs/router";
import Ellipsis from "lucide-solid/icons/ellipsis";
import KeyRound from "lucide-solid/icons/key-round";
import Pause from "lucide-solid/icons/pause";
import Play from "lucide-solid/icons/play";
import ListChecks from "lucide-solid/icons/list-checks";
import Send from "lucide-solid/icons/send";
import Settings from "lucide-solid/icons/settings-2";
import Split from "lucide-solid/icons/split";
import Trash from "lucide-solid/icons/trash";
import { createSignal, For, type JSX, Show } from "solid-js";
import { sourceLabels } from "../../../domain/webhook-words.ts";
import { api, asProblem } from "../../api.ts";
import { Badge } from "../../parts/badge.tsx";
import { Button, IconButton } from "../../parts/button.tsx";
import { Menu, type MenuEntry } from "../../parts/menu.tsx";
import { TextField } from "../../parts/field.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { showToast } from "../../parts/toast.tsx";
import { exactTime } from "../../relative-time.ts";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { HoursChart } from "./hours-chart.tsx";
import type { Source } from "./resources.ts";
import { CopyLine } from "./sign.tsx";
import { dayNumbers, healthOf } from "./source-health.ts";
import { useWebhooks } from "./webhooks-scope.ts";

const day = [
  { key: "accepted", word: "accepted", query: "" },
  { key: "refused", word: "refused", query: "&state=refused" },
  { key: "failed", word: "failed", query: "&state=dead" },
] as const;

/** How a custom source signs is what was chosen for it. */
const signingOf = ({ kind, signing, settings: { signature } }: Source): string =>
  kind !== "custom"
    ? signing
    : signature.scheme === "standard"
      ? "Signed as standardwebhooks.com says: webhook-id, webhook-timestamp and webhook-signature."
      : signature.scheme === "hmac"
        ? `HMAC-SHA256 of ${signature.timestamp_header === null ? "the body" : "time.body"} in ${signature.header}${signature.timestamp_header === null ? "" : `, the time in ${signature.timestamp_header}`}.`
        : `The secret itself in ${signature.header}.`;

export const SourceCard = (props: {
  source: Source;
  onSettings: () => void;
  onMapping: () => void;
  onExample: () => void;
}): JSX.Element => {
  const page = useWebhooks();
  const health = () => healthOf(props.source);
  const held = () => props.source.deliveries_today.held ?? 0;
  const numbers = () => dayNumbers(props.source);
  const [asked, setAsked] = createSignal<"rotate" | "delete" | null>(null);
  const [secret, setSecret] = createSignal("");
  const address = () => `/api/webhooks/sources/${props.source.id}`;
  const given = () =>
    page.kinds.data()?.results.find(({ kind }) => kind === props.source.kind)?.secret_from === "vendor";

  const pause = async (paused: boolean): Promise<void> => {
    const { name } = props.source;
    try {
      await api.patch(address(), { paused });
      page.sources.refetch();
      showToast({ text: paused ? `${name} is paused: what comes is kept.` : `${name} goes on.`, tone: "good" });
    } catch (error) {
      showToast({ text: asProblem(error).message, tone: "bad" });
    }
  };
  const rotate = async (): Promise<void> => {
    const answer = await api.post<Source & { secret: string }>(
      `${address()}/rotate`,
      given() ? { secret: secret() } : {},
    );
    setSecret("");
    page.sources.refetch();
    if (given()) return void showToast({ text: "Set. The secret before counts for another day.", tone: "good" });
    page.reveal({
      name: answer.name,
      secret: answer.secret,
      until: answer.previous_secret_until,
      rotated: true,
    });
  };
  const remove = async (): Promise<void> => {
    const { name } = props.source;
    await api.remove(address());
    page.sources.refetch();
    showToast({ text: `${name} is deleted. What it brought stays.` });
  };
  const acts = (): MenuEntry[] => [
    {
      label: "How to set it up",
      icon: ListChecks,
      run: () => page.setUp({ id: props.source.id, secret: null, wanting: given() }),
    },
    { label: "Settings", icon: Settings, run: () => props.onSettings() },
    { label: "New secret", icon: KeyRound, run: () => setAsked("rotate") },
    props.source.paused
      ? { label: "Go on", icon: Play, run: () => void pause(false) }
      : { label: "Pause", icon: Pause, detail: "What comes is kept", run: () => void pause(true) },
    { title: null },
    { label: "Delete", icon: Trash, danger: true, run: () => setAsked("delete") },
  ];
  return (
    <li class="wh-card" data-source={props.source.id}>
      <header class="flex flex-wrap items-center gap-x-2 gap-y-1">
        <h2 class="min-w-0 truncate text-base font-semibold">{props.source.name}</h2>
        <Badge>{sourceLabels[props.source.kind]}</Badge>
        <Badge tone={health().tone} tip={health().about}>
          {health().word}
        </Badge>
        <span class="ms-auto flex flex-wrap items-center justify-end gap-1">
          <Show when={props.source.kind === "custom"}>
            <Button icon={Split} onClick={() => props.onMapping()}>
              Mapping
            </Button>
          </Show>
          <Button icon={Send} onClick={() => props.onExample()}>
            Send a test
          </Button>
          <Menu
            label={`More about ${props.source.name}`}
            side="below-end"
            entries={acts()}
            trigger={(attributes) => (
              <IconButton {...attributes} icon={Ellipsis} label={`More about ${props.source.name}`} />
            )}
          />
        </span>
      </header>
      <CopyLine text={props.source.url} what="Address" />
      <p class="text-xs text-soft">
        {signingOf(props.source)}{" "}
        <span class="text-faint">
          Secret ends in <code class="font-mono">{props.source.secret_end}</code>.
          <Show when={props.source.previous_secret_until}>
            {(until) => <> The one before counts until {exactTime(Date.parse(until()))}.</>}
          </Show>
        </span>
      </p>
      <Show when={props.source.kind === "custom" && props.source.settings.mapping.length === 0}>
        <p class="rounded-control bg-watch-soft px-3 py-2 text-xs text-watch-text">
          It has no mapping yet: what comes is kept, and nothing is made of it. Send one delivery, then open Mapping.
        </p>
      </Show>
      <footer class="wh-day">
        <div class="wh-counts">
          <For each={day}>
            {({ key, word, query }) => (
              <A
                href={page.tabAddress("deliveries", `?source=${props.source.id}&time=day${query}`)}
                class="wh-count"
                data-tip="In the last 24 hours"
                data-bad={key !== "accepted" && numbers()[key] > 0 ? "" : undefined}
              >
                <strong data-numbers>{numbers()[key].toLocaleString()}</strong>
                <span>{word}</span>
              </A>
            )}
          </For>
          <Show when={held() > 0}>
            <A
              href={page.tabAddress("deliveries", `?source=${props.source.id}&state=held`)}
              class="wh-count"
              data-tip="Of these, so many wait for a review"
            >
              <strong data-numbers>{held().toLocaleString()}</strong>
              <span>held</span>
            </A>
          </Show>
        </div>
        <span class="ms-auto flex items-end gap-3">
          <span class="text-xs whitespace-nowrap text-faint">
            <Show when={props.source.last_delivery_at} fallback="Nothing has come yet">
              {(at) => (
                <>
                  Last <TimeAgo at={at()} />
                </>
              )}
            </Show>
          </span>
          <HoursChart hours={props.source.deliveries_by_hour} />
        </span>
      </footer>
      <ConfirmDialog
        open={asked() === "rotate"}
        title={`A new secret for ${props.source.name}`}
        act={given() ? "Set the secret" : "Make a new secret"}
        run={rotate}
        onClose={() => setAsked(null)}
      >
        <p>The secret before counts for another day, so that nothing is lost while you change it at the sender.</p>
        <Show when={given()}>
          <TextField
            label={`The secret that ${sourceLabels[props.source.kind]} made`}
            value={secret()}
            autocomplete="off"
            onInput={(event) => setSecret(event.currentTarget.value)}
          />
        </Show>
      </ConfirmDialog>
      <ConfirmDialog
        open={asked() === "delete"}
        danger
        title={`Delete ${props.source.name}?`}
        act="Delete the source"
        run={remove}
        onClose={() => setAsked(null)}
      >
        <p>Its address stops working and its deliveries are forgotten. What they did to accounts stays.</p>
        <p>This cannot be undone. To stop it for a while, pause it.</p>
      </ConfirmDialog>
    </li>
  );
};
