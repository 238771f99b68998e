/** What a column of an imported file can mean, and the words the import page uses for it. */

export const importFields = [
  "name",
  "first_name",
  "last_name",
  "deal",
  "email",
  "phone",
  "company",
  "status",
  "funnel_stage",
  "last_contact",
  "notes",
  "external_id",
] as const;
export type ImportField = (typeof importFields)[number];

export const importFieldLabels: Record<ImportField, string> = {
  name: "Name",
  first_name: "First name",
  last_name: "Last name",
  deal: "Deal or product, as the name",
  email: "E-mail",
  phone: "Phone",
  company: "Company",
  status: "Status",
  funnel_stage: "Stage",
  last_contact: "Last contact",
  notes: "Add to notes",
  external_id: "Id in the other system",
};

export const isImportField = (text: unknown): text is ImportField => importFields.some((field) => field === text);

/** Fields whose values are matched to a list of ours. */
export const listFields = ["status", "funnel_stage"] as const;
export type ListField = (typeof listFields)[number];

/** The order of day, month and year in a column of dates. */
export const dateOrders = ["ymd", "dmy", "mdy"] as const;
export type DateOrder = (typeof dateOrders)[number];
