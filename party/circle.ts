/** The circle's Durable Object: a thin shell around the host and the room. It opens storage, proves who asks, keeps time. */
import { boardWeek } from "./circle-week.ts";
import type { Importer } from "./import.ts";
import { type Connection, type ConnectionContext, Server } from "partyserver";
import type { Announcements, Topic } from "../domain/announcement.ts";
import type { Settings } from "../domain/mutation.ts";
import type { Role } from "../domain/permission.ts";
import { Problem } from "../domain/problem.ts";
import { nextMidnight, prune, snapshotDays } from "./circle-days.ts";
import { type Opened, isFounded, openCircle } from "./circle-open.ts";
import { answerHooks } from "./circle-hook-desk.ts";
import { drainOutbox } from "./circle-outbox.ts";
import { Sockets } from "./circle-sockets.ts";
import { deliverAll } from "./circle-deliveries.ts";
import { Following } from "./circle-following.ts";
import { Writes, writeAnswered } from "./circle-writes.ts";
import type { ImportRun, RowReport, RowVerdict } from "../domain/import/report.ts";
import type { HookAnswer, HookCall } from "./hook-rpc.ts";
import type { ImportFinish, ImportRows, ImportStart, ImportStarted } from "./import-rpc.ts";
import type { Attachment } from "./host-peer.ts";
import { closeCodes } from "./protocol.ts";
import { memberOf } from "./roster.ts";
import type {
  Answer,
  BoardChanges,
  ContactPage,
  CircleFacts,
  CircleRpc,
  Claim,
  ContactQuery,
  Delivered,
  Delivery,
  KpiQuestion,
  Person,
  Reply,
  WriteCall,
} from "./rpc.ts";
import type { Member } from "./storage.ts";

const day = 24 * 60 * 60_000;

/** The part of the configuration that a circle reads. */
type Texts = { RATE_LIMITS?: string; AUTH_SECRET?: string; LOCAL_WEBHOOKS?: string };

