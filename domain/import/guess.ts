/** What each column of a file most likely means, from its header and from its values. [IM5] */
import { type DateOrder, type ImportField, type ListField, listFields } from "./field.ts";
import { orderOfDates, readDate } from "./date.ts";
import { matchValue } from "./values.ts";
import { headerWords, saysNothing } from "./words.ts";

export interface Mapping {
  /** By column. */
  fields: (ImportField | null)[];
  /** By column: how dates there are to be read where they could be read two ways. */
  dates: (DateOrder | null)[];
  /** Values of other systems, as `valueKey` writes them, to ours; null leaves the field out. */
  values: Record<ListField, ReadonlyMap<string, string | null>>;
}

interface Column {
  index: number;
  words: string;
  /** What the sample holds, without blanks. */
  filled: string[];
  rows: number;
}

const about =
  /\b(opt|opted|subscri\w*|consent|verified|count|status|type|domain|fax|newsletter|sent|opened|label|bounced|owner|agent|rep|manager|assignee|created|updated|modified|probability|duration|reason)\b/;

const byHeader: readonly [ImportField, RegExp][] = [
  ["first_name", /^((first|given|fore) ?name|first|vorname|prenom)$/],
  ["last_name", /^((last|family|sur|second) ?name|last|surname|nachname|apellidos?|nom de famille)$/],
  ["name", /^((full|contact|lead|person|display|complete) ?)?name$|^(person|contact|nombre|nom)$/],
  ["deal", /^(product|deal|opportunity)( (name|title))?$|^subject$/],
  [
    "company",
    /^(company|account|organi[sz]ation|organization|firm|employer|business|firma|unternehmen|entreprise|societe|empresa)( name)?$/,
  ],
  ["notes", /^(notes?|comments?|description|remarks?|background|memo|details|notizen?|bemerkung(en)?|notas?)$/],
  [
    "last_contact",
    /^last (contact(ed)?|seen|activity|touch(ed)?|interaction|spoken|call(ed)?)( (date|at|on|time))?$|^date last contact(ed)?$|^(close|closed|closing|engage|engagement|engaged) ?(date|at|on)$|^date closed$/,
  ],
  [
    "external_id",
    /^((external|contact|lead|record|opportunity|deal|customer|client|person|crm|source|object|unique) )?id$|^(uuid|guid|reference|(opportunity|deal|customer) number)$/,
  ],
];

const statusHeader =
  /^((contact|lead|customer|account|deal|opportunity|sales) )?status$|^(lifecycle|rating|lead rating|temperature)$|^lifecycle stage$/;
const stageHeader =
  /^((funnel|deal|sales|pipeline|opportunity|lead) )?(stage|step|phase)$|^(pipeline|funnel)$|^stage name$/;

const looksLikeEmail = (value: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value.trim());
const looksLikePhone = (value: string): boolean =>
  /^(?=.*[+()\s.-])\+?[\d\s()./-]{7,24}(\s*(x|ext\.?|#)\s*\d+)?$/i.test(value) &&
  readDate(value, "dmy") === null &&
  value.replaceAll(/\D/g, "").length >= 7;

const share = (values: readonly string[], is: (value: string) => boolean): number =>
  values.length === 0 ? 0 : values.filter(is).length / values.length;

const matched = (column: Column, field: ListField): number =>
  share(column.filled, (value) => matchValue(field, value) !== null);

/** Fields that more than one column may feed: the first filled one counts. */
const many: ReadonlySet<ImportField> = new Set(["email", "phone", "company", "last_contact", "notes", "external_id"]);

/** [IM5] The sample is rows from the file's beginning. */
export const guessMapping = (headers: readonly string[], sample: readonly (readonly string[])[]): Mapping => {
  const columns = headers.map((header, index): Column => {
    const filled = sample.map((row) => (row[index] ?? "").trim()).filter((value) => !saysNothing(value));
    return { index, words: headerWords(header), filled, rows: sample.length };
  });
  const fields: (ImportField | null)[] = headers.map(() => null);
  const give = (column: Column, field: ImportField): void => {
    if (fields[column.index] === null && (many.has(field) || !fields.includes(field))) fields[column.index] = field;
  };
  for (const column of columns) {
    const field = fromHeader(column);
    if (field) give(column, field);
  }
  for (const column of columns)
    if (/^(customer|client|kunde)( name)?$/.test(column.words))
      give(column, people.some((field) => fields.includes(field)) ? "company" : "name");
  giveLists(columns, fields, give);
  for (const column of columns) {
    if (fields[column.index] !== null || about.test(column.words)) continue;
    if (!fields.includes("email") && share(column.filled, looksLikeEmail) >= 0.8) give(column, "email");
    else if (!fields.includes("phone") && share(column.filled, looksLikePhone) >= 0.8) give(column, "phone");
  }
  const dates = columns.map((column) => (fields[column.index] === "last_contact" ? orderOfDates(column.filled) : null));
  return { fields, dates, values: { status: new Map(), funnel_stage: new Map() } };
};

const people: readonly ImportField[] = ["name", "first_name", "deal"];

const fromHeader = (column: Column): ImportField | null => {
  const { words, filled } = column;
  if (/\bemail\b/.test(words) && !about.test(words)) return "email";
  if (/\b(mail|courriel|correo)\b/.test(words) && share(filled, looksLikeEmail) >= 0.5) return "email";
  if (
    /\b(phone|phonenumber|telephone|tel|mobile|cell|cellphone|telefon|telefono|mobil|handy|whatsapp)\b/.test(words) &&
    !about.test(words)
  )
    return "phone";
  const field = byHeader.find(([, form]) => form.test(words))?.[0] ?? null;
  if (field === "external_id") return names(column) ? field : null;
  if (field === "last_contact") return filled.length === 0 || share(filled, isDate(filled)) >= 0.5 ? field : null;
  return field;
};

const isDate = (values: readonly string[]) => {
  const order = orderOfDates(values) ?? "dmy";
  return (value: string): boolean => readDate(value, order) !== null;
};

/** A column that names rows has a value in nearly each of them, and the same one only where a row repeats. */
const names = ({ filled, rows }: Column): boolean =>
  filled.length >= rows * 0.9 && new Set(filled).size > filled.length / 2;

/** Status and stage go by their values first, since files call either by the other's name. */
const giveLists = (
  columns: readonly Column[],
  fields: readonly (ImportField | null)[],
  give: (column: Column, field: ImportField) => void,
): void => {
  const told = columns.filter(
    (column) => fields[column.index] === null && (statusHeader.test(column.words) || stageHeader.test(column.words)),
  );
  for (const column of told) {
    const own: ListField = stageHeader.test(column.words) ? "funnel_stage" : "status";
    const other: ListField = own === "status" ? "funnel_stage" : "status";
    const best = matched(column, other) > matched(column, own) ? other : own;
    // Under our own name it is held to our values; under another it may be about something else.
    if (matched(column, best) > 0 || headerWords(own) === column.words) give(column, best);
  }
  for (const column of columns) {
    if (fields[column.index] !== null || new Set(column.filled).size < 2 || about.test(column.words)) continue;
    for (const field of listFields) if (!fields.includes(field) && matched(column, field) >= 0.9) give(column, field);
  }
};
