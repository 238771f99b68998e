/** `/api/accounts/export/`: exactly the accounts, the order and the columns of a view, as a file. [AA6] [IM13] */
import { Hono } from "hono";
import * as z from "zod/mini";
import { instant } from "../../domain/account-resource.ts";
import type { BookAccount } from "../../domain/account.ts";
import { healthChange } from "../../domain/account-view.ts";
import { writeAmount } from "../../domain/amount.ts";
import { csvLine } from "../../domain/csv.ts";
import { wrong } from "../../domain/problem.ts";
import { askedOf, FilterQuery, utcDay } from "../accounts/list-query.ts";
import { circlesToRead, deskOf } from "../accounts/scope.ts";
import { type Viewed, viewedAccounts } from "../accounts/viewed.ts";
import type { Shell } from "../context.ts";
import { signedIn } from "../middleware/signed-in.ts";
import { operation } from "../openapi/operation.ts";
import { streamed } from "../stream.ts";

type Cell = string | number | null;
type Columns = Record<string, (account: BookAccount, viewed: Viewed) => Cell>;

const time = (at: number | null): string | null => (at === null ? null : instant(at));
const round = (value: number | null): number | null => (value === null ? null : Math.round(value * 100) / 100);

/** In the order of a file that asks for none. */
const columns = {
  number: ({ number }) => number,
  name: ({ name }) => name,
  industry: ({ industry }) => industry,
  segment: ({ segment }) => segment,
  region: ({ region }) => region,
  arr: ({ arr }) => writeAmount(arr),
  seats: ({ seats }) => seats,
  renewal_date: ({ renewal_date }) => renewal_date,
  owner: ({ owner }, { names }) => (owner === null ? null : (names.get(owner) ?? owner)),
  health_score: ({ health_bucket }) => health_bucket,
  health_value: ({ health_value }) => round(health_value),
  health_source: ({ health_source }) => health_source,
  health_change: (account) => round(healthChange(account)),
  computed_value: ({ computed_value }) => round(computed_value),
  sentiment: ({ sentiment }) => sentiment,
  open_feedback: ({ open_feedback }) => open_feedback,
  last_meeting_at: ({ last_meeting_at }) => time(last_meeting_at),
  date: ({ date }) => date,
  daily_active_users: ({ daily_active_users }) => daily_active_users,
  feature_adoption_rate: ({ feature_adoption_rate }) => feature_adoption_rate,
  support_tickets_open: ({ support_tickets_open }) => support_tickets_open,
  nps_score: ({ nps_score }) => nps_score,
  login_frequency: ({ login_frequency }) => login_frequency,
  created_at: ({ created_at }) => time(created_at),
  updated_at: ({ updated_at }) => time(updated_at),
  id: ({ id }) => id,
  circle_id: ({ id }, { circleOf }) => circleOf.get(id) ?? null,
} satisfies Columns;
const every = Object.keys(columns);

const formats = ["csv", "json"] as const;
const ExportQuery = z.extend(FilterQuery, {
  format: z.optional(z.enum(["", ...formats], "Must be csv or json.")),
  columns: z.optional(
    z.string().check(z.meta({ description: `Which columns, in which order; all unless told: ${every.join(", ")}.` })),
  ),
});

const columnsIn = (given: string | undefined): string[] => {
  const names = (given ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  if (!names.every((name) => Object.hasOwn(columns, name)))
    throw wrong("columns", `Must be some of: ${every.join(", ")}.`);
  return names.length === 0 ? every : [...new Set(names)];
};

const atOnce = 500;

async function* parts(
  viewed: Viewed,
  names: readonly string[],
  { head, line, between, foot }: { head: string; line(cells: Cell[]): string; between: string; foot: string },
): AsyncGenerator<string> {
  yield head;
  for (let from = 0; from < viewed.accounts.length; from += atOnce) {
    const rows = viewed.accounts
      .slice(from, from + atOnce)
      .map((account) => line(names.map((name) => (columns as Columns)[name]?.(account, viewed) ?? null)));
    yield (from === 0 ? "" : between) + rows.join(between);
  }
  yield foot;
}

export const accountExport = new Hono<Shell>().get(
  "/",
  operation({
    tag: "accounts",
    summary: "Download accounts as CSV or JSON",
    description:
      "Takes the filters and the order of the list (one field). A spreadsheet shows the cells and never runs them.",
    query: ExportQuery,
    answers: { 200: ["text/csv", "application/json"] },
    problems: [404],
  }),
  signedIn,
  async (c) => {
    const format = c.req.query("format") || "csv";
    if (!formats.some((known) => known === format)) throw wrong("format", "Must be csv or json.");
    const names = columnsIn(c.req.query("columns"));
    const circles = await circlesToRead(c);
    const viewed = await viewedAccounts(c, deskOf(c).db, circles, askedOf(c));
    const file = `accounts-${utcDay(Date.now())}.${format}`;
    if (format === "csv")
      return streamed(
        file,
        "text/csv; charset=utf-8",
        parts(viewed, names, { head: csvLine(names), line: csvLine, between: "", foot: "" }),
      );
    const line = (cells: Cell[]): string =>
      JSON.stringify(Object.fromEntries(names.map((name, at) => [name, cells[at]])));
    return streamed(file, "application/json", parts(viewed, names, { head: "[", line, between: ",\n", foot: "]" }));
  },
);
