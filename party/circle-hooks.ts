/** The courier of a circle's outgoing webhooks: signs, sends, notes how it went, and follows what happened in D1. [WO3] [WO4] [WO5] */
import { writeAmount } from "../domain/amount.ts";
import { type HookBody, type HookTry, hookEvents, rotationGrace, whyNotSent } from "../domain/hook.ts";
import type { Ending, Hooks, Turn } from "./hooks.ts";
import type { HookEndpoint, HookMessage, Storage } from "./storage.ts";

/** What an endpoint may take to answer. */
const patience = 15_000;
/** Messages on their way at once: from one circle, and to one endpoint. */
const mostFlying = 12;
const mostAtOne = 4;
/** Characters of an answer that are kept. */
const kept = 500;

const encoder = new TextEncoder();

/** [WO3] */
export const whyNotTo = (address: string, local: boolean): string | null =>
  whyNotSent(URL.canParse(address) ? new URL(address) : null, local);

const mac = async (secret: Uint8Array | string, text: string): Promise<Uint8Array> => {
  const bytes = typeof secret === "string" ? encoder.encode(secret) : secret;
  const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(text)));
};

const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

/** [WO4] The signing key of an endpoint's generation. It is derived each time, so no secret lies in any database. */
const keyOf = async (authSecret: string, endpoint: string, generation: number): Promise<Uint8Array> =>
  (await mac(authSecret, `rondo hook ${endpoint} ${generation}`)).slice(0, 24);

/** What an admin is shown once: the form that Standard Webhooks asks for. */
export const secretOf = async (authSecret: string, { id, generation }: HookEndpoint): Promise<string> =>
  `whsec_${base64(await keyOf(authSecret, id, generation))}`;

/** [WO4] Signed anew for each try, because the time is in it; after a rotation by both secrets for a day. */
const headersOf = async (
  authSecret: string,
  { id: endpoint, generation, rotated_at }: HookEndpoint,
  message: string,
  text: string,
  now: number,
): Promise<Record<string, string>> => {
  const timestamp = String(Math.floor(now / 1000));
  const both = generation > 1 && rotated_at !== null && now - rotated_at < rotationGrace;
  const signatures = await Promise.all(
    [generation, ...(both ? [generation - 1] : [])].map(
      async (one) =>
        `v1,${base64(await mac(await keyOf(authSecret, endpoint, one), `${message}.${timestamp}.${text}`))}`,
    ),
  );
  return {
    "content-type": "application/json",
    "user-agent": "Rondo-Webhooks/1",
    "webhook-id": message,
    "webhook-timestamp": timestamp,
    "webhook-signature": signatures.join(" "),
  };
};

export interface CourierOptions {
  storage: Storage;
  hooks: Hooks;
  circle: string;
  authSecret: string | undefined;
  /** Local mode: private addresses and plain http are allowed. */
  local: boolean;
  database: D1Database;
  /** Tells admins' screens that something about webhooks is new. */
  tell(turn: Turn): void;
  /** Something may be due earlier than before. */
  wake(): void;
}

interface EventRow {
  id: number;
  account: string;
  at: number;
  actor: string | null;
  via: string;
  kind: string;
  subject: string | null;
  before: string | null;
  after: string | null;
  name: string;
}

interface HealthRow {
  id: string;
  number: number;
  name: string;
  health_at: number;
  health_value: number | null;
  health_bucket: string;
  health_source: string;
  value_before: number | null;
  bucket_before: string | null;
}

/** Fields as the interface writes them: amounts as texts. */
const parsed = (text: string | null): Record<string, unknown> | undefined => {
  if (text === null) return undefined;
  const fields = JSON.parse(text) as Record<string, unknown>;
  return typeof fields["arr"] === "number" ? { ...fields, arr: writeAmount(fields["arr"]) } : fields;
};

/** Rows of D1's logs that are read at once. */
const page = 500;
/** Scores that were written with an earlier time than one already read, by a slower writer, are still found for so long. */
const overlap = 60_000;

export class Courier {
  readonly #options: CourierOptions;
  readonly #flying = new Map<string, number>();
  #following: Promise<void> | null = null;
  #again = false;

  constructor(options: CourierOptions) {
    this.#options = options;
  }

  get signing(): Pick<CourierOptions, "authSecret" | "local"> {
    return this.#options;
  }

