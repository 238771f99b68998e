import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import solid from "vite-plugin-solid";
import { referencePage } from "./scripts/reference-page.ts";

export default defineConfig({
  root: "app",
  plugins: [solid(), tailwindcss(), referencePage()],
  build: { outDir: "../dist/client", emptyOutDir: true, target: "es2024", manifest: true },
});
