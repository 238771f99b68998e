/** What the arguments of each mutation must look like. Checked by the room on every way in; never shipped to the browser. */
import * as z from "zod/mini";
import { ContactChange, NewContact, NoteText, text } from "./contact.ts";
import { stages } from "./funnel.ts";
import { type CircleKey, circleOf } from "./id.ts";
import type { ArgsOf, MutationName } from "./mutations.ts";
import { type FieldErrors, Problem } from "./problem.ts";

const Id = z.string("Must be an id.").check(z.refine((value) => circleOf(value) !== null, "Is not an id of this system."));

const Imported = z.extend(ContactChange, { last_contact: z.optional(z.int()) });

const schemas: { [Name in MutationName]: z.ZodMiniType<ArgsOf<Name>> } = {
  "contact.create": z.extend(NewContact, {
    id: Id,
    note_id: z.optional(Id),
    external_id: z.optional(z.nullable(z.string().check(z.maxLength(255)))),
  }),
  "contact.update": z.object({ id: Id, fields: ContactChange, note_id: z.optional(Id) }),
  "contact.move": z.object({
    id: Id,
    stage: z.enum(stages, `Must be one of: ${stages.join(", ")}.`),
    after: z.nullable(Id),
  }),
  "contact.delete": z.object({ id: Id }),
  "note.add": z.object({ id: Id, contact: Id, note: NoteText }),
  "note.edit": z.object({ id: Id, contact: Id, note: NoteText }),
  "note.delete": z.object({ id: Id, contact: Id }),
  "contact.import": z.object({
    id: Id,
    title: text(255, 1),
    external_id: z.nullable(z.string().check(z.maxLength(255))),
    fields: Imported,
    before: z.optional(Imported),
    same_as: z.optional(z.int()),
  }),
};

interface Issue {
  readonly message: string;
  readonly code?: string | undefined;
  readonly path?: readonly unknown[] | undefined;
  readonly input?: unknown;
}

/** Issues by field, named as a client knows them: the last named part of the path, absent fields as required. */
export const fieldErrors = (issues: readonly Issue[], given?: unknown): FieldErrors => {
  const errors: FieldErrors = {};
  for (const issue of issues) {
    const path = (issue.path ?? []).map(String);
    const field = path.filter((part) => part !== "fields").join(".") || "body";
    const absent = path.length > 0 && valueAt(given, path) === undefined;
    (errors[field] ??= []).push(absent ? "This field is required." : issue.message);
  }
  return errors;
};

const valueAt = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((at, key) => (at !== null && typeof at === "object" ? (at as Record<string, unknown>)[key] : undefined), value);

/** Arguments that name a record to be made: its id must lead back to this circle. */
const made: Partial<Record<MutationName, readonly string[]>> = {
  "contact.create": ["id", "note_id"],
  "contact.update": ["note_id"],
  "note.add": ["id"],
};

const strangers = (name: MutationName, args: unknown, circle: CircleKey): FieldErrors => {
  const errors: FieldErrors = {};
  for (const field of made[name] ?? []) {
    const id = valueAt(args, [field]);
    if (typeof id === "string" && (circleOf(id) ?? circle) !== circle) errors[field] = ["Is an id of another circle."];
  }
  return errors;
};

/** The arguments as the mutator wants them, or a problem that names every wrong field. */
export const readArgs = <Name extends MutationName>(name: Name, args: unknown, circle: CircleKey): ArgsOf<Name> => {
  const read = schemas[name].safeParse(args);
  const errors = { ...strangers(name, args, circle), ...(read.success ? {} : fieldErrors(read.error.issues, args)) };
  if (!read.success || Object.keys(errors).length > 0) throw new Problem("invalid", { errors });
  return read.data as ArgsOf<Name>;
};
