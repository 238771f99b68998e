/** A page's filter, order and columns under a name, for oneself or for the circle. The address is the view. [AA7] */
import * as z from "zod/mini";
import { oneOf, text } from "./contact.ts";

/** Pages that have views. */
export const viewPages = ["accounts", "board", "kpis", "portfolio"] as const;

const fields = {
  name: text(80, 1),
  query: z.pipe(
    text(4_000),
    z.transform((value: string) => value.replace(/^\?/, "")),
  ),
  shared: z.boolean("Must be true or false."),
};

export const NewView = z.object({
  page: oneOf(viewPages),
  name: fields.name,
  query: z._default(fields.query, ""),
  shared: z._default(fields.shared, false),
});

/** Absent means unchanged. */
export const ViewChange = z.partial(z.object(fields));
