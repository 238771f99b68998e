/** `/api/customers/`: accounts with amounts as text and health as a bucket. [A1] [A5] [A6] [A7] [A11] [A12] [A13] [C4] */
import { Hono } from "hono";
import { customerResource } from "../../domain/account-resource.ts";
import { customerDetail } from "../accounts/detail.ts";
import { CircleQuery } from "../accounts/list-query.ts";
import { accountFor, deskOf } from "../accounts/scope.ts";
import type { Shell } from "../context.ts";
import { signedIn } from "../middleware/signed-in.ts";
import { Customer, CustomerPage } from "../openapi/account.ts";
import { CustomerDetail } from "../openapi/customer.ts";
import { operation } from "../openapi/operation.ts";
import { accountCrud, type Face } from "./account-crud.ts";

const face: Face = {
  tag: "customers",
  one: "customer",
  path: "/api/customers/",
  show: customerResource,
  Resource: Customer,
  Page: CustomerPage,
};

export const customers = new Hono<Shell>().route("/", accountCrud(face)).get(
  "/:id",
  operation({
    tag: face.tag,
    summary: "Show a customer with its feedback, meetings and metrics",
    description: "By id or by number.",
    query: CircleQuery,
    answers: { 200: CustomerDetail },
    problems: [404],
  }),
  signedIn,
  async (c) => {
    const { account } = await accountFor(c, c.req.param("id"), "account.view");
    return c.json(await customerDetail(deskOf(c).db, account));
  },
);
