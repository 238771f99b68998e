import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "sqlite",
  driver: "durable-sqlite",
  schema: "./drizzle/circle.ts",
  out: "./drizzle/circle",
});
