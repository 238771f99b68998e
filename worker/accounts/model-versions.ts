/** Versions of a circle's health model: trying one out together, publishing it, bringing an old one back. [HL9] [HL10] */
import { desc, eq } from "drizzle-orm";
import type { Announcements, Topic } from "../../domain/announcement.ts";
import { canonicalJson } from "../../domain/canonical.ts";
import { type Difference, differencesOf, mergePatch, readModel } from "../../domain/health-draft.ts";
import { type HealthModel, usualModel } from "../../domain/health.ts";
import { Problem, wrong } from "../../domain/problem.ts";
import { healthDrafts, healthVersions } from "../../drizzle/accounts.ts";
import { circleStub } from "../../party/rpc.ts";
import type { Desk } from "../circles.ts";
import type { Database } from "../database.ts";
import { log } from "../log.ts";
import { modelOf, versionInForce } from "./health-model.ts";
import { type CircleKeyed, type Recomputed, recompute } from "./recompute.ts";

export interface Version {
  version: number;
  model: HealthModel;
  note: string;
  /** The version it brought back. */
  restores: number | null;
  /** Null for version 0, which nobody published. */
  at: number | null;
  by: string | null;
  in_force: boolean;
  /** What it sets otherwise than the version before it. */
  changes: Difference[];
}

const usual = { version: 0, model: usualModel, note: "The usual model", restores: null, at: null, by: null };

/** Newest first, down to version 0. */
export const versionsOf = async (db: Database, circle: string): Promise<Version[]> => {
  const rows = await db
    .select()
    .from(healthVersions)
    .where(eq(healthVersions.circle, circle))
    .orderBy(desc(healthVersions.version))
    .all();
  const inForce = await versionInForce(db, circle);
  const all = [
    ...rows.map(({ version, model, note, restores, at, by }) => {
      return { version, model: JSON.parse(model) as HealthModel, note, restores, at, by };
    }),
    usual,
  ];
  return all.map((one, place) => ({
    ...one,
    in_force: one.version === inForce,
    changes: differencesOf(all[place + 1]?.model ?? one.model, one.model),
  }));
};

export interface Draft {
  /** 0 when nobody tries one out; then the model is the one in force. */
  revision: number;
  /** The version in force. */
  version: number;
  model: HealthModel;
  at: number | null;
  by: string | null;
}

export const draftOf = async (db: Database, circle: string): Promise<Draft> => {
  const version = await versionInForce(db, circle);
  const row = await db.select().from(healthDrafts).where(eq(healthDrafts.circle, circle)).get();
  return row
    ? { revision: row.revision, version, model: JSON.parse(row.model) as HealthModel, at: row.at, by: row.by }
    : { revision: 0, version, model: await modelOf(db, circle, version), at: null, by: null };
};

/** A screen that cannot be told asks when it is back. */
const announce = async <On extends Topic>({ env }: Desk, circle: CircleKeyed, topic: On, body: Announcements[On]) => {
  try {
    await circleStub(env.Circle, circle.key).announce(topic, body);
  } catch (error) {
    log("warn", "health.untold", { circle: circle.id, reason: error instanceof Error ? error.message : "unknown" });
  }
};

export interface Editing {
  by: string;
  now: number;
  /** What is being dragged, for the others to see. */
  holding: string | null;
}

const tries = 5;

/**
 * Changes the draft: a whole model, or a merge patch over what the draft is at this moment, so that two people who move two
 * sliders both keep their move. The others' screens get it at once.
 */
export const changeDraft = async (
  desk: Desk,
  circle: CircleKeyed,
  change: { model: unknown } | { patch: unknown },
  { by, now, holding }: Editing,
): Promise<Draft> => {
  const { db } = desk;
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const before = await draftOf(db, circle.id);
    const model =
      "model" in change ? readModel(change.model) : readModel(mergePatch(before.model, change.patch), "changes");
    // Grows with the clock, so that a draft begun after another was dropped is newer than that one.
    const revision = Math.max(now, before.revision + 1);
    const [written] = await db
      .insert(healthDrafts)
      .values({ circle: circle.id, model: canonicalJson(model), revision, at: now, by })
      .onConflictDoUpdate({
        target: healthDrafts.circle,
        set: { model: canonicalJson(model), revision, at: now, by },
        setWhere: eq(healthDrafts.revision, before.revision),
      })
      .returning({ revision: healthDrafts.revision });
    if (!written) continue;
    await announce(desk, circle, "health.draft", { revision, by, model, holding });
    return { revision, version: before.version, model, at: now, by };
  }
  throw new Problem("superseded", { detail: "Too many people change the draft at once. Try again." });
};

