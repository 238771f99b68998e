/** The pages: files of the build, and index.html for every address of the app. */
import type { ShellContext } from "../context.ts";

/** Names that carry a hash of their content. A missing one falls back to index.html, which must not be kept. */
const hashed = /^\/assets\//;

export const pages = async (c: ShellContext): Promise<Response> => {
  const file = await c.env.ASSETS.fetch(c.req.raw);
  const response = new Response(file.body, file);
  const isPage = response.headers.get("content-type")?.startsWith("text/html") ?? false;
  if (hashed.test(c.req.path) && response.ok && !isPage)
    response.headers.set("cache-control", "public, max-age=31536000, immutable");
  return response;
};
