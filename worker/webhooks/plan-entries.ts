/** Feedback and happenings: each stands once in the account's timeline, however often it is told. */
import { sql } from "drizzle-orm";
import { makeId } from "../../domain/id.ts";
import { sentimentOf } from "../../domain/sentiment.ts";
import type { GivenFeedback, Happening } from "../../domain/webhook-change.ts";
import { emptyPlan, inChunks, type Placed, type Plan, type Round, tell } from "./ledger.ts";

const encoder = new TextEncoder();

/** The same id for the same words, so that a repetition finds what it made. */
export const idFor = async ({ circle }: Round, at: number, ...words: string[]): Promise<string> => {
  const hash = new DataView(await crypto.subtle.digest("SHA-256", encoder.encode(words.join("\u0000"))));
  let next = 0;
  return makeId(circle.key, at, () => hash.getUint32(4 * next++) / 2 ** 32);
};

const writeFeedback = `
  insert into feedback (id, circle, account, title, description, sentiment, created_at, updated_at)
  select w.value ->> 'id', ?2, w.value ->> 'account', w.value ->> 'title', w.value ->> 'description',
    w.value ->> 'sentiment', w.value ->> 'at', ?3
  from json_each(?1) w where true on conflict (id) do nothing`;

const writeEvents = `
  insert into account_events (circle, account, at, via, kind, subject, after, step)
  select ?2, w.value ->> 'account', w.value ->> 'at', 'webhook', w.value ->> 'kind', w.value ->> 'subject', w.value ->> 'after',
    w.value ->> 'step'
  from json_each(?1) w where not exists (select 1 from account_events where step = w.value ->> 'step')`;

interface Entry {
  account: string;
  at: number;
  kind: string;
  subject: string | null;
  after: string;
  /** By which a repetition is known. */
  step: string;
}

const knownSteps = async ({ desk }: Round, steps: readonly string[]): Promise<Set<string>> => {
  const rows = await desk.db.all<{ step: string }>(sql`
    select distinct e.step from json_each(${JSON.stringify(steps)}) w join account_events e on e.step = w.value`);
  return new Set(rows.map(({ step }) => step));
};

export const planEntries = async (
  round: Round,
  given: readonly Placed<GivenFeedback>[],
  happened: readonly Placed<Happening>[],
): Promise<Plan> => {
  const plan = emptyPlan();
  if (given.length + happened.length === 0) return plan;
  const { circle, desk, now } = round;
  const entries: { entry: Entry; item: Placed<GivenFeedback | Happening> }[] = [];
  const feedback = new Map<string, Record<string, unknown>>();
  for (const item of given) {
    const { work, change, account } = item;
    const step = `webhook:${work.source.id}:feedback:${change.id}`;
    const id = await idFor(round, change.at, step);
    const { title, description, at } = change;
    const sentiment = sentimentOf(`${title}.\n${description}`).score;
    feedback.set(step, { id, account: account.id, title, description, sentiment, at });
    entries.push({
      entry: {
        account: account.id,
        at,
        kind: "feedback.added",
        subject: id,
        after: JSON.stringify({ title, description }),
        step,
      },
      item,
    });
  }
  for (const item of happened) {
    const { work, change, account } = item;
    const after = JSON.stringify({ title: change.title });
    const step = `webhook:${work.source.id}:event:${change.kind}:${change.id}`;
    entries.push({
      entry: { account: account.id, at: change.at, kind: change.kind, subject: change.id, after, step },
      item,
    });
  }
  const known = await knownSteps(
    round,
    entries.map(({ entry }) => entry.step),
  );
  const fresh = entries.filter(({ entry, item: { work, change, account } }) => {
    const there = known.has(entry.step);
    known.add(entry.step);
    tell(work, {
      what: change.what,
      account_id: account.id,
      account_name: account.name,
      record: entry.subject,
      field: entry.kind,
      before: there ? change.title : null,
      after: change.title,
      why: there ? "It stands in the timeline already." : "New in the account's timeline.",
    });
    return !there;
  });
  for (const { entry } of fresh) plan.accounts.add(entry.account);
  const rows = fresh.flatMap(({ entry }) => feedback.get(entry.step) ?? []);
  const { DB } = desk.env;
  plan.statements.push(
    ...inChunks(rows).map((text) => DB.prepare(writeFeedback).bind(text, circle.id, now)),
    ...inChunks(fresh.map(({ entry }) => entry)).map((text) => DB.prepare(writeEvents).bind(text, circle.id)),
  );
  return plan;
};
