/** What the arguments of each mutation must look like. Checked by the room on every way in; never shipped to the browser. */
import * as z from "zod/mini";
import { ContactChange, NewContact, NoteText, text } from "./contact.ts";
import { stages } from "./funnel.ts";
import { AmountText, KpiChange, NewKpi } from "./kpi.ts";
import { type CircleKey, circleOf } from "./id.ts";
import type { ArgsOf, MutationName } from "./mutations.ts";
import { type FieldErrors, Problem } from "./problem.ts";

const Id = z
  .string("Must be an id.")
  .check(z.refine((value) => circleOf(value) !== null, "Is not an id of this system."));

/** Points in one `kpi.import`: its images stand in one row of the activity. */
export const pointsAtOnce = 500;

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
  "kpi.create": z.extend(NewKpi, { id: Id, point_id: z.optional(Id) }),
  "kpi.update": z.object({ id: Id, fields: KpiChange, point_id: z.optional(Id) }),
  "kpi.record": z.object({ id: Id, current_value: AmountText, note: z.optional(text(500)), point_id: z.optional(Id) }),
  "kpi.delete": z.object({ id: Id }),
  "kpi.annotate": z.object({ id: Id, kpi: Id, note: text(500) }),
  "kpi.import": z.object({
    id: Id,
    points: z
      .array(z.object({ at: z.int(), value: AmountText }))
      .check(z.maxLength(pointsAtOnce, `At most ${pointsAtOnce} points at once.`)),
  }),
  "kpi.deliver": z.object({ id: Id, value: AmountText, at: z.int() }),
  "contact.deliver": z.object({
    id: Id,
    title: text(255, 1),
    external_id: z.string().check(z.maxLength(255)),
    fields: ContactChange,
  }),
  "kpi.snapshot": z.object({ id: Id, days: z.array(z.object({ from: z.int(), until: z.int() })) }),
  "kpi.follow": z.object({ id: Id, value: AmountText }),
  "round.start": z.object({ id: Id }),
  "round.enter": z.object({ id: Id, round: Id, kpi: Id, value: AmountText, comment: text(500) }),
  "round.reveal": z.object({ id: Id }),
  "round.comment": z.object({ id: Id, text: text(2_000, 1) }),
  "round.close": z.object({ id: Id, minutes: text(20_000) }),
  "round.cancel": z.object({ id: Id }),
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
  path.reduce<unknown>(
    (at, key) => (at !== null && typeof at === "object" ? (at as Record<string, unknown>)[key] : undefined),
    value,
  );

/** Arguments that name a record to be made: its id must lead back to this circle. */
const made: Partial<Record<MutationName, readonly string[]>> = {
  "contact.create": ["id", "note_id"],
  "contact.update": ["note_id"],
  "note.add": ["id"],
  "kpi.create": ["id", "point_id"],
  "kpi.update": ["point_id"],
  "kpi.record": ["point_id"],
  "contact.deliver": ["id"],
  "round.start": ["id"],
  "round.enter": ["id"],
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
