/** What people answer to the accounts on their Today page; the newest answer for an account holds. [PF12] */
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { answers } from "../domain/next-actions.ts";
import { accounts } from "./accounts.ts";
import { organization, user } from "./d1.ts";

export const nextActionAnswers = sqliteTable(
  "next_action_answers",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    circle: text()
      .notNull()
      .references(() => organization.id, { onDelete: "cascade" }),
    user: text()
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    account: text()
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    /** The rule that named the action, for counting which ones people find useful. */
    kind: text().notNull(),
    answer: text({ enum: answers }).notNull(),
    /** Unix milliseconds. */
    at: integer().notNull(),
    until: integer().notNull(),
    /** What was so then: it comes back when the bucket is worse, or a rule speaks that is not in this JSON list. */
    bucket: text().notNull(),
    kinds: text().notNull(),
  },
  (table) => [index("next_action_answers_user").on(table.circle, table.user, table.account)],
);
