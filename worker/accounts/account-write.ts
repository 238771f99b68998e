/** What a request says of an account, checked, and written: creating, changing, deleting, restoring. [A5] [A7] [C12] [C16] [C35] */
import { allow } from "../../domain/permission.ts";
import { and, eq } from "drizzle-orm";
import * as z from "zod/mini";
import { AccountChange, NewAccount } from "../../domain/account.ts";
import { type Override, overrideFields, overrideFrom, overrideIn, type OverrideWrite } from "../../domain/override.ts";
import { Problem, wrong } from "../../domain/problem.ts";
import { type AccountRow, accounts } from "../../drizzle/accounts.ts";
import { member } from "../../drizzle/d1.ts";
import type { Standing } from "../circles.ts";
import type { ShellContext } from "../context.ts";
import type { Database } from "../database.ts";
import { readBody } from "../routes/circle-door.ts";
import { readQuery } from "../routes/contact-query.ts";
import {
  type AccountFields,
  type Author,
  authorOf,
  changeAccounts,
  createAccount,
  newStep,
  ownIdOf,
  restorableFor,
  sameValue,
} from "./change.ts";
import { accountFor, circleToWrite, deskOf } from "./scope.ts";

const Draft = z.extend(NewAccount, overrideFields);
const Change = z.extend(AccountChange, overrideFields);
/** [C16] */
const Whole = z.extend(Change, { name: NewAccount.shape.name });

/** An account belongs to a member of its circle, or to nobody. */
export const demandOwner = async (db: Database, circle: string, owner: string | null | undefined): Promise<void> => {
  if (!owner) return;
  const found = await db
    .select({ id: member.id })
    .from(member)
    .where(and(eq(member.organizationId, circle), eq(member.userId, owner)))
    .get();
  if (!found) throw wrong("owner", "Is no member of this circle.");
};

/** What is said of the override; undefined when nothing is. */
export const overrideSaid = (
  c: ShellContext,
  circle: Standing,
  said: OverrideWrite,
  { actor, now }: Author,
): Override | null | undefined => {
  const columns = overrideFrom(said, actor ?? "", now);
  if (columns === undefined) return undefined;
  allow({ role: circle.role, scope: c.get("claim").scope }, "health.override");
  return overrideIn(columns);
};

/** Saying the same again is no new word. */
export const sameOverride = (one: Override | null, other: Override | null): boolean =>
  sameValue(one && { ...one, at: 0 }, other && { ...other, at: 0 });

/** The account as it is now. */
export const currentRow = async (db: Database, id: string): Promise<AccountRow> => {
  const row = await db.select().from(accounts).where(eq(accounts.id, id)).get();
  if (!row) throw new Problem("not_found");
  return row;
};

/** [A5] */
export const createFrom = async (c: ShellContext): Promise<AccountRow> => {
  const { fields } = await readBody(c);
  const circle = await circleToWrite(c, "account.create", fields["circle_id"]);
  const author = authorOf(c);
  const { health_score, health_reason, health_until, ...draft } = readQuery(Draft, fields);
  const id = ownIdOf(fields["id"], circle.key, author.now);
  const desk = deskOf(c);
  await demandOwner(desk.db, circle.id, draft.owner);
  const override = overrideSaid(c, circle, { health_score, health_reason, health_until }, author) ?? null;
  await createAccount(desk, circle, id, { ...draft, override }, { step: newStep(c), author });
  return currentRow(desk.db, id);
};

/** [A7] [C12] PUT names what is required, PATCH what changes. */
export const changeFrom = async (c: ShellContext): Promise<AccountRow> => {
  const { fields } = await readBody(c);
  const { circle, account } = await accountFor(c, c.req.param("id") ?? "", "account.edit");
  const author = authorOf(c);
  const { health_score, health_reason, health_until, ...change } = readQuery(
    c.req.method === "PUT" ? Whole : Change,
    fields,
  );
  const desk = deskOf(c);
  await demandOwner(desk.db, circle.id, change.owner);
  const override = overrideSaid(c, circle, { health_score, health_reason, health_until }, author);
  const decide = (row: AccountRow): Partial<AccountFields> => {
    if (row.deleted_at !== null) throw new Problem("not_found");
    const same = override === undefined || sameOverride(override, overrideIn(row));
    return { ...change, ...(same ? {} : { override }) };
  };
  await changeAccounts(desk, circle, [account.id], decide, {
    kind: "account.changed",
    step: newStep(c),
    author,
    cause: override === undefined ? "account" : "override",
  });
  return currentRow(desk.db, account.id);
};

/** [A7] [C35] */
export const deleteFrom = async (c: ShellContext): Promise<void> => {
  const { circle, account } = await accountFor(c, c.req.param("id") ?? "", "account.delete");
  const author = authorOf(c);
  const decide = (row: AccountRow) => {
    if (row.deleted_at !== null) throw new Problem("not_found");
    return { deleted_at: author.now };
  };
  const changing = { kind: "account.deleted", step: newStep(c), author, cause: "account" } as const;
  await changeAccounts(deskOf(c), circle, [account.id], decide, changing);
};

/** [C35] For 30 days; what is there already is answered as it is. A name that is taken by now is `name_taken`. */
export const restoreFrom = async (c: ShellContext): Promise<AccountRow> => {
  const { circle, account } = await accountFor(c, c.req.param("id") ?? "", "account.restore", { deleted: true });
  const author = authorOf(c);
  if (account.deleted_at !== null && account.deleted_at < author.now - restorableFor) throw new Problem("not_found");
  const desk = deskOf(c);
  try {
    await changeAccounts(desk, circle, [account.id], () => ({ deleted_at: null }), {
      kind: "account.restored",
      step: newStep(c),
      author,
      cause: "account",
    });
  } catch (error) {
    if (!(error instanceof Problem && error.parts.errors?.["name"])) throw error;
    throw new Problem("name_taken", error.parts);
  }
  return currentRow(desk.db, account.id);
};
