/** What a field of a contact may hold, checked at the keyboard with the room's own rules and words, without its schema library. [BD12] */
import { lengthOf } from "../../../domain/text.ts";

/** The fields that are typed. */
export type TextFieldName = "name" | "email" | "phone" | "company" | "notes";

const most: Record<TextFieldName, number> = { name: 255, email: 254, phone: 20, company: 255, notes: 20_000 };
const needed: ReadonlySet<TextFieldName> = new Set(["name", "email"]);
const nullable: ReadonlySet<TextFieldName> = new Set(["phone", "company"]);
const emailForm = /^[^\s@<>()",;:\\]+@[^\s@<>()",;:\\.]+(\.[^\s@<>()",;:\\.]+)+$/u;

/** The first thing that is wrong with the value, or undefined. */
export const faultOf = (field: TextFieldName, given: string): string | undefined => {
  const value = given.trim();
  if (!value.isWellFormed() || value.includes("\0")) return "Holds characters that are not text.";
  if (needed.has(field) && value === "") return "May not be blank.";
  if (lengthOf(value) > most[field]) return `May have at most ${most[field]} characters.`;
  if (field === "email" && !emailForm.test(value)) return "Must be an e-mail address.";
  return undefined;
};

/** The value as it is kept: trimmed, and nothing instead of blank where a field may be empty. */
export const valueOf = (field: TextFieldName, given: string): string | null => {
  const value = given.trim();
  return value === "" && nullable.has(field) ? null : value;
};