  get #inFlight(): number {
    return [...this.#flying.values()].reduce((sum, count) => sum + count, 0);
  }

  /** When to ring for the next message; a little later while some are on their way, whose return sends the next. */
  nextDue(): number {
    const due = this.#options.hooks.nextDue();
    if (due === null) return Number.POSITIVE_INFINITY;
    return this.#inFlight > 0 ? Math.max(due, Date.now() + 1_000) : due;
  }

  /** Sends what is due. Returns at once; what is sent is settled when it comes back. */
  pump(): void {
    const { hooks } = this.#options;
    const room = mostFlying - this.#inFlight;
    if (room <= 0) return;
    const now = Date.now();
    for (const { endpoint, message } of hooks.take(now, room, (id) => (this.#flying.get(id) ?? 0) >= mostAtOne)) {
      this.#flying.set(endpoint.id, (this.#flying.get(endpoint.id) ?? 0) + 1);
      void this.#deliver(endpoint, message).finally(() => {
        this.#flying.set(endpoint.id, (this.#flying.get(endpoint.id) ?? 1) - 1);
        this.pump();
        this.#options.wake();
      });
    }
  }

  async #deliver(endpoint: HookEndpoint, { seq, id, body }: HookMessage): Promise<void> {
    const { ending, attempt } = await this.attempt(endpoint, id, body);
    const turn = this.#options.hooks.settle(seq, ending, attempt, Date.now());
    if (turn !== null)
      console.log(
        JSON.stringify({
          at: new Date().toISOString(),
          level: "warn",
          event: `webhook.${turn}`,
          circle: this.#options.circle,
          endpoint: endpoint.id,
        }),
      );
    this.#options.tell(turn);
  }

  /** [WO3] One try, redirects not followed. Never throws. */
  async attempt(endpoint: HookEndpoint, id: string, body: HookBody): Promise<{ ending: Ending; attempt: HookTry }> {
    const at = Date.now();
    const ended = (ending: Ending, status: number | null, said: string) => ({
      ending,
      attempt: { at, status, ms: Date.now() - at, said: said.slice(0, kept) },
    });
    const { authSecret, local } = this.#options;
    if (!authSecret) return ended("failed", null, "Without AUTH_SECRET nothing can be signed.");
    // Asked again at each try: the rules may have become stricter since the address was saved.
    const refusal = whyNotTo(endpoint.url, local);
    if (refusal !== null) return ended("failed", null, refusal);
    const text = JSON.stringify(body);
    try {
      const response = await fetch(endpoint.url, {
        method: "POST",
        body: text,
        headers: await headersOf(authSecret, endpoint, id, text, at),
        redirect: "manual",
        signal: AbortSignal.timeout(patience),
      });
      const said = await beginningOf(response);
      if (response.ok) return ended("delivered", response.status, said);
      return ended(response.status === 410 ? "gone" : "failed", response.status, said || response.statusText);
    } catch (error) {
      const late = error instanceof Error && error.name === "TimeoutError";
      return ended("failed", null, late ? `No answer within ${patience / 1000} s.` : "The address cannot be reached.");
    }
  }

  /** Reads what happened to accounts in D1 since the last time; a burst of calls is one reading after the present one. */
  follow(): Promise<void> {
    if (this.#following) {
      this.#again = true;
      return this.#following;
    }
    this.#following = this.#follow()
      .catch((error: unknown) => {
        console.error(JSON.stringify({ level: "warn", event: "webhook.not_followed", detail: String(error) }));
      })
      .finally(() => {
        this.#following = null;
        if (this.#again) {
          this.#again = false;
          void this.follow();
        }
      });
    return this.#following;
  }

  /** Where following starts: nothing that happened before the first endpoint is told. */
  async begin(): Promise<void> {
    const { database, circle } = this.#options;
    if (this.#mark("hook_events") !== null) return;
    const last = await database
      .prepare("select coalesce(max(id), 0) as id from account_events where circle = ?")
      .bind(circle)
      .first<{ id: number }>();
    this.#options.storage.transact(() => {
      this.#setMark("hook_events", last?.id ?? 0);
      this.#setMark("hook_scores", Date.now());
      this.#setMark("hook_scores_from", Date.now());
    });
  }

  async #follow(): Promise<void> {
    if (this.#options.hooks.endpoints().length === 0) return;
    await this.begin();
    await this.#followEvents();
    await this.#followScores();
    this.pump();
    this.#options.wake();
  }

  async #followEvents(): Promise<void> {
    const { database, circle, storage, hooks } = this.#options;
    for (;;) {
      const { results } = await database
        .prepare(
          `select e.id, e.account, e.at, e.actor, e.via, e.kind, e.subject, e.before, e.after, a.name
           from account_events e join accounts a on a.id = e.account where e.circle = ? and e.id > ? order by e.id limit ${page}`,
        )
        .bind(circle, this.#mark("hook_events") ?? 0)
        .all<EventRow>();
      const last = results.at(-1);
      if (!last) return;
      storage.transact(() => {
        for (const row of results) {
          if (!(hookEvents as readonly string[]).includes(row.kind)) continue;
          const gone = row.kind.endsWith(".deleted");
          const previous = parsed(row.before);
          hooks.queue(
            `e${row.id}`,
            row.subject ?? row.account,
            {
              type: row.kind,
              timestamp: new Date(row.at).toISOString(),
              data: {
                circle_id: circle,
                object: {
                  id: row.subject ?? row.account,
                  ...(row.subject === null ? { name: row.name } : { account_id: row.account }),
                  ...(gone ? {} : parsed(row.after)),
                },
                ...(previous ? { previous } : {}),
                actor: row.actor,
                via: row.via,
                changes: 1,
              },
            },
            Date.now(),
          );
        }
        this.#setMark("hook_events", last.id);
      });
    }
  }

  /** A score that moved, with the one it had before. Found by its time, so it is named by it: what is read twice is told once. */
  async #followScores(): Promise<void> {
    const { database, circle, storage, hooks } = this.#options;
    let [after, id] = [this.#mark("hook_scores") ?? Date.now(), ""];
    const from = this.#mark("hook_scores_from") ?? 0;
    after = Math.max(from, after - overlap);
    for (;;) {
      const { results } = await database
        .prepare(
          `select a.id, a.number, a.name, a.health_at, a.health_value, a.health_bucket, a.health_source,
             (select value from health_scores s where s.account = a.id and s.at < a.health_at order by s.at desc, s.id desc limit 1) as value_before,
             (select bucket from health_scores s where s.account = a.id and s.at < a.health_at order by s.at desc, s.id desc limit 1) as bucket_before
           from accounts a where a.circle = ?1 and a.deleted_at is null and (a.health_at > ?2 or (a.health_at = ?2 and a.id > ?3))
           order by a.health_at, a.id limit ${page}`,
        )
        .bind(circle, after, id)
        .all<HealthRow>();
      const last = results.at(-1);
      if (!last) return;
      storage.transact(() => {
        for (const row of results) {
          if (row.value_before === row.health_value && (row.bucket_before ?? "unknown") === row.health_bucket) continue;
          hooks.queue(
            `h${row.health_at}_${row.id.slice(-12)}`,
            row.id,
            {
              type: "account.health_changed",
              timestamp: new Date(row.health_at).toISOString(),
              data: {
                circle_id: circle,
                object: {
                  id: row.id,
                  number: row.number,
                  name: row.name,
                  health_value: row.health_value,
                  health_bucket: row.health_bucket,
                  health_source: row.health_source,
                },
                previous: { health_value: row.value_before, health_bucket: row.bucket_before ?? "unknown" },
                actor: null,
                via: "system",
                changes: 1,
              },
            },
            Date.now(),
          );
        }
        if (last.health_at > (this.#mark("hook_scores") ?? 0)) this.#setMark("hook_scores", last.health_at);
      });
      [after, id] = [last.health_at, last.id];
    }
  }

  #mark(name: string): number | null {
    const row = this.#options.storage.get("meta", name);
    return row ? Number(row.value) : null;
  }

  #setMark(name: string, value: number): void {
    const { storage } = this.#options;
    if (storage.get("meta", name)) storage.patch("meta", name, { value: String(value) });
    else storage.insert("meta", { name, value: String(value) });
  }
}

/** The first characters of an answer; the rest is not read. */
const beginningOf = async (response: Response): Promise<string> => {
  const reader = response.body?.getReader();
  if (!reader) return "";
  const decoder = new TextDecoder();
  let text = "";
  while (text.length < kept) {
    const { value, done } = await reader.read();
    if (done) break;
    text += decoder.decode(value as Uint8Array, { stream: true });
  }
  await reader.cancel().catch(() => undefined);
  return text;
};
