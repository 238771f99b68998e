/** The offer under a meeting's form: nothing of it is written until the meeting is added. [WV7] */
import { For, type JSX, Show } from "solid-js";
import type { Sentiment } from "../../../domain/account-words.ts";
import { Button } from "../../parts/button.tsx";
import { SentimentSign } from "../../parts/sentiment-sign.tsx";
import { fullDate } from "../accounts/words.ts";
import type { Offering } from "./notes-offer.ts";

interface OfferProps {
  offering: Offering;
  onSummary: (text: string) => void;
  onMood: (mood: Sentiment) => void;
}

export const NotesOfferView = (props: OfferProps): JSX.Element => (
  <Show when={props.offering.offer()}>
    {(offer) => (
      <section
        aria-label="Read from the notes"
        class="flex flex-col gap-3 rounded-panel border border-line bg-canvas p-3 text-sm"
      >
        <Show when={offer().summary.length > 0} fallback={<p class="text-soft">Nothing to sum up was found.</p>}>
          <div class="flex items-start gap-3">
            <p class="min-w-0 flex-1">
              {offer()
                .summary.map(({ text }) => text)
                .join(" ")}
            </p>
            <Button
              onClick={() =>
                props.onSummary(
                  offer()
                    .summary.map(({ text }) => text)
                    .join(" "),
                )
              }
            >
              Use as the summary
            </Button>
          </div>
        </Show>
        <Show when={offer().sentiment.label === "unknown" ? null : (offer().sentiment.label as Sentiment)}>
          {(mood) => (
            <div class="flex items-center gap-3">
              <span class="flex-1">
                Reads <SentimentSign sentiment={mood()} why={null} />
              </span>
              <Button onClick={() => props.onMood(mood())}>Use as their mood</Button>
            </div>
          )}
        </Show>
        <Show when={props.offering.tasks().length > 0}>
          <fieldset>
            <legend class="pb-1 text-xs font-medium text-faint">Note as promises when the meeting is added</legend>
            <For each={props.offering.tasks()}>
              {(task) => (
                <label class="flex cursor-pointer items-start gap-2 rounded-control px-1 py-1 hover:bg-hover">
                  <input
                    type="checkbox"
                    class="mt-1"
                    checked={props.offering.takes(task)}
                    onChange={() => props.offering.toggle(task)}
                  />
                  <span class="min-w-0">
                    {task.text}
                    <span class="block text-xs text-faint">
                      {[task.who, task.due === null ? null : `by ${fullDate(task.due)}`].filter(Boolean).join(", ")}
                    </span>
                  </span>
                </label>
              )}
            </For>
          </fieldset>
        </Show>
        <p class="text-xs text-faint">
          {offer().source === "model"
            ? `Read by ${offer().model ?? "a model"}, checked against the notes.`
            : "Read by rules."}{" "}
          {offer().fallback_note}
          <Show when={offer().withheld > 0}>
            {" "}
            {offer().withheld.toLocaleString()} left out that read like orders to a machine.
          </Show>{" "}
          <button type="button" class="underline" onClick={() => props.offering.forget()}>
            Forget it
          </button>
        </p>
      </section>
    )}
  </Show>
);
