/** Talking a revealed round over, live for all. [CR6] */
import { createSignal, For, type JSX, onCleanup, Show } from "solid-js";
import { type Round, readComments } from "../../../../domain/round.ts";
import { Problem } from "../../../../domain/problem.ts";
import type { LiveCircle } from "../../../live/circle.ts";
import { Avatar } from "../../../parts/avatar.tsx";
import { Button } from "../../../parts/button.tsx";
import { TextArea } from "../../../parts/field.tsx";
import { TimeAgo } from "../../../parts/time-ago.tsx";
import { showToast } from "../../../parts/toast.tsx";
import { readDraft, writeDraft } from "../../board/draft.ts";

export const Discussion = (props: { live: LiveCircle; round: Round }): JSX.Element => {
  // eslint-disable-next-line solid/reactivity -- one round for as long as its discussion stands
  const { circle, round } = { circle: props.live.circle, round: props.round.id };
  /** What is being written outlives a reload. */
  const text = () => readDraft(circle, round);
  const setText = (words: string): void => writeDraft(circle, round, words);
  const [sent, setSent] = createSignal<{ mutation: number; text: string }[]>([]);
  const onTheWay = () => (props.live.pendingFor(props.round.id) ? sent() : []);

  // The circle never changes while its page stands.
  // eslint-disable-next-line solid/reactivity -- see above
  const { live } = props;

  // eslint-disable-next-line solid/reactivity -- as it is when the notice comes
  live.onNotices((notices) => {
    for (const { body } of notices) {
      if (body.kind !== "refused" || body.name !== "round.comment") continue;
      const lost = sent().find((one) => one.mutation === body.mutation);
      setSent((before) => before.filter((one) => one !== lost));
      // What could not be taken is back in its box.
      if (lost) setText(text() === "" ? lost.text : `${lost.text}\n\n${text()}`);
    }
  });
  onCleanup(() => {
    const words = text().trim();
    if (words === "" || live.rounds().find(({ id }) => id === round)?.state !== "closed") return;
    setText("");
    showToast({
      text: `The round was closed before you sent “${words}”`,
      action: { label: "Copy", run: () => void navigator.clipboard.writeText(words) },
    });
  });
  const say = (): void => {
    const words = text().trim();
    if (words === "") return;
    const done = props.live.mutate("round.comment", { id: props.round.id, text: words });
    if (done instanceof Problem) return void showToast({ text: done.message, tone: "bad" });
    setSent((before) =>
      onTheWay().length === 0 ? [{ mutation: done.id, text: words }] : [...before, { mutation: done.id, text: words }],
    );
    setText("");
  };

  return (
    <section aria-label="Discussion" class="flex flex-col gap-3 rounded-panel border border-line bg-surface p-4">
      <h3 class="font-medium">Discussion</h3>
      <ul class="flex flex-col gap-3 empty:hidden" aria-live="polite">
        <For each={readComments(props.round)}>
          {(comment) => (
            <li class="flex gap-2.5">
              <Avatar
                user={props.live.people[comment.member]?.user ?? String(comment.member)}
                name={props.live.people[comment.member]?.name ?? "?"}
                quiet
              />
              <div class="min-w-0">
                <p>
                  <span class="font-medium">{props.live.people[comment.member]?.name ?? "Somebody"}</span>{" "}
                  <TimeAgo at={comment.at} class="text-xs text-faint" />
                </p>
                <p class="max-w-[70ch] break-words whitespace-pre-wrap">{comment.text}</p>
              </div>
            </li>
          )}
        </For>
      </ul>
      <ul class="flex flex-col gap-2 empty:hidden">
        <For each={onTheWay()}>{(one) => <li class="text-soft italic">{one.text} (on its way)</li>}</For>
      </ul>
      <form
        class="flex flex-col gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          say();
        }}
      >
        <TextArea
          label="Your comment"
          maxlength={2_000}
          value={text()}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) say();
          }}
        />
        <Show when={text().trim() !== ""}>
          <Button type="submit" look="outline" class="self-start">
            Send
          </Button>
        </Show>
      </form>
    </section>
  );
};
