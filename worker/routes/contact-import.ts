/** `/api/crm/contacts/import/`: a file of contacts, its dry run, its verdicts and its errors. [IM9] [IM10] */
import { Hono } from "hono";
import * as z from "zod/mini";
import { csvLine } from "../../domain/csv.ts";
import { fieldErrors } from "../../domain/mutation-schema.ts";
import { Problem, wrong } from "../../domain/problem.ts";
import { verdicts } from "../../domain/import/report.ts";
import { type CircleRpc, circleStub } from "../../party/rpc.ts";
import type { Shell, ShellContext } from "../context.ts";
import { CsvFile } from "../import/file.ts";
import { type ImportForm, readForm } from "../import/form.ts";
import { runImport } from "../import/run.ts";
import { chunksOf, drain, hashing } from "../import/stream.ts";
import { ask } from "../membership.ts";
import { circleKeyOf, signedIn } from "../middleware/signed-in.ts";
import { ImportRun, ImportRunPage, ImportSummary, ImportVerdictPage } from "../openapi/import.ts";
import { operation } from "../openapi/operation.ts";
import { streamed } from "../stream.ts";
import { addressWith, pageResponse } from "./circle-door.ts";
import { CircleId, PageQuery } from "./contact-query.ts";

const tag = "contacts";
const fields =
  "Fields: `circle_id`, `file` (CSV), and, where wanted, `mapping` (JSON) and `dry_run`. Fields stand before a file of more than 16 MB.";

const keyOf = (c: ShellContext): string | null => {
  const key = c.req.header("idempotency-key");
  if (key === undefined) return null;
  if (key === "" || key.length > 255) throw wrong("Idempotency-Key", "Must have 1 to 255 characters.");
  return `${c.get("claim").user} POST /api/crm/contacts/import ${key}`;
};

/**
 * Milliseconds between batches. Without a pause the circle's object, which shares a thread with this one on a local
 * server, hears nobody else until the whole file is in.
 */
const breath = 4;

const stopped = { state: "stopped", answer: null } as const;

const importFile = async (c: ShellContext, rehearse: boolean): Promise<Response> => {
  const form = await readForm(chunksOf(c.req.raw.body), c.req.header("content-type"));
  const read = CircleId.safeParse(form.circle_id);
  if (!read.success || !form.file)
    throw new Problem("invalid", {
      errors: {
        ...(read.success ? {} : { circle_id: circleErrors(form) }),
        ...(form.file ? {} : { file: ["This field is required."] }),
      },
    });
  const circle = circleStub(c.env.Circle, circleKeyOf(c, read.data));
  const dry_run = rehearse || form.dry_run;
  const key = dry_run ? null : keyOf(c);
  const started = await ask(
    circle.startImport(c.get("claim"), { file_name: form.file.name.slice(0, 255), dry_run, key }),
  );
  const { chunks, hash } = hashing(form.file.chunks, JSON.stringify([read.data.toLowerCase(), form.mapping ?? null]));
  if (started.kept) {
    await drain(chunks);
    if ((await hash()) !== started.kept.hash) throw new Problem("key_reused");
    return answer(started.kept.body, { "idempotent-replayed": "true" });
  }
  return perform(c, circle, { form, file: { name: form.file.name, chunks }, dry_run, key, hash }, started.id);
};

interface Work {
  form: ImportForm;
  file: { name: string; chunks: AsyncIterable<Uint8Array> };
  dry_run: boolean;
  key: string | null;
  hash: () => Promise<string>;
}

/** Whatever goes wrong on the way, the run is told that it has stopped; what was taken in stays. */
const perform = async (
  c: ShellContext,
  circle: CircleRpc,
  { form, file, dry_run, key, hash }: Work,
  id: string,
): Promise<Response> => {
  const claim = c.get("claim");
  try {
    const summary = await runImport(
      {
        take: async (rows, done, columns) => {
          const reports = await ask(circle.importContacts(claim, id, { rows, done, ...(columns ? { columns } : {}) }));
          await scheduler.wait(breath);
          return reports;
        },
      },
      new CsvFile(file.chunks),
      { mapping: form.mapping, dry_run, now: Date.now(), size: Number(c.req.header("content-length") ?? 0) },
    );
    const body = JSON.stringify({ import_id: dry_run ? null : id, dry_run, file_name: file.name, ...summary });
    const kept = key === null ? null : { key, hash: await hash(), status: 200, body };
    await ask(circle.finishImport(claim, id, { state: "done", answer: kept }));
    return answer(body, dry_run ? {} : { location: new URL(`/api/crm/contacts/import/${id}/`, c.req.url).href });
  } catch (error) {
    await circle.finishImport(claim, id, stopped).catch(() => null);
    throw error;
  }
};

const answer = (body: string, headers: Record<string, string>): Response =>
  new Response(body, { headers: { "content-type": "application/json", ...headers } });

