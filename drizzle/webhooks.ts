/** The tables of incoming webhooks in D1: sources, every delivery, what was seen of accounts, and who is still unknown. */
import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { deliveryStates, reviewStates, sourceKinds, verdicts } from "../domain/webhook-words.ts";
import { accounts } from "./accounts.ts";
import { organization, user } from "./d1.ts";

/** Unix milliseconds. */
const time = (name: string) => integer(name);
const inCircle = () =>
  text("circle")
    .notNull()
    .references(() => organization.id, { onDelete: "cascade" });
const ofAccount = () =>
  text("account")
    .notNull()
    .references(() => accounts.id, { onDelete: "cascade" });

/** [IW1] Where webhooks come from. Secrets are sealed with a key made of `AUTH_SECRET`; nobody is shown one twice. */
export const webhookSources = sqliteTable(
  "webhook_sources",
  {
    id: text().primaryKey(),
    circle: inCircle(),
    kind: text({ enum: sourceKinds }).notNull(),
    name: text().notNull(),
    secret: text().notNull(),
    /** The last characters, by which people tell secrets apart. */
    secret_end: text("secret_end").notNull(),
    previous_secret: text("previous_secret"),
    previous_until: time("previous_until"),
    /** `SourceSettings` as JSON. */
    settings: text().notNull(),
    paused: integer({ mode: "boolean" }).notNull().default(false),
    created_at: time("created_at").notNull(),
    created_by: text("created_by").references(() => user.id, { onDelete: "set null" }),
    updated_at: time("updated_at").notNull(),
  },
  (table) => [index("webhook_sources_circle").on(table.circle)],
);
export type SourceRow = typeof webhookSources.$inferSelect;

const ofSource = () =>
  text("source")
    .notNull()
    .references(() => webhookSources.id, { onDelete: "cascade" });

/** [IW5] Every request that came, stored before it was answered. What is `waiting` here is the work to be done. */
export const webhookDeliveries = sqliteTable(
  "webhook_deliveries",
  {
    /** The order in which they are worked on. */
    n: integer().primaryKey({ autoIncrement: true }),
    id: text().notNull(),
    circle: inCircle(),
    source: ofSource(),
    /** The vendor's id of the event, else a hash of the body: what comes twice is one delivery. Refused ones have their own id. */
    event: text().notNull(),
    received_at: time("received_at").notNull(),
    signed_at: time("signed_at"),
    /** As JSON, lower-case names; credentials are masked before they are written. */
    headers: text().notNull(),
    /** Null once it was forgotten, 30 days later. Of a refused request only the beginning. */
    body: text(),
    size: integer().notNull(),
    verdict: text({ enum: verdicts }).notNull(),
    state: text({ enum: deliveryStates }).notNull(),
    attempts: integer().notNull().default(0),
    /** When it is worked on next; null when nothing is left to do. */
    due_at: time("due_at"),
    done_at: time("done_at"),
    /** What came of it, as JSON: steps of the reading, changes with their why. */
    trace: text(),
    changes: text(),
    /** Why it was refused, held or given up, in a sentence. */
    error: text(),
    /** How often it came again. */
    repeats: integer().notNull().default(0),
  },
  (table) => [
    uniqueIndex("webhook_deliveries_id").on(table.id),
    uniqueIndex("webhook_deliveries_once").on(table.source, table.event),
    index("webhook_deliveries_due")
      .on(table.circle, table.due_at)
      .where(sql`due_at is not null`),
    index("webhook_deliveries_list").on(table.circle, table.state, table.n),
    index("webhook_deliveries_source").on(table.source, table.n),
  ],
);
export type DeliveryRow = typeof webhookDeliveries.$inferSelect;

/** What a source's keys and users mean: the account they belong to. @public Read and written in SQL. */
export const webhookNames = sqliteTable(
  "webhook_names",
  {
    source: ofSource(),
    kind: text({ enum: ["account", "user"] }).notNull(),
    key: text().notNull(),
    account: ofAccount(),
    /** When the source said so, and with which delivery; a person's word is at the time of the click. */
    at: time("at").notNull(),
    n: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.source, table.kind, table.key] })],
);

