/** Everything that happened to the account, newest first: people, machines and imports in one list. [AP6] */
import Cog from "lucide-solid/icons/cog";
import FileUp from "lucide-solid/icons/file-up";
import Gauge from "lucide-solid/icons/gauge";
import MessageSquare from "lucide-solid/icons/message-square";
import Undo2 from "lucide-solid/icons/undo-2";
import Users from "lucide-solid/icons/users";
import { createMemo, createSignal, For, type JSX, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import { Avatar } from "../../parts/avatar.tsx";
import { Button, IconButton } from "../../parts/button.tsx";
import { Choice } from "../../parts/choice.tsx";
import { Skeleton } from "../../parts/states.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { createCited } from "../../written/cited.ts";
import { useAccount } from "./account-scope.ts";
import { createAccountRemote, type Page, type TimelineEntry } from "./detail.ts";
import { sourceWords, told } from "./timeline-words.ts";

const kinds = { all: "Everything", people: "People", scores: "Scores", machines: "Machines and imports" } as const;
type Kind = keyof typeof kinds;

const types: Record<Kind, string> = {
  all: "event,feedback,meeting,score",
  people: "event,feedback,meeting",
  scores: "score",
  machines: "event,score",
};

const icons = { event: Cog, feedback: MessageSquare, meeting: Users, score: Gauge } as const;
const first = 30;
const most = 200;

const Entry = (props: { entry: TimelineEntry }): JSX.Element => {
  const page = useAccount();
  const cited = createCited("score");
  const words = createMemo(() => told(props.entry, page.acts.nameOf));
  const who = () => props.entry.actor_name ?? sourceWords[props.entry.source];
  return (
    <li
      ref={cited.mark(props.entry.id.replace(/^score-/, ""))}
      class="acct-event"
      classList={{ "acct-undone": props.entry.undone_at !== null }}
    >
      <span class="acct-event-sign">
        <Show
          when={props.entry.actor && props.entry.type !== "score"}
          fallback={
            <Dynamic
              component={props.entry.source === "import" ? FileUp : icons[props.entry.type]}
              size={14}
              class="text-faint"
              aria-hidden="true"
            />
          }
        >
          <Avatar user={props.entry.actor ?? ""} name={who()} size="sm" quiet />
        </Show>
      </span>
      <div class="min-w-0 flex-1">
        <p class="flex flex-wrap items-baseline gap-x-2 text-soft">
          <span class="min-w-0">
            <Show when={props.entry.type !== "score"}>
              <span class="font-medium text-ink">{who()}</span>{" "}
            </Show>
            <span class={props.entry.type === "score" ? "text-ink" : ""}>{words().act}</span>
            <Show when={props.entry.undone_at}> (taken back)</Show>
          </span>
          <TimeAgo at={props.entry.at} class="text-xs text-faint" />
        </p>
        <Show when={words().text}>
          <p dir="auto" class="max-w-[70ch] pt-0.5 whitespace-pre-line text-ink">
            {words().text}
          </p>
        </Show>
        <Show when={words().details.length > 0}>
          <ul class="flex flex-wrap gap-x-4 gap-y-0.5 pt-0.5 text-xs text-soft">
            <For each={words().details}>
              {(detail) => (
                <li class="min-w-0">
                  <span class="text-faint">{detail.label}:</span>{" "}
                  <Show when={detail.from !== undefined}>
                    <span class="line-through decoration-faint">{detail.from}</span> →{" "}
                  </Show>
                  <span class="text-ink">{detail.to}</span>
                </li>
              )}
            </For>
          </ul>
        </Show>
      </div>
      <Show when={props.entry.step !== null && props.entry.undone_at === null && props.entry.source === "human"}>
        <IconButton
          icon={Undo2}
          label="Take this back"
          size={14}
          class="acct-event-act size-7"
          reason={page.live.reason("account.edit")}
          onClick={() => void page.acts.undoStep(props.entry.step ?? "")}
        />
      </Show>
    </li>
  );
};

export const Timeline = (): JSX.Element => {
  const page = useAccount();
  // A score that is cited may be an old one.
  const cited = createCited("score").id() !== undefined;
  const [kind, setKind] = createSignal<Kind>(cited ? "scores" : "all");
  const [size, setSize] = createSignal(cited ? most : first);
  const timeline = createAccountRemote<Page<TimelineEntry>>(
    page.live,
    () => page.account().id,
    (id) => `/api/accounts/${id}/timeline/?page_size=${size()}&type=${types[kind()]}`,
  );
  /** What was there stays while more of it comes. */
  const [before, setBefore] = createSignal<Page<TimelineEntry>>();
  const data = () => timeline.data() ?? before();
  const shown = createMemo(() =>
    (data()?.results ?? []).filter(
      ({ source }) => kind() === "all" || kind() === "scores" || (source === "human") === (kind() === "people"),
    ),
  );
  return (
    <section aria-label="Timeline" class="acct-card p-4">
      <header class="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 pb-3">
        <h3 class="font-semibold">Timeline</h3>
        <Choice
          label="What is shown"
          value={kind()}
          options={(Object.keys(kinds) as Kind[]).map((value) => ({ value, label: kinds[value] }))}
          onChange={(value) => {
            setBefore(undefined);
            setSize(first);
            setKind(value);
          }}
        />
      </header>
      <Show
        when={data()}
        fallback={
          <Show
            when={timeline.loading()}
            fallback={
              <p class="py-8 text-center text-soft">The timeline could not be loaded. {timeline.problem()?.message}</p>
            }
          >
            <div class="flex flex-col gap-4">
              <Skeleton class="h-9 w-4/5" />
              <Skeleton class="h-9 w-3/5" />
              <Skeleton class="h-9 w-2/3" />
            </div>
          </Show>
        }
      >
        <ol class="acct-events">
          <For each={shown()} fallback={<li class="py-8 text-center text-soft">Nothing of that kind yet.</li>}>
            {(entry) => <Entry entry={entry} />}
          </For>
        </ol>
        <Show when={(data()?.count ?? 0) > size()}>
          <Show
            when={size() < most}
            fallback={
              <p class="pt-3 text-center text-xs text-faint">
                The newest {most} of {data()?.count.toLocaleString()} are shown; the API has all of them.
              </p>
            }
          >
            <div class="flex justify-center pt-3">
              <Button
                onClick={() => {
                  setBefore(timeline.data());
                  setSize(Math.min(most, size() * 3));
                }}
              >
                Show more
              </Button>
            </div>
          </Show>
        </Show>
      </Show>
    </section>
  );
};
