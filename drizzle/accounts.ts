/** The tables of customer success in D1: accounts, their usage, scores, feedback, meetings, and what people keep of them. */
import { sql } from "drizzle-orm";
import { index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import {
  feedbackStatuses,
  healthSources,
  industries,
  segments,
  sentiments,
  usageTrends,
} from "../domain/account-words.ts";
import { buckets, bucketsOrUnknown } from "../domain/health.ts";
import { organization, user } from "./d1.ts";

/** Unix milliseconds. */
const time = (name: string) => integer(name);
const inCircle = () =>
  text("circle")
    .notNull()
    .references(() => organization.id, { onDelete: "cascade" });
/** A person; null for machines, and once that person is gone. [D15] */
const person = (name: string) => text(name).references(() => user.id, { onDelete: "set null" });

/**
 * [D1] [D3] A customer company. What its score and its facts are now stands in the row itself, written by one door
 * (`worker/accounts/door.ts`) together with `rev`, so that a list, a board and a browser read one row each.
 */
export const accounts = sqliteTable(
  "accounts",
  {
    id: text().primaryKey(),
    circle: inCircle(),
    /** [C5] From 1 in each circle, never used twice. */
    number: integer().notNull(),
    name: text().notNull(),
    /** `fold(name)`: unique in its circle while the account is there. */
    folded: text().notNull(),
    industry: text({ enum: industries }).notNull().default("other"),
    segment: text({ enum: segments }),
    region: text(),
    /** Hundredths. */
    arr: integer().notNull().default(0),
    seats: integer(),
    /** `YYYY-MM-DD`. */
    renewal_date: text(),
    owner: person("owner"),

    /** [C12] A person's word on the health, beside the computed score. `override_at` is null without one. */
    override_bucket: text({ enum: buckets }),
    override_value: real(),
    override_reason: text(),
    override_by: person("override_by"),
    override_at: time("override_at"),
    override_until: time("override_until"),

    /** What the formula says, and what counts: the override while there is one. */
    computed_value: real(),
    computed_bucket: text({ enum: bucketsOrUnknown }).notNull().default("unknown"),
    health_value: real(),
    health_bucket: text({ enum: bucketsOrUnknown }).notNull().default("unknown"),
    health_source: text({ enum: healthSources }).notNull().default("none"),
    /** The health model's version the score was computed with, and what it was computed from: `HealthInputs` as JSON. */
    health_version: integer().notNull().default(0),
    health_inputs: text(),
    health_contributions: text(),
    health_at: time("health_at"),
    /** Day of the last value of each factor: `{dau, adoption, tickets, nps, login}` as JSON. */
    factor_days: text(),

    /** [X11] */
    sentiment: text({ enum: sentiments }),
    sentiment_why: text(),
    last_meeting_at: time("last_meeting_at"),
    open_feedback: integer().notNull().default(0),

    created_at: time("created_at").notNull(),
    created_by: person("created_by"),
    updated_at: time("updated_at").notNull(),
    updated_by: person("updated_by"),
    /** [C35] Restorable for 30 days. */
    deleted_at: time("deleted_at"),
    deleted_by: person("deleted_by"),
    /** The circle's `account_rev` when this row last changed. */
    rev: integer().notNull(),
  },
  (table) => [
    uniqueIndex("accounts_number").on(table.circle, table.number),
    uniqueIndex("accounts_name")
      .on(table.circle, table.folded)
      .where(sql`deleted_at is null`),
    index("accounts_rev").on(table.circle, table.rev),
    /** [D2] The usual order, in which a page is found without sorting. */
    index("accounts_arr")
      .on(table.circle, sql`"arr" desc`, table.folded, table.number, table.deleted_at)
      .where(sql`deleted_at is null`),
    /** What lists are searched, filtered and sorted by: ten thousand narrow entries are read instead of as many rows. [A4] */
    index("accounts_list")
      .on(
        table.circle,
        table.folded,
        table.number,
        table.arr,
        table.industry,
        table.segment,
        table.region,
        table.renewal_date,
        table.health_bucket,
        table.health_value,
        table.owner,
        table.sentiment,
        table.deleted_at,
      )
      .where(sql`deleted_at is null`),
    index("accounts_renewal").on(table.circle, table.renewal_date),
    index("accounts_health").on(table.circle, table.health_bucket, table.health_value),
    /** Few have one that ends, and every reader asks whether one has. */
    index("accounts_override")
      .on(table.circle, table.override_until)
      .where(sql`override_until is not null`),
  ],
);
export type AccountRow = typeof accounts.$inferSelect;

const ofAccount = () =>
  text("account")
    .notNull()
    .references(() => accounts.id, { onDelete: "cascade" });

/** [D8] Usage of one account on one day; null is missing. */
export const metricDays = sqliteTable(
  "metric_days",
  {
    account: ofAccount(),
    date: text().notNull(),
    daily_active_users: integer("daily_active_users"),
    feature_adoption_rate: real("feature_adoption_rate"),
    support_tickets_open: integer("support_tickets_open"),
    nps_score: real("nps_score"),
    login_frequency: real("login_frequency"),
    /** `csv`, `api`, or a webhook source's id. */
    source: text().notNull(),
    /** When each value was true at its source, by column, Unix milliseconds, as JSON; null where the day is all that is known. */
    times: text(),
    updated_at: time("updated_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.account, table.date] })],
);

/**
 * [IG5] What files of usage call an account, and what they said of it last: a field changes when they say something new,
 * so that a file read again changes nothing, whatever people have changed or renamed since.
 */
export const usageNames = sqliteTable(
  "usage_names",
  {
    circle: inCircle(),
    /** `fold` of the name in the file. */
    folded: text().notNull(),
    account: ofAccount(),
    /** `UsageSaid` as JSON. */
    said: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.circle, table.folded] }),
    // Without it, deleting an account reads the whole table.
    index("usage_names_account").on(table.account),
  ],
);

