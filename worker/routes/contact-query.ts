/** What lists of contacts and of notes may be asked for. [B1] [B7] [C6] */
import * as z from "zod/mini";
import { stages, statuses } from "../../domain/funnel.ts";
import { fieldErrors } from "../../domain/mutation-schema.ts";
import { Problem } from "../../domain/problem.ts";
import type { ContactQuery } from "../../party/rpc.ts";

export const mostRows = 200;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A whole number from 1, written in digits. */
export const whole = (description: string, facts: Record<string, unknown>) =>
  z
    .pipe(
      z.string().check(z.refine((text) => /^0*[1-9][0-9]{0,14}$/.test(text), "Must be a whole number from 1.")),
      z.transform(Number),
    )
    .check(z.meta({ type: "integer", minimum: 1, description, ...facts }));

const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(["", ...values], `Must be one of: ${values.join(", ")}.`).check(z.meta({ enum: [...values] }));

export const CircleId = z.string("This field is required.").check(
  z.refine((text) => text !== "", { error: "This field is required.", abort: true }),
  z.refine((text) => uuid.test(text), "Must be the id of a circle."),
  z.meta({ format: "uuid" }),
);

/** Opaque to clients: where the row stands that the page begins behind. */
const cursorForm = /^([0-9a-z]{1,10})-([0-9a-z]{1,8})$/;

export const cursorText = ([last_contact, n]: [number, number]): string =>
  `${last_contact.toString(36)}-${n.toString(36)}`;

export const PageQuery = z.object({
  page: z.optional(whole("The page, from 1.", { default: 1 })),
  page_size: z.optional(whole(`Rows on a page; more than ${mostRows} means ${mostRows}.`, { default: 20 })),
});

export const ContactListQuery = z.extend(PageQuery, {
  circle_id: CircleId,
  status: z.optional(oneOf(statuses)),
  funnel_stage: z.optional(oneOf(stages)),
  search: z.optional(
    z.string().check(
      z.refine((text) => text.length <= 1000, "Is too long."),
      z.meta({
        description: "Text that name, e-mail address or company contains, whatever its case. Taken literally.",
      }),
    ),
  ),
  cursor: z.optional(
    z.string().check(
      z.refine((text) => text === "" || cursorForm.test(text), "Is not a cursor of this list."),
      z.meta({ description: "Deep paging that never shows a row twice: start with an empty one and follow `next`." }),
    ),
  ),
});

/** Fields of a query or of a body. */
export const readQuery = <Schema extends z.core.$ZodType>(
  schema: Schema,
  query: Record<string, unknown>,
): z.output<Schema> => {
  const read = z.safeParse(schema, query);
  if (!read.success) throw new Problem("invalid", { errors: fieldErrors(read.error.issues, query) });
  return read.data;
};

const pageOf = ({ page = 1, page_size = 20 }: z.output<typeof PageQuery>) => ({
  page,
  page_size: Math.min(mostRows, page_size),
});

const cursorFrom = (text: string): [number, number] => {
  const [, time = "zzzzzzzzzz", n = "zzzzzzzz"] = cursorForm.exec(text) ?? [];
  return [Number.parseInt(time, 36), Number.parseInt(n, 36)];
};

/** Refuses with `invalid`, naming every wrong parameter. */
export const readContactQuery = (given: Record<string, string>): { circle_id: string; query: ContactQuery } => {
  const read = readQuery(ContactListQuery, given);
  const { circle_id, status, funnel_stage, search, cursor } = read;
  return {
    circle_id,
    query: {
      ...pageOf(read),
      ...(status ? { status } : {}),
      ...(funnel_stage ? { funnel_stage } : {}),
      ...(search ? { search } : {}),
      ...(cursor === undefined ? {} : { cursor: cursorFrom(cursor), page: 1 }),
    },
  };
};

export const readNoteQuery = (given: Record<string, string>) => pageOf(readQuery(PageQuery, given));
