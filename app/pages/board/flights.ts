/** Motion that explains where a card went: from its old place to its new one, once, and not at all for who wants less motion. [BD17] */

const duration = 160;
const easing = "cubic-bezier(0.2, 0.8, 0.2, 1)";
/** More cards than this going to other columns at once are a reload to the eye, not a motion. */
const most = 12;

interface Seen {
  box: DOMRect;
  column: string;
}

export interface Flights {
  /** Makes the change and shows its motion; `from` names a card's place when it is not where it is drawn, such as in the hand. */
  around: <T>(change: () => T, from?: { id: string; box: DOMRect }) => T;
  /** Call right before the screen changes by itself. */
  expect: () => void;
}

const still = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Flies a copy over everything, since a column cuts off what leaves it. */
export const flyCopy = (element: HTMLElement, from: DOMRect, to: DOMRect): void => {
  const copy = element.cloneNode(true) as HTMLElement;
  Object.assign(copy.style, {
    position: "fixed",
    insetInlineStart: "auto",
    left: `${to.left}px`,
    top: `${to.top}px`,
    width: `${to.width}px`,
    height: `${to.height}px`,
    margin: "0",
    zIndex: "60",
    pointerEvents: "none",
    opacity: "1",
  });
  copy.setAttribute("aria-hidden", "true");
  copy.inert = true;
  copy.removeAttribute("data-card");
  document.body.append(copy);
  element.style.opacity = "0";
  const flight = copy.animate(
    [{ translate: `${from.left - to.left}px ${from.top - to.top}px` }, { translate: "0 0" }],
    { duration, easing },
  );
  const land = (): void => {
    copy.remove();
    element.style.opacity = "";
  };
  flight.addEventListener("finish", land);
  flight.addEventListener("cancel", land);
};

export const createFlights = (board: () => HTMLElement | undefined): Flights => {
  const cards = (): HTMLElement[] => [...(board()?.querySelectorAll<HTMLElement>("[data-card]") ?? [])];
  const look = (): Map<string, Seen> =>
    new Map(
      cards().map((card) => [
        card.dataset["card"] ?? "",
        { box: card.getBoundingClientRect(), column: card.dataset["stage"] ?? "" },
      ]),
    );

  const play = (before: Map<string, Seen>): void => {
    const crossings: [HTMLElement, DOMRect, DOMRect][] = [];
    const shifts: [HTMLElement, number][] = [];
    for (const card of cards()) {
      const was = before.get(card.dataset["card"] ?? "");
      if (!was) continue;
      const box = card.getBoundingClientRect();
      const rise = was.box.top - box.top;
      if (was.column !== (card.dataset["stage"] ?? "")) crossings.push([card, was.box, box]);
      else if (Math.abs(rise) > 0.5 && Math.abs(was.box.left - box.left) < 1) shifts.push([card, rise]);
      else if (Math.abs(was.box.left - box.left) >= 1) crossings.push([card, was.box, box]);
    }
    for (const [card, rise] of shifts)
      card.animate([{ translate: `0 ${rise}px` }, { translate: "0 0" }], { duration, easing });
    if (crossings.length <= most) for (const [card, from, to] of crossings) flyCopy(card, from, to);
  };

  return {
    around: (change, from) => {
      if (still() || !board()) return change();
      const before = look();
      const seen = from && before.get(from.id);
      if (from) before.set(from.id, { box: from.box, column: seen?.column ?? "" });
      const done = change();
      play(before);
      return done;
    },
    expect: () => {
      if (still() || !board() || document.visibilityState === "hidden") return;
      const before = look();
      queueMicrotask(() => play(before));
    },
  };
};
