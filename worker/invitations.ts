/** Invitations in D1: by e-mail address, answered by whoever is signed in with that address. */
import { and, desc, eq, gt, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import type { Invitation } from "../domain/circle.ts";
import type { Role } from "../domain/permission.ts";
import { Problem, wrong } from "../domain/problem.ts";
import * as tables from "../drizzle/d1.ts";
import { circleStub } from "../party/rpc.ts";
import { type Desk, standingIn, type Standing } from "./circles.ts";
import type { Database } from "./database.ts";
import { log } from "./log.ts";
import { sendMail } from "./mail.ts";
import { ask } from "./membership.ts";

const { invitation, organization, member, user } = tables;
const inviter = alias(user, "inviter");

/** Two weeks. */
const openFor = 14 * 24 * 60 * 60 * 1000;

const select = (db: Database) =>
  db
    .select({ row: invitation, circle: organization, inviter: inviter.name })
    .from(invitation)
    .innerJoin(organization, eq(organization.id, invitation.organizationId))
    .innerJoin(inviter, eq(inviter.id, invitation.inviterId));

type Found = Awaited<ReturnType<typeof select>>[number];

const resource = ({ row, circle, inviter: name }: Found): Invitation => ({
  id: row.id,
  email: row.email,
  role: row.role,
  status: row.status,
  circle_id: circle.id,
  circle_name: circle.name,
  inviter_name: name,
  created_at: row.createdAt.toISOString(),
  expires_at: row.expiresAt.toISOString(),
});

const find = async (db: Database, id: string): Promise<Found> => {
  const found = await select(db).where(eq(invitation.id, id)).get();
  if (!found) throw new Problem("not_found");
  return found;
};

const waiting = () => and(eq(invitation.status, "pending"), gt(invitation.expiresAt, new Date()));

/** Those of one circle that wait, newest first. */
export const invitationsOf = async (db: Database, circle: string): Promise<Invitation[]> =>
  (
    await select(db)
      .where(and(eq(invitation.organizationId, circle), waiting()))
      .orderBy(desc(invitation.createdAt))
  ).map(resource);

/** Those that wait for an address. */
export const invitationsFor = async (db: Database, email: string): Promise<Invitation[]> =>
  (
    await select(db)
      .where(and(eq(invitation.email, email.toLowerCase()), waiting()))
      .orderBy(desc(invitation.createdAt))
  ).map(resource);

/** [ID10] One invitation per address and circle waits at a time: inviting again renews it, with the new role. */
export const invite = async (
  { env, db }: Desk,
  circle: Standing,
  by: string,
  email: string,
  role: Role,
): Promise<Invitation> => {
  const already = await db
    .select({ id: user.id })
    .from(member)
    .innerJoin(user, eq(user.id, member.userId))
    .where(and(eq(member.organizationId, circle.id), eq(user.email, email)))
    .get();
  if (already) throw wrong("email", "This person is already in the circle.");
  const [row] = await db
    .insert(invitation)
    .values({
      id: crypto.randomUUID(),
      organizationId: circle.id,
      email,
      role,
      inviterId: by,
      expiresAt: new Date(Date.now() + openFor),
    })
    .onConflictDoUpdate({
      target: [invitation.organizationId, invitation.email],
      targetWhere: sql`status = 'pending'`,
      set: { role, inviterId: by, expiresAt: new Date(Date.now() + openFor) },
    })
    .returning({ id: invitation.id });
  if (!row) throw new Error("an invitation was not written");
  const made = resource(await find(db, row.id));
  log("info", "member.invited", { circle: circle.id, user: by, role });
  if (env.MAIL_URL)
    await sendMail(env, "invitation", {
      to: email,
      subject: `${made.inviter_name} invites you to ${circle.name}`,
      text: `Accept here: ${env.PUBLIC_URL ?? ""}/invitations/${made.id}`,
    });
  return made;
};

/** Taken back by an admin, or declined by the invitee. `allowed` is asked with the circle when somebody else than the invitee asks. */
export const cancelInvitation = async (
  db: Database,
  id: string,
  person: { user: string; email: string },
  allowed: (circle: Standing) => void,
): Promise<void> => {
  const { row, circle } = await find(db, id);
  const mine = row.email === person.email;
  if (!mine) allowed(await standingIn(db, circle.id, person.user));
  const gone = await db
    .update(invitation)
    .set({ status: mine ? "rejected" : "canceled" })
    .where(and(eq(invitation.id, id), eq(invitation.status, "pending")))
    .returning({ id: invitation.id });
  if (gone.length === 0) throw new Problem("not_found");
};

/**
 * [ID10] Makes the invitee a member. An invitation for another address, cancelled or out of date is `not_found`.
 * Accepting again is allowed while the person is still a member, and tells the circle once more.
 */
export const acceptInvitation = async ({ env, db }: Desk, id: string, person: string): Promise<Standing> => {
  const { row, circle } = await find(db, id);
  const invitee = await db.select().from(user).where(eq(user.id, person)).get();
  if (!invitee || invitee.email !== row.email) throw new Problem("not_found");
  if (env.EMAIL_VERIFICATION === "on" && !invitee.emailVerified)
    throw new Problem("forbidden", {
      detail: "Confirm your e-mail address first.",
      extra: { action: "invitation.accept" },
    });
  if (row.status === "pending" && row.expiresAt > new Date())
    await db.batch([
      db
        .insert(member)
        .values({ id: crypto.randomUUID(), organizationId: circle.id, userId: person, role: row.role })
        .onConflictDoNothing(),
      db.update(invitation).set({ status: "accepted" }).where(eq(invitation.id, id)),
    ]);
  else if (row.status !== "accepted") throw new Problem("not_found");
  const standing = await standingIn(db, circle.id, person);
  await ask(circleStub(env.Circle, circle.key).admit({ user: person, name: invitee.name, role: standing.role }));
  log("info", "member.joined", { circle: circle.id, user: person, role: standing.role });
  return standing;
};
