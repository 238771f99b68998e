/** The list of every mutation there is. Names and codes are for ever: a new meaning gets a new name. [SY14] */
import { importMutations } from "./contact-import.ts";
import { contactMutations } from "./contact-mutations.ts";
import type { Mutator } from "./mutation.ts";

export const mutators = { ...contactMutations, ...importMutations };

export type MutationName = keyof typeof mutators;
export type ArgsOf<Name extends MutationName> = (typeof mutators)[Name] extends Mutator<infer Args> ? Args : never;

/** On the socket a mutation goes by its place in this list. Only ever append. */
export const mutationCodes = [
  "undo",
  "contact.create",
  "contact.update",
  "contact.move",
  "contact.delete",
  "note.add",
  "note.edit",
  "note.delete",
  "contact.import",
] as const satisfies readonly (MutationName | "undo")[];

/** The arguments of a mutation that name records, so that short numbers can stand for ids on the socket. */
export const references: Record<(typeof mutationCodes)[number], readonly string[]> = {
  undo: [],
  "contact.create": [],
  "contact.update": ["id"],
  "contact.move": ["id", "after"],
  "contact.delete": ["id"],
  "note.add": ["contact"],
  "note.edit": ["contact"],
  "note.delete": ["contact"],
  "contact.import": [],
};
