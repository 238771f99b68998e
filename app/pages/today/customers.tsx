/** The customer list: search, buckets, cards with health and mood, page by page; all of it stands in the address. [U1] */
import { useSearchParams } from "@solidjs/router";
import ChevronLeft from "lucide-solid/icons/chevron-left";
import ChevronRight from "lucide-solid/icons/chevron-right";
import Search from "lucide-solid/icons/search";
import { createMemo, createSignal, For, type JSX, onCleanup, Show } from "solid-js";
import type { BookAccount } from "../../../domain/account.ts";
import {
  healthChange,
  makeAccountMatcher,
  noAccountFilter,
  sortAccounts,
  usualOrder,
} from "../../../domain/account-view.ts";
import { industryLabels } from "../../../domain/account-words.ts";
import type { BucketOrUnknown } from "../../../domain/health.ts";
import { bucketLabels } from "../../../domain/health-words.ts";
import { bucketOrder, daysToRenewal } from "../../../domain/portfolio.ts";
import { Avatar, People } from "../../parts/avatar.tsx";
import { Button, IconButton } from "../../parts/button.tsx";
import { fieldClass } from "../../parts/field.tsx";
import { BucketShape, HealthBadge } from "../../parts/health-badge.tsx";
import { KeyHint } from "../../parts/key-hint.tsx";
import { SentimentSign } from "../../parts/sentiment-sign.tsx";
import { WhyNumber } from "../../parts/why.tsx";
import { accountsCounted, moneyText, untilWords } from "../accounts/words.ts";
import { whyHealth } from "../accounts/why-health.ts";
import { useToday } from "./today-scope.ts";

export const pageSize = 20;
/** Typing rests so long before the list follows. */
const pause = 120;

const Card = (props: { account: BookAccount }): JSX.Element => {
  const page = useToday();
  const account = () => props.account;
  const owner = () => (account().owner === null ? undefined : page.personOf(account().owner ?? ""));
  const days = () => daysToRenewal(account(), page.today());
  return (
    <article aria-label={account().name} data-customer={account().id} class="today-card">
      <header class="flex items-start gap-2">
        <div class="min-w-0 flex-1">
          <a
            href={page.addressOf(account().id)}
            dir="auto"
            class="today-card-link block truncate font-medium text-ink"
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey) return;
              event.preventDefault();
              page.open(account().id);
            }}
          >
            {account().name}
          </a>
          <p class="truncate text-xs text-faint">
            {[account().segment, industryLabels[account().industry], account().region].filter(Boolean).join(" · ")}
          </p>
        </div>
        <People people={page.who.at(account().id)} label="Others on this account" ring size="xs" most={2} />
      </header>
      <div class="flex items-center justify-between gap-2">
        <WhyNumber
          label={`the health of ${account().name}`}
          why={() => whyHealth(account(), page.book.model(), page.personOf)}
          class="relative z-1 -mx-1 min-w-0 px-1 no-underline! hover:bg-press"
        >
          <HealthBadge
            bucket={account().health_bucket}
            value={account().health_value}
            change={account().health_source === "override" ? null : healthChange(account())}
            overridden={account().health_source === "override"}
          />
        </WhyNumber>
        <span class="relative z-1 text-xs">
          <Show when={account().sentiment} fallback={<span class="text-faint">no mood yet</span>}>
            <SentimentSign sentiment={account().sentiment} why={account().sentiment_why} />
          </Show>
        </span>
      </div>
      <footer class="flex items-center gap-3">
        <span data-numbers class="font-medium text-ink">
          {moneyText(account().arr)}
        </span>
        <span data-numbers class="min-w-0 flex-1 truncate text-end text-xs text-faint">
          {days() === null ? "no renewal date" : untilWords(days() ?? 0)}
        </span>
        <Show when={owner()}>{(person) => <Avatar user={person().user} name={person().name} size="sm" />}</Show>
      </footer>
    </article>
  );
};

