/** The circle's own tables, in the SQLite of its Durable Object. The circle is the database, so no row names it. */
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { stages, statuses } from "../domain/funnel.ts";
import { trends } from "../domain/kpi-arithmetic.ts";
import { type KpiSource, directions, pointVias, units } from "../domain/kpi-words.ts";
import { roles } from "../domain/permission.ts";

/** [D9] [D16] */
export const contact = sqliteTable(
  "contact",
  {
    id: text().primaryKey(),
    n: integer().notNull(),
    name: text().notNull(),
    email: text().notNull(),
    /** The address as people compare it, null when there is none: unique per circle. [C19] */
    email_key: text(),
    phone: text(),
    company: text(),
    status: text({ enum: statuses }).notNull(),
    funnel_stage: text({ enum: stages }).notNull(),
    position: text().notNull(),
    notes: text().notNull(),
    last_contact: integer().notNull(),
    created_at: integer().notNull(),
    created_by: integer(),
    updated_at: integer().notNull(),
    updated_by: integer(),
    external_id: text(),
    rev: integer().notNull(),
  },
  (table) => [
    uniqueIndex("contact_number").on(table.n),
    uniqueIndex("contact_email").on(table.email_key),
    uniqueIndex("contact_place").on(table.funnel_stage, table.position),
    index("contact_status").on(table.status, table.last_contact, table.n),
    index("contact_stage").on(table.funnel_stage, table.last_contact, table.n),
    index("contact_name").on(table.name),
    index("contact_last_contact").on(table.last_contact, table.n),
    index("contact_external_id").on(table.external_id),
    index("contact_rev").on(table.rev),
  ],
);

/** [D11] [D16] */
export const note = sqliteTable(
  "note",
  {
    id: text().primaryKey(),
    n: integer().notNull(),
    contact: text()
      .notNull()
      .references(() => contact.id),
    note: text().notNull(),
    created_at: integer().notNull(),
    created_by: integer(),
    edited_at: integer(),
    rev: integer().notNull(),
  },
  (table) => [
    uniqueIndex("note_number").on(table.n),
    index("note_contact").on(table.contact, table.created_at, table.n),
  ],
);

/** [D12] Amounts in hundredths, percentages in hundredths of a percent. */
export const kpi = sqliteTable(
  "kpi",
  {
    id: text().primaryKey(),
    n: integer().notNull(),
    name: text().notNull(),
    current_value: integer().notNull(),
    target: integer().notNull(),
    unit: text({ enum: units }).notNull(),
    percentage_complete: integer().notNull(),
    trend: text({ enum: trends }).notNull(),
    percentage_change: integer().notNull(),
    direction: text({ enum: directions }).notNull(),
    floor: integer(),
    ceiling: integer(),
    baseline: integer(),
    starts_on: text(),
    due_on: text(),
    source: text().$type<KpiSource>(),
    recorded_at: integer().notNull(),
    created_at: integer().notNull(),
    created_by: integer(),
    updated_at: integer().notNull(),
    updated_by: integer(),
    rev: integer().notNull(),
  },
  (table) => [
    uniqueIndex("kpi_number").on(table.n),
    index("kpi_rev").on(table.rev),
    index("kpi_source").on(table.source),
    index("kpi_created_at").on(table.created_at, table.n),
  ],
);

/** [D13] [D16] */
export const kpi_point = sqliteTable(
  "kpi_point",
  {
    id: text().primaryKey(),
    n: integer().notNull(),
    kpi: text()
      .notNull()
      .references(() => kpi.id),
    value: integer().notNull(),
    target: integer().notNull(),
    percentage_complete: integer().notNull(),
    recorded_at: integer().notNull(),
    recorded_by: integer(),
    via: text({ enum: pointVias }).notNull(),
    note: text(),
    rev: integer().notNull(),
  },
  (table) => [
    uniqueIndex("kpi_point_number").on(table.n),
    index("kpi_point_kpi").on(table.kpi, table.recorded_at, table.n),
  ],
);

export const round = sqliteTable(
  "round",
  {
    id: text().primaryKey(),
    n: integer().notNull(),
    state: text({ enum: ["open", "revealed", "closed"] }).notNull(),
    started_at: integer().notNull(),
    started_by: integer().notNull(),
    entered: text().notNull(),
    answers: text(),
    comments: text().notNull(),
    minutes: text(),
    closed_at: integer(),
    rev: integer().notNull(),
  },
  (table) => [
    uniqueIndex("round_number").on(table.n),
    index("round_rev").on(table.rev),
    index("round_state").on(table.state),
  ],
);

export const round_entry = sqliteTable(
  "round_entry",
  {
    id: text().primaryKey(),
    n: integer().notNull(),
    round: text()
      .notNull()
      .references(() => round.id),
    kpi: text().notNull(),
    member: integer().notNull(),
    value: integer().notNull(),
    comment: text().notNull(),
    entered_at: integer().notNull(),
    rev: integer().notNull(),
  },
  (table) => [uniqueIndex("round_entry_number").on(table.n), index("round_entry_round").on(table.round, table.n)],
);

export const activity = sqliteTable(
  "activity",
  {
    rev: integer().primaryKey(),
    at: integer().notNull(),
    member: integer().notNull(),
    via: text({ enum: ["app", "rest", "import", "webhook", "ai", "mcp", "system"] }).notNull(),
    client: integer().notNull(),
    mutation: integer().notNull(),
    name: text().notNull(),
    record: text().notNull(),
    images: text({ mode: "json" }).notNull(),
    undid: integer(),
  },
  (table) => [
    index("activity_record").on(table.record, table.rev),
    index("activity_mutation").on(table.client, table.mutation),
  ],
);

