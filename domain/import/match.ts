/** Which contact of the circle a row is about. [IM2] */
import type { Contact } from "../contact.ts";
import type { Lookups } from "../mutation.ts";
import { fold } from "../text.ts";
import type { ReadRow } from "./row.ts";

export interface Finder {
  get(id: string): Contact | undefined;
  where(column: Exclude<Lookups["contact"], "funnel_stage">, value: string): Contact[];
}

/**
 * [IM2] By e-mail address first; then by the other system's id, unless address and name both say that it is somebody
 * else, since two systems may count alike; then by our own id, as our export gives it.
 */
export const findContact = (finder: Finder, { fields, external_id, title }: ReadRow): Contact | undefined => {
  const byEmail = fields.email === undefined ? undefined : finder.where("email", fields.email)[0];
  if (byEmail || external_id === null) return byEmail;
  const agrees = (contact: Contact): boolean =>
    fields.email === undefined ||
    contact.email === "" ||
    fold(contact.email) === fold(fields.email) ||
    fold(contact.name) === fold(fields.name ?? title);
  return finder.where("external_id", external_id).find(agrees) ?? finder.get(external_id.toLowerCase());
};