/** [IG9] Files of usage that were read: the fifty newest of each circle. */
export const usageImports = sqliteTable(
  "usage_imports",
  {
    id: text().primaryKey(),
    circle: inCircle(),
    file_name: text("file_name").notNull(),
    by: person("by"),
    /** `running`, `done`, or `stopped`: it ended early, and what it had taken in stays. */
    state: text({ enum: ["running", "done", "stopped"] }).notNull(),
    begun_at: time("begun_at").notNull(),
    /** When it last said how far it is. */
    heard_at: time("heard_at").notNull(),
    rows_received: integer("rows_received").notNull().default(0),
    rows_ingested: integer("rows_ingested").notNull().default(0),
    rows_unchanged: integer("rows_unchanged").notNull().default(0),
    rows_failed: integer("rows_failed").notNull().default(0),
    accounts_created: integer("accounts_created").notNull().default(0),
    accounts_updated: integer("accounts_updated").notNull().default(0),
    /** The file's header, as JSON. */
    columns: text().notNull().default("[]"),
  },
  (table) => [index("usage_imports_circle").on(table.circle, table.begun_at)],
);

/** [IG9] Rows of usage that failed, as they stood in the file, for mending. */
export const usageFailures = sqliteTable(
  "usage_failures",
  {
    import: text()
      .notNull()
      .references(() => usageImports.id, { onDelete: "cascade" }),
    /** Among the data rows, from 1; and where it begins in the file. */
    row: integer().notNull(),
    line: integer().notNull(),
    /** JSON lists of texts, and of `{column, message}`. */
    cells: text().notNull(),
    faults: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.import, table.row] })],
);

/** [H9] Every score an account had, with all that is needed to compute it again. */
export const healthScores = sqliteTable(
  "health_scores",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    circle: inCircle(),
    account: ofAccount(),
    at: time("at").notNull(),
    /** Why it was computed: `metrics`, `import`, `webhook`, `account`, `override`, `expiry`, `publish`, `recompute`, `schedule`, `backfill`. */
    cause: text().notNull(),
    actor: person("actor"),
    version: integer().notNull(),
    inputs: text().notNull(),
    contributions: text().notNull(),
    computed_value: real(),
    computed_bucket: text({ enum: bucketsOrUnknown }).notNull(),
    value: real(),
    bucket: text({ enum: bucketsOrUnknown }).notNull(),
    source: text({ enum: healthSources }).notNull(),
    /** The override as JSON, while there was one. */
    override: text(),
  },
  (table) => [
    index("health_scores_account").on(table.account, table.at),
    index("health_scores_circle").on(table.circle, table.at),
  ],
);

/** The health model's versions; version 0 is the usual one and has no row. */
export const healthVersions = sqliteTable(
  "health_versions",
  {
    circle: inCircle(),
    version: integer().notNull(),
    model: text().notNull(),
    note: text().notNull(),
    /** The version it brings back, for a roll back. */
    restores: integer(),
    at: time("at").notNull(),
    by: person("by"),
  },
  (table) => [primaryKey({ columns: [table.circle, table.version] })],
);

