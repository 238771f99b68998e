/** A customer's mood as a face and a word, with what it was taken from. [X11] */
import Frown from "lucide-solid/icons/face-slightly-frowning";
import Meh from "lucide-solid/icons/face-neutral";
import Smile from "lucide-solid/icons/face-slightly-smiling";
import { type JSX, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { Sentiment } from "../../domain/account-words.ts";
import { exactTime } from "../relative-time.ts";

export const sentimentLabels: Record<Sentiment, string> = {
  positive: "Positive",
  neutral: "Neutral",
  negative: "Negative",
};

const faces = {
  positive: { icon: Smile, tone: "text-good-text" },
  neutral: { icon: Meh, tone: "text-soft" },
  negative: { icon: Frown, tone: "text-bad-text" },
} as const;

/** Where a sentiment comes from, as the account row keeps it: JSON of the last meeting or of the latest feedback. */
export const sentimentSource = (why: string): string => {
  const { from, at, count } = JSON.parse(why) as { from: string; at: number; count?: number };
  return from === "meeting"
    ? `the meeting of ${exactTime(at)}`
    : count === 1
      ? "the latest feedback"
      : `the latest ${count ?? ""} pieces of feedback`;
};

export const SentimentSign = (props: {
  sentiment: Sentiment | null;
  why: string | null;
  /** The face alone; the word is only read out. */
  brief?: boolean;
}): JSX.Element => (
  <Show when={props.sentiment} fallback={<span class="text-faint">–</span>}>
    {(sentiment) => (
      <span
        class={`inline-flex items-center gap-1.5 ${faces[sentiment()].tone}`}
        data-tip={
          props.why === null
            ? sentimentLabels[sentiment()]
            : `${sentimentLabels[sentiment()]}, by ${sentimentSource(props.why)}`
        }
      >
        <Dynamic component={faces[sentiment()].icon} size={15} aria-hidden="true" />
        <span class={props.brief ? "sr-only" : ""}>{sentimentLabels[sentiment()]}</span>
      </span>
    )}
  </Show>
);
