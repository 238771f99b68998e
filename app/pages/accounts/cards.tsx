/** The accounts as cards; on phones the list itself. Only those in sight are drawn. [AV10] */
import { createMemo, createSignal, For, type JSX, onCleanup, onMount, Show } from "solid-js";
import type { BookAccount } from "../../../domain/account.ts";
import { healthChange } from "../../../domain/account-view.ts";
import { industryLabels } from "../../../domain/account-words.ts";
import { Avatar, People } from "../../parts/avatar.tsx";
import { HealthBadge } from "../../parts/health-badge.tsx";
import { SentimentSign } from "../../parts/sentiment-sign.tsx";
import { WhyNumber } from "../../parts/why.tsx";
import { spanOf } from "../board/window.ts";
import { useAccounts } from "./accounts-scope.ts";
import { cells } from "./cells.tsx";
import { moneyText } from "./words.ts";
import { whyHealth } from "./why-health.ts";

const wide = { least: 272, height: 132, gap: 12, edge: 20 };
const narrow = { least: 280, height: 116, gap: 8, edge: 12 };
const around = 3;

const Card = (props: { account: BookAccount }): JSX.Element => {
  const page = useAccounts();
  const account = () => props.account;
  const owner = () => (account().owner === null ? undefined : page.personOf(account().owner ?? ""));
  const Renewal = cells.renewal;
  return (
    <article
      data-account={account().id}
      aria-label={account().name}
      class="acc-card"
      classList={{ "acc-here": page.opened() === account().id, "acc-chosen": page.cursor.isSelected(account().id) }}
    >
      <header class="flex items-start gap-2">
        <div class="min-w-0 flex-1">
          <a
            href={page.addressOf(account().id)}
            dir="auto"
            data-account-name
            class="acc-card-link block truncate font-medium text-ink"
            onFocus={() => page.cursor.look(account().id)}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey) return;
              event.preventDefault();
              page.show(account().id);
            }}
          >
            {account().name}
          </a>
          <p class="truncate text-xs text-faint">
            {[account().segment, industryLabels[account().industry], account().region].filter(Boolean).join(" · ")}
          </p>
        </div>
        <People people={page.who.at(account().id)} label="Others on this account" ring size="xs" most={2} />
        <input
          type="checkbox"
          class="acc-card-check"
          aria-label={`Select ${account().name}`}
          checked={page.cursor.isSelected(account().id)}
          onClick={(event) => {
            if (event.shiftKey) page.cursor.selectTo(account().id);
            else page.cursor.toggle(account().id);
          }}
        />
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
        <Show when={account().sentiment}>
          <SentimentSign sentiment={account().sentiment} why={account().sentiment_why} brief />
        </Show>
      </div>
      <footer class="flex items-center gap-3 text-soft">
        <span data-numbers class="font-medium text-ink">
          {moneyText(account().arr)}
        </span>
        <span class="flex min-w-0 flex-1 justify-end text-xs [&>span]:flex-none">
          <Renewal account={account()} />
        </span>
        <Show when={owner()}>{(person) => <Avatar user={person().user} name={person().name} size="sm" />}</Show>
      </footer>
    </article>
  );
};

export const AccountCards = (): JSX.Element => {
  const page = useAccounts();
  let scroller: HTMLDivElement | undefined;
  const [size, setSize] = createSignal({ width: 1000, height: innerHeight });
  const [scrolled, setScrolled] = createSignal(0);
  const look = () => (page.phone() ? narrow : wide);
  const inner = () => size().width - 2 * look().edge;
  const across = () => Math.max(1, Math.floor((inner() + look().gap) / (look().least + look().gap)));
  const width = () => (inner() - (across() - 1) * look().gap) / across();
  const pitch = () => look().height + look().gap;
  const rows = () => Math.ceil(page.ids().length / across());
  const span = createMemo(() => spanOf(scrolled(), size().height, pitch(), rows(), around), undefined, {
    equals: (one, other) => one.first === other.first && one.end === other.end,
  });
  const drawn = createMemo(() => {
    const ids = page.ids().slice(span().first * across(), span().end * across());
    const kept = page.cursor.at();
    return kept !== null && !ids.includes(kept) ? [...ids, kept] : ids;
  });
  onMount(() => {
    if (!scroller) return;
    const element = scroller;
    const measure = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }));
    measure.observe(element);
    const follow = (): void => void setScrolled(Math.max(0, element.scrollTop - look().edge));
    element.addEventListener("scroll", follow, { passive: true });
    const show = (id: string, index: number): void => {
      const start = look().edge + Math.floor(index / across()) * pitch();
      if (start < element.scrollTop) element.scrollTop = start - look().edge;
      else if (start + pitch() > element.scrollTop + element.clientHeight)
        element.scrollTop = start + pitch() - element.clientHeight;
      queueMicrotask(() =>
        element
          .querySelector<HTMLElement>(`[data-account="${CSS.escape(id)}"] [data-account-name]`)
          ?.focus({ preventScroll: true }),
      );
    };
    page.cursor.shows(show);
    onCleanup(() => {
      measure.disconnect();
      element.removeEventListener("scroll", follow);
      page.cursor.shows(null);
    });
  });
  const place = (index: number) => ({
    width: `${width()}px`,
    height: `${look().height}px`,
    transform: `translate(${(document.dir === "rtl" ? -1 : 1) * (index % across()) * (width() + look().gap)}px, ${Math.floor(index / across()) * pitch()}px)`,
  });
  return (
    <div ref={(element) => (scroller = element)} class="min-h-0 flex-1 overflow-y-auto" tabindex="-1" data-cards>
      <ul
        aria-label="Accounts"
        class="relative"
        style={{ height: `${rows() * pitch()}px`, margin: `${look().edge}px` }}
      >
        <For each={drawn()}>
          {(id) => {
            const account = createMemo(() => page.book.account(id));
            return (
              <Show when={account()}>
                {(row) => (
                  <li
                    class="absolute start-0 top-0"
                    aria-setsize={page.ids().length}
                    aria-posinset={page.cursor.indexOf(id) + 1}
                    style={place(page.cursor.indexOf(id))}
                  >
                    <Card account={row()} />
                  </li>
                )}
              </Show>
            );
          }}
        </For>
      </ul>
    </div>
  );
};
