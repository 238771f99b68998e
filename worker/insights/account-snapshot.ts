/** Reads one account whole, for facts about it: its row, score then and now, usage, meetings, feedback, people, promises, runs. */
import { and, count, desc, eq, gte, inArray, isNull, lte } from "drizzle-orm";
import { dateAfter } from "../../domain/days.ts";
import type { HealthInputs } from "../../domain/health.ts";
import { playbooks } from "../../domain/playbooks/index.ts";
import { recommendPlaybooks } from "../../domain/playbooks/recommend.ts";
import { fold } from "../../domain/text.ts";
import type { AccountSnapshot } from "../../domain/writing/account-facts.ts";
import { type AccountRow, feedback, healthScores, meetings, metricDays } from "../../drizzle/accounts.ts";
import { playbookRuns, playbookSteps, promises } from "../../drizzle/playbooks.ts";
import { user } from "../../drizzle/d1.ts";
import { type Claim, circleStub } from "../../party/rpc.ts";
import { contributionsOf } from "../accounts/detail.ts";
import { utcDay } from "../accounts/list-query.ts";
import { recentUsage, riskStateOf } from "../accounts/state.ts";
import type { Desk } from "../circles.ts";
import type { Database } from "../database.ts";
import { ask } from "../membership.ts";
import { circleOf } from "../../domain/id.ts";

const day = 24 * 60 * 60_000;
/** "A month ago": the score that counted thirty days back. */
const month = 30;

const scoreBefore = async (db: Database, account: string, now: number) => {
  const row = await db
    .select({ id: healthScores.id, at: healthScores.at, value: healthScores.value })
    .from(healthScores)
    .where(and(eq(healthScores.account, account), lte(healthScores.at, now - month * day)))
    .orderBy(desc(healthScores.at), desc(healthScores.id))
    .limit(1)
    .get();
  // It counted on that day, whenever it was worked out.
  return row && row.value !== null ? { id: String(row.id), date: utcDay(now - month * day), value: row.value } : null;
};

const meetingsOf = async (db: Database, account: string, now: number) => {
  const there = and(eq(meetings.account, account), isNull(meetings.deleted_at));
  const [newest, within] = await db.batch([
    db.select().from(meetings).where(there).orderBy(desc(meetings.date)).limit(5),
    db
      .select({ count: count() })
      .from(meetings)
      .where(and(there, lte(meetings.date, now), gte(meetings.date, now - 90 * day))),
  ]);
  return {
    meetings: newest.map(({ id, date, summary, sentiment, participants }) => ({
      id,
      date: utcDay(date),
      summary,
      sentiment,
      participants: JSON.parse(participants) as string[],
    })),
    meetings_90: within[0]?.count ?? 0,
  };
};

const feedbackOf = async (db: Database, account: string) => {
  const open = and(
    eq(feedback.account, account),
    isNull(feedback.deleted_at),
    inArray(feedback.status, ["open", "in_progress"]),
  );
  const rows = await db
    .select({ id: feedback.id, title: feedback.title, at: feedback.created_at })
    .from(feedback)
    .where(open)
    .orderBy(desc(feedback.created_at))
    .limit(3);
  return rows.map(({ id, title, at }) => ({ id, title, date: utcDay(at) }));
};

const runsOf = async (db: Database, account: string) => {
  const runs = await db
    .select()
    .from(playbookRuns)
    .where(and(eq(playbookRuns.account, account), isNull(playbookRuns.ended_at)))
    .orderBy(desc(playbookRuns.started_at))
    .limit(3);
  if (runs.length === 0) return [];
  const steps = await db
    .select({ run: playbookSteps.run, done_at: playbookSteps.done_at })
    .from(playbookSteps)
    .where(
      inArray(
        playbookSteps.run,
        runs.map(({ id }) => id),
      ),
    );
  return runs.map(({ id, playbook, started_at }) => {
    const own = steps.filter(({ run }) => run === id);
    return {
      id,
      playbook: playbooks.find((one) => one.id === playbook)?.name ?? playbook,
      started: utcDay(started_at),
      done: own.filter(({ done_at }) => done_at !== null).length,
      steps: own.length,
    };
  });
};

const promisesOf = async (db: Database, account: string) => {
  const rows = await db
    .select()
    .from(promises)
    .where(and(eq(promises.account, account), isNull(promises.closed_at)))
    .orderBy(promises.due, promises.created_at)
    .limit(8);
  return rows.map(({ id, meeting, text, due, who, created_at }) => ({
    id,
    meeting: meeting ?? "",
    text,
    due,
    who,
    date: utcDay(created_at),
  }));
};

interface ContactShown {
  id: string;
  name: string;
  company: string | null;
  notes_history: { id: string; note: string; created_at: string }[];
}

/** The circle's contacts at this company, those talked to last first. */
const contactsOf = async ({ env }: Desk, claim: Claim, row: AccountRow): Promise<AccountSnapshot["contacts"]> => {
  const { results } = await ask(
    circleStub(env.Circle, circleOf(row.id) ?? 0).contacts(claim, { search: row.name, page: 1, page_size: 50 }),
  );
  return (JSON.parse(results) as ContactShown[])
    .filter(({ company }) => company !== null && fold(company.trim()) === row.folded)
    .slice(0, 4)
    .map(({ id, name, notes_history: [note] }) => ({
      id,
      name,
      note: note ? { id: note.id, text: note.note, date: note.created_at.slice(0, 10) } : null,
    }));
};

const nameOfUser = async (db: Database, id: string | null): Promise<string | null> =>
  id === null ? null : ((await db.select({ name: user.name }).from(user).where(eq(user.id, id)).get())?.name ?? null);

export const accountSnapshot = async (
  desk: Desk,
  claim: Claim,
  row: AccountRow,
  now: number,
): Promise<AccountSnapshot> => {
  const { db } = desk;
  const today = utcDay(now);
  const usage = await recentUsage(db, row, today);
  const [state, before, held, open, runs, promised, contacts, owner, days] = await Promise.all([
    riskStateOf(db, row, usage),
    scoreBefore(db, row.id, now),
    meetingsOf(db, row.id, now),
    feedbackOf(db, row.id),
    runsOf(db, row.id),
    promisesOf(db, row.id),
    contactsOf(desk, claim, row),
    nameOfUser(db, row.owner),
    db.select({ count: count() }).from(metricDays).where(eq(metricDays.account, row.id)).get(),
  ]);
  const past = usage.filter(({ date }) => date <= today);
  const inputs = row.health_inputs === null ? null : (JSON.parse(row.health_inputs) as HealthInputs);
  const latest = past.at(-1) ?? inputs?.row ?? null;
  const oldest = past.find(({ date }) => date >= dateAfter(today, -month)) ?? null;
  return {
    id: row.id,
    number: row.number,
    name: row.name,
    industry: row.industry,
    segment: row.segment,
    region: row.region,
    arr: row.arr,
    seats: row.seats,
    renewal_date: row.renewal_date,
    owner,
    created: utcDay(row.created_at),
    health_value: row.health_value,
    health_bucket: row.health_bucket,
    override_reason: row.health_source === "override" ? row.override_reason : null,
    score_before: before,
    terms: contributionsOf(row),
    usage_days: days?.count ?? 0,
    latest,
    before: oldest && latest && oldest.date < latest.date ? oldest : null,
    ...held,
    feedback: open,
    open_feedback: row.open_feedback,
    contacts,
    promises: promised,
    runs,
    recommended: recommendPlaybooks(state, today),
  };
};
