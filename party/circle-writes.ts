/** A write over REST and its answer: idempotency key, `If-Match`, the one door, and what the answer shows. [SY1] [SY4] */
import { Problem, type ProblemBody } from "../domain/problem.ts";
import { type Contacts, tagOf } from "./circle-contacts.ts";
import type { Kpis } from "./circle-kpis.ts";
import type { Host } from "./host.ts";
import { answerOnce } from "./once.ts";
import type { Answer, Claim, WriteCall } from "./rpc.ts";
import type { Member, Storage } from "./storage.ts";

export interface Desk {
  storage: Storage;
  host: Host;
  contacts: Contacts;
  kpis: Kpis;
}

export const writeAnswered = (desk: Desk, member: Member, claim: Claim, call: WriteCall): Answer => {
  const { storage, host } = desk;
  const { name, args } = call;
  return answerOnce(
    storage,
    call.once,
    Date.now(),
    (also) => {
      if (call.if_match) demandTag(storage, call.if_match);
      host.write({ name, args, member: member.n, scope: claim.scope, via: claim.via }, also);
    },
    (outcome) => (outcome.status === "refused" ? answerOf(outcome.problem.body(), call.request_id) : shown(call, desk)),
  );
};

/** Refused with `stale` unless the record still has one of the tags. */
const demandTag = (storage: Storage, { record, tags }: NonNullable<WriteCall["if_match"]>): void => {
  const found = storage.get("contact", record) ?? storage.get("kpi", record);
  if (!found) throw new Problem("not_found");
  if (!tags.includes("*") && !tags.includes(tagOf(found))) throw new Problem("stale");
};

export const answerOf = (problem: ProblemBody, request_id: string): Answer => ({
  status: problem.status,
  body: JSON.stringify({ ...problem, request_id }),
});

/** What the answer to a write shows, read inside the transaction that wrote it. */
const shown = ({ show, status }: WriteCall, { contacts, kpis }: Desk): Answer => {
  if (!show) return { status, body: "" };
  const read = { contact: () => contacts.one(show.id), note: () => contacts.note(show.id), kpi: () => kpis.one(show.id) };
  return { ...read[show.table](), status };
};
