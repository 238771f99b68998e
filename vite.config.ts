import tailwindcss from "@tailwindcss/vite";
import { join } from "node:path";
import { defineConfig } from "vite";
import solid from "vite-plugin-solid";
import { chunkNames } from "./scripts/chunks.ts";
import { earlyFiles } from "./scripts/early-files.ts";
import { lightIcons } from "./scripts/icons.ts";
import { referencePage } from "./scripts/reference-page.ts";

export default defineConfig({
  root: "app",
  plugins: [lightIcons(), solid(), tailwindcss(), referencePage(), earlyFiles()],
  build: {
    outDir: "../dist/client",
    emptyOutDir: true,
    target: "es2024",
    manifest: true,
    // Every browser that knows es2024 preloads modules by itself.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: chunkNames(join(import.meta.dirname, "app")),
              debugName: "shared",
              minShareCount: 2,
              includeDependenciesRecursively: false,
            },
          ],
        },
      },
    },
  },
});
