/** A circle in memory for tests: a host with a clock that stands still, people, and tabs whose lines are instant. */
import { makeId } from "../domain/id.ts";
import type { CreateContact } from "../domain/contact-mutations.ts";
import type { Role } from "../domain/permission.ts";
import { Host, type HostOptions } from "../party/host.ts";
import type { Attachment, Socket } from "../party/host-peer.ts";
import type { ServerMessage } from "../party/protocol.ts";
import { type Events, Replica, type Saved } from "../party/replica.ts";
import { memberOf } from "../party/roster.ts";
import { MemoryStorage } from "../party/storage-memory.ts";
import type { Storage } from "../party/storage.ts";

export const circleKey = 7;

/** A socket's far end: what it heard, and how it was closed. */
export class TestSocket implements Socket {
  readonly heard: ServerMessage[] = [];
  closed: number | null = null;
  attachment: Attachment | null = null;
  pinged = 0;
  onText: (text: string) => void = () => undefined;

  send(text: string): void {
    this.heard.push(JSON.parse(text) as ServerMessage);
    this.onText(text);
  }

  close(code: number): void {
    this.closed = code;
  }

  keep(attachment: Attachment): void {
    this.attachment = JSON.parse(JSON.stringify(attachment)) as Attachment;
  }

  heardAt(): number {
    return this.pinged;
  }

  /** Messages of one kind. */
  all<Kind extends ServerMessage[0]>(kind: Kind): Extract<ServerMessage, [Kind, ...unknown[]]>[] {
    return this.heard.filter((message): message is Extract<ServerMessage, [Kind, ...unknown[]]> => message[0] === kind);
  }
}

export class TestCircle {
  readonly storage: Storage;
  host: Host;
  now = 1_800_000_000_000;
  readonly options: HostOptions;
  #seed = 1;

  constructor(options: Partial<HostOptions> = {}, storage: Storage = new MemoryStorage()) {
    this.storage = storage;
    this.options = {
      key: circleKey,
      now: () => this.now,
      random: this.random,
      circle: () => ({ id: "circle", name: "North" }),
      broke: (_write, error) => {
        throw error;
      },
      ...options,
    };
    storage.insert("meta", { name: "epoch", value: "one" });
    this.host = new Host(storage, this.options);
  }

  readonly random = (): number => {
    this.#seed = (Math.imul(this.#seed, 48_271) >>> 0) % 2_147_483_647;
    return this.#seed / 2_147_483_647;
  };

  id = (): string => makeId(circleKey, this.now, this.random);

  /** Another object on the same storage; the sockets are gone. */
  restart(): void {
    this.host = new Host(this.storage, this.options);
  }

  member(user: string, role: Role = "admin"): number {
    this.host.admit({ user, name: user, role });
    return memberOf(this.storage, user)?.n ?? 0;
  }

  /** Time passes, and the host does what is due. */
  pass(milliseconds: number): void {
    const until = this.now + milliseconds;
    for (let due = this.host.wakeAt; due !== null && due <= until; due = this.host.wakeAt) {
      this.now = Math.max(this.now, due);
      this.host.tick();
    }
    this.now = until;
  }

  socket(user: string, scope: "read" | "write" = "write"): TestSocket {
    const socket = new TestSocket();
    this.host.open(socket, {
      member: memberOf(this.storage, user)?.n ?? 0,
      user,
      session: `session of ${user}`,
      scope,
    });
    return socket;
  }

  say(socket: Socket, message: unknown): void {
    this.host.message(socket, JSON.stringify(message));
  }

  /** A tab that is live at once. Its pushes wait until `pump`, unless asked otherwise. */
  tab(user: string, saved?: Saved, events: Events = {}): TestTab {
    const tab = new TestTab(this, user, saved, events);
    tab.connect();
    return tab;
  }

  newContact(fields: Partial<CreateContact> = {}): CreateContact {
    const id = fields.id ?? this.id();
    return {
      id,
      name: "Ada",
      email: `${id}@example.org`,
      phone: null,
      company: null,
      status: "lead",
      funnel_stage: "contacted",
      notes: "",
      note_id: this.id(),
      ...fields,
    };
  }
}

export class TestTab {
  readonly circle: TestCircle;
  readonly user: string;
  readonly replica: Replica;
  socket: TestSocket | null = null;

  constructor(circle: TestCircle, user: string, saved: Saved | undefined, events: Events) {
    this.circle = circle;
    this.user = user;
    this.replica = new Replica(
      { key: circleKey, now: () => circle.now, random: circle.random, ...(saved ? { saved } : {}) },
      events,
    );
  }

  connect(): void {
    const socket = this.circle.socket(this.user);
    this.socket = socket;
    socket.onText = (text) => this.receive(JSON.parse(text) as ServerMessage);
    this.circle.say(socket, this.replica.hello());
  }

  receive(message: ServerMessage): void {
    if (this.replica.receive(message) !== "again") return;
    this.replica.disconnected();
    if (this.socket) this.circle.say(this.socket, this.replica.hello());
  }

  disconnect(): void {
    if (this.socket) this.circle.host.close(this.socket);
    this.socket = null;
    this.replica.disconnected();
  }

  /** Sends all there is, and lets the window close. */
  pump(): void {
    if (this.socket)
      for (let message = this.replica.takeMessage(20); message; message = this.replica.takeMessage(20))
        this.circle.say(this.socket, message);
    this.circle.pass(100);
  }

  /** What this tab would find on its disk. */
  saved(): Saved {
    const { mark, pending } = this.replica;
    return structuredClone({ ...mark, rows: this.replica.baseRows(), pending: [...pending] });
  }
}
