/** Rules that hold whenever a tab has heard something, and whenever the server says something. */
import { Replica } from "../../party/replica.ts";
import type { Pending } from "../../party/replica.ts";
import type { ServerMessage } from "../../party/protocol.ts";
import { Broken, demandSame } from "./broken.ts";
import type { Tab } from "./tab.ts";
import type { World } from "./world.ts";

/** How many of a tab's messages are followed by the costly comparison. */
const sampled = 0.12;

export const checkReplica = (world: World, tab: Tab): void => {
  ownEditsVisible(tab);
  if (!world.rng.chance(sampled)) return;
  viewIsBaseAndPending(world, tab);
  if (tab.replica.cursor >= 0 && world.bases.length < 12 && world.rng.chance(0.2))
    world.bases.push({ ...tab.replica.mark, rows: tab.replica.baseRows() });
};

/** [SI2] A replica made anew from the same base and queue shows the same. */
const viewIsBaseAndPending = (world: World, tab: Tab): void => {
  const { replica } = tab;
  const notes = [...replica.view.baseRows("note")].map((row): ["note", typeof row] => ["note", row]);
  const saved = structuredClone({
    ...replica.mark,
    rows: [...replica.baseRows(), ...notes],
    pending: [...replica.pending],
  });
  const { now, mutators } = replica.options;
  const fresh = new Replica({ key: world.key, now, random: () => 0.5, saved, ...(mutators ? { mutators } : {}) });
  demandSame("SI2", `cards ${tab.name} shows`, shown(replica), shown(fresh));
};

const shown = ({ view }: Replica): unknown => {
  const cards = Object.fromEntries([...view.rows("contact")].map((row) => [row.id, row]));
  const stages = [...new Set(Object.values(cards).map((card) => card.funnel_stage))];
  return { cards, columns: Object.fromEntries(stages.map((stage) => [stage, view.column(stage)])) };
};

const plain: ReadonlySet<string> = new Set(["name", "phone", "company", "status", "notes", "funnel_stage"]);

/** [SI12] What a person has typed stays on their screen until the room has settled it. */
const ownEditsVisible = ({ replica, name }: Tab): void => {
  const wanted = new Map<string, unknown>();
  for (const pending of replica.pending) want(wanted, pending);
  for (const [key, value] of wanted) {
    const [id = "", field = ""] = key.split(" ");
    const row = replica.view.get("contact", id) as unknown as Record<string, unknown> | undefined;
    if (row && row[field] !== value)
      throw new Broken(
        "SI12",
        `${name} shows ${String(row[field])} as ${field}, though ${String(value)} waits to be settled`,
      );
  }
};

const want = (wanted: Map<string, unknown>, pending: Pending): void => {
  const args = pending.args as Record<string, unknown>;
  if (pending.name === "contact.update") {
    const fields = args["fields"] as Record<string, unknown>;
    // A change that also takes an address may be refused as a whole.
    if ("email" in fields) return forget(wanted, String(args["id"]));
    for (const [field, value] of Object.entries(fields))
      if (plain.has(field)) wanted.set(`${String(args["id"])} ${field}`, value);
  } else if (pending.name === "contact.move") wanted.set(`${String(args["id"])} funnel_stage`, args["stage"]);
  else if (pending.name === "undo") for (const effect of pending.effects ?? []) forget(wanted, effect.id);
  else for (const id of [args["id"], args["contact"]]) forget(wanted, String(id));
};

const forget = (wanted: Map<string, unknown>, id: string): void => {
  for (const key of [...wanted.keys()]) if (key.startsWith(id)) wanted.delete(key);
};

/** [SI5] A tab lets go of a change only once the room has it, and not before its effect is in the base. */
export const checkDropped = (world: World, tab: Tab, key: string): void => {
  const settled = world.ledger.settled.get(key);
  if (!settled) throw new Broken("SI5", `${tab.name} let go of ${key}, which the room does not have`);
  if (settled.status === "applied" && settled.rev > tab.replica.cursor)
    throw new Broken("SI5", `${tab.name} let go of ${key} at ${tab.replica.cursor}, before its effect ${settled.rev}`);
};

/** [SI5] The server speaks only of what is stored. */
export const checkSent = (world: World, text: string): void => {
  const { storage } = world.server.disk;
  const message = JSON.parse(text) as ServerMessage;
  if (message[0] === "k") {
    const [, id, last] = message;
    const stored = storage.list("client", "id", { at: [id] })[0]?.last ?? 0;
    if (stored < last) throw new Broken("SI5", `${id} was told ${last} when ${stored} was stored`);
  }
  if (message[0] === "d")
    for (const [rev] of message[1])
      if (!storage.get("activity", rev)) throw new Broken("SI5", `revision ${rev} was told before it was stored`);
  if (message[0] === "x")
    for (const { seq } of message[1])
      if (!storage.get("notice", seq)) throw new Broken("SI5", `notice ${seq} was told before it was stored`);
};
