/** Circles and their people in D1, each change told to the circle's Durable Object. */
import { and, asc, eq, sql } from "drizzle-orm";
import type { Circle, CircleChange, Member } from "../domain/circle.ts";
import { type CircleKey, circleOf, makeId } from "../domain/id.ts";
import { usualSettings } from "../domain/mutation.ts";
import type { Role } from "../domain/permission.ts";
import { Problem, wrong } from "../domain/problem.ts";
import * as tables from "../drizzle/d1.ts";
import { circleStub } from "../party/rpc.ts";
import type { Database } from "./database.ts";
import type { Env } from "./env.ts";
import { log } from "./log.ts";
import { ask, askIfThere } from "./membership.ts";

const { organization, member, user } = tables;

/** Where D1 and who asks come from. */
export interface Desk {
  env: Env;
  db: Database;
}

const memberCount = sql<number>`(select count(*) from member m where m.organization_id = ${organization.id})`;

const circleColumns = {
  id: organization.id,
  key: organization.key,
  name: organization.name,
  role: member.role,
  contactCount: organization.contactCount,
  memberCount,
  lastActivityAt: organization.lastActivityAt,
  createdAt: organization.createdAt,
  lockTargets: organization.lockTargets,
  timeZone: organization.timeZone,
};

/** A circle as one of its members sees it. */
export interface Standing {
  id: string;
  key: CircleKey;
  name: string;
  role: Role;
  contactCount: number;
  memberCount: number;
  lastActivityAt: Date | null;
  createdAt: Date;
  lockTargets: boolean;
  timeZone: string;
}

export const circleResource = (circle: Standing): Circle => ({
  id: circle.id,
  name: circle.name,
  role: circle.role,
  contact_count: circle.contactCount,
  member_count: circle.memberCount,
  last_activity_at: circle.lastActivityAt?.toISOString() ?? null,
  created_at: circle.createdAt.toISOString(),
  lock_targets: circle.lockTargets,
  time_zone: circle.timeZone,
});

/** The person's circles by name, within an API key's list. */
export const circlesOf = async (
  db: Database,
  person: string,
  within: ReadonlySet<CircleKey> | null,
): Promise<Standing[]> => {
  const rows = await db
    .select(circleColumns)
    .from(member)
    .innerJoin(organization, eq(organization.id, member.organizationId))
    .where(eq(member.userId, person))
    .orderBy(asc(sql`${organization.name} collate nocase`), asc(organization.id));
  return within ? rows.filter(({ key }) => within.has(key)) : rows;
};

/** [P2] The circle, when this person belongs to it; else `not_found`, whether it exists or not. */
export const standingIn = async (db: Database, circle: string, person: string): Promise<Standing> => {
  const row = await db
    .select(circleColumns)
    .from(member)
    .innerJoin(organization, eq(organization.id, member.organizationId))
    .where(and(eq(organization.id, circle.toLowerCase()), eq(member.userId, person)))
    .get();
  if (!row) throw new Problem("not_found");
  return row;
};

const freshKey = (): CircleKey => {
  const [key = 0] = crypto.getRandomValues(new Uint32Array(1));
  return key || freshKey();
};

const random = (): number => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;

/** A key nobody has: one in four thousand million collides, so a second draw is rare and a third never seen. */
const unusedKey = async (db: Database): Promise<CircleKey> => {
  for (;;) {
    const key = freshKey();
    if (!(await db.select({ id: organization.id }).from(organization).where(eq(organization.key, key)).get()))
      return key;
  }
};

/** [ID6] Makes a circle with its first admin. When the circle does not answer, D1 is put back and the request may be repeated. */
export const makeCircle = async (
  { env, db }: Desk,
  founder: { user: string; name: string },
  name: string,
): Promise<Standing> => {
  const key = await unusedKey(db);
  const now = new Date();
  const id = makeId(key, now.getTime(), random);
  await db.batch([
    db.insert(organization).values({ id, key, name, slug: id, createdAt: now }),
    db.insert(member).values({
      id: crypto.randomUUID(),
      organizationId: id,
      userId: founder.user,
      role: "admin",
      createdAt: now,
    }),
  ]);
  try {
    await ask(
      circleStub(env.Circle, key).found({ id, key, name }, { user: founder.user, name: founder.name, role: "admin" }),
    );
  } catch (error) {
    await db.delete(organization).where(eq(organization.id, id));
    throw error;
  }
  log("info", "circle.created", { circle: id, user: founder.user });
  return {
    id,
    key,
    name,
    role: "admin",
    contactCount: 0,
    memberCount: 1,
    lastActivityAt: null,
    createdAt: now,
    lockTargets: usualSettings.lock_targets,
    timeZone: usualSettings.time_zone,
  };
};

