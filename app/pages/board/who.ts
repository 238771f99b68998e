/** Who else is here and where: on which card, in which field, with which card in hand. [BD18] */
import { createEffect, createMemo } from "solid-js";
import { giveHues } from "../../hues.ts";
import type { LiveCircle } from "../../live/circle.ts";
import type { Whereabouts } from "../../live/presence.ts";

export interface Visitor {
  user: string;
  name: string;
  state: Whereabouts;
}

export type Who = ReturnType<typeof createWho>;

export const createWho = (live: LiveCircle) => {
  createEffect(() => {
    const members = Object.values(live.people).filter((person) => person.role !== null);
    if (members.length > 0) giveHues(members.toSorted((a, b) => a.member - b.member).map((person) => person.user));
  });
  const visitors = createMemo((): Visitor[] =>
    Object.values(live.presence.others).flatMap(({ member, state }) => {
      const person = live.people[member];
      return person && member !== live.self().member ? [{ user: person.user, name: person.name, state }] : [];
    }),
  );
  const cards = createMemo(() => {
    const found = new Map<string, Visitor[]>();
    for (const visitor of visitors()) {
      const card = visitor.state.drag?.card ?? visitor.state.card;
      if (card) found.set(card, [...(found.get(card) ?? []), visitor]);
    }
    return found;
  });
  const people = createMemo(() => [...new Map(visitors().map((visitor) => [visitor.user, visitor])).values()]);
  return {
    /** Each person once, however many tabs they have open. */
    people,
    /** Those who have the card open or in hand. */
    at: (card: string): readonly Visitor[] => cards().get(card) ?? [],
    holder: (card: string): Visitor | undefined =>
      cards()
        .get(card)
        ?.find((visitor) => visitor.state.drag?.card === card),
    inField: (card: string, field: string): readonly Visitor[] =>
      (cards().get(card) ?? []).filter((visitor) => visitor.state.card === card && visitor.state.field === field),
  };
};
