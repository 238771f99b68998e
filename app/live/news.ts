/** What an entry from the room will do to the cards, told before it is visible: for motion and for announcements. */
import type { Stage } from "../../domain/funnel.ts";
import { type Entry, wireColumns, wireTables } from "../../party/protocol.ts";
import type { Replica } from "../../party/replica.ts";

export interface News {
  kind: "added" | "moved" | "reordered" | "removed";
  contact: string;
  name: string;
  /** The stage it will stand in; null when removed. */
  stage: Stage | null;
  member: number;
  client: number;
  /** The revision that did it: names it for undo. */
  rev: number;
}

const contacts = wireTables.indexOf("contact");
const column = (name: (typeof wireColumns)["contact"][number]): number => wireColumns.contact.indexOf(name);
const [idColumn, nameColumn, stageColumn, positionColumn] = [
  column("id"),
  column("name"),
  column("funnel_stage"),
  column("position"),
];

/** The value of a column in a flat [column, value, …] list. */
const valueIn = (set: readonly unknown[], wanted: number): unknown => {
  for (let at = 0; at < set.length; at += 2) if (set[at] === wanted) return set[at + 1];
  return undefined;
};

/** Reads entries that the replica has not applied yet. */
export const readNews = (entries: readonly Entry[], view: Replica["view"]): News[] =>
  entries.flatMap(([rev, , member, client, , writes]) =>
    writes.flatMap((write): News[] => {
      if (write[0] !== contacts) return [];
      if (write[2] === 1) {
        const values = write[3];
        const [id, name, stage] = [values[idColumn], values[nameColumn], values[stageColumn]];
        return [{ kind: "added", contact: String(id), name: String(name), stage: stage as Stage, member, client, rev }];
      }
      const id = view.idOf("contact", write[1]);
      const row = id === undefined ? undefined : view.get("contact", id);
      if (!row) return [];
      const about = { contact: row.id, name: row.name, member, client, rev };
      if (write[2] === 0) return [{ ...about, kind: "removed", stage: null }];
      const stage = valueIn(write[2], stageColumn) as Stage | undefined;
      if (stage !== undefined && stage !== row.funnel_stage) return [{ ...about, kind: "moved", stage }];
      const placed = valueIn(write[2], positionColumn) !== undefined;
      return placed ? [{ ...about, kind: "reordered", stage: row.funnel_stage }] : [];
    }),
  );
