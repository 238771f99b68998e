import tailwindcss from "@tailwindcss/vite";
import { join } from "node:path";
import { defineConfig } from "vite";
import solid from "vite-plugin-solid";
import { chunkNames } from "./scripts/chunks.ts";
import { earlyFiles } from "./scripts/early-files.ts";
import { referencePage } from "./scripts/reference-page.ts";

export default defineConfig({
  root: "app",
  plugins: [solid(), tailwindcss(), referencePage(), earlyFiles()],
  build: {
    outDir: "../dist/client",
    emptyOutDir: true,
    target: "es2024",
    manifest: true,
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
