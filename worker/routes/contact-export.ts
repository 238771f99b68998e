/** `/api/crm/contacts/export.csv`: the contacts of a list as a file that a spreadsheet shows and never runs. [IM13] */
import { Hono } from "hono";
import type { ContactResource } from "../../domain/contact-resource.ts";
import { csvLine } from "../../domain/csv.ts";
import { circleStub, type ContactPage, type ContactQuery } from "../../party/rpc.ts";
import type { Shell, ShellContext } from "../context.ts";
import { ask } from "../membership.ts";
import { circleKeyOf, signedIn } from "../middleware/signed-in.ts";
import { operation } from "../openapi/operation.ts";
import { csvResponse } from "./contact-import.ts";
import { ContactListQuery, readContactQuery } from "./contact-query.ts";

const columns = [
  "id",
  "name",
  "email",
  "phone",
  "company",
  "status",
  "funnel_stage",
  "notes",
  "last_contact",
  "external_id",
  "created_at",
  "updated_at",
] as const satisfies (keyof ContactResource)[];
const atOnce = 200;

/** Where a list with a cursor begins. */
const top: [number, number] = [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];

async function* lines(
  first: ContactPage,
  more: (cursor: [number, number]) => Promise<ContactPage>,
): AsyncGenerator<string> {
  yield csvLine(columns);
  for (let page = first; ;) {
    const contacts = JSON.parse(page.results) as ContactResource[];
    yield contacts.map((contact) => csvLine(columns.map((column) => contact[column]))).join("");
    if (!page.next) return;
    page = await more(page.next);
  }
}

const exportList = async (c: ShellContext): Promise<Response> => {
  const { circle_id, query } = readContactQuery(c.req.query());
  const circle = circleStub(c.env.Circle, circleKeyOf(c, circle_id));
  const load = (cursor: [number, number]) =>
    ask(circle.contacts(c.get("claim"), { ...query, page: 1, page_size: atOnce, cursor } satisfies ContactQuery));
  return csvResponse("contacts.csv", lines(await load(top), load));
};

export const contactExport = new Hono<Shell>().get(
  "/export.csv",
  operation({
    tag: "contacts",
    summary: "Download contacts as CSV",
    description: "Takes the filters of the list; pages are left out. The file can be imported again.",
    query: ContactListQuery,
    answers: { 200: "text/csv" },
    problems: [404],
  }),
  signedIn,
  exportList,
);
