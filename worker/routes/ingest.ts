/** `/ingest`, also under `/api`: files of daily usage, their runs and their failed rows. [I1] [I3] [IG9] */
import { allow } from "../../domain/permission.ts";
import { Hono } from "hono";
import * as z from "zod/mini";
import { csvLine } from "../../domain/csv.ts";
import { Problem, wrong } from "../../domain/problem.ts";
import type { UsageRun as Run } from "../../domain/usage-report.ts";
import { certainCircle, circleToWrite, deskOf } from "../accounts/scope.ts";
import { type Standing, standingIn } from "../circles.ts";
import type { Shell, ShellContext } from "../context.ts";
import { databaseOf } from "../database.ts";
import { CsvFile } from "../import/file.ts";
import { type ImportForm, readForm } from "../import/form.ts";
import { chunksOf, drain, hashing } from "../import/stream.ts";
import { onceOf } from "../ingest/once.ts";
import { failuresAfter, runsOf, runWith } from "../ingest/record.ts";
import { ingestUsage } from "../ingest/run.ts";
import { circleKeyOf, signedIn } from "../middleware/signed-in.ts";
import { once } from "../openapi/circle-components.ts";
import { UsageRun, UsageRunPage, UsageSummary } from "../openapi/ingest.ts";
import { operation } from "../openapi/operation.ts";
import { pageResponse } from "./circle-door.ts";
import { csvResponse } from "./contact-import.ts";
import { readQuery } from "./contact-query.ts";

const tag = "accounts";

/** A file waits for a `circle_id` behind it only where several circles are possible. */
const shortWait = 64 * 1024;

const fileOf = ({ file, dry_run, mapping }: ImportForm): NonNullable<ImportForm["file"]> => {
  if (!file) throw wrong("file", "This field is required.");
  if (dry_run) throw wrong("dry_run", "Is not known here: a file can be sent again without harm.");
  if (mapping !== undefined) throw wrong("mapping", "Is not known here: columns go by their names.");
  return file;
};

const answer = (body: string, headers: Record<string, string> = {}): Response =>
  new Response(body, { headers: { "content-type": "application/json", ...headers } });

/** Reads the file on, even when whoever sent it goes away: what has arrived is taken in, scored and told. */
const ingest = async (c: ShellContext): Promise<Response> => {
  const certain = await certainCircle(c, "account.import");
  const form = await readForm(
    chunksOf(c.req.raw.body),
    c.req.header("content-type"),
    certain ? { circle: certain.id, waits: shortWait } : {},
  );
  const circle = await circleToWrite(c, "account.import", form.circle_id || undefined);
  const file = fileOf(form);
  const first = await onceOf(c);
  const { chunks, hash } = hashing(file.chunks, JSON.stringify([circle.id, form.history]));
  if (first?.kept) {
    await drain(chunks);
    if ((await hash()) !== first.kept.hash) throw new Problem("key_reused");
    return answer(first.kept.body, { "idempotent-replayed": "true" });
  }
  try {
    const options = { file_name: file.name.slice(0, 255), history: form.history };
    const work = ingestUsage(deskOf(c), circle, c.get("claim").user, new CsvFile(chunks), options);
    c.executionCtx.waitUntil(work.catch(() => null));
    const body = JSON.stringify(await work);
    await first?.keep(await hash(), body);
    return answer(body);
  } catch (error) {
    await first?.release();
    throw error;
  }
};

/** The run of the address, for somebody of its circle who may import. */
const runFor = async (c: ShellContext): Promise<Run> => {
  const id = c.req.param("import_id") ?? "";
  circleKeyOf(c, id);
  const found = await runWith(databaseOf(c.env.DB), id);
  if (!found) throw new Problem("not_found");
  const circle: Standing = await standingIn(databaseOf(c.env.DB), found.circle, c.get("claim").user);
  c.set("circle", circle.id);
  allow({ role: circle.role, scope: "write" }, "account.import");
  return found.run;
};

const failuresAtOnce = 500;

/** [IG9] The failed rows as they stood, each with what is wrong, ready to be mended and sent again. */
async function* failureLines(c: ShellContext, { id, columns }: Run): AsyncGenerator<string> {
  yield csvLine([...columns, "import_row", "import_line", "import_error"]);
  let last = 0;
  for (;;) {
    const rows = await failuresAfter(databaseOf(c.env.DB), id, last, failuresAtOnce);
    yield rows
      .map(({ row, line, cells, faults }) => {
        const why = faults.map(({ column, message }) => `${column}: ${message}`).join(" ");
        return csvLine([...columns.map((_, at) => cells[at] ?? ""), row, line, why]);
      })
      .join("");
    if (rows.length < failuresAtOnce) return;
    last = rows.at(-1)?.row ?? 0;
  }
}

const RunsQuery = z.object({ circle_id: z.optional(z.string().check(z.meta({ format: "uuid" }))) });

export const usageIngest = new Hono<Shell>()
  .post(
    "/csv",
    operation({
      tag,
      summary: "Ingest a CSV of daily usage",
      description:
        "Field `file`, with a header and one row for each account and day; `account_name`, `segment`, `region`, `arr`, `date`, `daily_active_users`, `feature_adoption_rate`, `support_tickets_open`, `login_frequency` and, where known, `nps_score`, in any order. Where wanted `circle_id`, and `history` (true or false): whether the scores of past days are worked out too. Fields stand before a large file. Accounts are found by name, days by date; a row that fails does not stop the others, and the same file again changes nothing.",
      query: RunsQuery,
      headers: once,
      body: "multipart/form-data",
      answers: { 200: UsageSummary },
      problems: [403, 404, 409],
    }),
    signedIn,
    ingest,
  )
  .get(
    "/",
    operation({
      tag,
      summary: "List the circle's files of usage",
      description: "Newest first, at most fifty.",
      query: RunsQuery,
      answers: { 200: UsageRunPage },
      problems: [403, 404],
    }),
    signedIn,
    async (c) => {
      readQuery(RunsQuery, c.req.query());
      const circle = await circleToWrite(c, "account.view");
      allow({ role: circle.role, scope: "write" }, "account.import");
      const runs = await runsOf(databaseOf(c.env.DB), circle.id);
      return pageResponse(runs.length, null, null, JSON.stringify(runs));
    },
  )
  .get(
    "/:import_id",
    operation({ tag, summary: "Show a file of usage", answers: { 200: UsageRun }, problems: [403, 404] }),
    signedIn,
    async (c) => c.json(await runFor(c)),
  )
  .get(
    "/:import_id/errors.csv",
    operation({ tag, summary: "Download a file's failed rows", answers: { 200: "text/csv" }, problems: [403, 404] }),
    signedIn,
    async (c) => csvResponse("usage-errors.csv", failureLines(c, await runFor(c))),
  );
