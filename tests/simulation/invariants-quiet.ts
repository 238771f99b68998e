/** Rules that hold once the network is fair, everybody is back and nothing is left to do. */
import { CatchUp } from "../../party/catch-up.ts";
import { stateAt } from "../../party/history.ts";
import { type ServerMessage, liveTables } from "../../party/protocol.ts";
import { Replica } from "../../party/replica.ts";
import { Broken, demandSame } from "./broken.ts";
import { type Model, editable, modelled } from "./model.ts";
import type { Tab } from "./tab.ts";
import type { World } from "./world.ts";

export const checkQuiet = (world: World): void => {
  nothingWaits(world);
  everyIntentSettled(world);
  rejectionsHeard(world);
  for (const tab of world.tabs) replicaIsRoom(world, tab, tab.old ? "SI19" : "SI1");
  noOrphansAnywhere(world);
  revisionsAreWhole(world);
  catchUpIsSnapshot(world);
  outboxArrived(world);
  presenceIsOfTheLiving(world);
  pastIsReplay(world);
};

/** [SI10] Nothing that was refused holds back what came after it. */
const nothingWaits = (world: World): void => {
  for (const tab of world.tabs) {
    const [first] = tab.replica.pending;
    if (first)
      throw new Broken(
        "SI10",
        `${tab.name} still waits for ${first.client} ${first.id} (${first.name}) and ${tab.replica.pending.length - 1} more`,
      );
    if (!tab.replica.live) throw new Broken("SI10", `${tab.name} is not live`);
  }
};

/** [SI4] Everything that anybody did is settled, once, under one of the numbers it has had. */
const everyIntentSettled = ({ intents, ledger }: World): void => {
  for (const { keys, excused, name } of intents.all) {
    const times = keys.filter((key) => ledger.settled.has(key)).length;
    if (times > 1) throw new Broken("SI3", `${name} ${keys.join(" = ")} was settled ${times} times`);
    if (times === 0 && !excused) throw new Broken("SI4", `${name} ${keys.join(" = ")} was never settled`);
  }
};

/** [SI10] */
const rejectionsHeard = (world: World): void => {
  for (const [seq, key] of world.ledger.refusals) {
    const client = world.server.disk.storage.list("client", "id", { at: [key.split(" ")[0] ?? ""] })[0];
    const member = client && world.server.disk.storage.get("member", client.member);
    if (!member?.role || world.read.has(`${world.epochs} ${seq}`) || world.intents.of(key)?.excused) continue;
    if (!world.server.disk.storage.get("notice", seq)) {
      // Read and thanked for in a history that the crash or the backup has taken back, or before it.
      if ([...world.read].some((one) => one.endsWith(` ${seq}`))) continue;
      throw new Broken("SI10", `the refusal of ${key} is gone, and nobody read it`);
    }
    throw new Broken("SI10", `nobody read the refusal of ${key} (${seq})`);
  }
};

/** Every live record of the room, by table and id, as a tab would have it. */
const liveRows = (world: World): unknown =>
  Object.fromEntries(liveTables.map((table) => [table, byId(world.rowsOf(table))]));
const shownRows = ({ view }: Replica): unknown =>
  Object.fromEntries(liveTables.map((table) => [table, byId([...view.rows(table)])]));
const byId = (rows: readonly object[]): object =>
  Object.fromEntries(rows.map((row) => [(row as { id: string }).id, known(row)]));

/** [SI1] [SI19] */
const replicaIsRoom = (world: World, { replica, name }: Tab, rule: string): void => {
  const { view } = replica;
  demandSame(rule, `records of ${name}`, shownRows(replica), liveRows(world));
  for (const stage of new Set(world.rowsOf("contact").map((row) => String(row["funnel_stage"])))) {
    const order = world.server.disk.storage.list("contact", "place", { at: [stage] }).map((card) => card.id);
    demandSame(rule, `order of ${stage} at ${name}`, view.column(stage), order);
  }
  const held = new Set(replica.held);
  const notes = world.rowsOf("note").filter((note) => held.has(String(note["contact"])));
  demandSame(rule, `held notes of ${name}`, byId([...view.rows("note")]), byId(notes));
};

const known = (row: object): object => Object.fromEntries(Object.entries(row).filter(([name]) => name !== "rev"));

/** [SI8] */
const noOrphansAnywhere = (world: World): void => {
  const contacts = new Set(world.rowsOf("contact").map((row) => row["id"]));
  for (const note of world.rowsOf("note"))
    if (!contacts.has(note["contact"])) throw new Broken("SI8", `note ${String(note["id"])} has no contact`);
  // The points of a deleted KPI wait as long as it can be restored.
  const kpis = new Set(
    [...world.rowsOf("kpi"), ...world.server.disk.storage.list("tombstone", "rev")].map(
      (row) => (row as { id: string }).id,
    ),
  );
  for (const point of world.rowsOf("kpi_point"))
    if (!kpis.has(String(point["kpi"]))) throw new Broken("SI8", `point ${String(point["id"])} has no KPI`);
};

