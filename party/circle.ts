/** The circle's Durable Object: a thin shell around the room. It opens storage, proves who asks, and passes things on. */
import { drizzle } from "drizzle-orm/durable-sqlite";
import { migrate } from "drizzle-orm/durable-sqlite/migrator";
import { Server } from "partyserver";
import type { Role } from "../domain/permission.ts";
import { Problem, type ProblemBody } from "../domain/problem.ts";
import migrations from "../drizzle/circle/migrations.js";
import { Contacts, tagOf } from "./circle-contacts.ts";
import { type Outcome, Room, type Write } from "./room.ts";
import type { Answer, CircleFacts, CircleRpc, Claim, ContactQuery, Person, Reply, WriteCall } from "./rpc.ts";
import type { Member } from "./storage.ts";
import { SqliteStorage } from "./storage-sqlite.ts";

/** Answers to idempotency keys are kept for a day. [SY4] */
const keptFor = 24 * 60 * 60_000;

interface Opened {
  facts: CircleFacts;
  storage: SqliteStorage;
  room: Room;
  contacts: Contacts;
}

export class Circle extends Server<Cloudflare.Env> implements CircleRpc {
  static override options = { hibernate: true };
  #opened: Opened | null = null;

  constructor(ctx: DurableObjectState, env: Cloudflare.Env) {
    super(ctx, env);
    void ctx.blockConcurrencyWhile(async () => {
      if (this.#isFounded()) this.#opened = await this.#openStorage();
    });
  }

  async found(circle: CircleFacts, founder: Person): Promise<Reply<null>> {
    return this.#reply(async () => {
      if (this.#opened) return null;
      await this.ctx.blockConcurrencyWhile(async () => {
        this.#opened = await this.#openStorage(circle);
      });
      return this.#admit(founder);
    });
  }