export const dropDraft = async (desk: Desk, circle: CircleKeyed, by: string, now: number): Promise<void> => {
  const [dropped] = await desk.db
    .delete(healthDrafts)
    .where(eq(healthDrafts.circle, circle.id))
    .returning({ revision: healthDrafts.revision });
  const revision = Math.max(now, (dropped?.revision ?? 0) + 1);
  if (dropped) await announce(desk, circle, "health.draft", { revision, by, model: null, holding: null });
};

export interface Publication {
  note: string;
  /** The draft when neither is given. */
  model?: unknown;
  restores?: number | undefined;
  /** The version that the publisher believed to be in force: another one is `superseded`. */
  base?: number | undefined;
}

const modelToPublish = async (db: Database, circle: string, { model, restores }: Publication): Promise<HealthModel> => {
  if (restores !== undefined) {
    const version = (await versionsOf(db, circle)).find((one) => one.version === restores);
    if (!version) throw wrong("restores", "There is no such version.");
    return version.model;
  }
  if (model !== undefined) return readModel(model);
  const draft = await draftOf(db, circle);
  if (draft.revision === 0) throw wrong("model", "There is no draft to publish.");
  return draft.model;
};

/** Where another version is in force by now its number is null, which the table refuses, and with it the whole batch. */
const nextVersion = `
  insert into health_versions (circle, version, model, note, restores, at, by)
  select ?1, (select max(health_version, coalesce((select max(version) from health_versions where circle = ?1), 0)) + 1
    from organization where id = ?1 and health_version = ?2), ?3, ?4, ?5, ?6, ?7`;
const putInForce =
  "update organization set health_version = (select max(version) from health_versions where circle = ?1) where id = ?1";

/**
 * Puts a model in force as the next version and scores every account with it. The version is in force before the scores
 * are: what was not scored when this is broken off, the next recalculation scores. Refuses a model that changes nothing.
 */
export const publish = async (
  desk: Desk,
  circle: CircleKeyed,
  publication: Publication,
  by: string,
  now: number,
): Promise<{ version: Version; result: Recomputed }> => {
  const { db } = desk;
  const before = await versionInForce(db, circle.id);
  const { note, restores, base } = publication;
  const superseded = () =>
    new Problem("superseded", { detail: "Another version was published in the meantime.", extra: { version: before } });
  if (base !== undefined && base !== before) throw superseded();
  const model = await modelToPublish(db, circle.id, publication);
  const text = canonicalJson(model);
  if (text === canonicalJson(await modelOf(db, circle.id, before)))
    throw wrong("model", "This is what is in force already.");
  try {
    await desk.env.DB.batch([
      desk.env.DB.prepare(nextVersion).bind(circle.id, before, text, note, restores ?? null, now, by),
      desk.env.DB.prepare(putInForce).bind(circle.id),
      desk.env.DB.prepare("delete from health_drafts where circle = ?1").bind(circle.id),
    ]);
  } catch (error) {
    if ((await versionInForce(db, circle.id)) !== before) throw superseded();
    throw error;
  }
  const inForce = await versionInForce(db, circle.id);
  await announce(desk, circle, "health", { version: inForce });
  await announce(desk, circle, "health.draft", { revision: now, by, model: null, holding: null });
  const result = await recompute(desk, circle, { cause: "publish", actor: by, now });
  log("info", "health.published", { circle: circle.id, user: by, version: inForce, changed: result.changed });
  const changes = differencesOf(await modelOf(db, circle.id, before), model);
  return {
    version: { version: inForce, model, note, restores: restores ?? null, at: now, by, in_force: true, changes },
    result,
  };
};
