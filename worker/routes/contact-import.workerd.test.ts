/** Importing and exporting over HTTP: the form, the verdicts, the file of errors, who may and who may not. */
import { expect, test } from "vitest";
import { holdToDocument } from "../../tests/workerd/contract.ts";
import { join, newCircle, newVisitor, origin, told, type Visitor } from "../../tests/workerd/visitor.ts";
import { createExecutionContext, env, waitOnExecutionContext } from "cloudflare:test";
import worker from "../index.ts";
import type { Env } from "../env.ts";

const path = "/api/crm/contacts/import/";

interface Summary {
  import_id: string;
  rows_received: number;
  created: number;
  updated: number;
  duplicate: number;
  refused: number;
  [more: string]: unknown;
}

const people = `First Name;Last Name;Work email;Phone;Status
Ana;Kos;ana@example.com;+386 41 555 123;warm
Žan;Novak;zan@example.com;1-897-300-1976 x14675;cold
Ben;=2+5;not an address;;hot
;;;;
Ana;Kos;ana@example.com;+386 41 555 123;warm
`;

/** Posts a form; the parts stand in the order given. */
const post = async (
  who: Visitor | null,
  form: FormData | string,
  at = path,
  headers: Record<string, string> = {},
  changed: Partial<Env> = {},
): Promise<Response> => {
  const context = createExecutionContext();
  const authorization: Record<string, string> = who ? { authorization: `Bearer ${who.token}` } : {};
  const request = new Request(`${origin}${at}`, {
    method: "POST",
    body: form,
    headers: { ...authorization, ...headers },
  });
  const response = await worker.fetch(request, { ...env, ...changed }, context);
  await waitOnExecutionContext(context);
  await holdToDocument({ method: "POST", path: at }, response.clone());
  return response;
};

const formOf = (circle: string, file: string | ArrayBufferView, more: Record<string, string> = {}): FormData => {
  const form = new FormData();
  form.set("circle_id", circle);
  for (const [name, value] of Object.entries(more)) form.set(name, value);
  form.set("file", new File([file], "people.csv", { type: "text/csv" }));
  return form;
};

const imported = async (response: Promise<Response>): Promise<Summary> => {
  const answer = await response;
  expect(answer.status).toBe(200);
  return answer.json<Summary>();
};

const counts = ({ rows_received, created, updated, duplicate, refused }: Summary) => [
  rows_received,
  created,
  updated,
  duplicate,
  refused,
];

const home = async () => {
  const ana = await newVisitor("Ana");
  return { ana, circle: await newCircle(ana, "North") };
};

test("[IM10] a file becomes contacts, with a verdict for every row; the same file again changes nothing", async () => {
  const { ana, circle } = await home();
  const first = await imported(post(ana, formOf(circle, people)));
  const { mapping, verdicts, refusals, columns, warnings, import_id, ...rest } = first;
  expect(rest).toEqual({
    dry_run: false,
    file_name: "people.csv",
    rows_received: 4,
    created: 2,
    updated: 0,
    duplicate: 1,
    refused: 1,
    encoding: "utf-8",
    delimiter: ";",
    unmapped: [],
    values: [
      { field: "status", value: "warm", count: 2, to: "prospect", known: true },
      { field: "status", value: "cold", count: 1, to: "lead", known: true },
      { field: "status", value: "hot", count: 1, to: "prospect", known: true },
    ],
  });
  expect(mapping).toEqual({
    columns: {
      "First Name": "first_name",
      "Last Name": "last_name",
      "Work email": "email",
      Phone: "phone",
      Status: "status",
    },
    values: { status: {}, funnel_stage: {} },
    dates: {},
  });
  expect((verdicts as { verdict: string }[]).map(({ verdict }) => verdict)).toEqual([
    "created",
    "created",
    "refused",
    "duplicate",
  ]);
  expect(refusals).toEqual([
    {
      row: 3,
      verdict: "refused",
      contact_id: null,
      changed: [],
      kept: [],
      field: "email",
      value: "not an address",
      reason: "Must be an e-mail address.",
      warnings: [],
      cells: ["Ben", "=2+5", "not an address", "", "hot"],
    },
  ]);
  expect(columns).toContainEqual({ name: "Status", field: "status", samples: ["warm", "cold", "hot"], filled: 1 });
  expect(warnings).toEqual([
    {
      code: "phone_shortened",
      message: "“1-897-300-1976 x14675” was written as “1-897-300-1976x14675”.",
      count: 1,
      rows: [2],
    },
  ]);
  const list = (
    await (
      await ana.send(`/api/crm/contacts/?circle_id=${circle}`)
    ).json<{ count: number; results: { name: string; phone: string; status: string; email: string }[] }>()
  ).results;
  expect(list.map(({ name, phone, status, email }) => [name, email, phone, status])).toEqual([
    ["Žan Novak", "zan@example.com", "1-897-300-1976x14675", "lead"],
    ["Ana Kos", "ana@example.com", "+386 41 555 123", "prospect"],
  ]);
  expect(counts(await imported(post(ana, formOf(circle, people))))).toEqual([4, 0, 0, 3, 1]);
  expect(import_id).toEqual(expect.any(String));
});

