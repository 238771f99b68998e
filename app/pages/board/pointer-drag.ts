/** Dragging by mouse, pen and finger: the card follows the hand one to one, columns scroll under it at their edges. [BD3] */
import { onCleanup } from "solid-js";
import type { Stage } from "../../../domain/funnel.ts";
import { edgeSpeed, gapAt } from "./drop-place.ts";
import { flyCopy } from "./flights.ts";
import type { Hand } from "./hand.ts";
import { type Measures, pitchOf } from "./measures.ts";

const longPress = 200;
/** Pixels a mouse moves before it drags, and a resting finger may tremble. */
const slack = { mouse: 4, touch: 9 } as const;

interface Grip {
  id: string;
  card: HTMLElement;
  pointer: number;
  touch: boolean;
  /** Where the pointer went down. */
  start: { x: number; y: number };
  now: { x: number; y: number };
  /** The pointer's place on the card. */
  on: { x: number; y: number };
  ghost: HTMLElement | null;
  timer: ReturnType<typeof setTimeout> | undefined;
}

export interface DragParts {
  board: () => HTMLElement | undefined;
  hand: Hand;
  measures: () => Measures;
}

/** Returns what a card's `pointerdown` calls. */
export const createPointerDrag = (parts: DragParts) => {
  let grip: Grip | null = null;
  let frame = 0;
  // Holds the cursor and keeps everything under it from lighting up. A class on the root would restyle every element at the drop.
  const cover = document.createElement("div");
  cover.className = "drag-cover";

  const lift = (): void => {
    if (!grip) return;
    const box = grip.card.getBoundingClientRect();
    grip.on = { x: grip.start.x - box.left, y: grip.start.y - box.top };
    const ghost = grip.card.cloneNode(true) as HTMLElement;
    ghost.removeAttribute("data-card");
    ghost.setAttribute("aria-hidden", "true");
    ghost.inert = true;
    ghost.classList.add("in-hand");
    Object.assign(ghost.style, { top: "0", left: "0", width: `${box.width}px`, height: `${box.height}px` });
    grip.ghost = ghost;
    follow();
    document.body.append(ghost);
    parts.hand.lift(grip.id, "pointer");
    const count = parts.hand.held()?.ids.length ?? 1;
    if (count > 1) ghost.dataset["count"] = String(count);
    if (grip.touch) navigator.vibrate?.(10);
    getSelection()?.removeAllRanges();
    const board = parts.board();
    if (board) board.style.scrollSnapType = "none";
    document.body.append(cover);
    frame = requestAnimationFrame(run);
  };

  const follow = (): void => {
    if (!grip?.ghost) return;
    grip.ghost.style.translate = `${grip.now.x - grip.on.x}px ${grip.now.y - grip.on.y}px`;
  };

  /** Scrolls what is at an edge, then looks which gap is under the card. */
  const run = (): void => {
    if (!grip?.ghost) return;
    const { x, y } = grip.now;
    const board = parts.board();
    const edge = board?.getBoundingClientRect();
    if (board && edge) {
      const sideways = edgeSpeed(x - edge.left, edge.right - x, Math.min(90, edge.width / 6), 16);
      if (sideways !== 0) board.scrollLeft += sideways;
      const columns = [...board.querySelectorAll<HTMLElement>("[data-column]")];
      const under = columns.find((column) => {
        const box = column.getBoundingClientRect();
        return x >= box.left && x < box.right;
      });
      const list = under?.querySelector<HTMLElement>("[data-cards]");
      if (under && list) aimIn(under, list, y);
    }
    frame = requestAnimationFrame(run);
  };

  const aimIn = (column: HTMLElement, list: HTMLElement, y: number): void => {
    const box = list.getBoundingClientRect();
    const measures = parts.measures();
    const upright = edgeSpeed(y - box.top, box.bottom - y, Math.min(72, box.height / 5), 18);
    if (upright !== 0) list.scrollTop += upright;
    const middle = y - (grip?.on.y ?? 0) + measures.card / 2;
    const index = gapAt(
      middle - box.top + list.scrollTop - measures.top,
      pitchOf(measures),
      Number(list.dataset["cards"]),
    );
    parts.hand.aim({ stage: column.dataset["column"] as Stage, index });
  };

  const release = (how: "drop" | "cancel"): void => {
    if (!grip) return;
    const { ghost, card, timer } = grip;
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    grip = null;
    for (const [name, listener] of listeners) removeEventListener(name, listener, true);
    if (!ghost) return;
    const board = parts.board();
    if (board) board.style.scrollSnapType = "";
    const box = ghost.getBoundingClientRect();
    ghost.remove();
    cover.remove();
    const moved = how === "drop" && parts.hand.drop(box);
    if (how === "cancel") parts.hand.cancel();
    if (!moved && card.isConnected) flyCopy(card, box, card.getBoundingClientRect());
    // The click that ends a drag must not open the card.
    const swallow = (event: Event): void => {
      event.preventDefault();
      event.stopPropagation();
    };
    addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => removeEventListener("click", swallow, true), 0);
  };

  const onMove = (event: PointerEvent): void => {
    if (!grip || event.pointerId !== grip.pointer) return;
    grip.now = { x: event.clientX, y: event.clientY };
    if (grip.ghost) return follow();
    const way = Math.hypot(grip.now.x - grip.start.x, grip.now.y - grip.start.y);
    if (grip.touch && way > slack.touch) release("cancel");
    else if (!grip.touch && way > slack.mouse) lift();
  };
  const onUp = (event: PointerEvent): void => {
    if (grip && event.pointerId === grip.pointer) release("drop");
  };
  const onCancel = (event: PointerEvent): void => {
    if (grip && event.pointerId === grip.pointer) release("cancel");
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || !grip?.ghost) return;
    event.preventDefault();
    event.stopPropagation();
    release("cancel");
  };
  // Elements lose the focus all the time; only the window's own loss ends a drag.
  const onLeave = (event: Event): void => {
    if (event.target === window) release("cancel");
  };
  const onMenu = (event: Event): void => {
    if (grip?.touch) event.preventDefault();
  };
  const listeners: [string, EventListener][] = [
    ["pointermove", onMove as EventListener],
    ["pointerup", onUp as EventListener],
    ["pointercancel", onCancel as EventListener],
    ["keydown", onKey as EventListener],
    ["blur", onLeave],
    ["contextmenu", onMenu],
  ];
  onCleanup(() => release("cancel"));

  return {
    press: (event: PointerEvent, id: string): void => {
      if (
        grip ||
        event.button !== 0 ||
        event.shiftKey ||
        event.ctrlKey ||
        event.metaKey ||
        !(event.currentTarget instanceof HTMLElement)
      )
        return;
      const at = { x: event.clientX, y: event.clientY };
      const touch = event.pointerType === "touch";
      const timer = touch ? setTimeout(lift, longPress) : undefined;
      grip = {
        id,
        card: event.currentTarget,
        pointer: event.pointerId,
        touch,
        start: at,
        now: at,
        on: at,
        ghost: null,
        timer,
      };
      for (const [name, listener] of listeners) addEventListener(name, listener, true);
    },
    /** For the board's own, never passive, `touchmove`: a lifted card takes the scroll away. */
    hold: (event: TouchEvent): void => {
      if (grip?.ghost && event.cancelable) event.preventDefault();
    },
  };
};
