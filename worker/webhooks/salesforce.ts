/** Salesforce: records as its REST API writes them, and change events. Accounts become facts, contacts, leads and opportunities go into the funnel. */
import type { Stage } from "../../domain/funnel.ts";
import { readPayload, type Reader } from "../../domain/payload.ts";
import { changeFrom, recordFrom, textOf } from "../../domain/webhook-fields.ts";
import { stageFrom, statusFrom } from "./crm.ts";
import { hmac, judge, sameText, toBase64, toHex, verifyToken } from "./signature.ts";
import type { Source } from "./source.ts";

/** Salesforce's names of fields by ours. */
const fields: Record<string, Record<string, string>> = {
  Account: {
    Name: "name",
    Industry: "industry",
    ARR__c: "arr",
    AnnualRecurringRevenue__c: "arr",
    MRR__c: "mrr",
    Renewal_Date__c: "renewal_date",
    Segment__c: "segment",
    BillingCountry: "region",
    Seats__c: "seats",
  },
  Contact: { FirstName: "first_name", LastName: "last_name", Name: "name", Email: "email", Phone: "phone" },
  Lead: {
    FirstName: "first_name",
    LastName: "last_name",
    Name: "name",
    Email: "email",
    Phone: "phone",
    Company: "company",
    Status: "status",
  },
  Opportunity: { Name: "name", StageName: "funnel_stage", Description: "notes" },
};

const readOne = (reader: Reader, usual: { at: number; id: string }, stages: Record<string, Stage>): string | null => {
  const change = reader.peek("payload.ChangeEventHeader") === undefined ? reader : reader.within("payload");
  const kind = change.firstText(
    ["attributes.type", "ChangeEventHeader.entityName", "sobject", "type"],
    "kind of record",
  );
  const known = fields[kind ?? ""];
  if (kind === null || known === undefined) return `Records of the kind ${kind ?? "unknown"} are not read.`;
  if (/DELETE/.test(change.text("ChangeEventHeader.changeType", "kind of change") ?? ""))
    return "Deletions are not read.";
  const id = change.firstText(["Id", "ChangeEventHeader.recordIds[0]", "id"], "id");
  if (id === null) return "The record has no id.";
  const at =
    change.firstInstant(["ChangeEventHeader.commitTimestamp", "LastModifiedDate", "SystemModstamp"], "at") ?? usual.at;
  const flat: Record<string, unknown> = {};
  for (const [theirs, ours] of Object.entries(known)) {
    const value = change.peek(theirs);
    if (value === undefined || value === null || value === "" || flat[ours] !== undefined) continue;
    if (typeof value === "object") {
      // A name in parts, as change events have it.
      const { FirstName, LastName } = value as Record<string, unknown>;
      Object.assign(flat, { first_name: FirstName, last_name: LastName });
      continue;
    }
    change.say(theirs, value, ours);
    flat[ours] = value;
  }
  if (kind === "Account") {
    // Whatever a segment is called there: only ours are taken.
    if (!/^(enterprise|mid[- ]market|smb)$/i.test(textOf(flat["segment"]) ?? "")) delete flat["segment"];
    const made = changeFrom(change, "facts", { ...flat, account: { id, name: flat["name"] } }, { ...usual, at });
    if (made) reader.add(made);
    return null;
  }
  const company = change.text("Account.Name", "company");
  if (company !== null) flat["company"] = company;
  const stage = textOf(flat["funnel_stage"]);
  if (stage !== undefined) {
    flat["funnel_stage"] = stageFrom(stage, stages);
    if (flat["funnel_stage"] === undefined)
      change.wrong("StageName", `Nobody has said which stage of ours ${stage} is: name it in the source's stages.`);
  }
  const status = textOf(flat["status"]);
  if (status !== undefined) flat["status"] = statusFrom(status);
  reader.add(recordFrom(flat, kind === "Opportunity" ? "deal" : "contact", `${kind}:${id}`, at));
  return null;
};

export const salesforce: Source = {
  kind: "salesforce",
  signing:
    "From a flow or Apex callout send X-Signature, the HMAC-SHA256 of the body in hex or base64, or Authorization: Bearer with the secret.",
  secretFrom: "us",
  async verify({ headers, body }, secrets, now) {
    const given = headers.get("x-signature");
    if (!given) return verifyToken(headers, secrets, now);
    const bare = given.replace(/^sha256=/, "");
    const matches = async (secret: string): Promise<boolean> => {
      const right = await hmac("SHA-256", secret, body);
      return sameText(bare, toBase64(right)) || sameText(bare.toLowerCase(), toHex(right));
    };
    return judge(secrets, matches, null, now);
  },
  eventId(payload, headers) {
    const { event } = (payload ?? {}) as { event?: { replayId?: unknown; EventUuid?: unknown } };
    const uuid = event?.EventUuid ?? event?.replayId;
    return headers.get("x-request-id") ?? (typeof uuid === "string" || typeof uuid === "number" ? String(uuid) : null);
  },
  read: (payload, { at, id, settings }) =>
    readPayload(payload, (reader) => {
      const root = reader.peek("data.payload") === undefined ? reader : reader.within("data");
      const list = Array.isArray(payload) ? reader.list("") : root.list("records");
      const records = list.length > 0 ? list : [root];
      const notes = records.map((record, index) => readOne(record, { at, id: `${id}#${index}` }, settings.stages));
      return notes.every((note) => note !== null) ? (notes[0] ?? null) : null;
    }),
};