test("[IM10] a dry run gives the verdicts and writes nothing, and so does the preview", async () => {
  const { ana, circle } = await home();
  const dry = await imported(post(ana, formOf(circle, people, { dry_run: "true" })));
  expect([...counts(dry), dry.import_id, dry["dry_run"]]).toEqual([4, 2, 0, 1, 1, null, true]);
  expect(counts(await imported(post(ana, formOf(circle, people), `${path}preview/`)))).toEqual([4, 2, 0, 1, 1]);
  const list = await told(ana.send(`/api/crm/contacts/?circle_id=${circle}`));
  expect(list.body).toEqual({ count: 0, next: null, previous: null, results: [] });
  expect((await told(ana.send(`${path}?circle_id=${circle}`))).body).toEqual({
    count: 0,
    next: null,
    previous: null,
    results: [],
  });
});

test("[IM10] fields may stand before or behind the file", async () => {
  const { ana, circle } = await home();
  const form = new FormData();
  form.set("file", new File(["who,mail\nAna,ana@example.com\n"], "a.csv"));
  form.set("mapping", JSON.stringify({ who: "name", mail: "email" }));
  form.set("dry_run", "1");
  form.set("circle_id", circle);
  expect(await imported(post(ana, form))).toMatchObject({ dry_run: true, created: 1, unmapped: [] });
});

test("[IM5] [IM6] the given mapping and values count", async () => {
  const { ana, circle } = await home();
  const mapping = JSON.stringify({
    columns: { tags: "notes", title: null },
    values: { status: { purple: "partner" } },
  });
  const summary = await imported(
    post(ana, formOf(circle, "name,title,status,tags\nAna,Dr,Purple,vip\nBen,Mr,warm,\n", { mapping })),
  );
  expect(counts(summary)).toEqual([2, 2, 0, 0, 0]);
  const list = await (
    await ana.send(`/api/crm/contacts/?circle_id=${circle}&status=partner`)
  ).json<{ results: { name: string; notes: string; notes_history: { note: string }[] }[] }>();
  expect(
    list.results.map(({ name, notes, notes_history }) => [name, notes, notes_history.map(({ note }) => note)]),
  ).toEqual([["Ana", "vip", ["vip"]]]);
});

