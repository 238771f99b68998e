/** Tells `app/first-paint.js` which files each page needs, and puts it into the build under a hashed name like every other file. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { minifySync, type Plugin } from "vite";

const source = "app/first-paint.js";
const slot = /\/\* early files \*\/ \{[^;]*\}/;
/** What nearly every text is written in: with it at hand, nothing is laid out twice. */
const usualFont = /inter-latin-wght-normal-.*\.woff2$/;
const pageOf = (id: string): string | undefined => /\/app\/pages\/([\w-]+)\/\1\.tsx$/.exec(id)?.[1];

export const earlyFiles = (): Plugin => ({
  name: "rondo:early-files",
  generateBundle: {
    order: "post",
    handler(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
      const named = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
      const closure = (fileName: string, into: Set<string>): Set<string> => {
        const chunk = named.get(fileName);
        if (!chunk || into.has(fileName)) return into;
        into.add(fileName);
        for (const style of chunk.viteMetadata?.importedCss ?? []) into.add(style);
        for (const next of chunk.imports) closure(next, into);
        return into;
      };
      const fileOf = (end: string): string =>
        chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(end))?.fileName ?? "";
      const shell = closure(fileOf("/app/shell.tsx"), new Set());
      if (shell.size === 0) this.error("The build holds no chunk for app/shell.tsx.");
      const entry = new Set(
        chunks.filter(({ isEntry }) => isEntry).flatMap(({ fileName }) => [...closure(fileName, new Set())]),
      );
      const files: string[] = [];
      const numberOf = (file: string): number => {
        if (!files.includes(file)) files.push(file);
        return files.indexOf(file);
      };
      const pages: Record<string, number[]> = {};
      for (const { facadeModuleId, fileName } of chunks) {
        const page = facadeModuleId && pageOf(facadeModuleId);
        if (!page || page === "landing" || page === "sign-in") continue;
        pages[page] = [...closure(fileName, new Set(shell))].filter((file) => !entry.has(file)).map(numberOf);
      }
      const { code: script } = minifySync(
        source,
        readFileSync(source, "utf8").replace(slot, JSON.stringify({ files, pages })),
      );
      const fileName = `assets/first-paint-${createHash("sha256").update(script).digest("base64url").slice(0, 8)}.js`;
      this.emitFile({ type: "asset", fileName, source: script });
      const page = bundle["index.html"];
      if (page?.type !== "asset") return this.error("The build holds no index.html.");
      const font = Object.keys(bundle).find((name) => usualFont.test(name));
      if (font === undefined) return this.error("The build holds no font.");
      page.source = String(page.source)
        .replace('"/first-paint.js"', `"/${fileName}"`)
        .replace(
          "<script",
          `<link rel="preload" as="font" type="font/woff2" crossorigin href="/${font}" />\n    <script`,
        );
    },
  },
});