/** The model that a circle is trying out. */
export const healthDrafts = sqliteTable("health_drafts", {
  circle: text()
    .primaryKey()
    .references(() => organization.id, { onDelete: "cascade" }),
  model: text().notNull(),
  /** Grows with every change, so that the later one wins. */
  revision: integer().notNull(),
  at: time("at").notNull(),
  by: person("by"),
});

/** [D6] */
export const customerMetrics = sqliteTable("customer_metrics", {
  account: text()
    .primaryKey()
    .references(() => accounts.id, { onDelete: "cascade" }),
  nps: integer(),
  usage_trend: text("usage_trend", { enum: usageTrends }),
  active_users: integer("active_users"),
  renewal_rate: real("renewal_rate"),
  seat_utilization: real("seat_utilization"),
  response_limit: integer("response_limit"),
  response_used: integer("response_used"),
  updated_at: time("updated_at").notNull(),
});

/** [D4] */
export const feedback = sqliteTable(
  "feedback",
  {
    id: text().primaryKey(),
    circle: inCircle(),
    account: ofAccount(),
    title: text().notNull(),
    status: text({ enum: feedbackStatuses }).notNull().default("open"),
    description: text().notNull().default(""),
    /** [X11] −1 … 1; null when nothing can be said. */
    sentiment: real(),
    created_at: time("created_at").notNull(),
    created_by: person("created_by"),
    updated_at: time("updated_at").notNull(),
    deleted_at: time("deleted_at"),
  },
  (table) => [
    index("feedback_account").on(table.account, table.created_at),
    index("feedback_circle").on(table.circle, table.created_at),
  ],
);

/** [D5] */
export const meetings = sqliteTable(
  "meetings",
  {
    id: text().primaryKey(),
    circle: inCircle(),
    account: ofAccount(),
    date: time("date").notNull(),
    summary: text().notNull().default(""),
    /** JSON list of names. [X10] */
    participants: text().notNull().default("[]"),
    sentiment: text({ enum: sentiments }),
    created_at: time("created_at").notNull(),
    created_by: person("created_by"),
    updated_at: time("updated_at").notNull(),
    deleted_at: time("deleted_at"),
  },
  (table) => [
    index("meetings_account").on(table.account, table.date),
    index("meetings_circle").on(table.circle, table.date),
  ],
);

/** One timeline of what people, machines and imports did to an account; with images, so that it can be undone. */
export const accountEvents = sqliteTable(
  "account_events",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    circle: inCircle(),
    account: ofAccount(),
    at: time("at").notNull(),
    actor: person("actor"),
    /** `app`, `rest`, `import`, `webhook`, `ai`, `mcp`, `system`. */
    via: text().notNull(),
    /** `account.created`, `account.changed`, `account.deleted`, `account.restored`, `feedback.added`, `meeting.added`, … */
    kind: text().notNull(),
    /** The record it is about, when that is not the account itself. */
    subject: text(),
    /** Named fields before and after, as JSON. */
    before: text(),
    after: text(),
    /** Events of one step that is undone together. */
    step: text(),
    undone_at: time("undone_at"),
  },
  (table) => [
    index("account_events_account").on(table.account, table.at),
    index("account_events_circle").on(table.circle, table.at),
    index("account_events_step").on(table.step),
  ],
);

/** A page's filter, sort and columns under a name; the address is the view. */
export const savedViews = sqliteTable(
  "saved_views",
  {
    id: text().primaryKey(),
    circle: inCircle(),
    owner: text()
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    /** Which page it is of: `accounts`, `board`, … */
    page: text().notNull(),
    name: text().notNull(),
    /** The query string, without the question mark. */
    query: text().notNull(),
    shared: integer({ mode: "boolean" }).notNull().default(false),
    created_at: time("created_at").notNull(),
    updated_at: time("updated_at").notNull(),
  },
  (table) => [index("saved_views_circle").on(table.circle, table.page)],
);

/** When a person last looked at a circle's Today page, and the time before that. */
export const lastLooks = sqliteTable(
  "last_looks",
  {
    circle: inCircle(),
    user: text()
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    at: time("at").notNull(),
    before: time("before"),
  },
  (table) => [primaryKey({ columns: [table.circle, table.user] })],
);
