/** A circle's storage, migrated and opened, with everything that works on it. */
import { drizzle } from "drizzle-orm/durable-sqlite";
import { migrate } from "drizzle-orm/durable-sqlite/migrator";
import migrations from "../drizzle/circle/migrations.js";
import { Alarm } from "./circle-alarm.ts";
import { Contacts } from "./circle-contacts.ts";
import { nextMidnight } from "./circle-days.ts";
import { Kpis } from "./circle-kpis.ts";
import { logBroken, logCalculations, logRefusal } from "./circle-log.ts";
import { effectsOf } from "./circle-outbox.ts";
import { packing } from "./circle-packing.ts";
import { Courier, type CourierOptions } from "./circle-hooks.ts";
import { roomEvents } from "./hook-events.ts";
import { Hooks } from "./hooks.ts";
import { Host } from "./host.ts";
import { Imports } from "./import.ts";
import type { CircleFacts } from "./rpc.ts";
import type { Activity } from "./storage.ts";
import { SqliteStorage } from "./storage-sqlite.ts";

const day = 24 * 60 * 60_000;

export interface Opened {
  facts: CircleFacts;
  storage: SqliteStorage;
  host: Host;
  contacts: Contacts;
  kpis: Kpis;
  imports: Imports;
  hooks: Hooks;
  courier: Courier;
  alarm: Alarm;
}

export interface OpenOptions {
  /** False lifts the limits of sockets, for a local load run. */
  limited: boolean;
  /** What outgoing webhooks need of the outside. */
  outside: Pick<CourierOptions, "authSecret" | "local" | "database" | "wake">;
  /** Told of every accepted mutation, with the number of effects it left in the outbox. */
  wrote(activity: Activity, effects: number): void;
}

/** True once the circle has storage of its own; asking leaves none behind. */
export const isFounded = (door: DurableObjectStorage): boolean =>
  door.sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'meta'").toArray().length > 0;

/** Migrates first. With facts it founds the circle. */
export const openCircle = async (
  door: DurableObjectStorage,
  founding: CircleFacts | undefined,
  { limited, outside, wrote }: OpenOptions,
): Promise<Opened> => {
  await migrate(drizzle(door), migrations);
  const storage = new SqliteStorage(door, packing);
  const kept = storage.get("meta", "circle")?.value;
  const facts = kept ? (JSON.parse(kept) as CircleFacts) : founding;
  if (!facts) throw new Error("a circle's storage has no circle in it");
  const alarm = new Alarm(door, storage);
  const hooks = new Hooks(storage);
  // Ids, not names: the log holds no personal data.
  const userOf = (member: number): string => storage.get("member", member)?.user ?? "nobody";
  const host = new Host(storage, {
    key: facts.key,
    now: Date.now,
    random: Math.random,
    circle: () => ({ id: facts.id, name: facts.name }),
    limited,
    effects: (activity) => {
      const effects = effectsOf(activity);
      if (hooks.endpoints().length > 0)
        for (const { key, record, body } of roomEvents(storage, facts.id, activity, contacts.userOf))
          hooks.queue(key, record, body, activity.at);
      logCalculations(facts.id, activity);
      wrote(activity, effects.length);
      return effects;
    },
    refused: (write, problem) => logRefusal(facts.id, userOf(write.member), write.name, problem),
    broke: (write, error) => logBroken(facts.id, userOf(write.member), write.name, error),
  });
  if (!kept)
    storage.transact(() => {
      host.room.setMeta("circle", JSON.stringify(facts));
      host.room.setMeta("epoch", crypto.randomUUID());
      alarm.setDue("prune", Date.now() + day);
    });
  // Circles from before there were days get theirs here too.
  if (!storage.get("due", "day"))
    storage.transact(() => alarm.setDue("day", nextMidnight(Date.now(), host.room.settings.time_zone)));
  const contacts = new Contacts(host.room, door.sql, () => facts.id);
  const kpis = new Kpis(host.room, door.sql, () => facts.id, contacts.userOf);
  const tell = (): void => host.announce("webhooks", { source: null });
  const courier = new Courier({ storage, hooks, circle: facts.id, tell, ...outside });
  return { facts, storage, host, alarm, contacts, kpis, hooks, courier, imports: new Imports(host) };
};
