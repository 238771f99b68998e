/** A written text: each sentence with the facts it rests on, who wrote it, of when, and what was taken out of it. [WV1] [WV2] */
import { A } from "@solidjs/router";
import RefreshCw from "lucide-solid/icons/refresh-cw";
import { For, type JSX, Show } from "solid-js";
import { type Removal, removals } from "../../domain/grounding/removals.ts";
import { IconButton } from "../parts/button.tsx";
import { ErrorState, Loading, Skeleton } from "../parts/states.tsx";
import { exactDate } from "../relative-time.ts";
import { TimeAgo } from "../parts/time-ago.tsx";
import type { Citation, Heard, Writing, Written } from "./written.ts";

const about = ({ label, subject, value, as_of }: Citation): string =>
  `${subject === null ? "" : `${subject}: `}${label} ${value} (${exactDate(as_of)})`;

/** The facts of a sentence as small links to their rows. */
const Cited = (props: { numbers: readonly number[]; facts: ReadonlyMap<number, Citation> }): JSX.Element => (
  <span class="ms-0.5 whitespace-nowrap">
    <For each={props.numbers}>
      {(n) => (
        <Show when={props.facts.get(n)}>
          {(fact) => (
            <A
              href={fact().href}
              data-cites={n}
              data-tip={about(fact())}
              aria-label={`Fact ${n}: ${about(fact())}`}
              class="rounded-[3px] px-0.5 align-super text-[0.625rem] leading-none text-faint hover:bg-accent-soft hover:text-accent-text"
            >
              {n}
            </A>
          )}
        </Show>
      )}
    </For>
  </span>
);

/** The sentences of one part; actions and questions stand in a list. */
export const Sentences = (props: {
  part: Written["parts"][number];
  facts: ReadonlyMap<number, Citation>;
}): JSX.Element => (
  <Show
    when={["actions", "questions", "promises"].includes(props.part.name) && props.part.sentences.length > 1}
    fallback={
      <p>
        <For each={props.part.sentences}>
          {(sentence) => (
            <span data-sentence>
              {sentence.text}
              <Cited numbers={sentence.citations} facts={props.facts} />{" "}
            </span>
          )}
        </For>
      </p>
    }
  >
    <ol class="flex list-decimal flex-col gap-1 ps-5 marker:text-faint">
      <For each={props.part.sentences}>
        {(sentence) => (
          <li data-sentence>
            {sentence.text}
            <Cited numbers={sentence.citations} facts={props.facts} />
          </li>
        )}
      </For>
    </ol>
  </Show>
);

const whyTaken = (removed: Written["removed"]): string =>
  Object.entries(removed.reasons)
    .map(([reason, count]) => `${count.toLocaleString()}: it ${removals[reason as Removal]}`)
    .join("; ");

/** Who wrote it, from facts of when, and what the check took out. */
export const Provenance = (props: { text: Omit<Written, "parts" | "citations"> }): JSX.Element => (
  <p data-provenance class="text-xs text-faint">
    {props.text.source === "model"
      ? `Written by ${props.text.model ?? "a model"}, every sentence checked against its facts`
      : "Written by rules"}
    , facts of <TimeAgo at={props.text.as_of} />.
    <Show when={props.text.removed.count > 0}>
      {" "}
      <span data-tip={whyTaken(props.text.removed)} class="underline decoration-dotted underline-offset-2">
        {props.text.removed.count.toLocaleString()} {props.text.removed.count === 1 ? "sentence was" : "sentences were"}{" "}
        taken out
      </span>
      , because {props.text.removed.count === 1 ? "it did" : "they did"} not follow from the facts.
    </Show>
    <Show when={props.text.fallback_note}>{(note) => <> {note()}</>}</Show>
  </p>
);

export const factsOf = (text: Pick<Written, "citations">): ReadonlyMap<number, Citation> =>
  new Map(text.citations.map((fact) => [fact.n, fact]));

/** Every fact that is cited, as a table. */
export const Facts = (props: { text: Written }): JSX.Element => (
  <details class="text-xs">
    <summary class="cursor-pointer text-soft hover:text-ink">
      {props.text.citations.length.toLocaleString()} facts it rests on
    </summary>
    <table class="mt-1 w-full">
      <tbody>
        <For each={props.text.citations}>
          {(fact) => (
            <tr class="border-t border-line align-top first:border-0">
              <td data-numbers class="w-8 py-1 text-faint">
                {fact.n}
              </td>
              <td class="py-1 pe-2">
                <A href={fact.href} class="text-ink hover:underline">
                  {fact.label}
                </A>
                <Show when={fact.subject}>
                  <span class="text-faint"> · {fact.subject}</span>
                </Show>
              </td>
              <td dir="auto" class="py-1 pe-2 text-end text-soft">
                {fact.value}
              </td>
              <td data-numbers class="py-1 text-end whitespace-nowrap text-faint max-sm:hidden">
                {exactDate(fact.as_of)}
              </td>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  </details>
);

const WhileWritten = (props: { heard: readonly Heard[] }): JSX.Element => (
  <Loading label="It is being written" class="flex flex-col gap-2">
    <Show when={props.heard.length > 0}>
      <p>{props.heard.map(({ text }) => text).join(" ")}</p>
    </Show>
    <Skeleton class="h-4 w-full" />
    <Skeleton class="h-4 w-3/4" />
  </Loading>
);

interface WrittenTextProps {
  writing: Writing;
  /** What could not be done, as in "write the story". */
  during: string;
  /** Heads over the parts; one part needs none. */
  bare?: boolean;
}

export const WrittenText = (props: WrittenTextProps): JSX.Element => (
  <Show
    when={props.writing.text()}
    fallback={
      <Show when={props.writing.problem()} fallback={<WhileWritten heard={props.writing.heard()} />}>
        {(problem) => <ErrorState problem={problem()} during={props.during} onRetry={() => props.writing.again()} />}
      </Show>
    }
  >
    {(text) => (
      <div data-written class="flex flex-col gap-4 leading-relaxed text-ink">
        <For each={text().parts}>
          {(part) => (
            <section aria-label={part.title}>
              <Show when={!props.bare && text().parts.length > 1}>
                <h4 class="pb-0.5 text-xs font-medium text-faint">{part.title}</h4>
              </Show>
              <Sentences part={part} facts={factsOf(text())} />
            </section>
          )}
        </For>
        <Facts text={text()} />
        <div class="flex items-start gap-2 border-t border-line pt-2">
          <div class="min-w-0 flex-1">
            <Provenance text={text()} />
          </div>
          <IconButton icon={RefreshCw} label="Read the facts again" size={14} onClick={() => props.writing.again()} />
        </div>
      </div>
    )}
  </Show>
);
