/** KPI values, people and deals: what lives in the circle's own object goes through its door. [IW13] */
import { sql } from "drizzle-orm";
import { isNewer, type Said } from "../../domain/usage.ts";
import type { KpiReading, RecordChange, RecordFields } from "../../domain/webhook-change.ts";
import { circleStub, type Delivered, type DeliveredContact, type Delivery } from "../../party/rpc.ts";
import { ask } from "../membership.ts";
import { fullName } from "./crm.ts";
import { emptyPlan, inChunks, type Item, keyOf, type Plan, type Round, tell, type Work } from "./ledger.ts";

type FieldName = keyof RecordFields;
type Remembered = Partial<Record<FieldName, { value: string | null } & Said>>;

interface Known {
  source: string;
  id: string;
  fields: Remembered;
  contact: string | null;
}

const storedRecords = async ({ desk }: Round, items: readonly Item<RecordChange>[]): Promise<Map<string, Known>> => {
  const wanted = JSON.stringify(items.map(({ work, change }) => [work.source.id, change.id]));
  const rows = await desk.db.all<{ source: string; id: string; fields: string; contact: string | null }>(sql`
    select distinct r.source, r.id, r.fields, r.contact from json_each(${wanted}) w
    join webhook_records r on r.source = w.value ->> 0 and r.id = w.value ->> 1`);
  return new Map(
    rows.map((row) => [keyOf(row.source, row.id), { ...row, fields: JSON.parse(row.fields) as Remembered }]),
  );
};

/** What this word adds to what is remembered: the names of fields that are news. [IW11] */
const learn = (known: Known, { fields, at }: RecordChange, n: number): FieldName[] => {
  const news: FieldName[] = [];
  for (const [field, value] of Object.entries(fields) as [FieldName, string | null][]) {
    if (value === undefined || !isNewer({ at, n }, known.fields[field])) continue;
    known.fields[field] = { value, at, n };
    news.push(field);
  }
  return news;
};

const plainFields = ["name", "email", "phone", "company", "status", "funnel_stage", "notes"] as const;

/** The contact as it is known now, with only those fields that are news; everything for one that is new here. */
const deliveryOf = (known: Known, news: readonly FieldName[], kind: string): DeliveredContact => {
  const said = Object.fromEntries(
    Object.entries(known.fields).map(([field, { value }]) => [field, value]),
  ) as RecordFields;
  const name = fullName(said);
  const isNews = (field: FieldName): boolean =>
    known.contact === null ||
    news.includes(field) ||
    (field === "name" && (news.includes("first_name") || news.includes("last_name")));
  const fields: Record<string, string | null> = {};
  const times: Record<string, number> = {};
  for (const field of plainFields) {
    const value = field === "name" ? name : said[field];
    if (value === undefined || !isNews(field)) continue;
    fields[field] = value;
    times[field] = Math.max(
      ...(field === "name" ? (["name", "first_name", "last_name"] as const) : [field]).map(
        (one) => known.fields[one]?.at ?? 0,
      ),
    );
  }
  return {
    what: "contact",
    contact: known.contact,
    external_id: known.id,
    title: name ?? said.email ?? said.company ?? `${kind} ${known.id}`,
    fields,
    times,
  };
};

const report = (
  work: Work,
  what: "kpi" | "contact",
  { record, name, status, fields, kept, error }: Delivered,
): void => {
  if (error !== null) work.error = error;
  const told = { what, record, account_name: null };
  for (const { field, before, after } of fields)
    tell(work, { ...told, field, before, after, why: `${name ?? "It"}: ${work.source.name} says so.` });
  for (const field of kept) tell(work, { ...told, field, why: "Somebody changed it here since: theirs stands." });
  if (fields.length + kept.length === 0 && status === "unchanged")
    tell(work, { ...told, why: `${name ?? "It"} has this already.` });
};

const writeRecords = `
  insert into webhook_records (source, id, circle, fields, contact)
  select w.value ->> 'source', w.value ->> 'id', ?2, w.value ->> 'fields', w.value ->> 'contact' from json_each(?1) w where true
  on conflict (source, id) do update set fields = excluded.fields, contact = coalesce(excluded.contact, contact)`;

/** Asks the circle in one call; what it wrote is known by its own ids and times, so that asking twice writes once. */
export const planCircle = async (
  round: Round,
  records: readonly Item<RecordChange>[],
  values: readonly Item<KpiReading>[],
): Promise<Plan> => {
  const plan = emptyPlan();
  if (records.length + values.length === 0) return plan;
  const { desk, circle, dry } = round;
  const known = records.length === 0 ? new Map<string, Known>() : await storedRecords(round, records);
  const deliveries: { work: Work; delivery: Delivery; known: Known | null }[] = [];
  for (const { work, change } of records) {
    const name = keyOf(work.source.id, change.id);
    const one = known.get(name) ?? { source: work.source.id, id: change.id, fields: {}, contact: null };
    known.set(name, one);
    const news = learn(one, change, work.row.n);
    if (news.length === 0 && one.contact !== null) {
      tell(work, { what: "contact", record: one.contact, why: "Something newer is known, or nothing is new." });
      continue;
    }
    deliveries.push({ work, delivery: deliveryOf(one, news, change.kind), known: one });
  }
  for (const { work, change } of values) {
    const { kpi, value, at } = change;
    deliveries.push({ work, delivery: { what: "kpi", kpi, value, at }, known: null });
  }
  // What one record became must be known to the next word about it: the circle finds it by the other system's id.
  const answers = await ask(
    circleStub(desk.env.Circle, circle.key).deliver(
      deliveries.map(({ delivery }) => delivery),
      dry,
    ),
  );
  for (const [at, answer] of answers.entries()) {
    const asked = deliveries[at];
    if (!asked) continue;
    report(asked.work, asked.delivery.what, answer);
    if (asked.known && answer.record !== null) asked.known.contact = answer.record;
  }
  const rows = [...known.values()].map((one) => ({ ...one, fields: JSON.stringify(one.fields) }));
  plan.statements.push(...inChunks(rows).map((text) => desk.env.DB.prepare(writeRecords).bind(text, circle.id)));
  return plan;
};
