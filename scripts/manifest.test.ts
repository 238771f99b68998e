import { expect, test } from "vitest";
import { filesFor, type Manifest } from "./manifest.ts";

const manifest: Manifest = {
  "index.html": {
    file: "main.js",
    css: ["main.css"],
    dynamicImports: ["board.tsx", "help.tsx"],
    imports: ["_shared.js"],
  },
  "_shared.js": { file: "shared.js" },
  "board.tsx": { file: "board.js", imports: ["index.html"], dynamicImports: ["panel.tsx"] },
  "panel.tsx": { file: "panel.js", css: ["panel.css"] },
  "help.tsx": { file: "help.js" },
};

test("[RUN11] a page weighs its chunk and everything that imports at once", () => {
  expect(filesFor(manifest, ["board.tsx"])).toEqual(new Set(["board.js", "main.js", "main.css", "shared.js"]));
});

test("[RUN11] the board weighs what it loads later too, but not the other pages", () => {
  expect(filesFor(manifest, ["board.tsx"], "with what it loads later")).toEqual(
    new Set(["board.js", "main.js", "main.css", "shared.js", "panel.js", "panel.css"]),
  );
});

test("[RUN11] a page that the build does not know is refused", () => {
  expect(() => filesFor(manifest, ["gone.tsx"])).toThrow("The build holds no chunk for gone.tsx.");
});
