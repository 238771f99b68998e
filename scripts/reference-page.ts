/** Puts the API reference's script and its start into the build, so that `/api/docs/` works offline and without inline script. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";

const scalar = join(
  dirname(createRequire(import.meta.url).resolve("@scalar/api-reference")),
  "browser",
  "standalone.js",
);

/** No fonts, no telemetry, no proxy, no assistant: everything comes from this origin. */
const start = `Scalar.createApiReference("#reference", {
  url: "/api/openapi.json",
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  showDeveloperTools: "never",
  documentDownloadType: "direct",
  agent: { disabled: true },
  mcp: { disabled: true },
});
`;

const files: Record<string, () => string> = {
  "reference/scalar.js": () => readFileSync(scalar, "utf8"),
  "reference/page.js": () => start,
};

export const referencePage = (): Plugin => ({
  name: "rondo:reference-page",
  generateBundle() {
    for (const [fileName, source] of Object.entries(files))
      this.emitFile({ type: "asset", fileName, source: source() });
  },
  configureServer(server) {
    server.middlewares.use((request, response, next) => {
      const source = files[(request.url ?? "").slice(1)];
      if (!source) return next();
      response.setHeader("content-type", "text/javascript");
      response.end(source());
    });
  },
});
