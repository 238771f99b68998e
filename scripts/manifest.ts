/** Reads Vite's manifest: which files a page needs. */
import { Refusal } from "./progress.ts";

export type Manifest = Record<string, { file: string; css?: string[]; imports?: string[]; dynamicImports?: string[] }>;

/**
 * The scripts and styles that the given sources load, with everything they import.
 * A source that the manifest does not know is refused: it must never weigh nothing.
 */
export const filesFor = (manifest: Manifest, sources: string[], later?: "with what it loads later"): Set<string> => {
  const files = new Set<string>();
  const seen = new Set<string>();
  const visit = (source: string): void => {
    if (seen.has(source)) return;
    seen.add(source);
    const chunk = manifest[source];
    if (!chunk) throw new Refusal(`The build holds no chunk for ${source}.`);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    for (const next of [...(chunk.imports ?? []), ...(later ? (chunk.dynamicImports ?? []) : [])]) {
      // A page's chunk imports the entry's; the entry's own later chunks are the other pages.
      if (next === "index.html") for (const file of filesFor(manifest, [next])) files.add(file);
      else visit(next);
    }
  };
  for (const source of sources) visit(source);
  return files;
};
