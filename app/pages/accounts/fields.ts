/** The fields of an account that people edit: how each is typed, read and written. */
import type { BookAccount } from "../../../domain/account.ts";
import { industries, industryLabels, segments } from "../../../domain/account-words.ts";
import { writeAmount } from "../../../domain/amount.ts";
import { lengthOf } from "../../../domain/text.ts";
import { readTyped, typedForm } from "../kpis/numbers.ts";
import { fullDate, moneyText } from "./words.ts";

export type FieldName = "name" | "arr" | "renewal_date" | "owner" | "segment" | "industry" | "region" | "seats";
export type Fields = Partial<Pick<BookAccount, FieldName>>;

export interface TypedField {
  kind: "text" | "money" | "date" | "count";
  label: string;
  /** What the field starts with. */
  typed: (account: BookAccount) => string;
  /** Throws a sentence. */
  read: (text: string) => string | number | null;
}
export interface ChosenField {
  kind: "choice";
  label: string;
  options?: readonly { value: string | null; label: string }[];
}

const optional = (text: string): string | null => (text.trim() === "" ? null : text.trim());
const short = (text: string | null): string | null => {
  if (text !== null && lengthOf(text) > 255) throw new Error("At most 255 characters.");
  return text;
};

export const fields: Record<FieldName, TypedField | ChosenField> = {
  name: {
    kind: "text",
    label: "Name",
    typed: ({ name }) => name,
    read: (text) => {
      const name = short(optional(text));
      if (name === null) throw new Error("A name is required.");
      return name;
    },
  },
  arr: {
    kind: "money",
    label: "ARR",
    typed: ({ arr }) => typedForm(arr),
    read: (text) => {
      const amount = text.trim() === "" ? 0 : readTyped(text);
      if (amount < 0) throw new Error("Must not be negative.");
      return amount;
    },
  },
  renewal_date: {
    kind: "date",
    label: "Renewal",
    typed: ({ renewal_date }) => renewal_date ?? "",
    read: optional,
  },
  owner: { kind: "choice", label: "Owner" },
  segment: {
    kind: "choice",
    label: "Segment",
    options: [...segments.map((value) => ({ value, label: value })), { value: null, label: "No segment" }],
  },
  industry: {
    kind: "choice",
    label: "Industry",
    options: industries.map((value) => ({ value, label: industryLabels[value] })),
  },
  region: {
    kind: "text",
    label: "Region",
    typed: ({ region }) => region ?? "",
    read: (text) => short(optional(text)),
  },
  seats: {
    kind: "count",
    label: "Seats",
    typed: ({ seats }) => (seats === null ? "" : String(seats)),
    read: (text) => {
      const given = optional(text.replace(/[\s,.'\u00a0\u202f]/gu, ""));
      if (given === null) return null;
      if (!/^\d{1,8}$/.test(given) || Number(given) < 1 || Number(given) > 10_000_000)
        throw new Error("A whole number from 1 to 10,000,000.");
      return Number(given);
    },
  },
};

/** A value in words, for toasts and histories. */
export const valueText = (field: FieldName, value: unknown, ownerName: (id: string) => string): string => {
  if (value === null || value === undefined) return field === "owner" ? "nobody" : "nothing";
  if (field === "arr") return moneyText(value as number);
  if (field === "renewal_date") return fullDate(value as string);
  if (field === "owner") return ownerName(value as string);
  if (field === "industry") return industryLabels[value as "other"] ?? String(value);
  return String(value);
};

/** The fields as REST takes them: money as text. */
export const wireOf = (given: Fields): Record<string, unknown> => ({
  ...given,
  ...(given.arr === undefined ? {} : { arr: writeAmount(given.arr) }),
});