/** [SI11] */
const revisionsAreWhole = (world: World): void => {
  const revs = world.server.disk.storage.list("activity", "rev").map((entry) => entry.rev);
  demandSame(
    "SI11",
    "revisions",
    revs,
    revs.map((_rev, at) => at + 1),
  );
};

/** [SI13] From every base that a browser ever had, and from nothing, catching up leads to what the room has. */
const catchUpIsSnapshot = (world: World): void => {
  const { host } = world.server;
  const member = world.people.find((person) => person.role !== null);
  if (!member) return;
  const options = { key: world.key, now: () => world.clock.now, random: world.rng.next };
  for (const base of [...world.bases, null]) {
    const replica = new Replica(base ? { ...options, saved: { ...base, pending: [] } } : options);
    const said = replica.hello();
    if (said[0] !== "h") throw new Error("a hello is a hello");
    const { frames } = new CatchUp(host.room).welcome(member.n, said[1], {
      role: "member",
      circle: { id: "", name: "", settings: { lock_targets: false, time_zone: "UTC" } },
      present: [],
    });
    for (const frame of frames) replica.receive(JSON.parse(frame) as ServerMessage);
    demandSame(
      "SI13",
      `catching up from ${base?.epoch ?? "nothing"} ${base?.cursor ?? -1}`,
      shownRows(replica),
      liveRows(world),
    );
  }
};

/** [SI17] */
const outboxArrived = ({ ledger }: World): void => {
  const wanted = new Map<string, number[]>();
  for (const { rev, record } of ledger.activities.values()) wanted.set(record, [...(wanted.get(record) ?? []), rev]);
  for (const [record, revs] of wanted)
    demandSame("SI17", `effects on ${record}`, ledger.arrived.get(record) ?? [], revs);
};

/** [SI18] */
const presenceIsOfTheLiving = (world: World): void => {
  const here = world.tabs.flatMap((tab) =>
    tab.presence && tab.replica.live ? [[numberOf(world, tab), tab.presence] as const] : [],
  );
  for (const tab of world.tabs) {
    const self = numberOf(world, tab);
    const others = Object.fromEntries([...tab.present].filter(([client]) => client !== self));
    demandSame("SI18", `who ${tab.name} sees`, others, Object.fromEntries(here.filter(([client]) => client !== self)));
  }
};

const numberOf = (world: World, tab: Tab): number => world.server.host.room.clientOf(tab.replica.client)?.n ?? 0;

/** [SI20] */
const pastIsReplay = (world: World): void => {
  const kpis = new Set(world.rowsOf("kpi").map((row) => String(row["id"])));
  for (const [rev, model] of world.ledger.past)
    demandSame("SI20", `the circle at ${rev}`, facts(world, rev, kpis), factsOf(model, kpis));
};

/** `kpis` are those whose points are still kept: a history goes for good once its KPI can no longer be restored. */
const facts = (world: World, rev: number, kpis: ReadonlySet<string>): unknown => {
  const state = stateAt(world.server.disk.storage, rev);
  const cards = [...state.contact.values()].toSorted((a, b) =>
    String(a["position"]) < String(b["position"]) ? -1 : 1,
  );
  const columns: Record<string, string[]> = {};
  for (const card of cards) (columns[String(card["funnel_stage"])] ??= []).push(card.id);
  return {
    contacts: Object.fromEntries(
      cards.map((card) => [card.id, Object.fromEntries(editable.map((field) => [field, card[field]]))]),
    ),
    columns,
    ...Object.fromEntries(
      (["note", "kpi"] as const).map((table) => [
        table,
        Object.fromEntries([...state[table]].map(([id, row]) => [id, modelled(table, row)])),
      ]),
    ),
    points: Object.fromEntries(
      [...state.kpi_point]
        .filter(([, row]) => kpis.has(String(row["kpi"])))
        .map(([id, row]) => [id, modelled("kpi_point", row)]),
    ),
  };
};

const factsOf = (model: Model, kpis: ReadonlySet<string>): unknown => ({
  contacts: Object.fromEntries(model.contacts),
  columns: Object.fromEntries([...model.columns].filter(([, ids]) => ids.length > 0)),
  ...Object.fromEntries(["note", "kpi"].map((table) => [table, Object.fromEntries(model.of(table))])),
  points: Object.fromEntries([...model.points].filter(([, { kpi }]) => kpis.has(kpi))),
});
