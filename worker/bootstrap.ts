/** The first admin: a verified account with a circle, made without mail. [A23] */
import { eq } from "drizzle-orm";
import * as z from "zod/mini";
import { CircleDraft } from "../domain/circle.ts";
import { Problem, wrong } from "../domain/problem.ts";
import { user } from "../drizzle/d1.ts";
import { authOf } from "./auth.ts";
import { type Desk, makeCircle, type Standing } from "./circles.ts";
import { digest } from "./signed-token.ts";

export const FirstAdmin = z.object({
  name: CircleDraft.shape.name,
  email: z.string("Must be text.").check(z.trim(), z.toLowerCase(), z.email("Must be an e-mail address.")),
  password: z
    .string("Must be text.")
    .check(z.minLength(8, "At least 8 characters."), z.maxLength(128, "At most 128 characters.")),
  circle: CircleDraft.shape.name,
});
export type FirstAdmin = z.infer<typeof FirstAdmin>;

/** Hashes are compared, so that time tells nothing about the token. */
export const holdsToken = async (given: string | undefined, token: string): Promise<boolean> =>
  given !== undefined && (await digest(given)) === (await digest(`Bearer ${token}`));

/** Refuses an address that is in use already. */
export const makeFirstAdmin = async (
  desk: Desk,
  request: Request,
  { name, email, password, circle }: FirstAdmin,
): Promise<{ user_id: string; circle: Standing }> => {
  if (await desk.db.select({ id: user.id }).from(user).where(eq(user.email, email)).get())
    throw wrong("email", "Somebody has an account with this address.");
  const context = await authOf(desk.env, request).$context;
  const made = await context.internalAdapter.createUser({ name, email, emailVerified: true }, { method: "admin" });
  if (!made) throw new Problem("broken");
  await context.internalAdapter.linkAccount({
    userId: made.id,
    accountId: made.id,
    providerId: "credential",
    password: await context.password.hash(password),
  });
  return { user_id: made.id, circle: await makeCircle(desk, { user: made.id, name }, circle) };
};
