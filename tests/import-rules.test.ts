/** Who may import whom, proved on small files under the real lint configuration. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const value = (from: string): string => `import { thing } from "${from}";\nexport const other = thing;\n`;
const type = (from: string): string => `import type { Thing } from "${from}";\nexport type Other = Thing;\n`;

const allowed: Record<string, string> = {
  "app/pages/a.ts": value("../../party/replica.ts") + type("../../worker/api.ts"),
  "app/pages/b.ts": value("../../party/protocol.ts") + type("../../party/room.ts"),
  "app/pages/c.ts": value("../../domain/contact.ts"),
  "party/circle.ts": value("cloudflare:workers"),
  "party/pure.ts": value("../domain/contact.ts"),
  "worker/index.ts": value("../party/circle.ts"),
  "worker/middleware/a.ts": value("../../party/rpc.ts") + type("../../party/circle.ts"),
  "worker/routes/a.ts": value("../../party/circle.ts"),
  "drizzle/a.ts": value("../domain/contact.ts"),
};

const refused: Record<string, string> = {
  "app/pages/d.ts": value("../../party/room.ts"),
  "app/pages/e.ts": value("../../worker/api.ts"),
  "app/pages/f.ts": value("../../drizzle/circle.ts"),
  "domain/a.ts": value("../drizzle/circle.ts"),
  "domain/b.ts": value("hono"),
  "domain/c.ts": "export const now = (): number => Date.now();\n",
  "domain/d.ts": type("../party/room.ts"),
  "drizzle/b.ts": value("../party/room.ts"),
  "party/a.ts": value("cloudflare:workers"),
  "party/b.ts": value("../worker/api.ts"),
  "party/circle-socket.ts": value("../worker/api.ts"),
  "tests/a.ts": value("../app/main.tsx"),
  "worker/middleware/b.ts": value("../../party/circle.ts"),
  "worker/routes/b.ts": value("../../app/main.tsx"),
  "worker/BadName.ts": "export const other = 1;\n",
  "worker/entry.ts": "export default 1;\n",
};

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rondo-lint-"));
  cpSync(".oxlintrc.json", join(folder, ".oxlintrc.json"));
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  for (const [path, text] of Object.entries({ ...allowed, ...refused })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

test("[RUN13] lint refuses exactly the imports, names and defaults that the house forbids", () => {
  const { stdout } = spawnSync(resolve("node_modules/.bin/oxlint"), ["--format=unix"], {
    cwd: folder,
    encoding: "utf8",
  });
  const complained = new Set([...stdout.matchAll(/^([^:\n]+):\d+:\d+:/gm)].map((match) => match[1] ?? ""));
  expect([...complained].toSorted()).toEqual(Object.keys(refused).toSorted());
});
