/** One circle, live in this tab: its rows for the screen, its queue, its people, its connection. */
import { batch, createSignal, onCleanup } from "solid-js";
import { createStore, reconcile } from "solid-js/store";
import type { Contact, Note } from "../../domain/contact.ts";
import type { Stage } from "../../domain/funnel.ts";
import { circleOf, makeId } from "../../domain/id.ts";
import { type RecordTable, usualSettings } from "../../domain/mutation.ts";
import type { ArgsOf, MutationName } from "../../domain/mutations.ts";
import { type Action, type Role, may, whyNot } from "../../domain/permission.ts";
import type { Problem } from "../../domain/problem.ts";
import { type ClientMessage, type Entry, type ServerMessage, isLive, limits } from "../../party/protocol.ts";
import { type Pending, Replica } from "../../party/replica.ts";
import type { Notice } from "../../party/storage.ts";
import { BrowserStore, recallEarly } from "./browser-store.ts";
import { kpiRows } from "./kpi-rows.ts";
import { Line, type LineEnd, type LineState } from "./line.ts";
import { type News, readNews } from "./news.ts";
import { createPresence } from "./presence.ts";
import { Watch } from "./rows.ts";

export interface Person {
  member: number;
  user: string;
  name: string;
  /** Null once the person has left the circle. */
  role: Role | null;
}

export type Announcement = { topic: string; body: unknown };

/** What pages keep of this circle in the browser, beside the live rows. Without a store nothing is kept, and nothing fails. */
export interface Keeping {
  recall<Kept>(name: string): Promise<Kept | undefined>;
  keep(name: string, value: unknown): Promise<void>;
}

/** How long changes gather before they are written to the browser's store. */
const writeEvery = 1_000;
const heardEvery = 2_000;
/** After a snapshot its writing waits until it is painted. */
const soon = 150;

