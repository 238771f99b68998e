/** A look at one account without leaving the list: it follows J and K, and goes with Space or Escape. [TD3] */
import { A } from "@solidjs/router";
import X from "lucide-solid/icons/x";
import { createMemo, For, type JSX, Show } from "solid-js";
import type { BookAccount } from "../../../domain/account.ts";
import { healthChange } from "../../../domain/account-view.ts";
import { industryLabels } from "../../../domain/account-words.ts";
import { scoreOf } from "../../../domain/health.ts";
import { factorLabels, inputText, scoreText } from "../../../domain/health-words.ts";
import { nextActionOf } from "../../../domain/next-actions.ts";
import { daysToRenewal } from "../../../domain/portfolio.ts";
import { IconButton, buttonClass } from "../../parts/button.tsx";
import { HealthBadge } from "../../parts/health-badge.tsx";
import { SentimentSign } from "../../parts/sentiment-sign.tsx";
import { relativeTime } from "../../relative-time.ts";
import { dateText, moneyText, untilWords } from "../accounts/words.ts";
import { inputsOf } from "../accounts/why-health.ts";
import { useToday } from "./today-scope.ts";

const Fact = (props: { label: string; children: JSX.Element }): JSX.Element => (
  <div class="flex min-h-7 items-center justify-between gap-3 border-b border-line last:border-0">
    <dt class="text-xs text-faint">{props.label}</dt>
    <dd data-numbers class="min-w-0 truncate text-end text-ink">
      {props.children}
    </dd>
  </div>
);

const Factors = (props: { account: BookAccount }): JSX.Element => {
  const page = useToday();
  const score = createMemo(() => {
    const force = page.book.model();
    return force && scoreOf(inputsOf(props.account), force.model);
  });
  return (
    <ul class="flex flex-col gap-1.5" aria-label="What the health is made of">
      <For each={score()?.contributions}>
        {(part) => (
          <li class="grid grid-cols-[7.5rem_1fr_3.25rem_2.75rem] items-center gap-2 text-xs">
            <span class={part.missing ? "text-faint" : "text-soft"}>{factorLabels[part.factor]}</span>
            <span class="h-1.5 overflow-hidden rounded-full bg-press" aria-hidden="true">
              <span
                class={`block h-full rounded-full ${part.share >= 0.7 ? "bg-good" : part.share >= 0.4 ? "bg-watch" : "bg-bad"}`}
                style={{ width: `${part.missing ? 0 : Math.max(3, part.share * 100)}%` }}
              />
            </span>
            <span data-numbers class="text-end text-soft">
              {inputText(part.factor, part.value)}
            </span>
            <span data-numbers class="text-end font-medium text-ink">
              {part.missing ? "–" : scoreText(part.points, 1)}
            </span>
          </li>
        )}
      </For>
    </ul>
  );
};

export const Peek = (): JSX.Element => {
  const page = useToday();
  const account = createMemo(() => {
    const id = page.peeked();
    return id === null ? undefined : page.book.account(id);
  });
  const reasons = (of: BookAccount): readonly { text: string }[] => {
    const known = page.ranking().actions.find(({ account: id }) => id === of.id);
    if (known) return known.reasons;
    const facts = {
      account: of,
      today: page.today(),
      now: page.now(),
      days: daysToRenewal(of, page.today()),
      move: null,
    };
    return nextActionOf(facts)?.reasons ?? [];
  };
  const owner = (of: BookAccount): string =>
    (of.owner === null ? undefined : page.personOf(of.owner)?.name) ?? "Nobody";
  return (
    <Show when={account()}>
      {(one) => (
        <aside aria-label={`Peek at ${one().name}`} class="today-peek" data-peek>
          <header class="flex items-start gap-2 px-4 pt-3">
            <div class="min-w-0 flex-1">
              <h2 dir="auto" class="truncate text-base font-semibold">
                {one().name}
              </h2>
              <p class="truncate text-xs text-faint">
                {[one().segment, industryLabels[one().industry], one().region].filter(Boolean).join(" · ")}
              </p>
            </div>
            <IconButton icon={X} label="Close the peek" keys="space" size={15} onClick={() => page.peek(null)} />
          </header>
          <div class="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-4 pt-2 pb-4">
            <div class="flex items-center justify-between gap-2">
              <HealthBadge
                bucket={one().health_bucket}
                value={one().health_value}
                change={one().health_source === "override" ? null : healthChange(one())}
                overridden={one().health_source === "override"}
              />
              <SentimentSign sentiment={one().sentiment} why={one().sentiment_why} />
            </div>
            <Factors account={one()} />
            <Show when={reasons(one()).length > 0}>
              <section>
                <h3 class="pb-1 text-xs font-medium text-faint">Why it is on your list</h3>
                <ul class="flex flex-col gap-1">
                  <For each={reasons(one())}>
                    {({ text }) => (
                      <li class="flex gap-2 text-soft before:text-faint before:content-['–']">
                        <span class="min-w-0 first-letter:uppercase">{text}</span>
                      </li>
                    )}
                  </For>
                </ul>
              </section>
            </Show>
            <dl>
              <Fact label="ARR">{moneyText(one().arr)}</Fact>
              <Fact label="Renewal">
                {one().renewal_date === null
                  ? "No date"
                  : `${dateText(one().renewal_date ?? "", page.today())}, ${untilWords(daysToRenewal(one(), page.today()) ?? 0)}`}
              </Fact>
              <Fact label="Owner">{owner(one())}</Fact>
              <Fact label="Last meeting">
                {one().last_meeting_at === null ? "None yet" : relativeTime(one().last_meeting_at ?? 0, page.now())}
              </Fact>
              <Fact label="Open feedback">{one().open_feedback}</Fact>
              <Fact label="Usage of">{one().date === null ? "Never" : dateText(one().date ?? "", page.today())}</Fact>
            </dl>
          </div>
          <footer class="border-t border-line p-3">
            <A href={page.addressOf(one().id)} class={`${buttonClass("solid")} w-full`}>
              Open the account
            </A>
          </footer>
        </aside>
      )}
    </Show>
  );
};
