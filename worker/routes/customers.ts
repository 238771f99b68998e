/** `/api/customers/`: accounts with amounts as text and health as a bucket. [A1] [A5] [A6] [A7] [A8] [A11] [A12] [A13] [C4] */
import { sql, type SQL } from "drizzle-orm";
import { Hono } from "hono";
import * as z from "zod/mini";
import { customerResource } from "../../domain/account-resource.ts";
import { writeAmount } from "../../domain/amount.ts";
import { wrong } from "../../domain/problem.ts";
import { type Part, type Slice, sliceOf } from "../../domain/portfolio.ts";
import { accounts } from "../../drizzle/accounts.ts";
import { dashboardOf } from "../accounts/dashboard.ts";
import { customerDetail } from "../accounts/detail.ts";
import { AccountListQuery, askedOf, CircleQuery, FilterQuery, whereOf } from "../accounts/list-query.ts";
import { circlesToRead, deskOf } from "../accounts/scope.ts";
import { accountToShow } from "../accounts/shown.ts";
import type { Shell, ShellContext } from "../context.ts";
import type { Database } from "../database.ts";
import { signedIn } from "../middleware/signed-in.ts";
import { Customer, CustomerPage } from "../openapi/account.ts";
import { CustomerDetail } from "../openapi/customer.ts";
import { CustomerDashboard, HealthSummary } from "../openapi/dashboard.ts";
import { operation } from "../openapi/operation.ts";
import { accountCrud, accountList, type Face } from "./account-crud.ts";
import { DaysQuery } from "./accounts.ts";
import { readQuery } from "./contact-query.ts";

const face: Face = {
  tag: "customers",
  one: "customer",
  path: "/api/customers/",
  show: customerResource,
  Resource: Customer,
  Page: CustomerPage,
};
const { tag } = face;

const partShown = ({ count, arr }: Part) => ({ count, arr: writeAmount(arr) });

const summaryShown = ({ count, arr, scored, average_health, weighted_health, buckets, at_risk }: Slice) => ({
  ...partShown({ count, arr }),
  scored: partShown(scored),
  average_health,
  weighted_health,
  buckets: Object.fromEntries(Object.entries(buckets).map(([bucket, part]) => [bucket, partShown(part)])),
  at_risk: partShown(at_risk),
});

/** One row a bucket: ten thousand numbers as text cost less than ten thousand rows. */
const scoresOf = async (db: Database, where: SQL) => {
  const rows = await db
    .select({
      bucket: accounts.health_bucket,
      arrs: sql<string>`json_group_array(${accounts.arr})`,
      values: sql<string>`json_group_array(${accounts.health_value})`,
    })
    .from(accounts)
    .where(where)
    .groupBy(accounts.health_bucket);
  return rows.flatMap(({ bucket, arrs, values }) => {
    const scores = JSON.parse(values) as (number | null)[];
    return (JSON.parse(arrs) as number[]).map((arr, at) => ({
      arr,
      health_value: scores[at] ?? null,
      health_bucket: bucket,
    }));
  });
};

const mostDays = 3_660;

/** From today, which is day 0. */
const daysAhead = (c: ShellContext): number => {
  const text = c.req.query("days") || "30";
  if (!/^[0-9]{1,4}$/.test(text) || Number(text) > mostDays) throw wrong("days", `Must be 0 to ${mostDays}.`);
  return Number(text);
};

/** Literal segments stand before `/:id`. [C4] */
export const customers = new Hono<Shell>()
  .get(
    "/health-summary",
    operation({
      tag,
      summary: "How many customers and how much ARR stand in each bucket",
      description: "Takes the filters of the list.",
      query: FilterQuery,
      answers: { 200: HealthSummary },
      problems: [404],
    }),
    signedIn,
    async (c) => {
      const { db } = deskOf(c);
      const circles = await circlesToRead(c);
      return c.json(summaryShown(sliceOf(await scoresOf(db, await whereOf(c, db, circles, askedOf(c))))));
    },
  )
  .get(
    "/at-risk",
    operation({
      tag,
      summary: "List customers that are critical or at risk",
      description: "Critical first, then the largest ARR. `bucket` narrows it.",
      query: AccountListQuery,
      answers: { 200: CustomerPage },
      problems: [404],
    }),
    signedIn,
    (c) =>
      accountList(c, face, { ordering: "bucket,-arr", only: { field: "health_bucket", is: ["critical", "at_risk"] } }),
  )
  .get(
    "/upcoming-renewals",
    operation({
      tag,
      summary: "List customers whose renewal comes up",
      description: "Soonest first.",
      query: z.extend(AccountListQuery, {
        days: z.optional(
          z
            .int()
            .check(
              z.minimum(0),
              z.maximum(mostDays),
              z.meta({ description: "So many days from today, which is day 0; 30 unless told." }),
            ),
        ),
      }),
      answers: { 200: CustomerPage },
      problems: [404],
    }),
    signedIn,
    (c) =>
      accountList(c, face, { ordering: "renewal_date,-arr", only: { field: "renewal_date", within: daysAhead(c) } }),
  )
  .get(
    "/:id/dashboard",
    operation({
      tag,
      summary: "Everything on one customer",
      query: DaysQuery,
      answers: { 200: CustomerDashboard },
      problems: [404],
    }),
    signedIn,
    async (c) => {
      const { days = 90 } = readQuery(DaysQuery, c.req.query());
      const { db } = deskOf(c);
      return c.json(await dashboardOf(db, await accountToShow(c, c.req.param("id")), days, Date.now()));
    },
  )
  .get(
    "/:id",
    operation({
      tag,
      summary: "Show a customer with its feedback, meetings and metrics",
      description: "By id or by number.",
      query: CircleQuery,
      answers: { 200: CustomerDetail },
      problems: [404],
    }),
    signedIn,
    async (c) => c.json(await customerDetail(deskOf(c).db, await accountToShow(c, c.req.param("id")))),
  )
  .route("/", accountCrud(face));
