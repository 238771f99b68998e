/** The API document itself, its page, and the check that holds every answer against it. */
import { expect, test } from "vitest";
import { create, listOf, newHouse, path } from "../../tests/workerd/contacts.ts";
import { holdToDocument } from "../../tests/workerd/contract.ts";
import { newVisitor, send } from "../../tests/workerd/visitor.ts";
import { app } from "../api.ts";

interface Operation {
  summary?: string;
  tags?: string[];
  parameters?: { name: string; in: string; required: boolean; schema: object }[];
  requestBody?: object;
  responses: Record<string, { content?: Record<string, { schema?: object }> }>;
}
interface Document {
  openapi: string;
  security: object[];
  paths: Record<string, Record<string, Operation>>;
  components: { securitySchemes: Record<string, { type: string; scheme: string }>; schemas: Record<string, object> };
}

const document = async (): Promise<Document> => (await send("/api/openapi.json")).json<Document>();
const operations = ({ paths }: Document): [string, Operation][] =>
  Object.entries(paths).flatMap(([address, item]) =>
    Object.entries(item).map(([method, operation]): [string, Operation] => [`${method} ${address}`, operation]),
  );

test("[A20] the document is OpenAPI 3.1 with a bearer scheme, readable without a token", async () => {
  const { openapi, security, components } = await document();
  expect({ openapi, security, scheme: components.securitySchemes["bearer"]?.scheme }).toEqual({
    openapi: "3.1.0",
    security: [{ bearer: [] }],
    scheme: "bearer",
  });
});

test("[A20] every route of the interface is in the document", async () => {
  const described = new Set(operations(await document()).map(([name]) => name.replace(/\/$/, "")));
  const routes = app.routes
    .filter(
      ({ method, path: route }) =>
        method !== "ALL" && /^\/(api|health|metrics)/.test(route) && !/\*|\/docs$|openapi\.json$/.test(route),
    )
    .map(
      ({ method, path: route }) =>
        `${method.toLowerCase()} ${route.replaceAll(/:([a-z_]+)/g, "{$1}").replace(/\/$/, "")}`,
    );
  expect([...new Set(routes)].filter((route) => !described.has(route))).toEqual([]);
});

test("[A20] every path parameter is declared, every operation explained, every refusal a problem", async () => {
  const loose = operations(await document()).flatMap(([name, { summary, tags, parameters = [], responses }]) => {
    const missing = [...name.matchAll(/\{(\w+)\}/g)].filter(
      ([, parameter]) => !parameters.some((one) => one.in === "path" && one.required && one.name === parameter),
    );
    const refusals = Object.entries(responses).filter(
      ([status, { content = {} }]) =>
        Number(status) >= 400 && !("application/problem+json" in content) && !name.includes("health"),
    );
    return missing.length > 0 || !summary || !tags?.length || refusals.length > 0 ? [name] : [];
  });
  expect(loose).toEqual([]);
});

test("[A20] every reference leads somewhere", async () => {
  const whole = await document();
  const references = [...JSON.stringify(whole).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
    ([, name]) => name ?? "",
  );
  expect(references.length).toBeGreaterThan(50);
  expect([...new Set(references)].filter((name) => !(name in whole.components.schemas))).toEqual([]);
});

test("[A20] the reference page needs no token, no inline script and no other origin", async () => {
  for (const address of ["/api/docs/", "/api/docs", "/docs", "/redoc"]) {
    const response = await send(address);
    const page = await response.text();
    expect([address, response.status, response.headers.get("content-type")]).toEqual([
      address,
      200,
      "text/html; charset=UTF-8",
    ]);
    expect(page.match(/<script[^>]*>/g)).toEqual([
      `<script src="/reference/scalar.js">`,
      `<script src="/reference/page.js">`,
    ]);
    expect(page).not.toMatch(/https?:\/\//);
  }
});

test("[C7] the check of answers notices what the document does not have", async () => {
  const get = { method: "GET", path: `${path}x/` };
  const json = (body: unknown, status = 200, type = "application/json") =>
    new Response(JSON.stringify(body), { status, headers: { "content-type": type } });
  const house = await newHouse();
  const row = await create(house);
  await expect(holdToDocument(get, json(row))).resolves.toBeUndefined();
  await expect(holdToDocument(get, json({ ...row, extra: 1 }))).rejects.toThrow("additional");
  await expect(holdToDocument(get, json({ ...row, status: "boss" }))).rejects.toThrow("allowed values");
  await expect(holdToDocument(get, json({ ...row, notes_history: [{ id: 7 }] }))).rejects.toThrow("notes_history");
  await expect(holdToDocument(get, json({ ...row, createdAt: "now" }))).rejects.toThrow("camelCase");
  await expect(holdToDocument(get, json(row, 418))).rejects.toThrow("418");
  await expect(holdToDocument(get, json({}, 404))).rejects.toThrow("application/json");
  await expect(holdToDocument(get, json({}, 404, "application/problem+json"))).rejects.toThrow("required");
  await expect(holdToDocument({ method: "GET", path: "/api/unheard/" }, json({}))).rejects.toThrow("no such operation");
  await expect(
    holdToDocument({ method: "DELETE", path: get.path }, new Response("x", { status: 200 })),
  ).rejects.toThrow("200");
});

test("[C3] a list is the same with and without the slash", async () => {
  const house = await newHouse();
  await create(house);
  const bare = listOf(house).replace("contacts/?", "contacts?");
  const [one, other] = await Promise.all([house.member.send(bare), house.member.send(listOf(house))]);
  expect(await one.json()).toEqual(await other.json());
  expect((await (await newVisitor("Alone")).send(bare)).status).toBe(404);
});
