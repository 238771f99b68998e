/** Which playbooks fit an account today, and which rows say so. [Y2] */
import type { UsageField } from "../account-words.ts";
import { dateAfter } from "../days.ts";
import { sayDate } from "../grounding/calendar.ts";
import { scoreText } from "../health-words.ts";
import { type BucketOrUnknown, factors, type Factor, fieldOf, type UsageRow } from "../health.ts";
import { playbooks } from "./index.ts";
import type { Playbook } from "./playbook.ts";
import { bucketWords, type Clause, sayClause, sayUsage, usageLabels } from "./trigger.ts";

/** What triggers look at. Rows need no order; those after `today` are not looked at. */
export interface AccountState {
  id: string;
  name: string;
  segment: string | null;
  renewal_date: string | null;
  /** What counts: the override while there is one. */
  health_value: number | null;
  health_bucket: BucketOrUnknown;
  rows: readonly UsageRow[];
  /** The day of the last value of each factor. */
  factor_days: Readonly<Record<Factor, string | null>>;
  meetings: readonly { id: string; date: string }[];
  /** Playbook runs, each with the day somebody last touched it. */
  plans: readonly { id: string; touched: string }[];
}

/** A row that made a clause hold. A row that is not there has no id. */
export interface MatchedRow {
  table: "account" | "usage" | "meeting" | "playbook_run" | "feedback";
  id: string | null;
  field: string;
  value: string | number | null;
  /** The value as prose. */
  shown: string;
  date: string | null;
}

export interface Match {
  clause: Clause;
  /** The clause in words. */
  says: string;
  rows: MatchedRow[];
}

export interface Recommendation {
  playbook: Playbook;
  matched: Match[];
}

const rowOf = (state: AccountState, row: UsageRow, field: UsageField): MatchedRow => {
  const value = row[field];
  return {
    table: "usage",
    id: `${state.id}/${row.date}`,
    field,
    value,
    shown: value === null ? "missing" : `${usageLabels[field]} ${sayUsage(field, value)}`,
    date: row.date,
  };
};

type AccountField = "segment" | "health_bucket" | "health_value" | "renewal_date";

/** A field of the account's own, with its name: a value alone says nothing in a line of several. */
const sayField: Record<AccountField, (state: AccountState) => string> = {
  segment: ({ segment }) => (segment === null ? "No segment" : `Segment ${segment}`),
  health_bucket: ({ health_bucket }) => `Health ${bucketWords[health_bucket]}`,
  health_value: ({ health_value }) => `Health score ${scoreText(health_value, 1)}`,
  renewal_date: ({ renewal_date }) => (renewal_date === null ? "No renewal date" : `Renewal ${sayDate(renewal_date)}`),
};

const accountRow = (state: AccountState, field: AccountField): MatchedRow => ({
  table: "account",
  id: state.id,
  field,
  value: state[field],
  shown: sayField[field](state),
  date: field === "renewal_date" ? state.renewal_date : null,
});

const latestRow = (rows: readonly UsageRow[], today: string): UsageRow | null =>
  rows.reduce<UsageRow | null>(
    (latest, row) => (row.date <= today && (latest === null || row.date > latest.date) ? row : latest),
    null,
  );

/** The rows behind a number clause that holds; null when it does not. */
const numberRows = (
  state: AccountState,
  clause: Extract<Clause, { op: "below" | "at_least" | "between" }>,
  latest: UsageRow | null,
): MatchedRow[] | null => {
  const value = clause.measure === "health_value" ? state.health_value : (latest?.[clause.measure] ?? null);
  if (value === null) return null;
  const fits =
    clause.op === "below"
      ? value < clause.value
      : clause.op === "at_least"
        ? value >= clause.value
        : value >= clause.from && value <= clause.to;
  if (!fits) return null;
  return clause.measure === "health_value" || latest === null
    ? [accountRow(state, "health_value")]
    : [rowOf(state, latest, clause.measure)];
};

