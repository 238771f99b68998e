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
      if (call.if_match) demandTag(desk, call.if_match);
      host.write({ name, args, member: member.n, scope: claim.scope, via: claim.via }, also);
    },
    (outcome) =>
      outcome.status === "refused"
        ? answerOf(outcome.problem.body(), call.request_id)
        : shown(call, desk, "result" in outcome ? outcome.result : null),
  );
};

/** Refused with `stale` unless the record still has one of the tags. */
const demandTag = ({ storage, kpis }: Desk, { record, tags }: NonNullable<WriteCall["if_match"]>): void => {
  const contact = storage.get("contact", record);
  const tag = contact ? tagOf(contact) : kpis.one(record).etag;
  if (!tags.includes("*") && !tags.includes(tag ?? "")) throw new Problem("stale");
};

export const answerOf = (problem: ProblemBody, request_id: string): Answer => ({
  status: problem.status,
  body: JSON.stringify({ ...problem, request_id }),
});

/** What the answer to a write shows, read inside the transaction that wrote it. */
const shown = ({ show, status }: WriteCall, { contacts, kpis }: Desk, result: unknown): Answer => {
  if (!show) return { status, body: "" };
  if (show === "result") return { status, body: JSON.stringify(result ?? null) };
  const { id } = show;
  const read = {
    contact: () => contacts.one(id),
    note: () => contacts.note(id),
    kpi: () => kpis.one(id),
    point: () => kpis.point(id),
    round: () => kpis.round(id),
  };
  return { ...read[show.table](), status };
};

/** A write over REST that waits for its turn. */
interface Waiting {
  claim: Claim;
  call: WriteCall;
  done(answer: Answer): void;
  failed(error: unknown): void;
}

/** Writes that arrive together are stored together: each commit waits for the disk, and everybody waits with it. */
export class Writes {
  readonly #run: (claim: Claim, call: WriteCall) => Answer;
  readonly #then: () => Promise<void>;
  #waiting: Waiting[] = [];

  constructor(run: (claim: Claim, call: WriteCall) => Answer, then: () => Promise<void>) {
    this.#run = run;
    this.#then = then;
  }

  write(claim: Claim, call: WriteCall): Promise<Answer> {
    const answer = new Promise<Answer>((done, failed) => this.#waiting.push({ claim, call, done, failed }));
    if (this.#waiting.length === 1) setTimeout(() => void this.#writeAll(), 0);
    return answer;
  }

  async #writeAll(): Promise<void> {
    const writes = this.#waiting;
    this.#waiting = [];
    for (const { claim, call, done, failed } of writes) {
      try {
        done(this.#run(claim, call));
      } catch (error) {
        if (error instanceof Problem) done(answerOf(error.body(), call.request_id));
        else failed(error);
      }
    }
    await this.#then();
  }
}
