/** Finds an account of the circle: a search, the arrow keys, Enter. */
import Search from "lucide-solid/icons/search";
import { createEffect, createResource, createSignal, For, type JSX, on, onCleanup } from "solid-js";
import { api } from "../../api.ts";
import { fieldClass } from "../../parts/field.tsx";
import type { Page } from "./resources.ts";
import { useWebhooks } from "./webhooks-scope.ts";

export interface Found {
  id: string;
  name: string;
  segment: string | null;
}

/** A search is asked once the typing rests for so long. */
const restAfter = 150;

export const AccountFinder = (props: {
  /** What the search begins with. */
  begin: string;
  /** What to do when none is found. */
  none: string;
  onPick: (account: Found) => void;
}): JSX.Element => {
  const page = useWebhooks();
  // eslint-disable-next-line solid/reactivity -- the search begins with it, and then it is the person's
  const begun = props.begin;
  const [text, setText] = createSignal(begun);
  const [asked, setAsked] = createSignal(begun);
  const [at, setAt] = createSignal(0);
  createEffect(
    on(
      text,
      (now) => {
        const timer = setTimeout(() => setAsked(now.trim()), restAfter);
        onCleanup(() => clearTimeout(timer));
      },
      { defer: true },
    ),
  );
  const [found] = createResource(asked, async (search) => {
    const query = { circle_id: page.live.circle, search, page_size: 8, ordering: "name" };
    const answer = await api.get<Page<Found>>("/api/customers/", { query });
    setAt(0);
    // Nothing like the name that it began with: all of them are offered.
    if (answer.results.length === 0 && search !== "" && search === begun && text() === begun) setText("");
    return answer.results;
  });
  const rows = (): readonly Found[] => (found.state === "errored" ? [] : (found.latest ?? []));
  const pick = (account: Found | undefined): void => {
    if (account) props.onPick(account);
  };
  const onKey = (event: KeyboardEvent): void => {
    const way = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (way !== 0) setAt((before) => Math.max(0, Math.min(rows().length - 1, before + way)));
    else if (event.key === "Enter") pick(rows()[at()]);
    else return;
    event.preventDefault();
  };
  return (
    <div class="flex flex-col gap-3">
      <div class="relative">
        <Search size={14} class="pointer-events-none absolute inset-y-0 start-2.5 my-auto text-faint" />
        <input
          type="search"
          autofocus
          role="combobox"
          aria-expanded={rows().length > 0}
          aria-controls="wh-found"
          aria-activedescendant={rows()[at()] === undefined ? undefined : `wh-found-${at()}`}
          aria-label="Search the accounts"
          placeholder="Search the accounts"
          class={`${fieldClass} h-(--control) ps-8`}
          value={text()}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKey}
        />
      </div>
      <div id="wh-found" role="listbox" aria-label="Accounts" class="wh-found">
        <For
          each={rows()}
          fallback={
            <p class="px-3 py-6 text-center text-faint" role="status">
              {found.state === "errored"
                ? "The accounts could not be asked for. Type again to try again."
                : found.loading
                  ? "Searching…"
                  : `No account is called “${asked()}”. ${props.none}`}
            </p>
          }
        >
          {(account, index) => (
            // The field keeps the focus and moves through the list by its keys.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- see above
            <div
              id={`wh-found-${index()}`}
              role="option"
              tabindex="-1"
              aria-selected={at() === index()}
              class={`flex min-h-(--row) items-center gap-2 px-3 ${at() === index() ? "bg-hover" : ""}`}
              onPointerMove={() => setAt(index())}
              onClick={() => pick(account)}
            >
              <span class="min-w-0 flex-1 truncate font-medium" dir="auto">
                {account.name}
              </span>
              <span class="text-xs text-faint">{account.segment}</span>
            </div>
          )}
        </For>
      </div>
    </div>
  );
};
