/** Weighs what a browser has to load, compressed, against the budgets. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build as bundle } from "vite";
import { build } from "./build.ts";
import { type Manifest, filesFor } from "./manifest.ts";
import { fail, Refusal } from "./progress.ts";

interface Weight {
  what: string;
  kilobytes: number;
  most: number;
}

const kilobytesOf = (content: string | Uint8Array): number => gzipSync(content, { level: 9 }).length / 1024;

/** The live engine with everything it imports, as one minified module. */
const weighEngine = async (): Promise<number> => {
  const result = await bundle({
    configFile: false,
    logLevel: "error",
    // As a chunk of the app: a library build would keep its white space.
    build: {
      write: false,
      target: "es2024",
      modulePreload: false,
      rollupOptions: { input: "party/replica.ts", preserveEntrySignatures: "strict" },
    },
  });
  const outputs = Array.isArray(result) ? result : [result];
  return outputs
    .flatMap((each) => ("output" in each ? each.output : []))
    .reduce((sum, file) => sum + kilobytesOf(file.type === "chunk" ? file.code : file.source), 0);
};

const publicScripts = (client: string): string[] => {
  const html = readFileSync(join(client, "index.html"), "utf8");
  return [...html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map((match) => match[1] ?? "");
};

const weigh = async (): Promise<Weight[]> => {
  const { folder } = await build();
  const client = join(folder, "client");
  if (!existsSync(join(folder, "manifest.json")))
    throw new Refusal("There is no app to weigh: app/index.html is missing.");
  const manifest: Manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  const weighFiles = (files: Set<string>): number =>
    [...new Set([...files, ...publicScripts(client)])]
      .filter((file) => /\.(js|css)$/.test(file))
      .reduce((sum, file) => sum + kilobytesOf(readFileSync(join(client, file))), 0);
  const entrance = filesFor(manifest, ["index.html", "pages/landing/landing.tsx", "pages/sign-in/sign-in.tsx"]);
  // The circle's scope is no chunk of its own: the pages of a circle import it with its live rows.
  const pageInCircle = (source: string): Set<string> =>
    new Set([
      ...filesFor(manifest, ["index.html", "shell.tsx"]),
      ...filesFor(manifest, [source], "with what it loads later"),
    ]);
  return [
    { what: "sync client with mutators", kilobytes: await weighEngine(), most: 10 },
    { what: "landing and sign-in", kilobytes: weighFiles(entrance), most: 51 },
    { what: "board in all", kilobytes: weighFiles(pageInCircle("pages/board/board.tsx")), most: 117 },
    { what: "KPIs in all", kilobytes: weighFiles(pageInCircle("pages/kpis/kpis.tsx")), most: 141 },
  ];
};

const report = async (): Promise<void> => {
  const weights = await weigh();
  for (const { what, kilobytes, most } of weights) {
    console.log(`  ${what}: ${kilobytes.toFixed(1)} KB of ${most} KB gzip`);
  }
  const heavy = weights.filter(({ kilobytes, most }) => kilobytes >= most);
  if (heavy.length > 0) throw new Refusal(`Over budget: ${heavy.map(({ what }) => what).join(", ")}.`);
};

await report().catch(fail);
