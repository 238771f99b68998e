/** Rounds that are closed, with their minutes to read, copy and print. [CR13] */
import ChevronRight from "lucide-solid/icons/chevron-right";
import { createSignal, For, type JSX, Show } from "solid-js";
import { type Round, readAnswers } from "../../../../domain/round.ts";
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

export const PastRounds = (props: { live: LiveCircle; rounds: readonly Round[]; openFirst: boolean }): JSX.Element => {
  const [most, setMost] = createSignal(few);
  return (
    <Show when={props.rounds.length > 0}>
      <section aria-label="Past rounds">
        <h3 class="mb-2 font-medium">Past rounds</h3>
        <ul class="flex flex-col gap-2">
          <For each={props.rounds.slice(0, most()).map((round) => round.id)}>
            {(id, at) => {
              const round = () => props.rounds.find((one) => one.id === id);
              const answers = () => readAnswers(round() ?? { answers: null });
              const people = () => new Set(answers().map((answer) => answer.member)).size;
              const minutes = () => round()?.minutes ?? "";
              return (
                <li class="rounded-panel border border-line bg-surface">
                  <details class="group" open={props.openFirst && at() === 0}>
                    <summary class="flex min-h-(--control) flex-wrap items-center gap-x-3 px-4 py-2.5">
                      <ChevronRight
                        size={14}
                        class="text-faint transition-[rotate] group-open:rotate-90 rtl:rotate-180 rtl:group-open:rotate-90"
                      />
                      <span class="font-medium">{day.format(round()?.started_at ?? 0)}</span>
                      <span class="text-soft" data-numbers>
                        {`led by ${props.live.people[round()?.started_by ?? 0]?.name ?? "somebody"} · ${people()} ${people() === 1 ? "person" : "people"}, ${answers().length} ${answers().length === 1 ? "answer" : "answers"}`}
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
              );
            }}
          </For>
        </ul>
        <Show when={props.rounds.length > most()}>
          <Button look="ghost" class="mt-2" onClick={() => setMost((now) => now + few * 2)}>
            Show older rounds
          </Button>
        </Show>
      </section>
    </Show>
  );
};