/** [C18] [KP16] Name and settings. Saying the same again tells the circle once more, which mends one that did not hear. */
export const changeCircle = async (
  { env, db }: Desk,
  circle: Standing,
  { name, lock_targets, time_zone }: CircleChange,
): Promise<Standing> => {
  const settings = {
    ...(lock_targets === undefined ? {} : { lock_targets }),
    ...(time_zone === undefined ? {} : { time_zone }),
  };
  const changed: Standing = {
    ...circle,
    name: name ?? circle.name,
    lockTargets: lock_targets ?? circle.lockTargets,
    timeZone: time_zone ?? circle.timeZone,
  };
  const { lockTargets, timeZone } = changed;
  await db
    .update(organization)
    .set({ name: changed.name, lockTargets, timeZone })
    .where(eq(organization.id, circle.id));
  if (name !== undefined) await ask(circleStub(env.Circle, circle.key).rename(name));
  if (Object.keys(settings).length > 0) await ask(circleStub(env.Circle, circle.key).configure(settings));
  return changed;
};

/**
 * [ID11] [D15] Deletes a circle and all it holds, once its exact name is typed.
 * The circle's own storage goes first: should D1 fail after that, its rows still name the admin who repeats the request.
 */
export const deleteCircle = async ({ env, db }: Desk, circle: Standing, typed: string): Promise<void> => {
  if (typed !== circle.name) throw wrong("name", "Type the circle's exact name.");
  await askIfThere(circleStub(env.Circle, circle.key).dissolve());
  await db.delete(organization).where(eq(organization.id, circle.id));
  log("info", "circle.deleted", { circle: circle.id });
};

export const membersOf = async (db: Database, circle: string): Promise<Member[]> => {
  const rows = await db
    .select({ user: user.id, name: user.name, email: user.email, role: member.role, since: member.createdAt })
    .from(member)
    .innerJoin(user, eq(user.id, member.userId))
    .where(eq(member.organizationId, circle))
    .orderBy(asc(sql`${user.name} collate nocase`), asc(user.id));
  return rows.map(({ user: id, name, email, role, since }) => ({
    user_id: id,
    name,
    email,
    role,
    joined_at: since.toISOString(),
  }));
};

const memberRow = async (db: Database, circle: string, person: string): Promise<Member> => {
  const row = await db
    .select({ name: user.name, email: user.email, role: member.role, since: member.createdAt })
    .from(member)
    .innerJoin(user, eq(user.id, member.userId))
    .where(and(eq(member.organizationId, circle), eq(member.userId, person)))
    .get();
  if (!row) throw new Problem("not_found");
  return {
    user_id: person,
    name: row.name,
    email: row.email,
    role: row.role,
    joined_at: row.since.toISOString(),
  };
};

/** True in SQL while somebody else would still be admin. Asked in the statement that writes, so two admins cannot demote each other at once. */
const notTheLastAdmin = (circle: string, person: string) =>
  sql`(${member.role} <> 'admin' or exists (select 1 from member other where other.organization_id = ${circle} and other.role = 'admin' and other.user_id <> ${person}))`;

const lastAdmin = (field: string): Problem => wrong(field, "The last admin cannot go. Make somebody else admin first.");

/** [ID7] Refuses to demote the last admin. Giving the same role again is allowed and tells the circle once more. */
export const changeRole = async ({ env, db }: Desk, circle: Standing, person: string, role: Role): Promise<Member> => {
  const own = and(eq(member.organizationId, circle.id), eq(member.userId, person));
  const changed = await db
    .update(member)
    .set({ role })
    .where(role === "admin" ? own : and(own, notTheLastAdmin(circle.id, person)))
    .returning({ user: member.userId });
  const row = await memberRow(db, circle.id, person);
  if (changed.length === 0) throw wrong("role", "The last admin cannot be demoted. Make somebody else admin first.");
  await ask(circleStub(env.Circle, circle.key).admit({ user: person, name: row.name, role }));
  log("info", "member.role_changed", { circle: circle.id, user: person, role });
  return row;
};

/** [ID8] Removes a person, or lets one leave. One who is gone from D1 already is dismissed once more, so a repeat mends a half-done removal. */
export const removeMember = async (
  { env, db }: Desk,
  circle: { id: string; key: CircleKey },
  person: string,
): Promise<void> => {
  const own = and(eq(member.organizationId, circle.id), eq(member.userId, person));
  const gone = await db
    .delete(member)
    .where(and(own, notTheLastAdmin(circle.id, person)))
    .returning({ user: member.userId });
  if (gone.length === 0 && (await db.select({ user: member.userId }).from(member).where(own).get()))
    throw lastAdmin("user_id");
  await askIfThere(circleStub(env.Circle, circle.key).dismiss(person));
  if (gone.length === 0) throw new Problem("not_found");
  log("info", "member.removed", { circle: circle.id, user: person });
};

/** The circle of an id, whoever asks. Only for mending what `removeMember` left half done. */
export const existing = async (db: Database, circle: string): Promise<{ id: string; key: CircleKey } | null> => {
  if (circleOf(circle) === null) return null;
  return (
    (await db
      .select({ id: organization.id, key: organization.key })
      .from(organization)
      .where(eq(organization.id, circle.toLowerCase()))
      .get()) ?? null
  );
};
