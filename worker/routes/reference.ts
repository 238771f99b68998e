/** The API document and its reference page: `/api/openapi.json`, `/api/docs/`, `/docs`, `/redoc`. Readable without a token. [A20] */
import type { Hono } from "hono";
import type { Shell } from "../context.ts";
import { documentOf } from "../openapi/document.ts";
import { operation } from "../openapi/operation.ts";

/** The script stands beside the page's own in the build (`scripts/reference-page.ts`): nothing comes from elsewhere, nothing is inline. */
const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Rondo API</title>
</head>
<body>
<noscript>The same reference as data: <a href="/api/openapi.json">/api/openapi.json</a></noscript>
<div id="reference"></div>
<script src="/reference/scalar.js"></script>
<script src="/reference/page.js"></script>
</body>
</html>
`;

const tag = "operations";
const documentDescribed = operation({
  tag,
  summary: "This document",
  security: "none",
  answers: { 200: "application/json" },
});
const pageDescribed = operation({
  tag,
  summary: "This document as a page",
  security: "none",
  answers: { 200: "text/html" },
});

/** Routes for the document of `app` itself, so they are added to it last. */
export const addReference = (app: Hono<Shell>): void => {
  let text: string | undefined;
  app.get("/api/openapi.json", documentDescribed, async (c) => {
    text ??= JSON.stringify({ ...(await documentOf(app)), servers: [{ url: "/" }] });
    return c.body(text, 200, { "content-type": "application/json", "cache-control": "public, max-age=300" });
  });
  for (const path of ["/api/docs", "/docs", "/redoc"]) app.get(path, pageDescribed, (c) => c.html(page));
};
