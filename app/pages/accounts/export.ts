/** Exactly the view as a file: its accounts, in its order, with its columns. [AV12] */
import type { BookAccount } from "../../../domain/account.ts";
import { dataStateOf, healthChange } from "../../../domain/account-view.ts";
import { writeAmount } from "../../../domain/amount.ts";
import { csvLine } from "../../../domain/csv.ts";
import { type ColumnName, column } from "./view.ts";

type Cell = string | number | null;
type Write = (account: BookAccount, parts: { today: string; nameOf: (id: string) => string }) => Cell;

const time = (at: number | null): Cell => (at === null ? null : new Date(at).toISOString());

const values: Record<Exclude<ColumnName, "health">, Write> = {
  arr: ({ arr }) => writeAmount(arr),
  renewal: ({ renewal_date }) => renewal_date,
  owner: ({ owner }, { nameOf }) => (owner === null ? null : nameOf(owner)),
  segment: ({ segment }) => segment,
  industry: ({ industry }) => industry,
  region: ({ region }) => region,
  sentiment: ({ sentiment }) => sentiment,
  usage: (account, { today }) => dataStateOf(account, today),
  dau: ({ daily_active_users }) => daily_active_users,
  adoption: ({ feature_adoption_rate }) => feature_adoption_rate,
  tickets: ({ support_tickets_open }) => support_tickets_open,
  nps: ({ nps_score }) => nps_score,
  login: ({ login_frequency }) => login_frequency,
  seats: ({ seats }) => seats,
  feedback: ({ open_feedback }) => open_feedback,
  meeting: ({ last_meeting_at }) => time(last_meeting_at),
  number: ({ number }) => number,
  created: ({ created_at }) => time(created_at),
  updated: ({ updated_at }) => time(updated_at),
};

/** Health is three columns in a file: the score, its bucket, and the change in a week. */
const healthColumns: { head: string; write: Write }[] = [
  { head: "health", write: ({ health_value }) => health_value },
  { head: "health_bucket", write: ({ health_bucket }) => health_bucket },
  { head: "health_change_in_a_week", write: (account) => healthChange(account) },
];

const headOf = (name: ColumnName): string => column(name).label.toLowerCase().replaceAll(" ", "_");

/** With a byte order mark, so that Excel reads it as UTF-8; no cell is run as a formula. */
export const exportOf = (
  accounts: readonly BookAccount[],
  columns: readonly ColumnName[],
  personOf: (user: string) => { name: string } | undefined,
  today = new Date().toISOString().slice(0, 10),
): string => {
  const parts = { today, nameOf: (id: string) => personOf(id)?.name ?? id };
  const written = columns.flatMap((name) =>
    name === "health" ? healthColumns : [{ head: headOf(name), write: values[name] }],
  );
  let text = `\uFEFF${csvLine(["id", "name", ...written.map(({ head }) => head)])}`;
  for (const account of accounts)
    text += csvLine([account.id, account.name, ...written.map(({ write }) => write(account, parts))]);
  return text;
};

export const exportName = (today: string): string => `accounts-${today}.csv`;
