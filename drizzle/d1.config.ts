import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "sqlite",
  schema: [
    "./drizzle/d1.ts",
    "./drizzle/accounts.ts",
    "./drizzle/today.ts",
    "./drizzle/webhooks.ts",
    "./drizzle/ai.ts",
    "./drizzle/playbooks.ts",
  ],
  out: "./drizzle/d1",
});