test("[IM9] verdicts can be read by kind and page, and refused rows downloaded, safe for a spreadsheet and ready to be mended", async () => {
  const { ana, circle } = await home();
  const { import_id } = await imported(post(ana, formOf(circle, people)));
  const rows = await (
    await ana.send(`${path}${import_id}/rows/?verdict=refused`)
  ).json<{ count: number; results: { row: number }[] }>();
  expect([rows.count, rows.results.map(({ row }) => row)]).toEqual([1, [3]]);
  const page = await (
    await ana.send(`${path}${import_id}/rows/?page=2&page_size=3`)
  ).json<{ count: number; next: null; previous: string; results: { row: number }[] }>();
  expect([page.count, page.next, page.previous, page.results.map(({ row }) => row)]).toEqual([
    4,
    null,
    `${origin}${path}${import_id}/rows/?page=1&page_size=3`,
    [4],
  ]);
  expect((await ana.send(`${path}${import_id}/rows/?page=3`)).status).toBe(404);
  expect((await ana.send(`${path}${import_id}/rows/?verdict=lost`)).status).toBe(400);
  const errors = await ana.send(`${path}${import_id}/errors.csv`);
  expect([errors.headers.get("content-type"), errors.headers.get("content-disposition")]).toEqual([
    "text/csv; charset=utf-8",
    `attachment; filename="import-errors.csv"`,
  ]);
  const file = await errors.text();
  expect(file).toBe(
    "First Name,Last Name,Work email,Phone,Status,import_row,import_field,import_error\r\nBen,'=2+5,not an address,,hot,3,email,Must be an e-mail address.\r\n",
  );
  expect(counts(await imported(post(ana, formOf(circle, file.replace("not an address", "ben@example.com")))))).toEqual([
    1, 1, 0, 0, 0,
  ]);
  const found = await (
    await ana.send(`/api/crm/contacts/?circle_id=${circle}&search=ben`)
  ).json<{ results: { name: string }[] }>();
  expect(found.results.map(({ name }) => name)).toEqual(["Ben =2+5"]);
});

test("[IM9] an import can be looked up later", async () => {
  const { ana, circle } = await home();
  const { import_id } = await imported(post(ana, formOf(circle, people)));
  const run = {
    id: import_id,
    state: "done",
    file_name: "people.csv",
    created_by: ana.id,
    created_at: expect.any(String),
    finished_at: expect.any(String),
    columns: ["First Name", "Last Name", "Work email", "Phone", "Status"],
    rows_received: 4,
    created: 2,
    updated: 0,
    duplicate: 1,
    refused: 1,
  };
  expect(await told(ana.send(`${path}${import_id}/`))).toEqual({ status: 200, body: run });
  expect((await told(ana.send(`${path}?circle_id=${circle}`))).body).toEqual({
    count: 1,
    next: null,
    previous: null,
    results: [run],
  });
});

test("[IM12] moderators and admins import; members may not; others find nothing", async () => {
  const { ana, circle } = await home();
  const [mo, ben, eve] = [await newVisitor("Mo"), await newVisitor("Ben"), await newVisitor("Eve")];
  await join(ana, circle, mo, "moderator");
  await join(ana, circle, ben, "member");
  expect(counts(await imported(post(mo, formOf(circle, people))))).toEqual([4, 2, 0, 1, 1]);
  const { import_id } = await imported(post(ana, formOf(circle, people)));
  expect((await post(ben, formOf(circle, people))).status).toBe(403);
  expect((await post(ben, formOf(circle, people, { dry_run: "true" }))).status).toBe(403);
  expect((await ben.send(`${path}${import_id}/errors.csv`)).status).toBe(403);
  expect((await post(eve, formOf(circle, people))).status).toBe(404);
  expect((await eve.send(`${path}${import_id}/rows/`)).status).toBe(404);
  expect((await post(null, formOf(circle, people))).status).toBe(401);
});

