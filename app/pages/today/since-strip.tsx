/** The strip at the top: what changed since this person last looked, and who did it. [TD1] [TD2] */
import { A } from "@solidjs/router";
import { For, type JSX, Match, Show, Switch } from "solid-js";
import { People } from "../../parts/avatar.tsx";
import { Skeleton } from "../../parts/states.tsx";
import { exactTime } from "../../relative-time.ts";
import type { Change } from "./since.ts";
import { useToday } from "./today-scope.ts";
import { momentText } from "./words.ts";

const tones: Record<Change["tone"], string> = {
  good: "text-good-text",
  bad: "text-bad-text",
  plain: "text-ink",
};

const Chip = (props: { change: Change }): JSX.Element => (
  <A
    href={props.change.href}
    class="inline-flex h-7 items-center gap-1.5 rounded-control border border-line bg-surface px-2 text-xs text-soft shadow-card transition-colors hover:border-edge hover:text-ink max-md:h-(--control)"
  >
    <span data-numbers class={`font-semibold ${tones[props.change.tone]}`}>
      {props.change.count.toLocaleString()}
    </span>{" "}
    {props.change.words}
  </A>
);

export const SinceStrip = (): JSX.Element => {
  const page = useToday();
  const { since } = page;
  const when = () => since.before() ?? 0;
  const people = () => since.people().flatMap((user) => page.personOf(user) ?? []);
  return (
    <section aria-label="Since you last looked" class="flex min-h-7 flex-wrap items-center gap-x-3 gap-y-2">
      <Switch>
        <Match when={!since.counted()}>
          <Skeleton class="h-5 w-44" />
          <Skeleton class="h-7 w-24" />
          <Skeleton class="h-7 w-28" />
        </Match>
        <Match when={since.before() === null}>
          <p class="text-soft">
            Your first look at this circle. From the next one on, what changed in between stands here.
          </p>
        </Match>
        <Match when={true}>
          <p class="text-soft">
            <Show when={since.total() > 0} fallback="Nothing changed">
              <strong data-numbers class="font-semibold text-ink">
                {since.total().toLocaleString()} {since.total() === 1 ? "change" : "changes"}
              </strong>
            </Show>{" "}
            since{" "}
            <time datetime={new Date(when()).toISOString()} data-tip={exactTime(when())}>
              {momentText(when(), page.now())}
            </time>
          </p>
          <ul class="flex flex-wrap items-center gap-1.5">
            <For each={since.changes()}>
              {(change) => (
                <li>
                  <Chip change={change} />
                </li>
              )}
            </For>
          </ul>
          <People people={people()} label="Who changed things" size="sm" />
        </Match>
      </Switch>
    </section>
  );
};