export class Circle extends Server implements CircleRpc {
  static override options = { hibernate: true };
  #opened: Opened | null = null;
  readonly #sockets = new Sockets(this.ctx);
  readonly #writes = new Writes(
    (claim, call) => this.#asMember(claim, (opened, member) => writeAnswered(opened, member, claim, call)),
    () => this.#wake(),
  );
  #timer: ReturnType<typeof setTimeout> | null = null;
  #timerAt: number | null = null;
  readonly #following = new Following(
    this.ctx.storage.sql,
    () => this.env.DB,
    () => this.#opened,
    () => void this.#wake(),
  );
  /** Effects may be waiting in the outbox. */
  #effects = true;

  constructor(ctx: DurableObjectState, env: Cloudflare.Env) {
    super(ctx, env);
    // Answered by the platform without waking this object.
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
    void ctx.blockConcurrencyWhile(async () => {
      if (!isFounded(ctx.storage)) return;
      this.#opened = await this.#openStorage();
      for (const connection of this.getConnections<Attachment>())
        if (connection.state) this.#opened.host.adopt(this.#sockets.of(connection), connection.state as Attachment);
      this.#following.start();
      void this.#opened.courier.follow();
      await this.#wake();
    });
  }

  /** The Worker proved who this is and said so in a header that it sets itself; a client's own is never passed on. */
  override async onConnect(connection: Connection, { request }: ConnectionContext): Promise<void> {
    try {
      const { user, session, scope, via } = JSON.parse(request.headers.get("x-rondo-claim") ?? "null") as Claim;
      const { host } = this.#open;
      host.open(this.#sockets.of(connection), { member: this.#member(user).n, user, session, scope, via });
    } catch {
      connection.close(closeCodes.removed, "Not a member of this circle.");
    }
    await this.#wake();
  }

  override async onMessage(connection: Connection, message: string | ArrayBuffer | ArrayBufferView): Promise<void> {
    if (typeof message !== "string") return connection.close(closeCodes.abusive, "Only text is understood.");
    try {
      this.#open.host.message(this.#sockets.of(connection), message);
    } catch (error) {
      // The library would only log it: the client must hear that this was not done, and say it again.
      console.error(JSON.stringify({ level: "error", event: "socket.broken", detail: String(error) }));
      connection.close(closeCodes.gap, "Something went wrong on our side.");
      this.#opened?.host.close(this.#sockets.of(connection));
    }
    await this.#wake();
  }

  override async onClose(connection: Connection): Promise<void> {
    this.#opened?.host.close(this.#sockets.of(connection));
    this.#sockets.forget(connection);
    await this.#wake();
  }

  override async onRequest(): Promise<Response> {
    return new Response(null, { status: 404 });
  }

  override async onAlarm(): Promise<void> {
    if (!this.#opened) return;
    const { host, alarm, storage, facts, contacts, courier } = this.#opened;
    alarm.rang();
    host.tick();
    await drainOutbox(storage, this.env.DB, facts.id, () => contacts.count());
    courier.pump();
    if (alarm.takeDue("prune")) {
      prune(host, alarm, this.#opened.hooks);
      void courier.follow();
    }
    if (alarm.takeDue("day")) {
      snapshotDays(host, Date.now());
      this.#following.dayBegan();
      this.#startDay();
    }
    await this.#following.rang(this.#opened);
    await this.#wake();
  }

  async found(circle: CircleFacts, founder: Person): Promise<Reply<null>> {
    return this.#reply(async () => {
      if (this.#opened) return null;
      await this.ctx.blockConcurrencyWhile(async () => {
        this.#opened = await this.#openStorage(circle);
      });
      this.#open.host.admit(founder);
      return null;
    });
  }

  async rename(name: string): Promise<Reply<null>> {
    return this.#reply(() => {
      const { host, storage, facts } = this.#open;
      storage.transact(() => host.room.setMeta("circle", JSON.stringify({ ...facts, name })));
      facts.name = name;
      host.renamed();
      return null;
    });
  }

  async configure(settings: Partial<Settings>): Promise<Reply<null>> {
    return this.#reply(() => {
      const { host, storage } = this.#open;
      storage.transact(() => {
        for (const [name, value] of Object.entries(settings)) host.room.setMeta(name, String(value));
      });
      host.renamed();
      this.#startDay();
      return null;
    });
  }

  async admit(person: Person): Promise<Reply<null>> {
    return this.#reply(() => {
      const { host, contacts } = this.#open;
      host.admit(person);
      contacts.forget();
      return null;
    });
  }

  async dismiss(user: string): Promise<Reply<null>> {
    return this.#reply(() => {
      const { host, contacts } = this.#open;
      host.dismiss(user);
      contacts.forget();
      return null;
    });
  }

  async erase(user: string): Promise<Reply<null>> {
    return this.#reply(() => {
      const { host, contacts, kpis } = this.#open;
      host.erase(user);
      contacts.forget();
      kpis.forget();
      return null;
    });
  }

  async revoke(session: string): Promise<Reply<null>> {
    return this.#reply(() => {
      this.#open.host.revoke(session, Date.now() + day);
      return null;
    });
  }

  async announce<On extends Topic>(topic: On, body: Announcements[On]): Promise<Reply<null>> {
    return this.#reply(() => {
      this.#open.host.announce(topic, body);
      if (topic === "accounts") this.#following.accountsChanged();
      if (topic === "accounts" || topic === "account") void this.#open.courier.follow();
      return null;
    });
  }

  async deliver(deliveries: Delivery[], dry: boolean): Promise<Reply<Delivered[]>> {
    return this.#reply(() => deliverAll(this.#open, deliveries, dry));
  }

  async hooks(claim: Claim, call: HookCall): Promise<Reply<HookAnswer>> {
    return this.#reply(() =>
      this.#asMember(claim, (opened, member) => answerHooks(opened, { ...claim, member }, call)),
    );
  }

  async dissolve(): Promise<Reply<null>> {
    return this.#reply(async () => {
      if (!this.#opened) return null;
      this.#opened.host.dissolve();
      this.#opened = null;
      clearTimeout(this.#timer);
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

  async contacts(claim: Claim, query: ContactQuery): Promise<Reply<ContactPage>> {
    return this.#reply(() => this.#asMember(claim, ({ contacts }) => contacts.page(query)));
  }

  async boardSince(claim: Claim, since: number): Promise<Reply<BoardChanges>> {
    return this.#reply(() => this.#asMember(claim, ({ contacts }, { n }) => contacts.changesSince(since, n)));
  }

  async contact(claim: Claim, id: string): Promise<Reply<Answer>> {
    return this.#reply(() => this.#asMember(claim, ({ contacts }) => contacts.one(id)));
  }

  async notes(
    claim: Claim,
    contact: string,
    page: { page: number; page_size: number },
  ): Promise<Reply<{ count: number; results: string }>> {
    return this.#reply(() => this.#asMember(claim, ({ contacts }) => contacts.notes(contact, page)));
  }

  async kpis(claim: Claim, question: KpiQuestion): Promise<Reply<Answer & { count?: number }>> {
    return this.#reply(() => this.#asMember(claim, ({ kpis }, member) => kpis.answer(question, member.n, Date.now())));
  }

  async week(claim: Claim, since: number): Promise<Reply<ReturnType<typeof boardWeek>>> {
    return this.#reply(() => this.#asMember(claim, (opened) => boardWeek(opened, since, Date.now())));
  }

  #import<T>(claim: Claim, ask: (imports: Opened["imports"], who: Importer) => T): Promise<Reply<T>> {
    return this.#reply(() =>
      this.#asMember(claim, ({ imports }, member) => ask(imports, { member, scope: claim.scope })),
    );
  }

  async startImport(claim: Claim, start: ImportStart): Promise<Reply<ImportStarted>> {
    return this.#import(claim, (imports, who) => imports.start(who, start));
  }

  async importContacts(claim: Claim, id: string, rows: ImportRows): Promise<Reply<RowReport[]>> {
    return this.#import(claim, (imports, who) => imports.take(who, id, rows));
  }

  async finishImport(claim: Claim, id: string, finish: ImportFinish): Promise<Reply<ImportRun | null>> {
    return this.#reply(() => this.#asMember(claim, ({ imports }) => imports.finish(id, finish)));
  }

  async importRuns(claim: Claim): Promise<Reply<ImportRun[]>> {
    return this.#import(claim, (imports, who) => imports.runs(who));
  }

  async importRun(claim: Claim, id: string): Promise<Reply<ImportRun>> {
    return this.#import(claim, (imports, who) => imports.run(who, id));
  }

  async importRows(
    claim: Claim,
    id: string,
    verdict: RowVerdict | null,
    from: number,
    most: number,
  ): Promise<Reply<{ count: number; rows: RowReport[] }>> {
    return this.#import(claim, (imports, who) => imports.rows(who, id, verdict, from, most));
  }

  async write(claim: Claim, call: WriteCall): Promise<Answer> {
    return this.#writes.write(claim, call);
  }

  #openStorage(founding?: CircleFacts): Promise<Opened> {
    const { RATE_LIMITS, AUTH_SECRET, LOCAL_WEBHOOKS } = this.env as Texts;
    return openCircle(this.ctx.storage, founding, {
      limited: RATE_LIMITS !== "off",
      outside: {
        database: this.env.DB,
        authSecret: AUTH_SECRET,
        local: LOCAL_WEBHOOKS === "on",
        wake: () => void this.#wake(),
      },
      wrote: (activity, effects) => {
        this.#effects ||= effects > 0;
        this.#following.wrote(activity);
      },
    });
  }

  get #open(): Opened {
    if (!this.#opened) throw new Problem("not_found");
    return this.#opened;
  }

  #member(user: string): Member {
    const member = memberOf(this.#open.storage, user);
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

  /** Arranges for what is due: soon by a timer, later by the one alarm, so that an idle circle can sleep. */
  async #wake(): Promise<void> {
    if (!this.#opened) return;
    const { host, alarm, storage, courier } = this.#opened;
    const at = host.wakeAt ?? Number.POSITIVE_INFINITY;
    const soon = at - Date.now() < 1_000;
    if (soon && at !== this.#timerAt) {
      clearTimeout(this.#timer);
      this.#timerAt = at;
      this.#timer = setTimeout(() => {
        this.#timerAt = null;
        host.tick();
        void this.#wake();
      }, at - Date.now());
    }
    const effect = this.#effects ? storage.list("outbox", "seq", { limit: 1 })[0] : undefined;
    this.#effects = effect !== undefined;
    await alarm.ringBy([
      soon ? Number.POSITIVE_INFINITY : at,
      effect?.due ?? Number.POSITIVE_INFINITY,
      courier.nextDue(),
    ]);
  }

  /** The day's work is due at the circle's next midnight. */
  #startDay(): void {
    const { alarm, storage, host } = this.#open;
    const at = nextMidnight(Date.now(), host.room.settings.time_zone);
    storage.transact(() => alarm.setDue("day", at));
  }

  /** Errors do not survive RPC as classes: a problem becomes a reply, anything else stays a bug. */
  async #reply<T>(body: () => T | Promise<T>): Promise<Reply<T>> {
    try {
      const value = await body();
      await this.#wake();
      return { ok: true, value };
    } catch (error) {
      if (error instanceof Problem) return { ok: false, problem: error.body() };
      throw error;
    }
  }
}
