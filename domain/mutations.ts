/** The list of every mutation there is. Names and codes are for ever: a new meaning gets a new name. [SY14] */
import { contactMutations } from "./contact-mutations.ts";
import { kpiMutations } from "./kpi-mutations.ts";
import type { Mutator } from "./mutation.ts";
import type { roomMutators } from "./room-mutations.ts";

/** Those a browser runs for its view; the room runs these and a few more. */
export const mutators = { ...contactMutations, ...kpiMutations };

export type MutationName = keyof typeof roomMutators;
export type ArgsOf<Name extends MutationName> = (typeof roomMutators)[Name] extends Mutator<infer Args> ? Args : never;

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
  "kpi.create",
  "kpi.update",
  "kpi.record",
  "kpi.delete",
  "kpi.annotate",
  "kpi.import",
  "kpi.snapshot",
  "kpi.follow",
  "round.start",
  "round.enter",
  "round.reveal",
  "round.comment",
  "round.close",
  "round.cancel",
  "kpi.deliver",
  "contact.deliver",
] as const satisfies readonly (MutationName | "undo")[];

/** The arguments of a mutation that name records, so that short numbers can stand for ids on the socket. */
export const references: Partial<Record<(typeof mutationCodes)[number], readonly string[]>> = {
  "contact.update": ["id"],
  "contact.move": ["id", "after"],
  "contact.delete": ["id"],
  "note.add": ["contact"],
  "note.edit": ["contact"],
  "note.delete": ["contact"],
};
