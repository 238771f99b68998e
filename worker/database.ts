/** D1 through Drizzle. */
import { drizzle } from "drizzle-orm/d1";
import * as tables from "../drizzle/d1.ts";

export const databaseOf = (binding: D1Database) => drizzle(binding, { schema: tables });
export type Database = ReturnType<typeof databaseOf>;