/** [IW12] An account that a source names and nobody here knows. */
export const webhookReviews = sqliteTable(
  "webhook_reviews",
  {
    id: text().primaryKey(),
    circle: inCircle(),
    source: ofSource(),
    kind: text({ enum: ["account", "user"] }).notNull(),
    /** The source's own key; for an account that is only named, its name folded. */
    key: text().notNull(),
    name: text(),
    /** `fold(name)`: an account that is made here later by this name is the one. */
    folded: text(),
    state: text({ enum: reviewStates }).notNull().default("open"),
    account: text().references(() => accounts.id, { onDelete: "set null" }),
    first_at: time("first_at").notNull(),
    last_at: time("last_at").notNull(),
    settled_at: time("settled_at"),
    settled_by: text("settled_by").references(() => user.id, { onDelete: "set null" }),
  },
  (table) => [
    uniqueIndex("webhook_reviews_once").on(table.source, table.kind, table.key),
    index("webhook_reviews_circle").on(table.circle, table.state, table.last_at),
  ],
);

/** Which deliveries wait for a review. @public Read and written in SQL. */
export const webhookHolds = sqliteTable(
  "webhook_holds",
  {
    review: text()
      .notNull()
      .references(() => webhookReviews.id, { onDelete: "cascade" }),
    delivery: text()
      .notNull()
      .references(() => webhookDeliveries.id, { onDelete: "cascade" }),
  },
  (table) => [primaryKey({ columns: [table.review, table.delivery] })],
);

/** What a mark says: somebody was there, this user was, this feature was used, the day ended with nobody there, tickets were counted. */
export const markKinds = ["active", "user", "feature", "quiet", "tickets"] as const;

/** [IW10] What was seen of an account on a day, each thing once: sets, from which the numbers of the day are counted. @public Read and written in SQL. */
export const usageMarks = sqliteTable(
  "usage_marks",
  {
    account: ofAccount(),
    date: text().notNull(),
    kind: text({ enum: markKinds }).notNull(),
    value: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.account, table.kind, table.date, table.value] })],
);

/** Features that were ever seen in a circle, with the first day: what adoption is counted over when nobody listed them. @public Read and written in SQL. */
export const usageFeatures = sqliteTable(
  "usage_features",
  { circle: inCircle(), feature: text().notNull(), first_date: text("first_date").notNull() },
  (table) => [primaryKey({ columns: [table.circle, table.feature] })],
);

/** Tickets of other systems, of which the open ones are counted. @public Read and written in SQL. */
export const webhookTickets = sqliteTable(
  "webhook_tickets",
  {
    source: ofSource(),
    id: text().notNull(),
    account: ofAccount(),
    opened_at: time("opened_at").notNull(),
    closed_at: time("closed_at"),
    /** When the source said so, and with which delivery: nothing older counts. [IW11] */
    at: time("at").notNull(),
    n: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.source, table.id] }), index("webhook_tickets_account").on(table.account)],
);

/** Contracts of other systems, whose sum is the account's ARR. @public Read and written in SQL. */
export const webhookContracts = sqliteTable(
  "webhook_contracts",
  {
    source: ofSource(),
    id: text().notNull(),
    account: ofAccount(),
    /** Hundredths a year. */
    arr: integer().notNull(),
    renewal_date: text("renewal_date"),
    at: time("at").notNull(),
    n: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.source, table.id] }), index("webhook_contracts_account").on(table.account)],
);

/** When the value of a field was said, so that nothing older stands over it. Of one instant the later delivery counts. [IW11] @public Read and written in SQL. */
export const webhookTimes = sqliteTable(
  "webhook_times",
  {
    /** An account's id. */
    subject: text().notNull(),
    field: text().notNull(),
    circle: inCircle(),
    at: time("at").notNull(),
    n: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.subject, table.field] })],
);

/** A person or deal of another system as far as it was told, field by field with its time; as JSON. @public Read and written in SQL. */
export const webhookRecords = sqliteTable(
  "webhook_records",
  {
    source: ofSource(),
    id: text().notNull(),
    circle: inCircle(),
    /** `{field: {value, at, n}}` */
    fields: text().notNull(),
    /** The contact it became. */
    contact: text(),
  },
  (table) => [primaryKey({ columns: [table.source, table.id] })],
);

/** Accounts whose numbers were written and whose score was not yet: taken up again after a kill. @public Read and written in SQL. */
export const webhookUnsettled = sqliteTable("webhook_unsettled", {
  account: text()
    .primaryKey()
    .references(() => accounts.id, { onDelete: "cascade" }),
  circle: inCircle(),
});
