/** `/api/crm/contacts/`: the contacts of a circle. The circle's object checks rights and bodies. [B1] [B2] [B3] [B4] [B5] */
import { Hono } from "hono";
import { NewContact } from "../../domain/contact.ts";
import { makeId } from "../../domain/id.ts";
import { type ContactQuery, circleStub } from "../../party/rpc.ts";
import type { Shell, ShellContext } from "../context.ts";
import { ask } from "../membership.ts";
import { circleKeyOf, signedIn } from "../middleware/signed-in.ts";
import { Contact, ContactDraft, ContactMove, ContactPage, ContactPatch } from "../openapi/components.ts";
import { operation } from "../openapi/operation.ts";
import {
  addressWith,
  type Body,
  circleOfBody,
  idOf,
  lower,
  pageResponse,
  readBody,
  taggedResponse,
  write,
} from "./circle-door.ts";
import { ContactListQuery, cursorText, readContactQuery } from "./contact-query.ts";

const tag = "contacts";
const once = {
  "Idempotency-Key": "Repeating the request with this key and body gives the first answer again, for 24 hours.",
};
const ifMatch = { "If-Match": "Only if the contact still has one of these tags; else 412." };
const etag = { ETag: "The contact's tag; changes with every change, notes included." };

/** The pages beside this one, or null at the ends. */
const neighbours = (
  c: ShellContext,
  { page, page_size, cursor }: ContactQuery,
  found: { count: number; next: [number, number] | null },
) => {
  if (cursor)
    return { next: found.next && addressWith(c, { cursor: cursorText(found.next), page: null }), previous: null };
  return {
    next: page * page_size < found.count ? addressWith(c, { page: String(page + 1) }) : null,
    previous: page > 1 ? addressWith(c, { page: String(page - 1) }) : null,
  };
};

const update = (c: ShellContext, id: string, { text, fields }: Body) =>
  write(c, circleKeyOf(c, id), {
    name: "contact.update",
    args: { id, fields },
    show: { table: "contact", id },
    status: 200,
    guards: id,
    text,
  });

export const contacts = new Hono<Shell>()
  .get(
    "/",
    operation({
      tag,
      summary: "List contacts",
      description: "Newest contact first.",
      query: ContactListQuery,
      answers: { 200: ContactPage },
      problems: [404],
    }),
    signedIn,
    async (c) => {
      const { circle_id, query } = readContactQuery(c.req.query());
      const found = await ask(circleStub(c.env.Circle, circleKeyOf(c, circle_id)).contacts(c.get("claim"), query));
      const { next, previous } = neighbours(c, query, found);
      return pageResponse(found.count, next, previous, found.results);
    },
  )
  .post(
    "/",
    operation({
      tag,
      summary: "Create a contact",
      headers: once,
      body: ContactDraft,
      answers: { 201: Contact },
      gives: { ...etag, Location: "Where the contact is." },
      problems: [403, 404, 409],
    }),
    signedIn,
    async (c) => {
      const { text, fields } = await readBody(c);
      const key = circleOfBody(c, fields, NewContact);
      const id = fields["id"] === undefined ? makeId(key, Date.now(), Math.random) : lower(fields["id"]);
      const args = { ...fields, id, note_id: undefined };
      const response = await write(c, key, {
        name: "contact.create",
        args,
        show: { table: "contact", id: String(id) },
        status: 201,
        text,
      });
      if (response.status === 201 && !response.headers.has("idempotent-replayed"))
        response.headers.set("location", new URL(`/api/crm/contacts/${String(id)}/`, c.req.url).href);
      return response;
    },
  )
  .get(
    "/:id",
    operation({
      tag,
      summary: "Show a contact",
      headers: { "If-None-Match": "Answers 304 when the contact still has one of these tags." },
      answers: { 200: Contact, 304: null },
      gives: etag,
      problems: [404],
    }),
    signedIn,
    async (c) => {
      const id = idOf(c);
      const { body, etag: tagNow = "" } = await ask(
        circleStub(c.env.Circle, circleKeyOf(c, id)).contact(c.get("claim"), id),
      );
      return taggedResponse(c, body, tagNow);
    },
  )
  .on(
    ["PUT", "PATCH"],
    "/:id",
    operation({
      tag,
      summary: "Change a contact",
      description:
        "PUT merges like PATCH: an absent field stays as it is. `circle_id` is ignored: a contact never moves to another circle.",
      headers: { ...once, ...ifMatch },
      body: ContactPatch,
      answers: { 200: Contact },
      gives: etag,
      problems: [403, 404, 412, 409],
    }),
    signedIn,
    async (c) => update(c, idOf(c), await readBody(c)),
  )
  .delete(
    "/:id",
    operation({
      tag,
      summary: "Delete a contact and its notes",
      description: "Moderators can restore it for 30 days.",
      headers: { ...once, ...ifMatch },
      answers: { 204: null },
      problems: [400, 403, 404, 409, 412],
    }),
    signedIn,
    (c) => {
      const id = idOf(c);
      return write(c, circleKeyOf(c, id), {
        name: "contact.delete",
        args: { id },
        show: null,
        status: 204,
        guards: id,
      });
    },
  )
  .post(
    "/:id/restore",
    operation({
      tag,
      summary: "Restore a deleted contact with its notes",
      headers: once,
      answers: { 200: Contact },
      gives: etag,
      problems: [400, 403, 404, 409],
    }),
    signedIn,
    (c) => {
      const id = idOf(c);
      return write(c, circleKeyOf(c, id), {
        name: "undo",
        args: { deleted: id },
        show: { table: "contact", id },
        status: 200,
      });
    },
  )
  .post(
    "/:id/move",
    operation({
      tag,
      summary: "Move a contact's card",
      headers: { ...once, ...ifMatch },
      body: ContactMove,
      answers: { 200: Contact },
      gives: etag,
      problems: [403, 404, 409, 412],
    }),
    signedIn,
    async (c) => {
      const id = idOf(c);
      const key = circleKeyOf(c, id);
      const { text, fields } = await readBody(c);
      const args = { id, stage: fields["funnel_stage"], after: fields["after"] ?? null };
      const show = { table: "contact", id } as const;
      return write(c, key, {
        name: "contact.move",
        args,
        show,
        status: 200,
        guards: id,
        text,
        renames: { stage: "funnel_stage" },
      });
    },
  );
