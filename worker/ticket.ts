/** One-time tickets for the socket, for clients that can set neither a cookie nor a header on it. Kept as hashes, for a minute. */
import { and, eq, gt, lt } from "drizzle-orm";
import type { Scope } from "../domain/permission.ts";
import { verification } from "../drizzle/d1.ts";
import type { Database } from "./database.ts";
import { digest } from "./signed-token.ts";

const goodFor = 60_000;

export interface Bearer {
  user: string;
  session: string;
  scope: Scope;
}

const nameOf = async (ticket: string, circle: string): Promise<string> =>
  `ticket:${await digest(`${ticket} ${circle.toLowerCase()}`)}`;

export const issueTicket = async (
  db: Database,
  circle: string,
  bearer: Bearer,
): Promise<{ ticket: string; expires_at: string }> => {
  const ticket = [...crypto.getRandomValues(new Uint8Array(32))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
  const now = Date.now();
  const expiresAt = new Date(now + goodFor);
  await db
    .delete(verification)
    .where(
      and(
        lt(verification.expiresAt, new Date(now)),
        gt(verification.identifier, "ticket:"),
        lt(verification.identifier, "ticket;"),
      ),
    );
  await db.insert(verification).values({
    id: crypto.randomUUID(),
    identifier: await nameOf(ticket, circle),
    value: JSON.stringify(bearer),
    expiresAt,
  });
  return { ticket, expires_at: expiresAt.toISOString() };
};

/** [ID14] Good once: the statement that reads it deletes it. */
export const redeemTicket = async (db: Database, circle: string, ticket: string): Promise<Bearer | null> => {
  const [row] = await db
    .delete(verification)
    .where(and(eq(verification.identifier, await nameOf(ticket, circle)), gt(verification.expiresAt, new Date())))
    .returning({ value: verification.value });
  return row ? (JSON.parse(row.value) as Bearer) : null;
};
