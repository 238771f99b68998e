/** Puts `app/parts/icon.ts` where lucide's icons look for the component that draws them. */
import { join } from "node:path";
import type { Plugin } from "vite";

export const lightIcons = (): Plugin => ({
  name: "rondo:light-icons",
  enforce: "pre",
  resolveId(source, importer) {
    const own = source === "../Icon" && importer?.includes("/lucide-solid/dist/");
    return own ? join(import.meta.dirname, "..", "app", "parts", "icon.ts") : undefined;
  },
});
