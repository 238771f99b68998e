/** What happened to the circle's contacts since a moment, told from activity: for "what moved this week". [WR3] */
import type { Contact } from "../domain/contact.ts";
import type { Stage } from "../domain/funnel.ts";
import { dateAt } from "../domain/days.ts";
import type { BoardSnapshot } from "../domain/writing/circle-facts.ts";
import type { Opened } from "./circle-open.ts";
import type { Activity, Storage } from "./storage.ts";

const day = 24 * 60 * 60_000;
/** An open contact that nobody touched for so long is stalled. */
const stalledAfter = 30 * day;
const mostMoves = 50;

/** The revision before the first activity at or after a moment. Times never go back, so halving finds it. */
const revBefore = (storage: Storage, rev: number, since: number): number => {
  let [low, high] = [0, rev];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const [next] = storage.list("activity", "rev", { above: middle, limit: 1 });
    if (next && next.at < since) low = next.rev;
    else high = middle;
  }
  return low;
};

const isOpen = ({ funnel_stage: stage }: Contact): boolean => stage !== "closed_won" && stage !== "closed_lost";

interface Moved {
  from: Stage;
  at: number;
}

/** Where each contact that moved was before the first of these activities, and when it last moved. */
const movesIn = (activities: readonly Activity[]): Map<string, Moved> => {
  const moves = new Map<string, Moved>();
  for (const { at, images } of activities)
    for (const { table, id, before, after } of images) {
      if (table !== "contact" || before === null || after === null || !("funnel_stage" in after)) continue;
      moves.set(id, { from: moves.get(id)?.from ?? (before["funnel_stage"] as Stage), at });
    }
  return moves;
};

const created = (activities: readonly Activity[], table: "contact" | "note"): number =>
  activities
    .flatMap(({ images }) => images)
    .filter((image) => image.table === table && image.before === null && image.after !== null).length;

/** Contacts that are where they were before are not among the moves. */
export const boardWeek = (
  { facts, storage, host }: Pick<Opened, "facts" | "storage" | "host">,
  since: number,
  now: number,
): BoardSnapshot => {
  const contacts = storage.list("contact", "number");
  const activities = storage.list("activity", "rev", { above: revBefore(storage, host.room.rev, since) });
  const byId = new Map(contacts.map((contact) => [contact.id, contact]));
  const counts = new Map<Stage, number>();
  for (const { funnel_stage: stage } of contacts) counts.set(stage, (counts.get(stage) ?? 0) + 1);
  const moves = [...movesIn(activities)]
    .flatMap(([id, { from, at }]) => {
      const contact = byId.get(id);
      return contact && contact.funnel_stage !== from
        ? [{ id, name: contact.name, from, to: contact.funnel_stage, date: dateAt(at, "UTC"), at }]
        : [];
    })
    .toSorted((one, other) => other.at - one.at)
    .slice(0, mostMoves)
    .map(({ at: _at, ...move }) => move);
  return {
    circle: facts.id,
    contacts: contacts.length,
    stages: [...counts].map(([stage, count]) => ({ stage, count })),
    created: created(activities, "contact"),
    notes: created(activities, "note"),
    moves,
    stalled: contacts.filter((contact) => isOpen(contact) && contact.last_contact < now - stalledAfter).length,
  };
};
