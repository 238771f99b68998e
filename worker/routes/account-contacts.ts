/** `/api/accounts/{id}/contacts/`: the people on the circle's board whose company is this account. [C1] */
import { Hono } from "hono";
import * as z from "zod/mini";
import { circleStub } from "../../party/rpc.ts";
import { CircleQuery } from "../accounts/list-query.ts";
import { accountFor } from "../accounts/scope.ts";
import type { Shell } from "../context.ts";
import { ask } from "../membership.ts";
import { signedIn } from "../middleware/signed-in.ts";
import { ContactPage } from "../openapi/components.ts";
import { operation } from "../openapi/operation.ts";
import { addressWith, pageResponse } from "./circle-door.ts";
import { mostRows, PageQuery, readQuery } from "./contact-query.ts";

const ContactsQuery = z.extend(CircleQuery, PageQuery.shape);

export const accountContacts = new Hono<Shell>().get(
  "/",
  operation({
    tag: "accounts",
    summary: "List the contacts of an account's company",
    description: "Those whose company is the account's name, whatever the case. Newest contact first.",
    query: ContactsQuery,
    answers: { 200: ContactPage },
    problems: [404],
  }),
  signedIn,
  async (c) => {
    const { page = 1, page_size = 20 } = readQuery(ContactsQuery, c.req.query());
    const { circle, account } = await accountFor(c, c.req.param("id") ?? "", "account.view");
    const query = { company: account.name, page, page_size: Math.min(mostRows, page_size) };
    const { count, results } = await ask(circleStub(c.env.Circle, circle.key).contacts(c.get("claim"), query));
    return pageResponse(
      count,
      page * query.page_size < count ? addressWith(c, { page: String(page + 1) }) : null,
      page > 1 ? addressWith(c, { page: String(page - 1) }) : null,
      results,
    );
  },
);