export const Customers = (props: { ref: (input: HTMLInputElement) => void }): JSX.Element => {
  const page = useToday();
  const [search, setSearch] = useSearchParams<{ q?: string; bucket?: string; page?: string }>();
  const [text, setText] = createSignal(search.q ?? "");
  let typing: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(typing));
  const seek = (words: string): void => {
    setText(words);
    clearTimeout(typing);
    typing = setTimeout(
      () => setSearch({ q: words.trim() || undefined, page: undefined }, { replace: true, scroll: false }),
      pause,
    );
  };
  const bucket = (): BucketOrUnknown | undefined => bucketOrder.find((one) => one === search.bucket);
  const ordered = createMemo(() => sortAccounts(page.accounts(), usualOrder));
  const worded = createMemo(() => {
    const matches = makeAccountMatcher(
      { ...noAccountFilter, words: search.q ?? "" },
      { today: page.today(), me: null },
    );
    return ordered().filter(matches);
  });
  const counts = createMemo(() => {
    const found = new Map<BucketOrUnknown, number>();
    for (const { health_bucket: one } of worded()) found.set(one, (found.get(one) ?? 0) + 1);
    return found;
  });
  const matching = createMemo(() => {
    const one = bucket();
    return one === undefined ? worded() : worded().filter(({ health_bucket: own }) => own === one);
  });
  const pages = () => Math.max(1, Math.ceil(matching().length / pageSize));
  const at = () => Math.min(pages(), Math.max(1, Math.trunc(Number(search.page)) || 1));
  const ids = createMemo(() =>
    matching()
      .slice((at() - 1) * pageSize, at() * pageSize)
      .map(({ id }) => id),
  );
  const turn = (to: number): void => {
    setSearch({ page: to === 1 ? undefined : String(to) }, { replace: true, scroll: false });
    document.querySelector("[data-customers]")?.scrollIntoView({ block: "start" });
  };
  const Filter = (own: { bucket: BucketOrUnknown | undefined; count: number }): JSX.Element => (
    <button
      type="button"
      aria-pressed={bucket() === own.bucket}
      class="inline-flex h-(--control) items-center gap-1.5 rounded-control border border-transparent px-2.5 text-xs text-soft hover:bg-hover hover:text-ink aria-pressed:border-line aria-pressed:bg-surface aria-pressed:font-medium aria-pressed:text-ink aria-pressed:shadow-card"
      onClick={() => setSearch({ bucket: own.bucket, page: undefined }, { replace: true, scroll: false })}
    >
      <Show when={own.bucket}>{(one) => <BucketShape bucket={one()} size={10} />}</Show>
      {own.bucket === undefined ? "All" : bucketLabels[own.bucket]}
      <span data-numbers class="text-faint">
        {own.count.toLocaleString()}
      </span>
    </button>
  );
  return (
    <section aria-label="Customers" data-customers class="scroll-mt-4">
      <header class="flex flex-wrap items-center gap-x-3 gap-y-2 pb-2">
        <h2 class="text-sm font-semibold">Customers</h2>
        <div class="flex flex-wrap items-center gap-0.5">
          <Filter bucket={undefined} count={worded().length} />
          <For each={bucketOrder}>
            {(one) => (
              <Show when={(counts().get(one) ?? 0) > 0 || bucket() === one}>
                <Filter bucket={one} count={counts().get(one) ?? 0} />
              </Show>
            )}
          </For>
        </div>
        <div class="relative ms-auto w-56 max-md:w-full">
          <Search size={14} class="pointer-events-none absolute inset-y-0 start-2.5 my-auto text-faint" />
          <input
            ref={(input) => props.ref(input)}
            type="search"
            aria-label="Search customers"
            placeholder="Search customers"
            class={`${fieldClass} h-(--control) border-line ps-8 pe-8 [&::-webkit-search-cancel-button]:hidden`}
            value={text()}
            onInput={(event) => seek(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== "Escape") return;
              if (text() === "") event.currentTarget.blur();
              else seek("");
            }}
          />
          <span class="pointer-events-none absolute inset-y-0 end-1.5 flex items-center max-md:hidden">
            <Show when={text() === ""}>
              <KeyHint press="/" />
            </Show>
          </span>
        </div>
      </header>
      <Show
        when={ids().length > 0}
        fallback={
          <div class="flex flex-wrap items-center gap-3 rounded-panel border border-dashed border-line px-4 py-6 text-soft">
            <p class="min-w-0 flex-1">
              No customer matches. Search looks at names, numbers, industries, segments, regions.
            </p>
            <Button
              onClick={() => {
                clearTimeout(typing);
                setText("");
                setSearch({ q: undefined, bucket: undefined, page: undefined }, { replace: true, scroll: false });
              }}
            >
              Clear search and filter
            </Button>
          </div>
        }
      >
        <ul aria-label="Customers" class="today-cards">
          <For each={ids()}>
            {(id) => (
              <Show when={page.book.account(id)}>
                {(account) => (
                  <li class="contents">
                    <Card account={account()} />
                  </li>
                )}
              </Show>
            )}
          </For>
        </ul>
      </Show>
      <nav aria-label="Pages of customers" class="flex items-center justify-end gap-2 pt-3 text-xs text-soft">
        <p data-numbers role="status">
          {matching().length === 0
            ? ""
            : pages() === 1
              ? accountsCounted(matching().length)
              : `${((at() - 1) * pageSize + 1).toLocaleString()}–${Math.min(at() * pageSize, matching().length).toLocaleString()} of ${matching().length.toLocaleString()}`}
        </p>
        <Show when={pages() > 1}>
          <IconButton
            icon={ChevronLeft}
            label="Page before"
            reason={at() === 1 ? "This is the first page." : undefined}
            onClick={() => turn(at() - 1)}
          />
          <IconButton
            icon={ChevronRight}
            label="Next page"
            reason={at() === pages() ? "This is the last page." : undefined}
            onClick={() => turn(at() + 1)}
          />
        </Show>
      </nav>
    </section>
  );
};
