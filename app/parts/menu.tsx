/** Menus on the popover API: arrows, Home, End, first letters; Escape and a press outside close; focus returns. */
import Check from "lucide-solid/icons/check";
import { createSignal, createUniqueId, For, type JSX, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { Glyph } from "./glyph.ts";
import { KeyHint } from "./key-hint.tsx";
import type { Box, Side } from "./place.ts";
import { createPopover } from "./popover.ts";

export interface MenuItem {
  label: string;
  icon?: Glyph;
  /** Stands before the label in place of an icon, such as an avatar. */
  start?: JSX.Element;
  /** A second, quieter line. */
  detail?: string;
  run: () => void;
  /** Why it cannot be chosen now. */
  reason?: string | undefined;
  /** Given, the item is one of a set and shows whether it is the chosen one. */
  checked?: boolean;
  /** The shortcut that does the same, as `keys.ts` writes a press. */
  press?: string;
  danger?: boolean;
}

/** A title over a group of items, or a line between two when it has none. */
export interface MenuBreak {
  title: string | null;
}

export type MenuEntry = MenuItem | MenuBreak;

const isItem = (entry: MenuEntry): entry is MenuItem => "run" in entry;

interface FloatingMenuProps {
  /** Where to open: beside this box. Null is closed. */
  at: Box | null;
  side?: Side;
  label: string;
  entries: readonly MenuEntry[];
  /** `chosen` when it closes because something in it was. */
  onClose: (chosen: boolean) => void;
}

/** A menu at any place, such as the pointer of a right-click: give `at` a box with no width. */
export const FloatingMenu = (props: FloatingMenuProps): JSX.Element => {
  let panel: HTMLElement | undefined;
  let typed = "";
  let typedAt = 0;
  let chosen = false;
  const items = (): HTMLElement[] => [...(panel?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? [])];
  const popover = createPopover({
    at: () => props.at,
    side: () => props.side,
    first: () => items().find((item) => item.getAttribute("aria-checked") === "true") ?? items()[0],
    onShut: () => props.onClose(chosen),
  });

  const press = (event: KeyboardEvent): void => {
    const list = items();
    const here = list.indexOf(document.activeElement as HTMLElement);
    const goTo = (index: number): void => {
      event.preventDefault();
      list.at(index % list.length)?.focus();
    };
    if (event.key === "ArrowDown") goTo(here + 1);
    else if (event.key === "ArrowUp") goTo(here <= 0 ? -1 : here - 1);
    else if (event.key === "Home") goTo(0);
    else if (event.key === "End") goTo(-1);
    else if (event.key === "Tab") popover.hide();
    else if (event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey) {
      typed = event.timeStamp - typedAt < 600 ? typed + event.key : event.key;
      typedAt = event.timeStamp;
      const order = [...list.slice(here + (typed.length === 1 ? 1 : 0)), ...list];
      order.find((item) => item.textContent?.trim().toLowerCase().startsWith(typed.toLowerCase()))?.focus();
      event.preventDefault();
    }
  };

  const choose = (item: MenuItem): void => {
    if (item.reason) return;
    chosen = true;
    popover.hide();
    // After the focus is back at the opener, so that a dialog opened here returns it there too.
    popover.shut();
    chosen = false;
    item.run();
  };

  return (
    <div
      ref={(element) => popover.ref((panel = element))}
      popover="auto"
      role="menu"
      aria-label={props.label}
      class="opens fixed inset-auto m-0 max-h-[min(28rem,calc(100dvh-1rem))] min-w-52 max-w-80 overflow-y-auto rounded-panel bg-float p-1 shadow-float"
      onToggle={popover.onToggle}
      on:keydown={press}
    >
      <Show when={popover.opened()}>
        <For each={props.entries}>
          {(entry) => (
            <Show
              when={isItem(entry) ? entry : undefined}
              fallback={
                <Show
                  when={(entry as MenuBreak).title}
                  fallback={<div role="separator" class="mx-2 my-1 border-t border-line" />}
                >
                  {(title) => (
                    <div role="presentation" class="px-2 pt-2 pb-1 text-2xs font-medium text-faint">
                      {title()}
                    </div>
                  )}
                </Show>
              }
            >
              {(item) => (
                <button
                  type="button"
                  role={item().checked === undefined ? "menuitem" : "menuitemradio"}
                  tabindex="-1"
                  aria-checked={item().checked}
                  aria-disabled={item().reason ? "true" : undefined}
                  aria-description={item().reason}
                  data-tip={item().reason}
                  class={`flex min-h-(--control) w-full items-center gap-2.5 rounded-control px-2 py-1 text-start text-sm outline-none focus:bg-press aria-disabled:opacity-55 ${item().danger ? "text-bad-text" : "text-ink"}`}
                  onClick={() => choose(item())}
                  onPointerMove={(event) => event.currentTarget.focus({ preventScroll: true })}
                >
                  {item().start}
                  <Show when={item().icon}>
                    {(icon) => <Dynamic component={icon()} size={15} class={item().danger ? "" : "text-soft"} />}
                  </Show>
                  <span class="min-w-0 flex-1">
                    <span class="block truncate">{item().label}</span>
                    <Show when={item().detail}>
                      <span class="block truncate text-xs text-soft">{item().detail}</span>
                    </Show>
                  </span>
                  <Show when={item().checked}>
                    <Check size={15} class="text-accent-text" />
                  </Show>
                  <Show when={item().press}>{(keyPress) => <KeyHint press={keyPress()} />}</Show>
                </button>
              )}
            </Show>
          )}
        </For>
      </Show>
    </div>
  );
};

/** What a menu's button must carry: spread it on the button. */
export interface MenuTrigger {
  "aria-haspopup": "menu";
  "aria-expanded": boolean;
  "aria-controls": string;
  onClick: (event: MouseEvent) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

export interface MenuProps {
  label: string;
  entries: readonly MenuEntry[];
  side?: Side;
  /** Draws the button: `trigger={(attributes) => <IconButton {...attributes} icon={Ellipsis} label="Actions" />}`. */
  trigger: (attributes: MenuTrigger) => JSX.Element;
}

export const Menu = (props: MenuProps): JSX.Element => {
  const [at, setAt] = createSignal<Box | null>(null);
  const id = createUniqueId();
  let closedAt = 0;
  const open = (event: Event): void => {
    // The press that dismissed the popover also clicks the button: that closes, it does not open again.
    if (event.timeStamp - closedAt < 250) return;
    setAt((event.currentTarget as HTMLElement).getBoundingClientRect());
  };
  const attributes: MenuTrigger = {
    "aria-haspopup": "menu",
    get "aria-expanded"() {
      return at() !== null;
    },
    "aria-controls": id,
    onClick: open,
    onKeyDown: (event) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      event.preventDefault();
      open(event);
    },
  };
  return (
    <>
      {props.trigger(attributes)}
      <div id={id} class="contents">
        <FloatingMenu
          at={at()}
          side={props.side ?? "below-start"}
          label={props.label}
          entries={props.entries}
          onClose={(chosen) => {
            if (!chosen) closedAt = performance.now();
            setAt(null);
          }}
        />
      </div>
    </>
  );
};
