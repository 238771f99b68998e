/** Rules that hold after each mutation the room has answered. */
import { type Role, may } from "../../domain/permission.ts";
import { mutators } from "../../domain/mutations.ts";
import { meant } from "../../domain/undo.ts";
import type { Outcome, Room, Write } from "../../party/room.ts";
import type { Activity } from "../../party/storage.ts";
import { Broken, demandSame } from "./broken.ts";
import type { Settlement } from "./ledger.ts";
import { modelled } from "./model.ts";
import type { World } from "./world.ts";

export interface Step {
  world: World;
  room: Room;
  write: Write;
  outcome: Outcome;
  /** "client number", as the browser named it; null for writes without a number. */
  key: string | null;
}
interface Applied extends Step {
  outcome: Extract<Outcome, { status: "applied" }>;
  activity: Activity;
}

export const checkApplied = (world: World, room: Room, write: Write, outcome: Outcome): void => {
  const client = write.from && room.storage.get("client", write.from.client)?.id;
  const key = client && write.from ? `${client} ${write.from.id}` : null;
  const step: Step = { world, room, write, outcome, key };
  if (outcome.status === "repeated" || outcome.status === "gap") return;
  settledOnce(step);
  if (outcome.status === "refused") return refusalIsKept(step);
  if (outcome.status === "unchanged") return settle(step, { status: "unchanged" });
  const activity = room.storage.get("activity", outcome.entry[0]);
  if (!activity) throw new Broken("SI11", `revision ${outcome.entry[0]} left no activity`);
  const applied: Applied = { ...step, outcome, activity };
  noGapInRevisions(applied);
  nothingForbidden(applied);
  if (activity.undid !== null) undoKeepsLaterValues(applied, activity.undid);
  bothAuthorsTold(applied);
  runModel(applied);
  unnamedFieldsUnchanged(applied);
  orderIsTheModels(applied);
  historyIsComplete(applied);
  noOrphans(applied);
  remember(applied);
};

const settle = ({ world, key }: Step, settlement: Settlement): void => {
  if (key) world.ledger.settled.set(key, settlement);
};

/** [SI3] Under none of the numbers that it has had was it settled before, in this history. */
const settledOnce = ({ world, key }: Step): void => {
  if (!key) return;
  for (const one of world.intents.of(key)?.keys ?? [key])
    if (world.ledger.settled.has(one)) throw new Broken("SI3", `${key} was settled twice, first as ${one}`);
};

/** [SI10] A refusal is kept for its author, and uses up its number. */
const refusalIsKept = (step: Step): void => {
  const { outcome, key, world, write, room } = step;
  if (outcome.status !== "refused" || !key || !write.from) return;
  settle(step, { status: "refused", code: outcome.problem.code });
  const last = room.storage.get("client", write.from.client)?.last;
  if (last !== write.from.id) throw new Broken("SI10", `${key} was refused and its number was not used up`);
  const [notice] = outcome.notices;
  if (notice?.body.kind !== "refused" || !room.storage.get("notice", notice.seq))
    throw new Broken("SI10", `${key} was refused and nothing was kept for its author`);
  world.ledger.refusals.set(notice.seq, key);
};

/** [SI11] */
const noGapInRevisions = ({ world, outcome, key }: Applied): void => {
  const [rev] = outcome.entry;
  if (rev !== world.ledger.rev + 1)
    throw new Broken("SI11", `${key ?? "a write"} took revision ${rev} after ${world.ledger.rev}`);
};

/** [SI9] Judged by the roles that were given out, not by those the room has read. */
const nothingForbidden = ({ world, write, activity }: Applied): void => {
  const role: Role | null = world.ledger.roles.get(write.member) ?? null;
  if (role === null) throw new Broken("SI9", `${write.member} is no member and wrote ${write.name}`);
  const who = { role, scope: write.scope };
  const right = Object.hasOwn(mutators, write.name) ? mutators[write.name as keyof typeof mutators].right : null;
  if (right && !may(who, right)) throw new Broken("SI9", `a ${role} did ${write.name}`);
  for (const { table, before, after } of activity.images) {
    if (table !== "contact" && table !== "kpi") continue;
    if (after === null && !may(who, `${table}.delete`))
      throw new Broken("SI9", `a ${role} removed a ${table} by ${write.name}`);
    const making = write.name === "undo" ? (`${table}.restore` as const) : (`${table}.create` as const);
    if (before === null && !may(who, making)) throw new Broken("SI9", `a ${role} made a ${table} by ${write.name}`);
  }
};

/** [SI16] Nobody else wrote what this undo takes back, after the mutation that it takes back. */
const undoKeepsLaterValues = ({ world, write, activity }: Applied, undid: number): void => {
  world.coverage.undos += 1;
  if (world.ledger.activities.get(undid)?.name === "undo") world.coverage.redos += 1;
  if ((write.args as { anyway?: boolean }).anyway) return;
  for (const image of world.ledger.activities.get(undid)?.images ?? [])
    for (const field of meant(image)) {
      const later = (world.ledger.fields.get(`${image.id} ${field}`) ?? []).filter((one) => one.rev > undid);
      const lost = field === "position" ? later.find((one) => one.member !== write.member) : later.at(-1);
      if (lost && lost.member !== write.member)
        throw new Broken(
          "SI16",
          `undo of ${undid} (${activity.rev}) overwrote ${field}, which ${lost.member} wrote later`,
        );
    }
};