const circleErrors = ({ circle_id }: ImportForm): string[] =>
  fieldErrors(z.safeParse(z.object({ circle_id: CircleId }), { circle_id }).error?.issues ?? [], { circle_id })[
    "circle_id"
  ] ?? [];

const VerdictQuery = z.extend(PageQuery, {
  verdict: z.optional(z.enum(["", ...verdicts], `Must be one of: ${verdicts.join(", ")}.`)),
});
const RunQuery = z.object({ circle_id: CircleId });

const readQuery = <Schema extends z.core.$ZodType>(c: ShellContext, schema: Schema): z.output<Schema> => {
  const read = z.safeParse(schema, c.req.query());
  if (!read.success) throw new Problem("invalid", { errors: fieldErrors(read.error.issues, c.req.query()) });
  return read.data;
};

/** The run of the address, and its circle. */
const placed = (c: ShellContext): { id: string; circle: CircleRpc } => {
  const id = (c.req.param("import_id") ?? "").toLowerCase();
  return { id, circle: circleStub(c.env.Circle, circleKeyOf(c, id)) };
};

const mostPage = 200;
const errorsAtOnce = 500;

/** [IM9] The refused rows as they stood, each with its reason, ready to be mended and imported. */
async function* errorLines(
  c: ShellContext,
  circle: CircleRpc,
  id: string,
  columns: readonly string[],
): AsyncGenerator<string> {
  yield csvLine([...columns, "import_row", "import_field", "import_error"]);
  for (let from = 0; ; from += errorsAtOnce) {
    const { count, rows } = await ask(circle.importRows(c.get("claim"), id, "refused", from, errorsAtOnce));
    yield rows
      .map(({ row, cells, field, reason }) =>
        csvLine([...columns.map((_, at) => cells?.[at] ?? ""), row, field, reason]),
      )
      .join("");
    if (from + errorsAtOnce >= count) return;
  }
}

export const csvResponse = (name: string, lines: AsyncGenerator<string>): Response =>
  streamed(name, "text/csv; charset=utf-8", lines);

export const contactImport = new Hono<Shell>()
  .post(
    "/",
    operation({
      tag,
      summary: "Import contacts from a file",
      description: `Every row gets a verdict. ${fields}`,
      headers: {
        "Idempotency-Key": "Repeating the request with this key and file gives the first answer again, for 24 hours.",
      },
      body: "multipart/form-data",
      answers: { 200: ImportSummary },
      problems: [403, 404, 409],
    }),
    signedIn,
    (c) => importFile(c, false),
  )
  .post(
    "/preview",
    operation({
      tag,
      summary: "Say what an import would do",
      description: `Writes nothing. ${fields}`,
      body: "multipart/form-data",
      answers: { 200: ImportSummary },
      problems: [403, 404],
    }),
    signedIn,
    (c) => importFile(c, true),
  )
  .get(
    "/",
    operation({
      tag,
      summary: "List the circle's imports",
      description: "Newest first, at most fifty.",
      query: RunQuery,
      answers: { 200: ImportRunPage },
      problems: [403, 404],
    }),
    signedIn,
    async (c) => {
      const { circle_id } = readQuery(c, RunQuery);
      const runs = await ask(circleStub(c.env.Circle, circleKeyOf(c, circle_id)).importRuns(c.get("claim")));
      return pageResponse(runs.length, null, null, JSON.stringify(runs));
    },
  )
  .get(
    "/:import_id",
    operation({ tag, summary: "Show an import", answers: { 200: ImportRun }, problems: [403, 404] }),
    signedIn,
    async (c) => {
      const { id, circle } = placed(c);
      return c.json(await ask(circle.importRun(c.get("claim"), id)));
    },
  )
  .get(
    "/:import_id/rows",
    operation({
      tag,
      summary: "List an import's verdicts",
      query: VerdictQuery,
      answers: { 200: ImportVerdictPage },
      problems: [403, 404],
    }),
    signedIn,
    async (c) => {
      const { id, circle } = placed(c);
      const { verdict, page = 1, page_size = 20 } = readQuery(c, VerdictQuery);
      const size = Math.min(mostPage, page_size);
      const { count, rows } = await ask(
        circle.importRows(c.get("claim"), id, verdict || null, (page - 1) * size, size),
      );
      if (page > 1 && (page - 1) * size >= count) throw new Problem("not_found", { detail: "There is no such page." });
      const next = page * size < count ? addressWith(c, { page: String(page + 1) }) : null;
      const previous = page > 1 ? addressWith(c, { page: String(page - 1) }) : null;
      return pageResponse(count, next, previous, JSON.stringify(rows));
    },
  )
  .get(
    "/:import_id/errors.csv",
    operation({
      tag,
      summary: "Download an import's refused rows",
      answers: { 200: "text/csv" },
      problems: [403, 404],
    }),
    signedIn,
    async (c) => {
      const { id, circle } = placed(c);
      const { columns } = await ask(circle.importRun(c.get("claim"), id));
      return csvResponse("import-errors.csv", errorLines(c, circle, id, columns));
    },
  );
