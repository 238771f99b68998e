/** What happens once a day in the circle's own time zone: a snapshot of every KPI. Safe to repeat, catches up. [KP14] */
import { dateAfter, dateAt, daysEnded, startOfDate } from "../domain/days.ts";
import type { Alarm } from "./circle-alarm.ts";
import { forgetTheGone } from "./forgetting.ts";
import type { Hooks } from "./hooks.ts";
import type { Host } from "./host.ts";
import type { Room } from "./room.ts";
import { repliesKept } from "./once.ts";

const day = 24 * 60 * 60_000;
/** Deleted records can be restored for thirty days. [C35] */
const tombstonesKept = 30 * day;

const done = "snapshot_until";

/** The next midnight of the circle, and a little, so that the day has really ended. */
export const nextMidnight = (now: number, timeZone: string): number =>
  startOfDate(dateAfter(dateAt(now, timeZone)), timeZone) + 1_000;

/** When the circle's oldest KPI was made: days before it have nothing to keep. */
const firstKpiAt = (room: Room): number | undefined => room.storage.list("kpi", "number", { limit: 1 })[0]?.created_at;

/** Writes the snapshots of every day that has ended since the last time. */
export const snapshotDays = (host: Host, now: number): void => {
  const { room } = host;
  const { time_zone } = room.settings;
  const since = Number(room.meta(done) ?? startOfDate(dateAt(firstKpiAt(room) ?? now, time_zone), time_zone));
  const days = daysEnded(since, now, time_zone);
  if (days.length > 0)
    for (const { id } of room.storage.list("kpi", "number"))
      host.write({
        name: "kpi.snapshot",
        args: { id, days: days.map(({ from, until }) => ({ from, until })) },
        member: 0,
        scope: "write",
        via: "system",
      });
  room.storage.transact(() => room.setMeta(done, String(days.at(-1)?.until ?? since)));
};

/** Forgets what nobody may ask for any more. */
export const prune = ({ catchUp, room, peers }: Host, alarm: Alarm, hooks: Hooks): void => {
  const now = Date.now();
  room.storage.transact(() => hooks.prune(now));
  catchUp.prune(now - tombstonesKept);
  forgetTheGone(room.storage, peers.spokenFor, now);
  room.storage.transact(() => {
    for (const old of room.storage.list("reply", "at", { below: now - repliesKept }))
      room.storage.remove("reply", old.key);
    alarm.setDue("prune", now + day);
  });
};