/** Opens the circle for as long as the owner lives. `circle` is its id, `user` the person's. */
export const createLiveCircle = (circle: string, user: string) => {
  const key = circleOf(circle) ?? 0;
  const rows = new Watch<string>();
  const columns = new Watch<string>();
  const [ready, setReady] = createSignal(false);
  const [state, setState] = createSignal<LineState>("connecting");
  const [ended, setEnded] = createSignal<LineEnd | null>(null);
  const [waiting, setWaiting] = createSignal(0);
  const [role, setRole] = createSignal<Role | null>(null);
  const [name, setName] = createSignal("");
  const [settings, setSettings] = createSignal(usualSettings);
  const [self, setSelf] = createSignal({ client: 0, member: 0 });
  const [people, setPeople] = createStore<Record<number, Person>>({});
  const heardListeners = new Set<(entries: readonly Entry[]) => void>();
  const noticeListeners = new Set<(notices: readonly Notice[]) => void>();
  const newsListeners = new Set<(news: readonly News[]) => void>();
  /** Contacts whose notes have come, whole. */
  const loaded = new Set<string>();
  const [edits, setEdits] = createSignal(0);
  const announcementListeners = new Set<(announcement: Announcement) => void>();

  let store: BrowserStore | null = null;
  let storeOpened: (store: BrowserStore | null) => void;
  const storeReady = new Promise<BrowserStore | null>((resolve) => (storeOpened = resolve));
  let line: Line | null = null;
  let closed = false;
  let replica = new Replica({ key, now: Date.now, random: Math.random }, {});
  const unwritten = new Map<string, [RecordTable, string]>();
  let settled: Pick<Pending, "client" | "id">[] = [];

  const send = (message: ClientMessage): void => line?.send(JSON.stringify(message));
  const presence = createPresence((mine) => replica.live && send(["s", mine]));

  // The room takes 20 changes a second and bursts of 100; a little less never meets the limit.
  const budget = { left: limits.burst - 10, at: performance.now() };
  let pumping: ReturnType<typeof setTimeout> | undefined;
  const pump = (): void => {
    clearTimeout(pumping);
    pumping = undefined;
    const now = performance.now();
    budget.left = Math.min(
      limits.burst - 10,
      budget.left + ((now - budget.at) / 1000) * (limits.mutationsPerSecond - 1),
    );
    budget.at = now;
    for (;;) {
      const message = replica.takeMessage(Math.min(20, Math.floor(budget.left)));
      if (!message) break;
      if (message[0] === "p") budget.left -= message[2].length;
      send(message);
    }
    if (replica.live && replica.pending.length > 0 && budget.left < 1) pumping = setTimeout(pump, 60);
  };

  const changed = (ids: Map<RecordTable, Set<string>>): void =>
    batch(() => {
      const stages = new Set<string>();
      for (const [table, set] of ids)
        for (const id of set) {
          unwritten.set(`${table}/${id}`, [table, id]);
          rows.tell(`${table}/${id}`);
          if (table === "note") rows.tell(`notes/${replica.view.get("note", id)?.contact ?? ""}`);
        }
      for (const stage of replica.view.takeMoved()) stages.add(stage);
      for (const stage of stages) columns.tell(stage);
      if (ids.has("note")) rows.tell("notes");
      for (const table of ["kpi", "kpi_point", "round"] as const) if (ids.has(table)) rows.tell(table);
      if (ids.has("contact")) setEdits((count) => count + 1);
      setWaiting(replica.pending.length);
    });

  const events: Replica["events"] = {
    changed,
    queued: (pending) => {
      void store?.queue({ ...pending });
      setWaiting(replica.pending.length);
    },
    settled: (client, through) => {
      settled.push(...known.filter((one) => one.client === client && one.id <= through));
      known = known.filter((one) => one.client !== client || one.id > through);
      setWaiting(replica.pending.length);
    },
    renumbered: (pending) => {
      const clients = [...new Set(known.map((one) => one.client))];
      known = pending.map(({ client, id }) => ({ client, id }));
      void store?.claim(replica.client);
      void store?.replaceQueue(pending, clients);
    },
    heard: (entries) => {
      for (const listener of heardListeners) listener(entries);
    },
    noticed: (notices) => {
      for (const listener of noticeListeners) listener(notices);
    },
    members: (members) => setPeople(reconcile(peopleOf(members))),
    welcomed: (welcome) =>
      batch(() => {
        setSelf({ client: welcome.client, member: welcome.member });
        setPeople(reconcile(peopleOf(welcome.members)));
        setRole(welcome.role);
        setName(welcome.circle.name);
        setSettings(welcome.circle.settings);
        presence.welcome(welcome.client, welcome.present);
        setState("live");
        setReady(true);
        if (!welcome.full) return;
        columns.tellAll();
        // Everything is new: written whole, and soon, so that a reload right after the first visit finds it.
        wholeBase = true;
        setTimeout(() => void (closed || write()), soon);
      }),
  };
  /** Numbers of the changes that the browser's store holds. */
  let known: Pick<Pending, "client" | "id">[] = [];

  const receive = (text: string): void => {
    const message = JSON.parse(text) as ServerMessage;
    if (message[0] === "s") return presence.heard(message[1]);
    if (message[0] === "i") {
      setName(message[1].name);
      setSettings(message[1].settings);
    }
    if (message[0] === "t") {
      for (const listener of announcementListeners) listener({ topic: message[1], body: message[2] });
      return;
    }
    if (message[0] === "r") setRole(message[1]);
    if (message[0] === "!" && message[1].code === "too_old") setEnded("too_old");
    if (message[0] === "d" && newsListeners.size > 0) {
      const news = readNews(
        message[1].filter(([rev]) => rev > replica.cursor),
        replica.view,
      );
      if (news.length > 0) for (const listener of newsListeners) listener(news);
    }
    if (replica.receive(message) === "again") {
      replica.disconnected();
      send(replica.hello());
    }
    if (message[0] === "l") {
      loaded.add(message[2]);
      rows.tell("notes");
    }
    pump();
  };

  let wholeBase = true;
  const write = (): void => {
    if (!store || ended() === "removed") return;
    const done = settled;
    settled = [];
    if (done.length > 0) void store.settle(done);
    if (!store.leads || replica.cursor < 0) return;
    if (wholeBase || store.worn) {
      wholeBase = false;
      unwritten.clear();
      void store.writeBase(replica.mark, replica.baseRows());
      return;
    }
    if (unwritten.size === 0) return;
    const changes = [...unwritten.values()]
      .filter(([table]) => isLive(table))
      .map(([table, id]): [RecordTable, string, ReturnType<Replica["view"]["base"]> | null] => [
        table,
        id,
        replica.view.base(table, id) ?? null,
      ]);
    unwritten.clear();
    void store.writeChanges(
      replica.mark,
      changes.map(([table, id, row]) => [table, id, row ?? null]),
    );
  };
  const writing = setInterval(write, writeEvery);
  const hearing = setInterval(() => {
    const message = replica.takeHeard();
    if (message) send(message);
  }, heardEvery);
  const leave = (): void => write();
  // eslint-disable-next-line solid/reactivity -- writes what there is when the page goes; nothing to track
  addEventListener("pagehide", leave);

  const start = async (): Promise<void> => {
    const opened = await BrowserStore.open(circle, user).catch(() => null);
    if (closed) return opened?.store.close();
    store = opened?.store ?? null;
    storeOpened(store);
    const saved = opened?.saved ?? undefined;
    replica = new Replica({ key, now: Date.now, random: Math.random, ...(saved ? { saved } : {}) }, events);
    known = replica.pending.map(({ client, id }) => ({ client, id }));
    replica.events.queued = (pending) => {
      known.push({ client: pending.client, id: pending.id });
      void store?.queue({ ...pending });
      setWaiting(replica.pending.length);
    };
    void store?.claim(replica.client);
    store?.lead(() => (wholeBase = true));
    if (saved && saved.cursor >= 0) {
      wholeBase = false;
      batch(() => {
        setRole(saved.role);
        setSelf({ client: 0, member: saved.member });
        setWaiting(replica.pending.length);
        replica.view.takeTouched();
        columns.tellAll();
        setReady(true);
      });
    }
    line = new Line(`${location.origin.replace(/^http/, "ws")}/api/circles/${circle}/socket`, {
      opened: () => send(replica.hello()),
      message: receive,
      closed: () => {
        replica.disconnected();
        presence.gone();
      },
      state: setState,
      ended: (why) => {
        setEnded(why);
        // What a person left unsent when their session ran out waits for their return.
        if (why === "removed" || why === "gone") void store?.wipe();
      },
    });
  };
  void start();

  onCleanup(() => {
    closed = true;
    write();
    clearInterval(writing);
    clearInterval(hearing);
    clearTimeout(pumping);
    removeEventListener("pagehide", leave);
    line?.close();
    store?.close();
  });

  const actor = () => ({ role: role() ?? ("member" as const), scope: "write" as const });
  const listen = <Listener>(to: Set<Listener>, listener: Listener): void => {
    to.add(listener);
    onCleanup(() => to.delete(listener));
  };
  const sent = (done: Pending | Problem | null): Pending | Problem | null => {
    pump();
    return done;
  };

  return {
    circle,
    name,
    role,
    self,
    /** True when there is something to show: from the browser's store, or from the network. */
    ready,
    state,
    /** Why this circle will not open again here, or null. */
    ended,
    /** Changes of this browser that the room has not settled. */
    waiting,
    people,
    /** Everybody else's presence, by client number; set your own with `show`. */
    presence,
    may: (action: Action): boolean => may(actor(), action),
    /** Undefined when it may be done, else why not. */
    reason: (action: Action): string | undefined => (may(actor(), action) ? undefined : whyNot(actor(), action)),

    contact: (id: string): Contact | undefined => {
      rows.read(`contact/${id}`);
      return replica.view.get("contact", id);
    },
    /** A stage's card ids, top first; a new array whenever it changes. */
    column: (stage: Stage): string[] => {
      ready();
      columns.read(stage);
      return [...replica.view.column(stage)];
    },
    ...kpiRows({ view: () => replica.view, rows, ready }),
    /** What the circle has chosen. */
    settings,
    /** A contact's notes, newest first; loads them and keeps them up to date from then on. */
    notes: (contact: string): Note[] => {
      replica.hold("note", contact);
      pump();
      rows.read("notes");
      return [...replica.view.rows("note")]
        .filter((note) => note.contact === contact)
        .toSorted((a, b) => b.created_at - a.created_at || (a.id < b.id ? 1 : -1));
    },
    /** False until a contact's notes have come from the room. */
    notesReady: (contact: string): boolean => {
      rows.read("notes");
      return loaded.has(contact);
    },
    /** A contact as it is now, for whoever looks at thousands: read `edits` to look again. */
    peek: (id: string): Contact | undefined => replica.view.get("contact", id),
    /** Moves with every change of any contact. */
    edits,
    /** True while the change of a record waits to be settled. */
    pendingFor: (id: string): boolean => {
      waiting();
      return replica.pending.some((pending) => Object.values(pending.args ?? {}).includes(id));
    },

    newId: (): string => makeId(key, Date.now(), Math.random),
    /** Shows the change at once and sends it; a Problem when it can already be seen to be refused. */
    mutate: <Name extends MutationName>(mutation: Name, args: ArgsOf<Name>): Pending | Problem => {
      const done = replica.mutate(mutation, args);
      pump();
      return done;
    },
    /** The number of the change that `undo` would take back, or that `redo` would bring again. */
    nextUndo: (): number | undefined => replica.undoable.at(-1)?.mutation,
    nextRedo: (): number | undefined => replica.redoable.at(-1)?.mutation,
    undo: () => sent(replica.undo()),
    redo: () => sent(replica.redo()),
    undoOne: (mutation: number) => sent(replica.undoOne(mutation)),
    undoAnyway: (args: unknown) => sent(replica.undoAnyway(args)),
    reconnect: () => line?.again(),

    /** What is about to happen to cards, before it is on the screen. */
    onNews: (listener: (news: readonly News[]) => void) => listen(newsListeners, listener),
    /** What others and this tab did, after it is on the screen. */
    onHeard: (listener: (entries: readonly Entry[]) => void) => listen(heardListeners, listener),
    /** Refusals and overwritten values that concern this browser. */
    onNotices: (listener: (notices: readonly Notice[]) => void) => listen(noticeListeners, listener),
    /** [SY13] Goes with the circle's other rows when the person leaves it, and at sign-out. */
    keeping: {
      recall: async <Kept>(entry: string) =>
        (await recallEarly<Kept>(circle, user, entry)) ??
        (await storeReady)?.recall<Kept>(entry).catch(() => undefined),
      keep: async (entry: string, value: unknown) => {
        if (!closed && ended() !== "removed") await (await storeReady)?.keep(entry, value).catch(() => undefined);
      },
    } satisfies Keeping,

    /** News of what lives outside the circle's own tables, such as an import's progress. [SY17] */
    onAnnouncement: (listener: (announcement: Announcement) => void) => listen(announcementListeners, listener),
  };
};

export type LiveCircle = ReturnType<typeof createLiveCircle>;

const peopleOf = (members: readonly [number, string, string, Role | null][]): Record<number, Person> =>
  Object.fromEntries(members.map(([member, user, name, role]) => [member, { member, user, name, role }]));
