/** A custom source's mapping: rules that say which places of a payload become what. [IW14] */
import * as z from "zod/mini";
import { usageFields } from "./account-words.ts";
import { oneOf } from "./contact.ts";
import { keysOf, type Reader } from "./payload.ts";
import { changeFrom, type Flat, type Usual } from "./webhook-fields.ts";
import { type RuleTarget, ruleTargets, ruleLacks } from "./webhook-words.ts";

const whose = ["account", "account_name", "user", "at"];

/** The fields that a rule may fill, by what it makes. */
export const mappingFields: Record<RuleTarget, readonly string[]> = {
  usage: [...whose, "feature"],
  metrics: [...whose, "date", ...usageFields],
  facts: [...whose, "name", "arr", "mrr", "renewal_date", "segment", "region", "industry", "seats"],
  ticket: [...whose, "id", "open", "status", "opened_at", "title"],
  feedback: [...whose, "id", "title", "description"],
  kpi: ["at", "kpi", "value"],
  contact: [
    "at",
    "id",
    "name",
    "first_name",
    "last_name",
    "email",
    "phone",
    "company",
    "status",
    "funnel_stage",
    "notes",
  ],
  event: [...whose, "id", "kind", "title"],
};

const isPath = (path: string): boolean => path.trim() === "$" || (keysOf(path)?.length ?? 0) > 0;

const Path = z
  .string("Must be a path such as $.data.company.")
  .check(z.maxLength(255, "At most 255 characters."), z.refine(isPath, "Must be a path such as $.data.company."));

/** A path into the payload, or `=` and a fixed text. */
const Place = z.string("Must be a path such as $.data.company.").check(
  z.maxLength(255, "At most 255 characters."),
  z.refine(
    (place) => place.startsWith("=") || isPath(place),
    "Must be a path such as $.data.company, or = and a fixed text.",
  ),
);

export const MappingRule = z
  .object({
    makes: oneOf(ruleTargets),
    /** A list in the payload: the rule is followed for each of its elements, and paths begin there. */
    each: z._default(z.nullable(Path), null),
    /** Followed only where this place has this text. */
    when: z._default(
      z.nullable(z.object({ path: Path, equals: z.string("Must be text.").check(z.maxLength(255)) })),
      null,
    ),
    fields: z.record(z.string(), Place),
  })
  .check(
    z.refine(({ makes, fields }) => Object.keys(fields).every((field) => mappingFields[makes].includes(field)), {
      error: "Names a field that such a rule does not have.",
      path: ["fields"],
    }),
    z.refine(({ makes, fields }) => ruleLacks(makes, Object.keys(fields)) === null, {
      error: ({ input }) => {
        const { makes, fields } = input as { makes: RuleTarget; fields: Record<string, string> };
        return ruleLacks(makes, Object.keys(fields)) ?? "";
      },
      path: ["fields"],
    }),
  );
export type MappingRule = z.infer<typeof MappingRule>;

export const Mapping = z.array(MappingRule, "Must be a list of rules.").check(z.maxLength(20, "At most 20 rules."));
export type Mapping = z.infer<typeof Mapping>;

/** The rule's fields, filled; steps name the place each came from. */
const filled = (reader: Reader, { fields }: MappingRule): Flat => {
  const flat: Flat = {};
  for (const [field, place] of Object.entries(fields)) {
    const fixed = place.startsWith("=");
    const value = fixed ? place.slice(1) : reader.peek(place);
    if (value === undefined) continue;
    flat[field] = value;
    reader.say(fixed ? "" : place.replace(/^\$\.?/, ""), value, field);
  }
  return flat;
};

/** Follows every rule that applies; says why nothing came of it. */
export const followMapping = (reader: Reader, mapping: Mapping, usual: Usual): string | null => {
  let followed = 0;
  for (const rule of mapping) {
    const places = rule.each === null ? [reader] : reader.list(rule.each);
    for (const [at, place] of places.entries()) {
      if (rule.when && String(place.peek(rule.when.path) ?? "") !== rule.when.equals) continue;
      followed += 1;
      const id = places.length === 1 ? usual.id : `${usual.id}#${at}`;
      const change = changeFrom(place, rule.makes, filled(place, rule), { ...usual, id });
      if (change) reader.add(change);
    }
  }
  if (mapping.length === 0) return "There is no mapping yet.";
  return followed === 0 ? "No rule of the mapping applies." : null;
};
