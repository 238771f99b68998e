/** Files of usage for tests against the Worker: posted as forms, whole, in pieces or broken off. */
import { createExecutionContext, env, waitOnExecutionContext } from "cloudflare:test";
import { eq, sql } from "drizzle-orm";
import type { UsageSummary } from "../../domain/usage-report.ts";
import { accountEvents, accounts, healthScores } from "../../drizzle/accounts.ts";
import worker from "../../worker/index.ts";
import { db } from "./accounts.ts";
import { holdToDocument } from "./contract.ts";
import { newCircle, newVisitor, origin, type Visitor } from "./visitor.ts";

export const header =
  "account_name,segment,region,arr,date,daily_active_users,feature_adoption_rate,support_tickets_open,nps_score,login_frequency";
/** As the seed prints it. */
export const acme = [
  "Acme Corp,Enterprise,US,500000,2024-01-01,150,0.75,2,50,0.85",
  "Acme Corp,Enterprise,US,500000,2024-01-02,145,0.76,3,50,0.82",
];
export const fileWith = (...rows: string[]): string => [header, ...rows, ""].join("\n");

export const formOf = (file: string | Uint8Array<ArrayBuffer>, fields: Record<string, string> = {}): FormData => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set("file", new File([file], "usage.csv", { type: "text/csv" }));
  return form;
};

export const post = async (
  who: Visitor,
  body: FormData | ReadableStream,
  { at = "/ingest/csv", headers = {} }: { at?: string; headers?: Record<string, string> } = {},
): Promise<Response> => {
  const context = createExecutionContext();
  const request = new Request(`${origin}${at}`, {
    method: "POST",
    body,
    headers: { authorization: `Bearer ${who.token}`, ...headers },
  });
  const response = await worker.fetch(request, env, context);
  await waitOnExecutionContext(context);
  await holdToDocument({ method: "POST", path: at }, response.clone());
  return response;
};

export const ingested = async (
  who: Visitor,
  file: string,
  fields: Record<string, string> = {},
): Promise<UsageSummary> => {
  const response = await post(who, formOf(file, fields));
  if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
  return response.json<UsageSummary>();
};

/** Received, ingested, unchanged, failed; created, updated. */
export const counts = (summary: UsageSummary): number[] => [
  summary.rows_received,
  summary.rows_ingested,
  summary.rows_unchanged,
  summary.rows_failed,
  summary.accounts_created,
  summary.accounts_updated,
];

/** A circle of Ana's, and what its tables say of an account. */
export const home = async () => {
  const ana = await newVisitor("Ana");
  const circle = await newCircle(ana, "North");
  const account = (name: string) =>
    db
      .select()
      .from(accounts)
      .where(sql`circle = ${circle} and name = ${name} and deleted_at is null`)
      .get();
  const scores = async (id: string | undefined) =>
    db
      .select()
      .from(healthScores)
      .where(eq(healthScores.account, id ?? ""))
      .orderBy(healthScores.at, healthScores.id);
  const events = async (id: string | undefined) =>
    (
      await db
        .select()
        .from(accountEvents)
        .where(eq(accountEvents.account, id ?? ""))
    ).map(({ kind, via, actor, before, after }) => ({
      kind,
      via,
      actor,
      before: before && (JSON.parse(before) as unknown),
      after: after && (JSON.parse(after) as unknown),
    }));
  return { ana, circle, account, scores, events };
};

export const manyRows = (count: number, accountsOf = 40): string[] =>
  Array.from({ length: count }, (_, at) => {
    const day = new Date(Date.UTC(2023, 0, 1 + Math.floor(at / accountsOf))).toISOString().slice(0, 10);
    return `Account ${at % accountsOf},SMB,EU,1000,${day},${at % 20},0.5,${at % 7},${at % 50},0.5`;
  });

/** A form that arrives in pieces and may break off. */
export const streamed = (file: string, breaksAt = Number.POSITIVE_INFINITY): ReadableStream => {
  const bytes = new TextEncoder().encode(
    `--b\r\nContent-Disposition: form-data; name="file"; filename="big.csv"\r\n\r\n${file}\r\n--b--\r\n`,
  );
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= breaksAt) return controller.error(new Error("the line broke"));
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at + 30_000));
      at += 30_000;
    },
  });
};
export const multipart = { headers: { "content-type": "multipart/form-data; boundary=b" } };
