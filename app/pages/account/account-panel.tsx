/** The panel of an account beside the list; over it where there is no room, a sheet on phones. [AP1] */
import ChevronDown from "lucide-solid/icons/chevron-down";
import ChevronUp from "lucide-solid/icons/chevron-up";
import Maximize2 from "lucide-solid/icons/maximize-2";
import SearchX from "lucide-solid/icons/search-x";
import X from "lucide-solid/icons/x";
import { A } from "@solidjs/router";
import { createEffect, type JSX, on, onMount, Show } from "solid-js";
import { People } from "../../parts/avatar.tsx";
import { Button, buttonClass, IconButton } from "../../parts/button.tsx";
import { EmptyState } from "../../parts/states.tsx";
import { useAccounts } from "../accounts/accounts-scope.ts";
import { AccountView } from "./account-view.tsx";

const Bar = (props: { id: string }): JSX.Element => {
  const page = useAccounts();
  const at = () => page.cursor.indexOf(props.id);
  const go = (to: number): void => {
    const next = page.ids()[to];
    if (next === undefined) return;
    page.cursor.look(next);
    page.show(next);
  };
  return (
    <div class="flex h-12 shrink-0 items-center gap-0.5 border-b border-line px-2">
      <IconButton
        icon={ChevronUp}
        label="Previous account"
        keys="k"
        reason={at() > 0 ? undefined : "This is the first account of the view."}
        onClick={() => go(at() - 1)}
      />
      <IconButton
        icon={ChevronDown}
        label="Next account"
        keys="j"
        reason={at() >= 0 && at() < page.ids().length - 1 ? undefined : "This is the last account of the view."}
        onClick={() => go(at() + 1)}
      />
      <Show when={at() >= 0}>
        <span data-numbers class="ps-1 text-xs text-faint">
          {(at() + 1).toLocaleString()} of {page.ids().length.toLocaleString()}
        </span>
      </Show>
      <span class="ms-auto" />
      <div class="pe-2">
        <People people={page.who.at(props.id)} label="Others on this account" ring size="sm" />
      </div>
      <A
        href={`/account/${props.id}`}
        aria-label="Open as a page"
        data-tip="Open as a page"
        class={`${buttonClass("ghost")} w-(--control) px-0`}
      >
        <Maximize2 size={15} />
      </A>
      <IconButton icon={X} label="Close" keys="escape" onClick={() => page.hide()} />
    </div>
  );
};

export const AccountPanel = (props: { id: string }): JSX.Element => {
  const page = useAccounts();
  let element: HTMLElement | undefined;
  const account = () => page.book.account(props.id);
  onMount(() => {
    if (!element?.contains(document.activeElement)) element?.focus({ preventScroll: true });
  });
  createEffect(
    on(
      () => props.id,
      () => element?.querySelector("[data-account-body]")?.scrollTo({ top: 0 }),
      { defer: true },
    ),
  );
  return (
    <>
      <div class="acct-scrim md:hidden" aria-hidden="true" onClick={() => page.hide()} />
      <aside
        ref={(aside) => (element = aside)}
        data-account-panel
        tabindex="-1"
        aria-label={`Account: ${account()?.name ?? "gone"}`}
        class="acct-panel"
      >
        <Bar id={props.id} />
        <div data-account-body class="flex min-h-0 flex-1 flex-col overflow-y-auto overscroll-contain">
          <Show
            when={account()?.id}
            keyed
            fallback={
              <div class="m-auto">
                <EmptyState
                  icon={SearchX}
                  title="There is no such account"
                  action={<Button onClick={() => page.hide()}>Back to the accounts</Button>}
                >
                  <p>It was deleted, or the address is wrong. Moderators can restore deleted accounts for 30 days.</p>
                </EmptyState>
              </div>
            }
          >
            <Show when={account()}>
              {(row) => (
                <AccountView
                  live={page.live}
                  book={page.book}
                  acts={page.acts}
                  who={page.who}
                  account={row()}
                  narrow
                  addressOf={page.addressOf}
                  onGone={() => page.hide()}
                />
              )}
            </Show>
          </Show>
        </div>
      </aside>
    </>
  );
};
