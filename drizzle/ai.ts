/** The tables of written texts in D1: texts that a model wrote, by what they were written from, and what they cost. */
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { organization } from "./d1.ts";

const inCircle = () =>
  text("circle")
    .notNull()
    .references(() => organization.id, { onDelete: "cascade" });

/** [WR6] A text by the hash of its facts, its surface and its writer; a failed try too, for a minute. */
export const aiTexts = sqliteTable(
  "ai_texts",
  {
    circle: inCircle(),
    key: text().notNull(),
    /** `Composed` as JSON. */
    body: text().notNull(),
    /** Unix milliseconds. */
    written_at: integer("written_at").notNull(),
    expires_at: integer("expires_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.circle, table.key] }), index("ai_texts_expiry").on(table.expires_at)],
);

/** [WR7] What models cost a circle on a day (UTC). */
export const aiUsage = sqliteTable(
  "ai_usage",
  {
    circle: inCircle(),
    /** `YYYY-MM-DD`. */
    day: text().notNull(),
    requests: integer().notNull().default(0),
    input_tokens: integer("input_tokens").notNull().default(0),
    output_tokens: integer("output_tokens").notNull().default(0),
    /** Sentences that the check removed. */
    removed: integer().notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.circle, table.day] })],
);
