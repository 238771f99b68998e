import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import solid from "vite-plugin-solid";

export default defineConfig({
  root: "app",
  plugins: [solid(), tailwindcss()],
  build: { outDir: "../dist/client", emptyOutDir: true, target: "es2024", manifest: true },
});
