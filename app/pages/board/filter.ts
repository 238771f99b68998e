/** Which contacts the board shows: words to search for and filters, as they stand in the address. */
import type { Contact } from "../../../domain/contact.ts";
import { type Stage, type Status, stages, statuses } from "../../../domain/funnel.ts";
import { fold } from "../../../domain/text.ts";

export interface Filter {
  words: string;
  statuses: readonly Status[];
  stages: readonly Stage[];
  /** `me`, or the id of the person who changed the contact last; empty is anybody. */
  by: string;
  /** Only contacts that nobody was in touch with for more than so many days; 0 is all. */
  quiet: number;
}

export const noFilter: Filter = { words: "", statuses: [], stages: [], by: "", quiet: 0 };
export const quietChoices = [7, 14, 30, 90] as const;

type Params = Record<string, string | string[] | undefined>;

const textOf = (value: string | string[] | undefined): string =>
  Array.isArray(value) ? (value[0] ?? "") : (value ?? "");
const listOf = <Value extends string>(value: string | string[] | undefined, known: readonly Value[]): Value[] => {
  const named = new Set(textOf(value).split(","));
  return known.filter((one) => named.has(one));
};

/** [BD20] Reads the address; what it does not know it leaves out. */
export const readFilter = (params: Params): Filter => {
  const quiet = Number(textOf(params["quiet"]));
  return {
    words: textOf(params["q"]),
    statuses: listOf(params["status"], statuses),
    stages: listOf(params["stage"], stages),
    by: textOf(params["by"]),
    quiet: Number.isFinite(quiet) && quiet > 0 ? Math.floor(quiet) : 0,
  };
};

/** The same filter as parameters of the address; undefined for those that go. */
export const writeFilter = (filter: Filter): Record<string, string | undefined> => ({
  q: filter.words === "" ? undefined : filter.words,
  status: filter.statuses.join(",") || undefined,
  stage: filter.stages.join(",") || undefined,
  by: filter.by || undefined,
  quiet: filter.quiet > 0 ? String(filter.quiet) : undefined,
});

export const isActive = (filter: Filter): boolean =>
  Object.values(writeFilter(filter)).some((value) => value !== undefined);

/** Rows are never changed in place, so what a row says is folded once. */
const said = new WeakMap<Contact, string>();
const saidBy = (contact: Contact): string => {
  let text = said.get(contact);
  if (text === undefined)
    said.set(contact, (text = fold(`${contact.name}\n${contact.email}\n${contact.company ?? ""}`)));
  return text;
};

const day = 86_400_000;

/** [BD20] [BD21] True for contacts in which every word stands in name, e-mail or company, and which pass every filter. `member` is the number of the person that `by` names. */
export const makeMatcher = (
  filter: Filter,
  member: number | undefined,
  now: number,
): ((contact: Contact) => boolean) => {
  const words = fold(filter.words).split(/\s+/u).filter(Boolean);
  const since = now - filter.quiet * day;
  return (contact) =>
    (filter.statuses.length === 0 || filter.statuses.includes(contact.status)) &&
    (filter.by === "" || contact.updated_by === member) &&
    (filter.quiet === 0 || contact.last_contact < since) &&
    words.every((word) => saidBy(contact).includes(word));
};
