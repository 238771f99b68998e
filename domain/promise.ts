/** A promise made to a customer: who does what by when, and what became of it. [Y7] [MN6] */
import * as z from "zod/mini";
import { oneOf, text } from "./contact.ts";
import { Day } from "./kpi.ts";

export const promiseStates = ["open", "kept", "dropped"] as const;
export type PromiseState = (typeof promiseStates)[number];

const fields = {
  text: text(500, 1),
  who: z.nullable(text(255, 1)),
  due: z.nullable(Day),
};

export const NewPromise = z.object({
  text: fields.text,
  who: z._default(fields.who, null),
  due: z._default(fields.due, null),
  /** The meeting in which it was made; one of the same account. */
  meeting: z._default(z.nullable(z.string("Must be a meeting's id.")), null),
});
export type NewPromise = z.infer<typeof NewPromise>;

/** Absent means unchanged. */
export const PromiseChange = z.partial(z.object({ ...fields, state: oneOf(promiseStates) }));
export type PromiseChange = z.infer<typeof PromiseChange>;
