/** A contact: a person (or an open deal) that a circle moves through its funnel. Schemas for what comes in, and the row. [D9] */
import * as z from "zod/mini";
import { stages, statuses } from "./funnel.ts";
import { lengthOf } from "./text.ts";

/** Text of at most `most` code points, trimmed, with whole characters and no NUL. */
export const text = (most: number, least = 0) =>
  z.pipe(
    z.pipe(
      // The limits in code points, for the API document; JSON Schema counts them the same way.
      z.string("Must be text.").check(z.meta({ maxLength: most, ...(least > 0 ? { minLength: least } : {}) })),
      z.transform((value: string) => value.trim()),
    ),
    z.string().check(
      z.refine((value) => value.isWellFormed() && !value.includes("\0"), "Holds characters that are not text."),
      z.refine((value) => lengthOf(value) >= least, "May not be blank."),
      z.refine((value) => lengthOf(value) <= most, `May have at most ${most} characters.`),
    ),
  );

export const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, `Must be one of: ${values.join(", ")}.`);

/** Something, one at sign, a domain with a dot; no white space. Who really reads it, only a message can tell. */
const emailForm = /^[^\s@<>()",;:\\]+@[^\s@<>()",;:\\.]+(\.[^\s@<>()",;:\\.]+)+$/u;

export const Email = text(254, 1).check(
  z.refine((value) => value === "" || emailForm.test(value), "Must be an e-mail address."),
);

/** Nullable text in which blank means nothing. */
const optionalText = (most: number) =>
  z.pipe(
    z.nullable(text(most)),
    z.transform((value: string | null) => (value === "" ? null : value)),
  );

const fields = {
  name: text(255, 1),
  email: Email,
  phone: optionalText(20),
  company: optionalText(255),
  status: oneOf(statuses),
  funnel_stage: oneOf(stages),
  notes: text(20_000),
};

/** What a change may name; absent means unchanged. [C16] */
export const ContactChange = z.object({
  name: z.optional(fields.name),
  email: z.optional(fields.email),
  phone: z.optional(fields.phone),
  company: z.optional(fields.company),
  status: z.optional(fields.status),
  funnel_stage: z.optional(fields.funnel_stage),
  notes: z.optional(fields.notes),
});
export type ContactChange = z.infer<typeof ContactChange>;

/** What a new contact needs: a name and an e-mail address; the rest has defaults. [B2] */
export const NewContact = z.object({
  name: fields.name,
  email: fields.email,
  phone: z._default(fields.phone, null),
  company: z._default(fields.company, null),
  status: z._default(fields.status, "lead"),
  funnel_stage: z._default(fields.funnel_stage, "needs_outreach"),
  notes: z._default(fields.notes, ""),
});
export type NewContact = z.infer<typeof NewContact>;

export const NoteText = text(20_000, 1);

/** The row as the circle keeps it. Times are Unix milliseconds; people are member numbers of the circle. */
export interface Contact extends NewContact {
  id: string;
  /** Short number, local to the circle, which stands for the id on the socket. */
  n: number;
  /** Fractional index within its stage; compares bytewise, unique per stage. */
  position: string;
  last_contact: number;
  created_at: number;
  created_by: number | null;
  updated_at: number;
  updated_by: number | null;
  /** The row's name in the file or system it was imported from. */
  external_id: string | null;
  rev: number;
}

/** One entry of a contact's notes history. [D11] */
export interface Note {
  id: string;
  n: number;
  contact: string;
  note: string;
  created_at: number;
  created_by: number | null;
  edited_at: number | null;
  rev: number;
}