export const member = sqliteTable(
  "member",
  {
    n: integer().primaryKey(),
    user: text().notNull(),
    name: text().notNull(),
    role: text({ enum: roles }),
  },
  (table) => [uniqueIndex("member_user").on(table.user)],
);

export const client = sqliteTable(
  "client",
  {
    n: integer().primaryKey(),
    id: text().notNull(),
    member: integer().notNull(),
    last: integer().notNull(),
    seen_at: integer().notNull(),
  },
  (table) => [uniqueIndex("client_id").on(table.id)],
);

export const tombstone = sqliteTable(
  "tombstone",
  {
    id: text().primaryKey(),
    n: integer().notNull(),
    table: text({ enum: ["contact", "note", "kpi", "kpi_point", "round", "round_entry"] }).notNull(),
    rev: integer().notNull(),
    at: integer().notNull(),
  },
  (table) => [index("tombstone_rev").on(table.rev), index("tombstone_number").on(table.n)],
);

export const notice = sqliteTable(
  "notice",
  {
    seq: integer().primaryKey(),
    client: integer().notNull(),
    body: text({ mode: "json" }).notNull(),
  },
  (table) => [index("notice_client").on(table.client, table.seq)],
);

export const reply = sqliteTable(
  "reply",
  {
    key: text().primaryKey(),
    hash: text().notNull(),
    status: integer().notNull(),
    body: text().notNull(),
    at: integer().notNull(),
  },
  (table) => [index("reply_at").on(table.at)],
);

export const outbox = sqliteTable("outbox", {
  seq: integer().primaryKey(),
  topic: text().notNull(),
  record: text().notNull(),
  body: text({ mode: "json" }).notNull(),
  due: integer().notNull(),
  tries: integer().notNull(),
});

export const due = sqliteTable("due", { name: text().primaryKey(), at: integer().notNull() });

export const revoked = sqliteTable("revoked", { session: text().primaryKey(), until: integer().notNull() });

export const meta = sqliteTable("meta", { name: text().primaryKey(), value: text().notNull() });

/** [IM9] */
export const import_run = sqliteTable(
  "import_run",
  {
    id: text().primaryKey(),
    at: integer().notNull(),
    member: integer().notNull(),
    file_name: text().notNull(),
    columns: text({ mode: "json" }).notNull(),
    state: text({ enum: ["running", "done", "stopped"] }).notNull(),
    key: text(),
    heard_at: integer().notNull(),
    finished_at: integer(),
    rows_received: integer().notNull(),
    created: integer().notNull(),
    updated: integer().notNull(),
    duplicate: integer().notNull(),
    refused: integer().notNull(),
  },
  (table) => [index("import_run_at").on(table.at)],
);

export const import_batch = sqliteTable(
  "import_batch",
  {
    id: text().primaryKey(),
    run: text().notNull(),
    first: integer().notNull(),
    rows: text({ mode: "json" }).notNull(),
  },
  (table) => [index("import_batch_run").on(table.run, table.first)],
);

/** [IM3] */
export const imported = sqliteTable("imported", {
  contact: text().primaryKey(),
  fields: text({ mode: "json" }).notNull(),
  run: text().notNull(),
  row: integer().notNull(),
});

/** [WO1] Where events go. No secret is kept: it is derived from `AUTH_SECRET`, the id and the generation. */
export const hook_endpoint = sqliteTable(
  "hook_endpoint",
  {
    id: text().primaryKey(),
    name: text().notNull(),
    url: text().notNull(),
    events: text({ mode: "json" }).notNull(),
    gather_seconds: integer().notNull(),
    generation: integer().notNull(),
    rotated_at: integer(),
    paused_at: integer(),
    paused_why: text(),
    /** Since when nothing but failures came back; null after a success. */
    failing_since: integer(),
    warned_at: integer(),
    created_at: integer().notNull(),
    created_by: integer(),
  },
  (table) => [index("hook_endpoint_created").on(table.created_at)],
);

/** [WO4] [WO5] One message to one endpoint, with all its tries. */
export const hook_message = sqliteTable(
  "hook_message",
  {
    seq: integer().primaryKey(),
    id: text().notNull(),
    endpoint: text().notNull(),
    record: text().notNull(),
    type: text().notNull(),
    body: text({ mode: "json" }).notNull(),
    state: text({ enum: ["waiting", "delivered", "dead"] }).notNull(),
    /** When it is tried next; null when it is not: done, or the endpoint is paused. */
    due: integer(),
    tries: text({ mode: "json" }).notNull(),
    /** Tries before it was sent again by hand: they do not count towards giving up. */
    spent: integer().notNull(),
    at: integer().notNull(),
    done_at: integer(),
  },
  (table) => [
    uniqueIndex("hook_message_id").on(table.id),
    index("hook_message_due").on(table.due),
    index("hook_message_line").on(table.endpoint, table.state, table.seq),
    index("hook_message_record").on(table.endpoint, table.record, table.state, table.seq),
    index("hook_message_done").on(table.done_at),
  ],
);

export const circleTables = {
  hook_endpoint,
  hook_message,
  contact,
  note,
  kpi,
  kpi_point,
  round,
  round_entry,
  activity,
  member,
  client,
  tombstone,
  notice,
  reply,
  outbox,
  due,
  revoked,
  meta,
  import_run,
  import_batch,
  imported,
};
