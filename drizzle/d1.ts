/** The tables of D1: identity and circles (better-auth's, with our columns), and remembered answers of writes. */
import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { roles } from "../domain/permission.ts";

const time = (name: string) => integer(name, { mode: "timestamp_ms" });
const flag = (name: string) => integer(name, { mode: "boolean" });
const now = sql`(unixepoch('subsec') * 1000)`;

export const user = sqliteTable("user", {
  id: text().primaryKey(),
  name: text().notNull(),
  email: text().notNull().unique(),
  emailVerified: flag("email_verified").notNull().default(false),
  image: text(),
  createdAt: time("created_at").notNull().default(now),
  updatedAt: time("updated_at").notNull().default(now),
  /** [C21] Where writes go that name no circle. */
  defaultCircle: text("default_circle"),
});

const ownedBy = () =>
  text("user_id")
    .notNull()
    .references(() => user.id, { onDelete: "cascade" });

export const session = sqliteTable(
  "session",
  {
    id: text().primaryKey(),
    expiresAt: time("expires_at").notNull(),
    token: text().notNull().unique(),
    createdAt: time("created_at").notNull().default(now),
    updatedAt: time("updated_at").notNull().default(now),
    ipAddress: text("ip_address"),
    userAgent: text("user_agent"),
    userId: ownedBy(),
    activeOrganizationId: text("active_organization_id"),
  },
  (table) => [index("session_user").on(table.userId)],
);

/** @public better-auth finds it by name. */
export const account = sqliteTable(
  "account",
  {
    id: text().primaryKey(),
    accountId: text("account_id").notNull(),
    providerId: text("provider_id").notNull(),
    userId: ownedBy(),
    accessToken: text("access_token"),
    refreshToken: text("refresh_token"),
    idToken: text("id_token"),
    accessTokenExpiresAt: time("access_token_expires_at"),
    refreshTokenExpiresAt: time("refresh_token_expires_at"),
    scope: text(),
    password: text(),
    createdAt: time("created_at").notNull().default(now),
    updatedAt: time("updated_at").notNull().default(now),
  },
  (table) => [index("account_user").on(table.userId)],
);

/** better-auth's one-time values, and our tickets for the socket. */
export const verification = sqliteTable(
  "verification",
  {
    id: text().primaryKey(),
    identifier: text().notNull(),
    value: text().notNull(),
    expiresAt: time("expires_at").notNull(),
    createdAt: time("created_at").notNull().default(now),
    updatedAt: time("updated_at").notNull().default(now),
  },
  (table) => [index("verification_identifier").on(table.identifier), index("verification_expiry").on(table.expiresAt)],
);

/** [D14] A circle. `key` is the 32 bits its ids carry. The last two columns are a pulse that the circle's object reports now and then. */
export const organization = sqliteTable("organization", {
  id: text().primaryKey(),
  key: integer().notNull().unique(),
  name: text().notNull(),
  slug: text().notNull().unique(),
  logo: text(),
  metadata: text(),
  contactCount: integer("contact_count").notNull().default(0),
  lastActivityAt: time("last_activity_at"),
  createdAt: time("created_at").notNull().default(now),
  /** [C18] The circle's object keeps a copy of these two. */
  lockTargets: flag("lock_targets").notNull().default(false),
  timeZone: text("time_zone").notNull().default("UTC"),
  /** The revision of the circle's accounts, one for each write to them, and the last number one of them got. [C5] */
  accountRev: integer("account_rev").notNull().default(0),
  accountNumber: integer("account_number").notNull().default(0),
  /** The health model's version in force. */
  healthVersion: integer("health_version").notNull().default(0),
});

const inCircle = () =>
  text("organization_id")
    .notNull()
    .references(() => organization.id, { onDelete: "cascade" });

/** [D14] */
export const member = sqliteTable(
  "member",
  {
    id: text().primaryKey(),
    organizationId: inCircle(),
    userId: ownedBy(),
    role: text({ enum: roles }).notNull().default("member"),
    createdAt: time("created_at").notNull().default(now),
  },
  (table) => [uniqueIndex("member_once").on(table.organizationId, table.userId), index("member_user").on(table.userId)],
);

export const invitation = sqliteTable(
  "invitation",
  {
    id: text().primaryKey(),
    organizationId: inCircle(),
    email: text().notNull(),
    role: text({ enum: roles }).notNull().default("member"),
    status: text({ enum: ["pending", "accepted", "rejected", "canceled"] })
      .notNull()
      .default("pending"),
    expiresAt: time("expires_at").notNull(),
    createdAt: time("created_at").notNull().default(now),
    inviterId: text("inviter_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
  },
  (table) => [
    index("invitation_email").on(table.email),
    uniqueIndex("invitation_pending_once")
      .on(table.organizationId, table.email)
      .where(sql`status = 'pending'`),
  ],
);

/** `permissions` holds the scope, `metadata` the circles the key is limited to. Of the key itself only a hash is kept. */
export const apikey = sqliteTable(
  "apikey",
  {
    id: text().primaryKey(),
    configId: text("config_id").notNull().default("default"),
    name: text(),
    start: text(),
    referenceId: text("reference_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    prefix: text(),
    key: text().notNull().unique(),
    refillInterval: integer("refill_interval"),
    refillAmount: integer("refill_amount"),
    lastRefillAt: time("last_refill_at"),
    enabled: flag("enabled").notNull().default(true),
    rateLimitEnabled: flag("rate_limit_enabled").notNull().default(false),
    rateLimitTimeWindow: integer("rate_limit_time_window"),
    rateLimitMax: integer("rate_limit_max"),
    requestCount: integer("request_count").notNull().default(0),
    remaining: integer(),
    lastRequest: time("last_request"),
    expiresAt: time("expires_at"),
    createdAt: time("created_at").notNull().default(now),
    updatedAt: time("updated_at").notNull().default(now),
    permissions: text(),
    metadata: text(),
  },
  (table) => [index("apikey_owner").on(table.referenceId)],
);

/** Answers of writes that are no circle's own, kept 24 h by user, route and `Idempotency-Key`. */
export const idempotency = sqliteTable(
  "idempotency",
  {
    user: text()
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    route: text().notNull(),
    key: text().notNull(),
    bodyHash: text("body_hash").notNull(),
    /** Null while the first request is still at work. */
    status: integer(),
    body: text(),
    createdAt: time("created_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.user, table.route, table.key] }),
    index("idempotency_age").on(table.createdAt),
  ],
);