const dropRows = (
  state: AccountState,
  clause: Extract<Clause, { op: "dropped" }>,
  latest: UsageRow | null,
  today: string,
): MatchedRow[] | null => {
  const now = latest?.[clause.measure] ?? null;
  if (latest === null || now === null) return null;
  const since = dateAfter(today, -clause.days);
  const oldest = state.rows
    .filter((row) => row.date >= since && row.date < latest.date && row[clause.measure] !== null)
    .reduce<UsageRow | null>((first, row) => (first === null || row.date < first.date ? row : first), null);
  const before = oldest?.[clause.measure] ?? null;
  if (oldest === null || before === null) return null;
  // Rates are multiplied out before they are compared, so that 0.7 to 0.5 is exactly 20 points.
  const scale = clause.measure === "feature_adoption_rate" || clause.measure === "login_frequency" ? 100 : 1;
  const lost = Math.round((before - now) * scale * 1e9) / 1e9;
  const fell = clause.unit === "points" ? lost >= clause.by : before > 0 && lost * 100 >= clause.by * before * scale;
  return fell ? [rowOf(state, oldest, clause.measure), rowOf(state, latest, clause.measure)] : null;
};

const noneRows = (
  state: AccountState,
  { measure, days }: Extract<Clause, { op: "none_within" }>,
  today: string,
): MatchedRow[] | null => {
  const table = measure === "meeting" ? "meeting" : "playbook_run";
  const dated = measure === "meeting" ? state.meetings : state.plans.map(({ id, touched }) => ({ id, date: touched }));
  const last = dated.reduce<{ id: string; date: string } | null>(
    (newest, one) => (newest === null || one.date > newest.date ? one : newest),
    null,
  );
  if (last !== null && last.date >= dateAfter(today, -days)) return null;
  return [
    {
      table,
      id: last?.id ?? null,
      field: "date",
      value: last?.date ?? null,
      shown:
        last === null
          ? measure === "meeting"
            ? "No meeting yet"
            : "No playbook yet"
          : `${measure === "meeting" ? "Last meeting" : "Last work on a playbook"} ${sayDate(last.date)}`,
      date: last?.date ?? null,
    },
  ];
};

const staleRows = (state: AccountState, days: number, today: string): MatchedRow[] | null => {
  const oldest = dateAfter(today, -days);
  const stale = factors.filter((factor) => (state.factor_days[factor] ?? "") < oldest);
  if (stale.length === 0) return null;
  return stale.map((factor) => {
    const date = state.factor_days[factor];
    return {
      table: "usage",
      id: date === null ? null : `${state.id}/${date}`,
      field: fieldOf[factor],
      value: null,
      shown:
        date === null
          ? `${usageLabels[fieldOf[factor]]} missing`
          : `${usageLabels[fieldOf[factor]]} last on ${sayDate(date)}`,
      date,
    };
  });
};

const rowsOf = (state: AccountState, clause: Clause, latest: UsageRow | null, today: string): MatchedRow[] | null => {
  switch (clause.op) {
    case "below":
    case "at_least":
    case "between":
      return numberRows(state, clause, latest);
    case "dropped":
      return dropRows(state, clause, latest, today);
    case "is":
    case "is_not":
      return (state[clause.measure] === clause.value) === (clause.op === "is")
        ? [accountRow(state, clause.measure)]
        : null;
    case "none_within":
      return noneRows(state, clause, today);
    case "within": {
      const date = state.renewal_date;
      return date !== null && date >= today && date <= dateAfter(today, clause.days)
        ? [accountRow(state, "renewal_date")]
        : null;
    }
    case "missing_or_older":
      return staleRows(state, clause.days, today);
  }
};

/** The clauses of every alternative that holds, each once; empty when none does. */
export const matchesOf = (state: AccountState, playbook: Pick<Playbook, "trigger">, today: string): Match[] => {
  const latest = latestRow(state.rows, today);
  const matched = new Map<string, Match>();
  for (const { all } of playbook.trigger.any) {
    const rows = all.map((clause) => rowsOf(state, clause, latest, today));
    if (rows.some((found) => found === null)) continue;
    all.forEach((clause, at) =>
      matched.set(JSON.stringify(clause), { clause, says: sayClause(clause), rows: rows[at] ?? [] }),
    );
  }
  return [...matched.values()];
};

/** [Y2] The playbooks whose trigger holds, the most urgent first. The same state gives the same answer. */
export const recommendPlaybooks = (
  state: AccountState,
  today: string,
  library: readonly Playbook[] = playbooks,
): Recommendation[] =>
  library
    .map((playbook) => ({ playbook, matched: matchesOf(state, playbook, today) }))
    .filter(({ matched }) => matched.length > 0)
    .toSorted(
      (one, other) => other.playbook.urgency - one.playbook.urgency || one.playbook.number - other.playbook.number,
    );
