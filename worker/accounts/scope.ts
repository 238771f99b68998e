/** Which circles a request about accounts is for, and the account in its path. Membership comes before existence. [C21] [P2] */
import { and, eq, inArray, isNull } from "drizzle-orm";
import { circleOf } from "../../domain/id.ts";
import { allow, type Action, may } from "../../domain/permission.ts";
import { Problem, wrong } from "../../domain/problem.ts";
import { type AccountRow, accounts } from "../../drizzle/accounts.ts";
import * as tables from "../../drizzle/d1.ts";
import { circlesOf, type Desk, type Standing } from "../circles.ts";
import type { ShellContext } from "../context.ts";
import { databaseOf } from "../database.ts";
import { circleKeyOf, withinScope } from "../middleware/signed-in.ts";

export const deskOf = (c: ShellContext): Desk => ({ env: c.env, db: databaseOf(c.env.DB) });

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The caller's circles, within an API key's list. */
const own = (c: ShellContext): Promise<Standing[]> =>
  circlesOf(databaseOf(c.env.DB), c.get("claim").user, c.get("who")?.circles ?? null);

const named = (c: ShellContext, circles: Standing[], given: unknown): Standing => {
  if (typeof given !== "string" || !uuid.test(given)) throw wrong("circle_id", "Must be the id of a circle.");
  const circle = circles.find(({ id }) => id === given.toLowerCase());
  if (!circle) throw new Problem("not_found");
  c.set("circle", circle.id);
  return circle;
};

/** [C21] The circles that a read is about: the named one, else all of the caller's in which they may. */
export const circlesToRead = async (c: ShellContext, action: Action = "account.view"): Promise<Standing[]> => {
  const circles = await own(c);
  const given = c.req.query("circle_id");
  const { scope } = c.get("claim");
  if (given === undefined || given === "") return circles.filter(({ role }) => may({ role, scope }, action));
  const circle = named(c, circles, given);
  allow({ role: circle.role, scope }, action);
  return [circle];
};

const defaultOf = async (c: ShellContext): Promise<string | null> => {
  const { user } = tables;
  const row = await databaseOf(c.env.DB)
    .select({ circle: user.defaultCircle })
    .from(user)
    .where(eq(user.id, c.get("claim").user))
    .get();
  return row?.circle ?? null;
};

/**
 * [C21] The one circle that a write, or a question about one circle, is for: named by `circle_id` in body or query,
 * else the only one, else the caller's default. Several and no default is `errors.circle_id`.
 */
export const circleToWrite = async (c: ShellContext, action: Action, given?: unknown): Promise<Standing> => {
  const circles = await own(c);
  const name = given ?? (c.req.query("circle_id") || undefined);
  let circle: Standing | undefined;
  if (name !== undefined && name !== null) circle = named(c, circles, name);
  else if (circles.length === 1) [circle] = circles;
  else {
    const usual = await defaultOf(c);
    circle = circles.find(({ id }) => id === usual);
  }
  if (!circle)
    throw wrong(
      "circle_id",
      circles.length === 0 ? "You belong to no circle yet." : "You belong to several circles: name one.",
    );
  c.set("circle", circle.id);
  allow({ role: circle.role, scope: c.get("claim").scope }, action);
  return circle;
};

/** The circle that a write can only be for, whatever its body says: the query's, or the caller's only one; else null. */
export const certainCircle = async (c: ShellContext, action: Action): Promise<Standing | null> =>
  c.req.query("circle_id") || (await own(c)).length === 1 ? circleToWrite(c, action) : null;

export interface AccountInCircle {
  circle: Standing;
  account: AccountRow;
}

/**
 * [C5] The account that a path names by id or by number, for somebody who may do this to it. What is deleted, foreign or
 * unknown is `not_found`. A number in several circles needs `circle_id`.
 */
export const accountFor = async (
  c: ShellContext,
  given: string,
  action: Action,
  options: { deleted?: boolean } = {},
): Promise<AccountInCircle> => {
  const db = databaseOf(c.env.DB);
  const circles = await own(c);
  const asked = c.req.query("circle_id");
  const within = asked === undefined || asked === "" ? circles : [named(c, circles, asked)];
  const there = options.deleted ? undefined : isNull(accounts.deleted_at);
  let rows: AccountRow[] = [];
  if (/^[1-9][0-9]{0,8}$/.test(given)) {
    rows = await db
      .select()
      .from(accounts)
      .where(
        and(
          inArray(
            accounts.circle,
            within.map(({ id }) => id),
          ),
          eq(accounts.number, Number(given)),
          there,
        ),
      )
      .limit(2);
    if (rows.length > 1) {
      const usual = await defaultOf(c);
      rows = rows.filter(({ circle }) => circle === usual);
      if (rows.length === 0)
        throw wrong("circle_id", "Several of your circles have an account of this number: name one.");
    }
  } else {
    withinScope(c, circleOf(given));
    rows = await db
      .select()
      .from(accounts)
      .where(and(eq(accounts.id, given.toLowerCase()), there))
      .limit(1);
  }
  const account = rows[0];
  const circle = account && within.find(({ id }) => id === account.circle);
  if (!account || !circle) throw new Problem("not_found");
  circleKeyOf(c, account.id);
  c.set("circle", circle.id);
  allow({ role: circle.role, scope: c.get("claim").scope }, action);
  return { circle, account };
};
