/** Telling circles what changed in D1 about their people. Every call may be repeated. */
import { eq } from "drizzle-orm";
import { Problem, problemFrom } from "../domain/problem.ts";
import * as tables from "../drizzle/d1.ts";
import { type CircleRpc, circleStub, type Reply } from "../party/rpc.ts";
import type { Database } from "./database.ts";
import type { Env } from "./env.ts";
import { log } from "./log.ts";

const unreached = "The circle could not be reached. Send the same request again.";

/** A circle's answer; silence is `unavailable`. */
export const reach = async <T>(answer: Promise<T>): Promise<T> => {
  try {
    return await answer;
  } catch (error) {
    log("error", "circle.unreachable", { reason: error instanceof Error ? error.message : "unknown" });
    throw new Problem("unavailable", { detail: unreached });
  }
};

/** The value of a circle's answer; its problem is thrown. */
export const ask = async <T>(answer: Promise<Reply<T>>): Promise<T> => {
  const reply = await reach(answer);
  if (reply.ok) return reply.value;
  throw problemFrom(reply.problem);
};

/** As `ask`, where a circle that does not exist any more has nothing left to do. */
export const askIfThere = async (answer: Promise<Reply<null>>): Promise<void> => {
  try {
    await ask(answer);
  } catch (error) {
    if (!(error instanceof Problem && error.code === "not_found")) throw error;
  }
};

/** Runs a call on every circle the person belongs to. */
const inEachCircle = async (
  env: Env,
  db: Database,
  user: string,
  call: (circle: CircleRpc, role: typeof tables.member.$inferSelect.role) => Promise<Reply<null>>,
) => {
  const { member, organization } = tables;
  const rows = await db
    .select({ key: organization.key, role: member.role })
    .from(member)
    .innerJoin(organization, eq(organization.id, member.organizationId))
    .where(eq(member.userId, user));
  const outcomes = await Promise.allSettled(
    rows.map(({ key, role }) => askIfThere(call(circleStub(env.Circle, key), role))),
  );
  if (outcomes.some((outcome) => outcome.status === "rejected"))
    throw new Problem("unavailable", { detail: unreached });
};

/** [ID9] Ends a session or API key in every circle of its owner. */
export const revokeEverywhere = (env: Env, db: Database, user: string, session: string): Promise<void> =>
  inEachCircle(env, db, user, (circle) => circle.revoke(session));

export const renameEverywhere = (env: Env, db: Database, user: string, name: string): Promise<void> =>
  inEachCircle(env, db, user, (circle, role) => circle.admit({ user, name, role }));

export const eraseEverywhere = (env: Env, db: Database, user: string): Promise<void> =>
  inEachCircle(env, db, user, (circle) => circle.erase(user));