const derived: ReadonlySet<string> = new Set(["position", "percentage_complete", "trend", "percentage_change"]);

/** [SI22] Whoever wrote the same field in between, unseen: the later value stands, and both hear of it. */
const bothAuthorsTold = ({ world, write, outcome, activity }: Applied): void => {
  const { from } = write;
  if (!from) return;
  const wanted = activity.images.flatMap((image) =>
    meant(image).flatMap((field) => {
      const unseen = (world.ledger.fields.get(`${image.id} ${field}`) ?? []).filter(
        (one) => one.rev > from.base && one.member !== write.member,
      );
      const other = derived.has(field) ? undefined : unseen.findLast((one) => one.value !== image.after?.[field]);
      if (!other) return [];
      return [
        `${from.client} won ${field} by ${other.member}`,
        ...(other.client === 0 ? [] : [`${other.client} lost ${field} by ${write.member}`]),
      ];
    }),
  );
  const told = outcome.notices.map(({ client, body }) =>
    body.kind === "refused" ? "refused" : `${client} ${body.kind} ${body.field} by ${body.by}`,
  );
  demandSame("SI22", `who was told of ${activity.rev}`, told.toSorted(), wanted.toSorted());
};

const runModel = ({ world, room, write, activity, key }: Applied): void => {
  const { model } = world.ledger;
  if (activity.name === "undo")
    return model.follow(activity.images, (id) => room.storage.get("contact", id)?.position ?? "");
  const intent = key ? world.intents.of(key) : undefined;
  model.run(intent?.name ?? write.name, (intent?.args ?? write.args) as Record<string, unknown>, activity.at);
  // Whether a KPI's points go with it or wait beside it is the mutation's own business.
  if (activity.name === "kpi.delete")
    model.follow(
      activity.images.filter((image) => image.table === "kpi_point"),
      () => "",
    );
};

/** [SI6] The records that a mutation touched are as the model has them: what it named, and nothing else. */
const unnamedFieldsUnchanged = ({ world, room, activity }: Applied): void => {
  const { model } = world.ledger;
  for (const { table, id, quiet } of activity.images) {
    if (quiet) continue;
    const row = room.storage.get(table, id) as unknown as Record<string, unknown> | undefined;
    const got = row ? modelled(table, row) : null;
    demandSame("SI6", `${table} after ${activity.name} ${activity.rev}`, got, model.of(table).get(id) ?? null);
  }
};

/** [SI21] One point for each accepted value, and for no other, also after a deletion was taken back. */
const historyIsComplete = ({ world, room, activity }: Applied): void => {
  for (const { table, id } of activity.images) {
    if (table !== "kpi" || !room.storage.get("kpi", id)) continue;
    const got = room.storage.list("kpi_point", "kpi", { at: [id] }).map((point) => point.id);
    const wanted = [...world.ledger.model.points].filter(([, point]) => point.kpi === id).map(([point]) => point);
    demandSame("SI21", `history of ${id} after ${activity.name} ${activity.rev}`, got.toSorted(), wanted.toSorted());
  }
};

/** [SI7] */
const orderIsTheModels = ({ world, room, activity }: Applied): void => {
  const stages = new Set(
    activity.images.flatMap(({ table, before, after }) =>
      table === "contact" && (before === null || after === null || "position" in after)
        ? [before?.["funnel_stage"], after?.["funnel_stage"]]
        : [],
    ),
  );
  for (const { table, id } of activity.images)
    if (table === "contact") stages.add(world.ledger.model.contacts.get(id)?.funnel_stage);
  for (const stage of stages) {
    if (typeof stage !== "string") continue;
    const cards = room.storage.list("contact", "place", { at: [stage] });
    if (new Set(cards.map((card) => card.position)).size !== cards.length)
      throw new Broken("SI7", `two cards of ${stage} share a place after ${activity.rev}`);
    demandSame(
      "SI7",
      `order of ${stage} after ${activity.name} ${activity.rev}`,
      cards.map((card) => card.id),
      world.ledger.model.column(stage),
    );
  }
};

/** [SI8] */
const noOrphans = ({ room, activity }: Applied): void => {
  for (const { table, id, after } of activity.images)
    if (table === "contact" && after === null && room.storage.list("note", "contact", { at: [id] }).length > 0)
      throw new Broken("SI8", `notes of ${id} outlived it`);
};

const remember = (step: Applied): void => {
  const { world, activity, write } = step;
  const { ledger } = world;
  settle(step, { status: "applied", rev: activity.rev });
  ledger.rev = activity.rev;
  ledger.activities.set(activity.rev, activity);
  for (const image of activity.images)
    for (const field of meant(image)) {
      const value = { rev: activity.rev, member: write.member, client: activity.client, value: image.after?.[field] };
      const key = `${image.id} ${field}`;
      const writes = ledger.fields.get(key);
      if (writes) writes.push(value);
      else ledger.fields.set(key, [value]);
    }
  if (activity.rev % 9 === 0) ledger.past.set(activity.rev, ledger.model.clone());
};
