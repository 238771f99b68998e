/** `/api/crm/contacts/{id}/notes/`: a contact's notes history. [B6] [B7] [X2] */
import { Hono } from "hono";
import { makeId } from "../../domain/id.ts";
import { circleStub } from "../../party/rpc.ts";
import type { Shell, ShellContext } from "../context.ts";
import { ask } from "../membership.ts";
import { circleKeyOf, signedIn } from "../middleware/signed-in.ts";
import { Note, NoteChange, NoteDraft, NotePage } from "../openapi/components.ts";
import { operation } from "../openapi/operation.ts";
import { addressWith, pageResponse, readBody, write } from "./circle-door.ts";
import { PageQuery, readNoteQuery } from "./contact-query.ts";

const tag = "notes";
const once = {
  "Idempotency-Key": "Repeating the request with this key and body gives the first answer again, for 24 hours.",
};

const ids = (c: ShellContext) => ({
  contact: (c.req.param("id") ?? "").toLowerCase(),
  id: (c.req.param("note_id") ?? "").toLowerCase(),
});

export const notes = new Hono<Shell>()
  .get(
    "/:id/notes",
    operation({
      tag,
      summary: "List a contact's notes",
      description: "Newest first.",
      query: PageQuery,
      answers: { 200: NotePage },
      problems: [404],
    }),
    signedIn,
    async (c) => {
      const { contact } = ids(c);
      const { page, page_size } = readNoteQuery(c.req.query());
      const { count, results } = await ask(
        circleStub(c.env.Circle, circleKeyOf(c, contact)).notes(c.get("claim"), contact, { page, page_size }),
      );
      const next = page * page_size < count ? addressWith(c, { page: String(page + 1) }) : null;
      const previous = page > 1 ? addressWith(c, { page: String(page - 1) }) : null;
      return pageResponse(count, next, previous, results);
    },
  )
  .post(
    "/:id/notes",
    operation({
      tag,
      summary: "Add a note",
      description: "Writes the history, the contact's `notes` and its `last_contact` at once.",
      headers: once,
      body: NoteDraft,
      answers: { 201: Note },
      problems: [403, 404, 409],
    }),
    signedIn,
    async (c) => {
      const { contact } = ids(c);
      const key = circleKeyOf(c, contact);
      const { text, fields } = await readBody(c);
      const id = fields["id"] === undefined ? makeId(key, Date.now(), Math.random) : fields["id"];
      return write(c, key, {
        name: "note.add",
        args: { id, contact, note: fields["note"] },
        show: { table: "note", id: String(id) },
        status: 201,
        text,
      });
    },
  )
  .patch(
    "/:id/notes/:note_id",
    operation({
      tag,
      summary: "Change a note",
      description: "Its author within 15 minutes, moderators always.",
      headers: once,
      body: NoteChange,
      answers: { 200: Note },
      problems: [403, 404, 409],
    }),
    signedIn,
    async (c) => {
      const { contact, id } = ids(c);
      const key = circleKeyOf(c, contact);
      circleKeyOf(c, id);
      const { text, fields } = await readBody(c);
      return write(c, key, {
        name: "note.edit",
        args: { id, contact, note: fields["note"] },
        show: { table: "note", id },
        status: 200,
        text,
      });
    },
  )
  .delete(
    "/:id/notes/:note_id",
    operation({
      tag,
      summary: "Delete a note",
      description: "Its author within 15 minutes, moderators always.",
      headers: once,
      answers: { 204: null },
      problems: [400, 403, 404, 409],
    }),
    signedIn,
    (c) => {
      const { contact, id } = ids(c);
      const key = circleKeyOf(c, contact);
      circleKeyOf(c, id);
      return write(c, key, { name: "note.delete", args: { id, contact }, show: null, status: 204 });
    },
  );
