/**
 * Outgoing webhooks of a circle: endpoints, and one line of messages for each record at each endpoint. What is decided
 * here needs no network and no clock: the courier (`circle-hooks.ts`) sends what `due` gives and says how it went.
 */
import {
  type HookBody,
  type HookChange,
  type HookDraft,
  type HookTry,
  type MessageState,
  gathered,
  hears,
  hookWaits,
  warnAfter,
} from "../domain/hook.ts";
import { Problem } from "../domain/problem.ts";
import type { HookEndpoint, HookMessage, Storage } from "./storage.ts";

/** How a try ended: `gone` is 410, by which an endpoint says that it wants no more. */
export type Ending = "delivered" | "failed" | "gone";

/** What a try meant for the endpoint, for whoever has to be told. */
export type Turn = "warned" | "paused" | null;

/** A message that was taken and never settled, by a kill in between, is taken again after this. */
const claim = 60_000;
/** Of what is done nothing is kept longer, and nothing waits longer. */
const keptFor = 30 * 24 * 60 * 60_000;
const mostEndpoints = 20;

export class Hooks {
  readonly #storage: Storage;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  endpoints(): HookEndpoint[] {
    return this.#storage.list("hook_endpoint", "created_at");
  }

  endpoint(id: string): HookEndpoint {
    const found = this.#storage.get("hook_endpoint", id);
    if (!found) throw new Problem("not_found");
    return found;
  }

  add(id: string, draft: HookDraft, member: number, now: number): HookEndpoint {
    if (this.endpoints().length >= mostEndpoints)
      throw new Problem("invalid", { detail: `A circle has at most ${mostEndpoints} endpoints.` });
    const made: HookEndpoint = {
      id,
      ...draft,
      generation: 1,
      rotated_at: null,
      paused_at: null,
      paused_why: null,
      failing_since: null,
      warned_at: null,
      created_at: now,
      created_by: member,
    };
    this.#storage.transact(() => this.#storage.insert("hook_endpoint", made));
    return made;
  }

  change(id: string, { paused, ...fields }: HookChange, now: number): HookEndpoint {
    const endpoint = this.endpoint(id);
    this.#storage.transact(() => {
      if (Object.keys(fields).length > 0) this.#storage.patch("hook_endpoint", id, fields);
      if (paused === true && endpoint.paused_at === null) this.#pause(endpoint, "Paused by an admin.", now);
      if (paused === false && endpoint.paused_at !== null) this.#resume(endpoint, now);
    });
    return this.endpoint(id);
  }

  /** [WO4] The secret before it signs along for a day. */
  rotate(id: string, now: number): HookEndpoint {
    const { generation } = this.endpoint(id);
    this.#storage.transact(() =>
      this.#storage.patch("hook_endpoint", id, { generation: generation + 1, rotated_at: now }),
    );
    return this.endpoint(id);
  }

  remove(id: string): void {
    this.endpoint(id);
    this.#storage.transact(() => {
      for (const state of ["waiting", "delivered", "dead"] satisfies MessageState[])
        for (const { seq } of this.#storage.list("hook_message", "line", { at: [id, state] }))
          this.#storage.remove("hook_message", seq);
      this.#storage.remove("hook_endpoint", id);
    });
  }

  /**
   * [WO2] [WO6] Puts an event into the line of each endpoint that hears it. Inside the transaction of what happened.
   * `key` names the event for ever: queued twice it is one message.
   */
  queue(key: string, record: string, body: HookBody, now: number): number {
    let queued = 0;
    for (const endpoint of this.endpoints())
      if (hears(endpoint.events, body.type) && this.#queueAt(endpoint, key, record, body, now)) queued += 1;
    return queued;
  }

  #queueAt(endpoint: HookEndpoint, key: string, record: string, body: HookBody, now: number): boolean {
    const id = `msg_${key}_${endpoint.id.slice(-8)}`;
    if (this.#storage.list("hook_message", "id", { at: [id], limit: 1 }).length > 0) return false;
    const last = this.#storage.list("hook_message", "record", {
      at: [endpoint.id, record, "waiting"],
      backwards: true,
      limit: 1,
    })[0];
    const window = endpoint.gather_seconds * 1_000;
    if (last && window > 0 && last.type === body.type && this.#stillGathers(last, window, now)) {
      this.#storage.patch("hook_message", last.seq, { body: gathered(last.body, body) });
      return true;
    }
    this.#storage.insert("hook_message", {
      seq: (this.#storage.list("hook_message", "seq", { backwards: true, limit: 1 })[0]?.seq ?? 0) + 1,
      id,
      endpoint: endpoint.id,
      record,
      type: body.type,
      body,
      state: "waiting",
      due: last || endpoint.paused_at !== null ? null : now + window,
      tries: [],
      spent: 0,
      at: now,
      done_at: null,
    });
    return true;
  }

  /** One that nobody has tried yet and that is not on its way. */
  #stillGathers({ tries, due, at }: HookMessage, window: number, now: number): boolean {
    return tries.length === 0 && (due === null || (due === at + window && due > now));
  }

  /** When the next message wants to be tried; null when none does. */
  nextDue(): number | null {
    return this.#storage.list("hook_message", "due", { above: -1, limit: 1 })[0]?.due ?? null;
  }

  /** [WO4] Takes what may be tried now, at most so many, each the first of its record's line; skips endpoints that `busy` names. */
  take(
    now: number,
    most: number,
    busy: (endpoint: string) => boolean,
  ): { endpoint: HookEndpoint; message: HookMessage }[] {
    return this.#storage.transact(() => {
      const taken: { endpoint: HookEndpoint; message: HookMessage }[] = [];
      for (const message of this.#storage.list("hook_message", "due", { above: -1, below: now + 1, limit: 200 })) {
        if (taken.length >= most) break;
        const endpoint = this.#storage.get("hook_endpoint", message.endpoint);
        if (!endpoint || busy(endpoint.id)) continue;
        if (this.#first(message.endpoint, message.record)?.seq !== message.seq) {
          this.#storage.patch("hook_message", message.seq, { due: null });
          continue;
        }
        this.#storage.patch("hook_message", message.seq, { due: now + claim });
        taken.push({ endpoint, message });
      }
      return taken;
    });
  }

  #first(endpoint: string, record: string): HookMessage | undefined {
    return this.#storage.list("hook_message", "record", { at: [endpoint, record, "waiting"], limit: 1 })[0];
  }

  /** [WO5] [WO7] Writes down a try; the line behind goes on when the message is done. */
  settle(seq: number, ending: Ending, attempt: HookTry, now: number): Turn {
    return this.#storage.transact(() => {
      const message = this.#storage.get("hook_message", seq);
      const endpoint = message && this.#storage.get("hook_endpoint", message.endpoint);
      if (!message || !endpoint || message.state !== "waiting") return null;
      const tries = [...message.tries, attempt];
      if (ending === "delivered") {
        this.#storage.patch("hook_message", seq, { state: "delivered", due: null, tries, done_at: now });
        this.#storage.patch("hook_endpoint", endpoint.id, { failing_since: null, warned_at: null });
        this.#goOn(message, now);
        return null;
      }
      const wait = ending === "gone" ? undefined : hookWaits[tries.length - message.spent];
      const since = endpoint.failing_since ?? now;
      this.#storage.patch("hook_endpoint", endpoint.id, { failing_since: since });
      if (wait !== undefined) {
        const paused = endpoint.paused_at !== null;
        this.#storage.patch("hook_message", seq, { due: paused ? null : now + wait, tries });
        if (endpoint.warned_at !== null || now - since < warnAfter) return null;
        this.#storage.patch("hook_endpoint", endpoint.id, { warned_at: now });
        return "warned";
      }
      this.#storage.patch("hook_message", seq, { state: "dead", due: null, tries, done_at: now });
      if (endpoint.paused_at === null)
        this.#pause(
          endpoint,
          ending === "gone"
            ? "It answered 410: it wants no more."
            : `A message was given up after ${tries.length - message.spent} tries.`,
          now,
        );
      return "paused";
    });
  }

  #goOn({ endpoint, record }: HookMessage, now: number): void {
    const next = this.#first(endpoint, record);
    if (next && next.due === null) this.#storage.patch("hook_message", next.seq, { due: now });
  }

  #pause(endpoint: HookEndpoint, why: string, now: number): void {
    this.#storage.patch("hook_endpoint", endpoint.id, { paused_at: now, paused_why: why });
    for (const { seq, due } of this.#storage.list("hook_message", "line", { at: [endpoint.id, "waiting"] }))
      if (due !== null) this.#storage.patch("hook_message", seq, { due: null });
  }

  /** Everything that gathered goes out, each record's line from its first. */
  #resume(endpoint: HookEndpoint, now: number): void {
    this.#storage.patch("hook_endpoint", endpoint.id, {
      paused_at: null,
      paused_why: null,
      failing_since: null,
      warned_at: null,
    });
    const seen = new Set<string>();
    for (const { seq, record } of this.#storage.list("hook_message", "line", { at: [endpoint.id, "waiting"] })) {
      if (!seen.has(record)) this.#storage.patch("hook_message", seq, { due: now });
      seen.add(record);
    }
  }

  message(id: string): HookMessage {
    const found = this.#storage.list("hook_message", "id", { at: [id], limit: 1 })[0];
    if (!found) throw new Problem("not_found");
    return found;
  }

  /** How many messages there are in each state. */
  counts(endpoint: string): Record<MessageState, number> {
    const count = (state: MessageState): number =>
      this.#storage.list("hook_message", "line", { at: [endpoint, state] }).length;
    return { waiting: count("waiting"), delivered: count("delivered"), dead: count("dead") };
  }

  /** Newest first. */
  messages(
    endpoint: string,
    state: MessageState,
    page: { page: number; page_size: number },
  ): { count: number; rows: HookMessage[] } {
    const all = this.#storage.list("hook_message", "line", { at: [endpoint, state], backwards: true });
    const from = (page.page - 1) * page.page_size;
    return { count: all.length, rows: all.slice(from, from + page.page_size) };
  }

  /** [WO8] Sends a message once more, under the same id, with all its tries before it. */
  resend(id: string, now: number): HookMessage {
    const { seq, endpoint, record, tries } = this.message(id);
    const { paused_at } = this.endpoint(endpoint);
    this.#storage.transact(() => {
      this.#storage.patch("hook_message", seq, { state: "waiting", spent: tries.length, done_at: null, due: null });
      const first = this.#first(endpoint, record);
      if (paused_at === null && first) this.#storage.patch("hook_message", first.seq, { due: now });
    });
    return this.message(id);
  }

  /** Forgets what is long done, and gives up what has waited as long. */
  prune(now: number): void {
    for (const { seq } of this.#storage.list("hook_message", "done", { above: -1, below: now - keptFor }))
      this.#storage.remove("hook_message", seq);
    for (const { id } of this.endpoints())
      for (const { seq, at } of this.#storage.list("hook_message", "line", { at: [id, "waiting"], limit: 1_000 }))
        if (at < now - keptFor) this.#storage.patch("hook_message", seq, { state: "dead", due: null, done_at: now });
  }
}
