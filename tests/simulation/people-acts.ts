/** What people do in their tabs, chosen by chance from what they can see. */
import type { Contact } from "../../domain/contact.ts";
import type { CreateContact, UpdateContact } from "../../domain/contact-mutations.ts";
import type { CreateKpi } from "../../domain/kpi-mutations.ts";
import { statuses } from "../../domain/funnel.ts";
import type { Replica } from "../../party/replica.ts";
import type { Tab } from "./tab.ts";
import type { World } from "./world.ts";

export const busyStages = ["needs_outreach", "contacted", "meeting_set"] as const;

type Act = (world: World, tab: Tab, card: Contact | undefined) => void;

export const actInTab = (world: World, tab: Tab): void => {
  const cards = [...tab.replica.view.rows("contact")];
  const act = world.rng.weigh(acts);
  act(world, tab, cards.length > 0 ? world.rng.pick(cards) : undefined);
};

const text = (world: World): string => world.word();

export const newContact = (world: World, id: string, noteId: string): CreateContact => ({
  id,
  note_id: noteId,
  name: text(world),
  email: `p${world.rng.int(60)}@example.org`,
  phone: null,
  company: null,
  status: "lead",
  funnel_stage: world.rng.pick(busyStages),
  notes: world.rng.chance(0.3) ? text(world) : "",
});

const update: Act = (world, tab, card) => {
  if (!card) return;
  const { rng } = world;
  const fields: UpdateContact["fields"] = rng.weigh<() => UpdateContact["fields"]>([
    [5, () => ({ name: text(world) })],
    [3, () => ({ phone: text(world).slice(0, 18) })],
    [3, () => ({ status: rng.pick(statuses) })],
    [2, () => ({ company: rng.chance(0.3) ? null : text(world), name: text(world) })],
    [2, () => ({ email: `p${rng.int(60)}@example.org` })],
    [2, () => ({ funnel_stage: rng.pick(busyStages) })],
    [2, () => ({ notes: rng.chance(0.2) ? "" : text(world) })],
  ])();
  const args: UpdateContact = { id: card.id, fields, note_id: tab.newId() };
  const sent = world.bug.widen ? { ...args, fields: world.bug.widen(card, fields) } : args;
  tab.do((replica) => replica.mutate("contact.update", sent), { name: "contact.update", args });
};

const move: Act = (world, tab, card) => {
  if (!card) return;
  const stage = world.rng.pick(busyStages);
  const column = tab.replica.view.column(stage);
  const after = column.length > 0 && world.rng.chance(0.8) ? world.rng.pick(column) : null;
  tab.do((replica) => replica.mutate("contact.move", { id: card.id, stage, after }));
};

const create: Act = (world, tab) => {
  const args = newContact(world, tab.newId(), tab.newId());
  tab.do((replica) => replica.mutate("contact.create", args));
};

const remove: Act = (_world, tab, card) => {
  if (card) tab.do((replica) => replica.mutate("contact.delete", { id: card.id }));
};

const addNote: Act = (world, tab, card) => {
  if (card) tab.do((replica) => replica.mutate("note.add", { id: tab.newId(), contact: card.id, note: text(world) }));
};

const changeNote: Act = (world, tab) => {
  const notes = [...tab.replica.view.rows("note")];
  if (notes.length === 0) return;
  const { id, contact } = world.rng.pick(notes);
  if (world.rng.chance(0.6)) tab.do((replica) => replica.mutate("note.edit", { id, contact, note: text(world) }));
  else tab.do((replica) => replica.mutate("note.delete", { id, contact }));
};

const amount = (world: World): string => `${1 + world.rng.int(40)}.00`;

export const newKpi = (world: World, id: string, point_id: string): CreateKpi => ({
  id,
  point_id,
  name: text(world),
  current_value: amount(world),
  target: amount(world),
  unit: "none",
  direction: "higher",
  floor: null,
  ceiling: null,
  baseline: null,
  starts_on: null,
  due_on: null,
  source: null,
});

const recordValue: Act = (world, tab) => {
  const kpis = [...tab.replica.view.rows("kpi")];
  if (kpis.length === 0) return;
  const { id } = world.rng.pick(kpis);
  const point_id = tab.newId();
  world.rng.weigh<() => void>([
    [8, () => tab.do((replica) => replica.mutate("kpi.record", { id, current_value: amount(world), point_id }))],
    [2, () => tab.do((replica) => replica.mutate("kpi.update", { id, fields: { target: amount(world) }, point_id }))],
    [2, () => tab.do((replica) => replica.mutate("kpi.update", { id, fields: { name: text(world) }, point_id }))],
    [1, () => tab.do((replica) => replica.mutate("kpi.delete", { id }))],
  ])();
};

const createKpi: Act = (world, tab) => {
  const args = newKpi(world, tab.newId(), tab.newId());
  tab.do((replica) => replica.mutate("kpi.create", args));
};

const undo: Act = (world, tab) => {
  const how = world.rng.weigh<(replica: Replica) => ReturnType<Replica["undo"]>>([
    [6, (replica) => replica.undo()],
    [3, (replica) => replica.redo()],
    [1, (replica) => replica.undoOne(replica.undoable.at(-2)?.mutation ?? 0)],
  ]);
  const done = tab.do(how);
  if (done && world.rng.chance(0.4))
    world.clock.after(world.rng.int(300), () => tab.alive && tab.do((replica) => replica.redo()));
};

const hold: Act = (world, tab, card) => {
  if (!card) return;
  world.coverage.loads += 1;
  if (world.rng.chance(0.8)) tab.replica.hold("note", card.id);
  else for (const parent of tab.replica.held) tab.replica.release(parent);
  tab.pump();
};

const show: Act = (world, tab, card) => tab.show(world.rng.chance(0.2) || !card ? null : { card: card.id });

/** Several changes in one breath, so that some of them change nothing and many share a window. */
const burst: Act = (world, tab, card) => {
  if (!card) return;
  const name = text(world);
  for (let times = 2 + world.rng.int(8); times > 0; times -= 1)
    tab.do((replica) => replica.mutate("contact.update", { id: card.id, fields: { name }, note_id: tab.newId() }));
};

const acts: readonly (readonly [number, Act])[] = [
  [26, update],
  [22, move],
  [8, create],
  [5, remove],
  [8, addNote],
  [5, changeNote],
  [12, recordValue],
  [2, createKpi],
  [10, undo],
  [5, hold],
  [4, show],
  [2, burst],
];
