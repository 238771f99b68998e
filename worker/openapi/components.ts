/** The named schemas of the API document. What a response may hold is closed: a field that is not here fails the contract test. */
import * as z from "zod/mini";
import { ApiKey, Circle, Invitation, Me, Member, NewApiKey } from "../../domain/circle.ts";
import { ContactChange, NewContact, NoteText } from "../../domain/contact.ts";
import type { ContactResource, NoteResource } from "../../domain/contact-resource.ts";
import { stages, statuses } from "../../domain/funnel.ts";

/** Schemas with a name of their own; everything else stands where it is used. */
export const named = z.registry<{ id: string }>();

export const component = <Schema extends z.core.$ZodType>(id: string, schema: Schema): Schema => {
  named.add(schema, { id });
  return schema;
};

/** Names of schemas that clients send: open, where what we answer is closed. One schema is never both. */
export const drafts = new Set<string>();

export const draft = <Schema extends z.core.$ZodType>(id: string, schema: Schema): Schema => {
  drafts.add(id);
  return component(id, schema);
};

const described = (description: string) => z.meta({ description });
const uuid = z.string().check(z.meta({ format: "uuid" }));
const instant = z.string().check(z.meta({ format: "date-time", examples: ["2026-01-31T09:30:00.000Z"] }));
const who = z.nullable(z.string()).check(described("A person's id; null once that person is gone. [D15]"));

/** RFC 9457, with members beyond it beside, such as `existing_id`. [C32] */
component(
  "Problem",
  z.looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.optional(z.string()),
    errors: z.optional(z.record(z.string(), z.array(z.string()))).check(described("Messages by field.")),
    request_id: z.optional(z.string()),
  }),
);

component("Circle", Circle);
component("Member", Member);
component("Invitation", Invitation);
component("ApiKey", ApiKey);
component("NewApiKey", NewApiKey);
component("Me", Me);

/** better-auth's own shape, hence in camelCase; what else it holds is its own affair. */
export const SignUp = component("SignUp", z.object({ name: z.string(), email: z.string(), password: z.string() }));
export const SignIn = component("SignIn", z.object({ email: z.string(), password: z.string() }));
export const SignedIn = component(
  "SignedIn",
  z.looseObject({
    token: z.nullable(z.string()),
    user: z.looseObject({ id: z.string(), email: z.string(), name: z.string() }),
  }),
);
export const SignedOut = component("SignedOut", z.looseObject({ success: z.boolean() }));

/** [A19] */
const word = z.enum(["ok", "failed"]);
export const Health = component(
  "Health",
  z.object({ status: word, checks: z.object({ d1: word, durable_object: word, auth_secret: word }) }),
);

/** [A23] */
export const FirstAdminMade = component("FirstAdminMade", z.object({ user_id: z.string(), circle: Circle }));

/** [D11] */
export const Note = component(
  "Note",
  z.object({
    id: uuid,
    note: z.string(),
    created_at: instant,
    created_by: who,
    edited_at: z.nullable(instant),
  }) satisfies z.ZodMiniType<NoteResource>,
);

/** [D9] [B1] */
export const Contact = component(
  "Contact",
  z.object({
    id: uuid,
    circle_id: uuid,
    name: z.string(),
    email: z.string(),
    phone: z.nullable(z.string()),
    company: z.nullable(z.string()),
    status: z.enum(statuses),
    funnel_stage: z.enum(stages),
    notes: z.string().check(described("The latest note. [C25]")),
    notes_history: z.array(Note).check(described("The newest twenty notes; the sub-endpoint gives all.")),
    last_contact: instant,
    external_id: z.nullable(z.string()),
    created_at: instant,
    created_by: who,
    updated_at: instant,
    updated_by: who,
  }) satisfies z.ZodMiniType<ContactResource>,
);

/** [C6] The envelope of every list. */
export const pageOf = <Item extends z.core.$ZodType>(id: string, item: Item) =>
  component(
    id,
    z.object({
      count: z.int().check(described("How many there are on all pages.")),
      next: z.nullable(z.string().check(z.meta({ format: "uri" }))),
      previous: z.nullable(z.string().check(z.meta({ format: "uri" }))),
      results: z.array(item),
    }),
  );

export const ContactPage = pageOf("ContactPage", Contact);
export const NotePage = pageOf("NotePage", Note);

/** [B2] */
export const ContactDraft = component(
  "ContactDraft",
  z.extend(NewContact, {
    circle_id: uuid,
    external_id: z.optional(z.nullable(z.string().check(z.maxLength(255)))),
    id: z.optional(uuid).check(described("Your own id for it: a UUID of version 8 that carries the circle's key.")),
  }),
);

/** [C16] Absent means unchanged, with PUT as with PATCH. */
export const ContactPatch = component("ContactChange", z.clone(ContactChange));

/** [B6] */
export const NoteDraft = component("NoteDraft", z.object({ note: NoteText, id: z.optional(uuid) }));
export const NoteChange = component("NoteChange", z.object({ note: NoteText }));

export const ContactMove = component(
  "ContactMove",
  z.object({
    funnel_stage: z.enum(stages),
    after: z
      ._default(z.nullable(uuid), null)
      .check(described("The card it goes right below; null is the top of the stage.")),
  }),
);
