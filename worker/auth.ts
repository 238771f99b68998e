/** better-auth on D1: accounts, sessions, API keys. Its organizations are our circles, written only by our own routes. */
import { apiKey } from "@better-auth/api-key";
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { APIError } from "better-auth/api";
import { bearer, organization } from "better-auth/plugins";
import { createAccessControl } from "better-auth/plugins/access";
import { and, eq, sql } from "drizzle-orm";
import { lengthOf } from "../domain/text.ts";
import * as tables from "../drizzle/d1.ts";
import { databaseOf } from "./database.ts";
import type { Env } from "./env.ts";
import { log } from "./log.ts";
import { sendMail } from "./mail.ts";
import { eraseEverywhere, renameEverywhere, revokeEverywhere } from "./membership.ts";
import { mayWriteFrom, otherOrigins } from "./origins.ts";
import { forget, forgetPerson, keyPrefix } from "./session.ts";

const days = 24 * 60 * 60;

/** better-auth must know the role names; what they may do stands in domain/permission.ts alone. */
const access = createAccessControl({});
const circleRoles = { admin: access.newRole({}), moderator: access.newRole({}), member: access.newRole({}) };

/** The circles that would be left without an admin if this person went. */
const soleAdminships = (env: Env, user: string) => {
  const { member } = tables;
  return databaseOf(env.DB)
    .select({ circle: member.organizationId })
    .from(member)
    .where(
      and(
        eq(member.userId, user),
        eq(member.role, "admin"),
        sql`not exists (select 1 from member other where other.organization_id = ${member.organizationId} and other.role = 'admin' and other.user_id <> ${user})`,
      ),
    );
};

/** What a failed hook leaves undone is repeated by nobody, so it is said aloud. */
const told = async (event: string, work: Promise<void>): Promise<void> => {
  try {
    await work;
  } catch {
    log("error", event);
  }
};

/** better-auth takes any text for a name; people need something to be called by. */
const nameOf = (text: string): string => {
  const name = text.trim();
  if (name === "" || lengthOf(name) > 255)
    throw new APIError("BAD_REQUEST", { code: "INVALID_NAME", message: "A name has 1 to 255 characters." });
  return name;
};

const makeAuth = (env: Env, secure: boolean) => {
  const db = databaseOf(env.DB);
  const verified = env.EMAIL_VERIFICATION === "on";
  return betterAuth({
    appName: "Rondo",
    basePath: "/api/auth",
    ...(env.PUBLIC_URL ? { baseURL: env.PUBLIC_URL } : {}),
    secret: env.AUTH_SECRET ?? "",
    database: drizzleAdapter(db, { provider: "sqlite", schema: tables }),
    trustedOrigins: (request) => {
      const origin = request?.headers.get("origin");
      return [...otherOrigins(env), ...(request && origin && mayWriteFrom(origin, request, env) ? [origin] : [])];
    },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: 8,
      requireEmailVerification: verified,
      revokeSessionsOnPasswordReset: true,
      ...(env.MAIL_URL
        ? {
            sendResetPassword: ({ user, url }: { user: { email: string }; url: string }) =>
              sendMail(env, "password-reset", {
                to: user.email,
                subject: "Set a new password for Rondo",
                text: `Set a new password here: ${url}\n\nIf you did not ask for this, do nothing.`,
              }),
          }
        : {}),
    },
    emailVerification: {
      sendOnSignUp: verified,
      sendOnSignIn: verified,
      autoSignInAfterVerification: true,
      sendVerificationEmail: ({ user, url }) =>
        sendMail(env, "verification", {
          to: user.email,
          subject: "Confirm your e-mail address for Rondo",
          text: `Confirm your address here: ${url}`,
        }),
    },
    user: {
      deleteUser: {
        enabled: true,
        beforeDelete: async ({ id }) => {
          if ((await soleAdminships(env, id)).length > 0)
            throw new APIError("BAD_REQUEST", {
              message: "You are the last admin of a circle. Make somebody else admin first, or delete the circle.",
            });
          await eraseEverywhere(env, db, id);
        },
      },
    },
    session: { expiresIn: 30 * days, updateAge: days, cookieCache: { enabled: false } },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { log: (level, message) => log(level === "error" ? "error" : "debug", "auth", { message }) },
    onAPIError: { throw: false },
    advanced: {
      // Ours stands before it [SEC3]; this one also turns away programs that sign in without being a browser.
      disableCSRFCheck: true,
      cookiePrefix: "rondo",
      useSecureCookies: secure,
      ipAddress: { ipAddressHeaders: ["cf-connecting-ip"] },
      database: { generateId: "uuid" },
    },
    databaseHooks: {
      session: {
        delete: {
          after: async (session) => {
            forget(session.id);
            await told("session.revoke_failed", revokeEverywhere(env, db, session.userId, session.id));
          },
        },
      },
      user: {
        create: { before: async (user) => ({ data: { ...user, name: nameOf(user.name) } }) },
        update: {
          before: async (change) =>
            typeof change.name === "string" ? { data: { ...change, name: nameOf(change.name) } } : undefined,
          after: async (user) => {
            forgetPerson(user.id);
            await told("member.rename_failed", renameEverywhere(env, db, user.id, user.name));
          },
        },
        delete: { after: async (user) => forgetPerson(user.id) },
      },
    },
    plugins: [
      bearer({ requireSignature: true }),
      apiKey({
        defaultPrefix: keyPrefix,
        enableMetadata: true,
        enableSessionForAPIKeys: false,
        rateLimit: { enabled: false },
        keyExpiration: { minExpiresIn: 1, maxExpiresIn: 3650 },
        maximumNameLength: 512,
        startingCharactersConfig: { charactersLength: 12 },
      }),
      organization({
        ac: access,
        roles: circleRoles,
        creatorRole: "admin",
        membershipLimit: 100_000,
        invitationLimit: 100_000,
        schema: {
          organization: { additionalFields: { key: { type: "number", required: true, input: false } } },
        },
      }),
    ],
  });
};

export type Auth = ReturnType<typeof makeAuth>;

const made = new WeakMap<Env, Partial<Record<"http" | "https", Auth>>>();

/** better-auth for this configuration; built once per isolate, since building costs milliseconds. */
export const authOf = (env: Env, request: Request): Auth => {
  const secure = request.url.startsWith("https:");
  const name = secure ? "https" : "http";
  let pair = made.get(env);
  if (!pair) made.set(env, (pair = {}));
  return (pair[name] ??= makeAuth(env, secure));
};
