import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import solid from "vite-plugin-solid";
import { defineConfig } from "vitest/config";
import { lightIcons } from "./scripts/icons.ts";

const migrations = await readD1Migrations("drizzle/d1");

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "node",
          include: ["{domain,party,drizzle,tests,scripts}/**/*.test.ts"],
          exclude: ["**/*.workerd.test.ts", "tests/e2e/**"],
        },
      },
      {
        plugins: [
          cloudflareTest({
            remoteBindings: false,
            wrangler: { configPath: "./wrangler.toml" },
            miniflare: {
              bindings: {
                TEST_MIGRATIONS: migrations,
                RATE_LIMITS: "off",
                LOG_LEVEL: "off",
                AI_WRITER: "rules",
                AUTH_SECRET: "a secret that only tests know, 0123456789",
              },
            },
          }),
        ],
        test: {
          name: "workerd",
          // One module instead of three hundred.
          deps: { optimizer: { ssr: { enabled: true, include: ["stripe"] } } },
          include: ["{worker,party,tests}/**/*.workerd.test.ts"],
          setupFiles: ["tests/workerd/setup.ts"],
          maxWorkers: 1,
          isolate: false,
          // The first file waits until the whole Worker is transformed: 17 s were seen on a busy machine.
          hookTimeout: 60_000,
          // The first test of a run also reads the whole API document; a busy machine takes its time over that.
          testTimeout: 20_000,
        },
      },
      {
        plugins: [lightIcons(), solid()],
        test: {
          name: "app",
          include: ["app/**/*.test.{ts,tsx}"],
          environment: "happy-dom",
          server: { deps: { inline: ["lucide-solid"] } },
        },
      },
    ],
  },
});
