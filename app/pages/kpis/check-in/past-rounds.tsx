/** Rounds that are closed, with their minutes to read, copy and print. [CR13] */
import ChevronRight from "lucide-solid/icons/chevron-right";
import { createMemo, createSignal, For, type JSX, Show } from "solid-js";
import { type Round, readAnswers, roundsKept } from "../../../../domain/round.ts";
import type { RoundResource } from "../../../../domain/round-resource.ts";
import { api, asProblem } from "../../../api.ts";
import type { LiveCircle } from "../../../live/circle.ts";
import { Button } from "../../../parts/button.tsx";
import { showToast } from "../../../parts/toast.tsx";
import "./check-in.css";

/** Rounds shown at first. */
const few = 10;

const day = new Intl.DateTimeFormat(undefined, { dateStyle: "long" });

const copy = async (text: string): Promise<void> => {
  try {
    await navigator.clipboard.writeText(text);
    showToast({ text: "Minutes copied.", tone: "good" });
  } catch {
    showToast({
      text: "This browser did not let the minutes be copied. Select the text instead.",
      tone: "bad",
    });
  }
};

/** The sheet stands beside the app, which paper does not show. */
const print = (text: string): void => {
  const sheet = document.createElement("article");
  sheet.className = "minutes-sheet";
  sheet.textContent = text;
  document.body.append(sheet);
  addEventListener("afterprint", () => sheet.remove(), { once: true });
  globalThis.print();
};

/** A past round as the list shows it. */
interface Past {
  id: string;
  at: number;
  lead: string;
  people: number;
  answers: number;
  minutes: string;
}

const nobody = "somebody";

const createPast = (live: LiveCircle, rounds: () => readonly Round[]) => {
  /** Those that are no longer part of every screen's copy. */
  const [older, setOlder] = createSignal<readonly Past[]>([]);
  const [next, setNext] = createSignal<number | null>(1);
  const fromScreen = (round: Round): Past => {
    const answers = readAnswers(round);
    const people = new Set(answers.map((answer) => answer.member)).size;
    const lead = live.people[round.started_by]?.name ?? nobody;
    return { id: round.id, at: round.started_at, lead, people, answers: answers.length, minutes: round.minutes ?? "" };
  };
  const fromRoom = (round: RoundResource): Past => {
    const answers = round.answers ?? [];
    const lead = Object.values(live.people).find(({ user }) => user === round.started_by)?.name ?? nobody;
    const people = new Set(answers.map((answer) => answer.user_id)).size;
    const at = Date.parse(round.started_at);
    return { id: round.id, at, lead, people, answers: answers.length, minutes: round.minutes ?? "" };
  };
  const all = createMemo(() => {
    const here = rounds().map(fromScreen);
    const known = new Set(here.map(({ id }) => id));
    return [...here, ...older().filter(({ id }) => !known.has(id))];
  });
  return {
    all,
    /** No round can be older than the oldest KPI. */
    hasOlder: (): boolean =>
      next() !== null &&
      live.state() === "live" &&
      live.kpis().some(({ created_at }) => created_at < Date.now() - roundsKept),
    /** Pages until one has something that is not on the screen yet. */
    loadOlder: async (): Promise<void> => {
      const before = all().length;
      try {
        for (let page = next(); page !== null && all().length === before; page = next()) {
          const found = await api.get<{ next: string | null; results: RoundResource[] }>("/api/kpi/rounds/", {
            query: { circle_id: live.circle, page },
          });
          setNext(found.next === null ? null : page + 1);
          const closed = found.results.filter(({ state }) => state === "closed").map(fromRoom);
          setOlder((some) => [...some, ...closed]);
        }
      } catch (error) {
        showToast({ text: `Older rounds could not be loaded. ${asProblem(error).message}`, tone: "bad" });
      }
    },
  };
};

export const PastRounds = (props: { live: LiveCircle; rounds: readonly Round[]; openFirst: boolean }): JSX.Element => {
  // eslint-disable-next-line solid/reactivity -- the circle never changes while its page stands
  const past = createPast(props.live, () => props.rounds);
  const [most, setMost] = createSignal(few);
  const more = async (): Promise<void> => {
    if (past.all().length <= most()) await past.loadOlder();
    setMost((now) => now + few * 2);
  };
  return (
    <Show when={past.all().length > 0 || past.hasOlder()}>
      <section aria-label="Past rounds">
        <h3 class="mb-2 font-medium">Past rounds</h3>
        <ul class="flex flex-col gap-2">
          <For
            each={past
              .all()
              .slice(0, most())
              .map(({ id }) => id)}
          >
            {(id, at) => {
              const round = () => past.all().find((one) => one.id === id);
              const minutes = () => round()?.minutes ?? "";
              const counts = ({ people, answers }: Past): string =>
                `${people} ${people === 1 ? "person" : "people"}, ${answers} ${answers === 1 ? "answer" : "answers"}`;
              return (
                <Show when={round()}>
                  {(shown) => (
                    <li class="rounded-panel border border-line bg-surface">
                      <details class="group" open={props.openFirst && at() === 0}>
                        <summary class="flex min-h-(--control) flex-wrap items-center gap-x-3 px-4 py-2.5">
                          <ChevronRight
                            size={14}
                            class="text-faint transition-[rotate] group-open:rotate-90 rtl:rotate-180 rtl:group-open:rotate-90"
                          />
                          <span class="font-medium">{day.format(shown().at)}</span>
                          <span class="text-soft" data-numbers>
                            {`led by ${shown().lead} · ${counts(shown())}`}
                          </span>
                        </summary>
                        <div class="border-t border-line px-4 py-3">
                          <Show
                            when={minutes() !== ""}
                            fallback={<p class="text-soft">This round was closed without minutes.</p>}
                          >
                            <p class="max-w-[70ch] break-words whitespace-pre-wrap">{minutes()}</p>
                            <div class="mt-3 flex gap-2">
                              <Button onClick={() => void copy(minutes())}>Copy</Button>
                              <Button onClick={() => print(minutes())}>Print</Button>
                            </div>
                          </Show>
                        </div>
                      </details>
                    </li>
                  )}
                </Show>
              );
            }}
          </For>
        </ul>
        <Show when={past.all().length > most() || past.hasOlder()}>
          <Button look="ghost" class="mt-2" onClick={() => void more()}>
            Show older rounds
          </Button>
        </Show>
      </section>
    </Show>
  );
};
