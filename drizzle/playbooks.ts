/** The tables of playbooks at work in D1: runs with their checklists, and promises made in meetings. */
import { sql } from "drizzle-orm";
import { index, integer, real, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { runOutcomes } from "../domain/playbooks/run.ts";
import { ownerRoles } from "../domain/playbooks/playbook.ts";
import { accounts, meetings } from "./accounts.ts";
import { organization, user } from "./d1.ts";

const inCircle = () =>
  text("circle")
    .notNull()
    .references(() => organization.id, { onDelete: "cascade" });
const ofAccount = () =>
  text("account")
    .notNull()
    .references(() => accounts.id, { onDelete: "cascade" });
const person = (name: string) => text(name).references(() => user.id, { onDelete: "set null" });

/** [Y3] A playbook at work on an account. Never deleted: what it did is counted later. */
export const playbookRuns = sqliteTable(
  "playbook_runs",
  {
    id: text().primaryKey(),
    circle: inCircle(),
    account: ofAccount(),
    /** The playbook's id in the library. */
    playbook: text().notNull(),
    /** Unix milliseconds. */
    started_at: integer("started_at").notNull(),
    started_by: person("started_by"),
    /** When anybody last did anything to it: the "plan touched" of triggers. */
    touched_at: integer("touched_at").notNull(),
    ended_at: integer("ended_at"),
    ended_by: person("ended_by"),
    outcome: text({ enum: runOutcomes }),
    note: text().notNull().default(""),
    /** What the trigger saw at the start: `Match[]` as JSON. */
    matched: text().notNull().default("[]"),
    health_before: real("health_before"),
    health_after: real("health_after"),
  },
  (table) => [
    index("playbook_runs_account").on(table.account, table.started_at),
    index("playbook_runs_circle").on(table.circle, table.started_at),
    // One run of a playbook on an account at a time.
    uniqueIndex("playbook_runs_open")
      .on(table.account, table.playbook)
      .where(sql`ended_at is null`),
  ],
);

export const playbookSteps = sqliteTable(
  "playbook_steps",
  {
    id: text().primaryKey(),
    run: text()
      .notNull()
      .references(() => playbookRuns.id, { onDelete: "cascade" }),
    place: integer().notNull(),
    title: text().notNull(),
    detail: text().notNull(),
    role: text({ enum: ownerRoles }).notNull(),
    owner: person("owner"),
    /** `YYYY-MM-DD`. */
    due: text().notNull(),
    done_at: integer("done_at"),
    done_by: person("done_by"),
  },
  (table) => [uniqueIndex("playbook_steps_place").on(table.run, table.place)],
);

/** [Y7] What somebody promised to a customer; open until it is kept or dropped. */
export const promises = sqliteTable(
  "promises",
  {
    id: text().primaryKey(),
    circle: inCircle(),
    account: ofAccount(),
    meeting: text().references(() => meetings.id, { onDelete: "set null" }),
    text: text().notNull(),
    /** Whoever promised, as the notes name them. */
    who: text(),
    due: text(),
    created_at: integer("created_at").notNull(),
    created_by: person("created_by"),
    closed_at: integer("closed_at"),
    closed_by: person("closed_by"),
    kept: integer({ mode: "boolean" }),
  },
  (table) => [index("promises_account").on(table.account, table.closed_at)],
);
