/** One tooltip for the whole page: any element with `data-tip` shows it on hover and on keyboard focus. */
import { createSignal, type JSX, onCleanup, onMount, Show } from "solid-js";
import { KeyHint } from "./key-hint.tsx";
import { place } from "./place.ts";

const delay = 450;

/** Mount once. `data-tip` is the text, `data-tip-keys` a press. The tip never names the element: give that an aria-label. */
export const TooltipLayer = (): JSX.Element => {
  let tip: HTMLDivElement | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let anchor: HTMLElement | null = null;
  const [text, setText] = createSignal("");
  const [press, setPress] = createSignal<string>();

  const hide = (): void => {
    clearTimeout(timer);
    anchor = null;
    tip?.hidePopover();
  };
  const show = (element: HTMLElement): void => {
    const words = element.dataset["tip"];
    if (!tip || !words || !element.isConnected) return;
    setText(words);
    setPress(element.dataset["tipKeys"]);
    tip.hidePopover();
    tip.showPopover();
    place(tip, element.getBoundingClientRect(), element.dataset["tipSide"] === "right" ? "right" : "above");
  };
  const meet = (event: Event): void => {
    const target = event.target instanceof Element ? event.target : null;
    if (target && tip?.contains(target)) return;
    const element = target?.closest<HTMLElement>("[data-tip]") ?? null;
    if (element === anchor) return;
    hide();
    if (!element) return;
    if (event.type === "focusin" && !element.matches(":focus-visible")) return;
    if (event instanceof PointerEvent && event.pointerType === "touch") return;
    anchor = element;
    timer = setTimeout(() => show(element), event.type === "focusin" ? 0 : delay);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === "Escape") hide();
  };

  onMount(() => {
    document.addEventListener("pointerover", meet);
    document.addEventListener("focusin", meet);
    document.addEventListener("focusout", hide);
    document.addEventListener("pointerdown", hide);
    document.addEventListener("keydown", onKey);
    document.addEventListener("scroll", hide, { capture: true, passive: true });
  });
  onCleanup(() => {
    document.removeEventListener("pointerover", meet);
    document.removeEventListener("focusin", meet);
    document.removeEventListener("focusout", hide);
    document.removeEventListener("pointerdown", hide);
    document.removeEventListener("keydown", onKey);
    document.removeEventListener("scroll", hide, { capture: true });
  });

  return (
    <div
      ref={(element) => (tip = element)}
      popover="manual"
      role="tooltip"
      class="opens fixed inset-auto m-0 max-w-72 rounded-control bg-float px-2 py-1 text-xs text-ink shadow-float"
    >
      <span class="flex items-center gap-2">
        {text()}
        <Show when={press()}>{(keys) => <KeyHint press={keys()} />}</Show>
      </span>
    </div>
  );
};
