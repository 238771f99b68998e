import { cloudflare } from "@cloudflare/vite-plugin";
import { mergeConfig } from "vite";
import build from "./vite.config.ts";

/** The build's settings with the Worker beside the app, for `npm run dev`. */
export default mergeConfig(build, {
  plugins: [
    cloudflare({
      remoteBindings: false,
      configPath: "../wrangler.toml",
      persistState: { path: process.env.DATA_DIR ?? ".data" },
    }),
  ],
  server: { host: "127.0.0.1", strictPort: true },
});