test("[IM10] bad requests name what is wrong", async () => {
  const { ana, circle } = await home();
  const errors = async (response: Response) => [
    response.status,
    ((await response.json()) as { errors?: object }).errors,
  ];
  const empty = new FormData();
  empty.set("note", "x");
  expect(await errors(await post(ana, empty))).toEqual([
    400,
    { circle_id: ["This field is required."], file: ["This field is required."] },
  ]);
  expect(await errors(await post(ana, formOf("north", people)))).toEqual([
    400,
    { circle_id: ["Must be the id of a circle."] },
  ]);
  expect(await errors(await post(ana, formOf(circle, "")))).toEqual([400, { file: ["The file is empty."] }]);
  expect(await errors(await post(ana, formOf(circle, people, { mapping: "{" })))).toEqual([
    400,
    { mapping: ["Must be JSON."] },
  ]);
  expect(await errors(await post(ana, formOf(circle, people, { mapping: `{"Shoe":"name"}` })))).toEqual([
    400,
    { mapping: ["“Shoe” is not a column of this file."] },
  ]);
  expect(await errors(await post(ana, formOf(circle, people, { dry_run: "perhaps" })))).toEqual([
    400,
    { dry_run: ["Must be true or false."] },
  ]);
  expect(await errors(await post(ana, formOf(circle, "colour,size\nred,3\n")))).toEqual([
    400,
    { mapping: ["No column gives a name, a company, an e-mail address or an id."] },
  ]);
  expect((await post(ana, "a,b\n1,2\n", path, { "content-type": "text/csv" })).status).toBe(415);
  expect((await post(ana, "--x\r\nnonsense", path, { "content-type": "multipart/form-data; boundary=x" })).status).toBe(
    400,
  );
  expect((await post(ana, formOf(circle, people), path, {}, { IMPORT_LIMIT_BYTES: "300" })).status).toBe(413);
  expect((await told(ana.send(`${path}?circle_id=${circle}`))).body).toMatchObject({ results: [] });
});

test("[IM10] the same key and file give the first answer again; another file is a conflict", async () => {
  const { ana, circle } = await home();
  const key = { "idempotency-key": "once" };
  const first = await post(ana, formOf(circle, people), path, key);
  const again = await post(ana, formOf(circle, people), path, key);
  expect([first.status, again.status, again.headers.get("idempotent-replayed")]).toEqual([200, 200, "true"]);
  expect(await again.text()).toBe(await first.text());
  expect((await post(ana, formOf(circle, `${people}x;y;z@example.com;;\n`), path, key)).status).toBe(409);
  expect((await told(ana.send(`${path}?circle_id=${circle}`))).body).toMatchObject({ count: 1 });
});

test("[IM13] an export is safe for a spreadsheet, honours the filters, and changes nothing when imported again", async () => {
  const { ana, circle } = await home();
  const file = `name,email,phone,status,notes\n=HYPERLINK(1),h@example.com,+386 41 1,partner,"two\nlines, ""quoted"""\nAna,ana@example.com,,warm,\n`;
  await imported(post(ana, formOf(circle, file)));
  const text = await (await ana.send(`/api/crm/contacts/export.csv?circle_id=${circle}`)).text();
  const [header, ...lines] = text.split("\r\n");
  expect(header).toBe(
    "id,name,email,phone,company,status,funnel_stage,notes,last_contact,external_id,created_at,updated_at",
  );
  expect(lines.length).toBe(3);
  expect(text).toContain(`,'=HYPERLINK(1),h@example.com,'+386 41 1,,partner,needs_outreach,"two\nlines, ""quoted""",`);
  const partners = await (await ana.send(`/api/crm/contacts/export.csv?circle_id=${circle}&status=partner`)).text();
  expect(partners).toContain("HYPERLINK");
  expect(partners).not.toContain("ana@example.com");
  expect(counts(await imported(post(ana, formOf(circle, text))))).toEqual([2, 0, 0, 2, 0]);
  expect((await ana.send("/api/crm/contacts/export.csv")).status).toBe(400);
});

test("[IM4] a large file goes through in pieces, ends and all", async () => {
  const { ana, circle } = await home();
  const rows = Array.from({ length: 3_000 }, (_, at) => `Name ${at},n${at}@example.com,"Company, ${at % 9}"\r\n`);
  const bytes = new TextEncoder().encode(`name,email,company\r\n${rows.join("")}`);
  expect(counts(await imported(post(ana, formOf(circle, bytes))))).toEqual([3000, 3000, 0, 0, 0]);
  expect(counts(await imported(post(ana, formOf(circle, bytes))))).toEqual([3000, 0, 0, 3000, 0]);
});