  async rename(name: string): Promise<Reply<null>> {
    return this.#reply(() => {
      const { room, facts } = this.#open;
      room.storage.transact(() => room.setMeta("circle", JSON.stringify({ ...facts, name })));
      facts.name = name;
      return null;
    });
  }

  async admit(person: Person): Promise<Reply<null>> {
    return this.#reply(() => this.#admit(person));
  }

  async dismiss(user: string): Promise<Reply<null>> {
    return this.#reply(() => {
      const { storage, contacts } = this.#open;
      const member = this.#member(user);
      storage.transact(() => storage.patch("member", member.n, { role: null }));
      contacts.forget();
      return null;
    });
  }

  async revoke(session: string): Promise<Reply<null>> {
    return this.#reply(() => {
      const { storage } = this.#open;
      storage.transact(() => {
        if (!storage.get("revoked", session)) storage.insert("revoked", { session, until: Date.now() + keptFor });
      });
      return null;
    });
  }

  async dissolve(): Promise<Reply<null>> {
    return this.#reply(async () => {
      if (!this.#opened) return null;
      this.#opened = null;
      await this.ctx.storage.deleteAlarm();
      await this.ctx.storage.deleteAll();
      return null;
    });
  }

  async roleOf(user: string): Promise<Reply<Role>> {
    return this.#reply(() => {
      const { role } = this.#member(user);
      if (!role) throw new Problem("not_found");
      return role;
    });
  }

  async contacts(claim: Claim, query: ContactQuery): Promise<Reply<{ count: number; results: string }>> {
    return this.#reply(() => this.#asMember(claim, ({ contacts }) => contacts.page(query)));
  }

  async contact(claim: Claim, id: string): Promise<Reply<Answer>> {
    return this.#reply(() => this.#asMember(claim, ({ contacts }) => contacts.one(id)));
  }

  async notes(claim: Claim, contact: string, page: { page: number; page_size: number }): Promise<Reply<{ count: number; results: string }>> {
    return this.#reply(() => this.#asMember(claim, ({ contacts }) => contacts.notes(contact, page)));
  }

  async write(claim: Claim, call: WriteCall): Promise<Answer> {
    const done = await this.#reply(() => this.#asMember(claim, (opened, member) => this.#write(opened, member, claim, call)));
    return done.ok ? done.value : answerOf(done.problem, call.request_id);
  }

  #write(opened: Opened, member: Member, claim: Claim, call: WriteCall): Answer {
    const { storage, contacts } = opened;
    const kept = call.once && storage.get("reply", call.once.key);
    if (kept && kept.at > Date.now() - keptFor) {
      if (kept.hash !== call.once?.hash) throw new Problem("key_reused");
      return { status: kept.status, body: kept.body, repeated: true };
    }
    if (call.if_match && call.show?.table === "contact") {
      const contact = storage.get("contact", call.show.id);
      if (!contact) throw new Problem("not_found");
      if (!call.if_match.includes("*") && !call.if_match.includes(tagOf(contact))) throw new Problem("stale");
    }
    let answer: Answer | null = null;
    this.#apply({ name: call.name, args: call.args, member: member.n, scope: claim.scope, via: claim.via }, (outcome) => {
      answer = outcome.status === "refused" ? answerOf(outcome.problem.body(), call.request_id) : shown(call, contacts);
      if (!call.once) return;
      if (kept) storage.remove("reply", kept.key);
      storage.insert("reply", { ...call.once, status: answer.status, body: answer.body, at: Date.now() });
    });
    if (!answer) throw new Error("a write ended without an answer");
    return answer;
  }

  #apply(write: Write, also?: (outcome: Outcome) => void): Outcome {
    return this.#open.room.apply(write, also);
  }

  #isFounded(): boolean {
    return this.ctx.storage.sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'meta'").toArray().length > 0;
  }

  /** Migrates first. With facts it founds the circle. */
  async #openStorage(founding?: CircleFacts): Promise<Opened> {
    await migrate(drizzle(this.ctx.storage), migrations);
    const storage = new SqliteStorage(this.ctx.storage);
    const kept = storage.get("meta", "circle")?.value;
    const facts = kept ? (JSON.parse(kept) as CircleFacts) : founding;
    if (!facts) throw new Error("a circle's storage has no circle in it");
    const room = new Room(storage, { key: facts.key, now: Date.now, random: Math.random });
    if (!kept)
      storage.transact(() => {
        room.setMeta("circle", JSON.stringify(facts));
        room.setMeta("epoch", crypto.randomUUID());
      });
    return { facts, storage, room, contacts: new Contacts(room, this.ctx.storage.sql, () => facts.id) };
  }

  get #open(): Opened {
    if (!this.#opened) throw new Problem("not_found");
    return this.#opened;
  }

  #admit({ user, name, role }: Person): null {
    const { storage, contacts } = this.#open;
    storage.transact(() => {
      const found = storage.list("member", "user", { at: [user], limit: 1 })[0];
      const last = storage.list("member", "n", { backwards: true, limit: 1 })[0]?.n ?? 0;
      if (found) storage.patch("member", found.n, { name, role });
      else storage.insert("member", { n: last + 1, user, name, role });
    });
    contacts.forget();
    return null;
  }

  #member(user: string): Member {
    const member = this.#open.storage.list("member", "user", { at: [user], limit: 1 })[0];
    if (!member) throw new Problem("not_found");
    return member;
  }

  /** [P2] Whoever is no member learns nothing, not even that the circle exists. */
  #asMember<T>(claim: Claim, body: (opened: Opened, member: Member) => T): T {
    const member = this.#member(claim.user);
    if (!member.role) throw new Problem("not_found");
    if (this.#open.storage.get("revoked", claim.session)) throw new Problem("signed_out");
    return body(this.#open, member);
  }

  /** Errors do not survive RPC as classes: a problem becomes a reply, anything else stays a bug. */
  async #reply<T>(body: () => T | Promise<T>): Promise<Reply<T>> {
    try {
      return { ok: true, value: await body() };
    } catch (error) {
      if (error instanceof Problem) return { ok: false, problem: error.body() };
      throw error;
    }
  }
}

const answerOf = (problem: ProblemBody, request_id: string): Answer => ({
  status: problem.status,
  body: JSON.stringify({ ...problem, request_id }),
});

/** What the answer to a write shows, read inside the transaction that wrote it. */
const shown = ({ show, status }: WriteCall, contacts: Contacts): Answer => {
  if (!show) return { status, body: "" };
  return { ...(show.table === "contact" ? contacts.one(show.id) : contacts.note(show.id)), status };
};
