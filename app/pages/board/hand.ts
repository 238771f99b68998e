/** The card or cards in this person's hand, lifted by pointer or by key, until they are dropped or put back. [BD3] [BD4] */
import { batch, createSignal } from "solid-js";
import { type Stage, stageLabels, stages } from "../../../domain/funnel.ts";
import type { LiveCircle } from "../../live/circle.ts";
import { announce } from "../../parts/announcer.tsx";
import type { Column } from "./columns.ts";
import { cardAbove, type Gap, nextGap, placeIn } from "./drop-place.ts";
import { counted } from "./words.ts";

export interface Held {
  /** In the order of the board; `lead` is the one that was taken. */
  ids: readonly string[];
  lead: string;
  manner: "pointer" | "keys";
  from: Gap;
  over: Gap | null;
}

export interface HandParts {
  live: LiveCircle;
  columns: readonly Column[];
  /** Columns that can take a card now, in order. */
  open: () => readonly Stage[];
  selected: () => ReadonlySet<string>;
  move: (ids: readonly string[], stage: Stage, after: string | null, box?: DOMRect) => void;
}

export type Hand = ReturnType<typeof createHand>;

export const createHand = (parts: HandParts) => {
  const [held, setHeld] = createSignal<Held | null>(null);
  const idsOf = (stage: Stage): readonly string[] =>
    parts.columns.find((column) => column.stage === stage)?.shown() ?? [];
  const nameOf = (hand: Held): string =>
    hand.ids.length > 1 ? counted(hand.ids.length, "card", "cards") : (parts.live.peek(hand.lead)?.name ?? "Card");
  const where = (hand: Held, gap: Gap): string => {
    const { place, of } = placeIn(idsOf(gap.stage), gap.index, new Set(hand.ids));
    return `${stageLabels[gap.stage]}, position ${place} of ${of}`;
  };
  const show = (hand: Held | null): void =>
    parts.live.presence.show({ drag: hand ? { card: hand.lead, stage: (hand.over ?? hand.from).stage } : null });

  const lift = (id: string, manner: Held["manner"]): void => {
    const contact = parts.live.peek(id);
    if (!contact || held()) return;
    const chosen = parts.selected();
    const ids = chosen.has(id) ? stages.flatMap((stage) => idsOf(stage).filter((one) => chosen.has(one))) : [id];
    const from: Gap = { stage: contact.funnel_stage, index: Math.max(0, idsOf(contact.funnel_stage).indexOf(id)) };
    const hand: Held = { ids, lead: id, manner, from, over: manner === "keys" ? from : null };
    setHeld(hand);
    show(hand);
    announce(
      `Lifted ${nameOf(hand)}. ${where(hand, from)}.${manner === "keys" ? " Arrow keys move it, Space drops it, Escape puts it back." : ""}`,
      "assertive",
    );
  };

  const aim = (over: Gap | null): void => {
    const hand = held();
    if (!hand || (hand.over?.stage === over?.stage && hand.over?.index === over?.index)) return;
    const next = { ...hand, over };
    setHeld(next);
    if (hand.over?.stage !== over?.stage) show(next);
    if (hand.manner === "keys" && over) announce(`${where(next, over)}.`, "assertive");
  };

  const letGo = (): Held | null => {
    const hand = held();
    setHeld(null);
    if (hand) show(null);
    return hand;
  };

  return {
    held,
    lift,
    aim,
    /** One step with an arrow key, for a card lifted by key. */
    step: (way: "up" | "down" | "before" | "after"): void => {
      const hand = held();
      const over = hand?.over;
      if (!hand || !over) return;
      const inHand = new Set(hand.ids);
      if (way === "up" || way === "down") {
        aim({ stage: over.stage, index: nextGap(idsOf(over.stage), over.index, way === "down" ? 1 : -1, inHand) });
        return;
      }
      const open = parts.open();
      const stage = open[open.indexOf(over.stage) + (way === "after" ? 1 : -1)];
      if (stage)
        aim({ stage, index: stage === hand.from.stage ? hand.from.index : Math.min(over.index, idsOf(stage).length) });
    },
    /** Puts down what is held where it hovers; false when nothing changes. `box` is where the card is seen. */
    drop: (box?: DOMRect): boolean => {
      const hand = held();
      const over = hand?.over;
      if (!hand || !over) {
        letGo();
        return false;
      }
      const inHand = new Set(hand.ids);
      const after = cardAbove(idsOf(over.stage), over.index, inHand);
      const stays =
        hand.ids.length === 1 &&
        over.stage === hand.from.stage &&
        after === cardAbove(idsOf(over.stage), idsOf(over.stage).indexOf(hand.lead), inHand);
      const words = stays
        ? `${nameOf(hand)} stays in ${where(hand, over)}.`
        : `Dropped ${nameOf(hand)}. ${where(hand, over)}.`;
      batch(() => {
        letGo();
        if (!stays) parts.move(hand.ids, over.stage, after, box);
      });
      announce(words, "assertive");
      return !stays;
    },
    cancel: (): void => {
      const hand = letGo();
      if (hand) announce(`Cancelled. ${nameOf(hand)} stays in ${where(hand, hand.from)}.`, "assertive");
    },
  };
};
