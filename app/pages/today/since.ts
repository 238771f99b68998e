/** Since you last looked: what others, and machines, did to this circle; counted from what the browser holds and one answer. [TD1] [TD2] */
import { createMemo, createSignal, onCleanup } from "solid-js";
import { stages } from "../../../domain/funnel.ts";
import { lookAgain, type Looks } from "../../../domain/look.ts";
import type { MoverCounts } from "../../../domain/movers.ts";
import { api } from "../../api.ts";
import type { LiveCircle } from "../../live/circle.ts";
import { createRemote } from "../../live/remote.ts";

interface ChangesAnswer {
  kinds: { kind: string; count: number; accounts: number }[];
  people: { user: string | null; count: number }[];
  health: MoverCounts;
}

interface LookAnswer {
  at: string | null;
  before: string | null;
}

export interface Change {
  key: string;
  count: number;
  /** `contacts moved`, `meetings`; without the number. */
  words: string;
  tone: "good" | "bad" | "plain";
  href: string;
}

const every = 5 * 60_000;

const counted = (count: number, one: string, many: string) => (count === 1 ? one : many);

export const createSince = (live: LiveCircle, listAddress: (query: Record<string, string>) => string) => {
  const path = `/api/circles/${live.circle}/look/`;
  /** Undefined until it is known; null on the first visit. */
  const [before, setBefore] = createSignal<number | null>();
  let known: Looks | null = null;

  const keep = (looks: Looks): void => {
    known = looks;
    setBefore(looks.before);
    void live.keeping.keep("look", looks);
  };
  const look = async (): Promise<void> => {
    if (document.visibilityState === "hidden") return;
    try {
      const { at, before: then } = await api.post<LookAnswer>(path);
      if (at !== null) keep({ at: Date.parse(at), before: then === null ? null : Date.parse(then) });
    } catch {
      // Without a network this browser's own memory stands.
      keep(lookAgain(known, Date.now()));
    }
  };
  void live.keeping.recall<Looks>("look").then((kept) => {
    if (kept && known === null) {
      known = kept;
      setBefore(lookAgain(kept, Date.now()).before);
    }
    void look();
  });
  const timer = setInterval(() => void look(), every);
  const seen = (): void => void look();
  document.addEventListener("visibilitychange", seen);
  onCleanup(() => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", seen);
  });

  const changes = createRemote<ChangesAnswer>({
    live,
    path: () => {
      const since = before();
      return since ? `/api/circles/${live.circle}/changes/?since=${new Date(since).toISOString()}` : null;
    },
    topics: { accounts: true, account: true, health: true },
  });

  const onBoard = createMemo(() => {
    const since = before();
    live.edits();
    const counts = { added: 0, changed: 0, people: new Map<number | null, number>() };
    if (!since || !live.ready()) return counts;
    const me = live.self().member;
    for (const stage of stages)
      for (const id of live.column(stage)) {
        const contact = live.peek(id);
        if (!contact || contact.updated_at <= since || contact.updated_by === me) continue;
        counts[contact.created_at > since ? "added" : "changed"] += 1;
        counts.people.set(contact.updated_by, (counts.people.get(contact.updated_by) ?? 0) + 1);
      }
    return counts;
  });
  const recorded = createMemo(() => {
    const since = before();
    const me = live.self().member;
    return since ? live.kpis().filter((kpi) => kpi.recorded_at > since && kpi.updated_by !== me) : [];
  });

  const list = createMemo((): Change[] => {
    const answer = changes.data();
    const of = (...kinds: string[]): number =>
      answer?.kinds.reduce((sum, { kind, count }) => sum + (kinds.includes(kind) ? count : 0), 0) ?? 0;
    const circle = `/c/${live.circle}`;
    const { fallen = 0, risen = 0 } = answer?.health ?? {};
    const rows: [string, number, string, string, Change["tone"], string][] = [
      ["fallen", fallen, "score fell", "scores fell", "bad", listAddress({ ordering: "health_change" })],
      ["risen", risen, "score rose", "scores rose", "good", listAddress({ ordering: "-health_change" })],
      ["new", of("account.created"), "new account", "new accounts", "plain", listAddress({ ordering: "-created_at" })],
      ["lost", of("account.deleted"), "account deleted", "accounts deleted", "plain", listAddress({})],
      [
        "edited",
        of("account.changed"),
        "account edited",
        "account edits",
        "plain",
        listAddress({ ordering: "-updated_at" }),
      ],
      ["met", of("meeting.added"), "meeting", "meetings", "plain", listAddress({ ordering: "-last_meeting_at" })],
      [
        "said",
        of("feedback.added"),
        "piece of feedback",
        "pieces of feedback",
        "plain",
        listAddress({ ordering: "-open_feedback" }),
      ],
      ["added", onBoard().added, "new contact", "new contacts", "plain", `${circle}/board`],
      ["moved", onBoard().changed, "contact changed", "contacts changed", "plain", `${circle}/board`],
      ["kpis", recorded().length, "KPI updated", "KPIs updated", "plain", `${circle}/kpis`],
    ];
    return rows.flatMap(([key, count, one, many, tone, href]) =>
      count > 0 ? [{ key, count, words: counted(count, one, many), tone, href }] : [],
    );
  });

  /** Who did it, the busiest first; machines are left to the numbers. */
  const people = createMemo((): string[] => {
    const counts = new Map<string, number>();
    const add = (user: string | null | undefined, count: number): void => {
      if (user) counts.set(user, (counts.get(user) ?? 0) + count);
    };
    for (const { user, count } of changes.data()?.people ?? []) add(user, count);
    for (const [member, count] of onBoard().people) add(member === null ? null : live.people[member]?.user, count);
    for (const { updated_by } of recorded()) add(updated_by === null ? null : live.people[updated_by]?.user, 1);
    return [...counts].toSorted(([, a], [, b]) => b - a).map(([user]) => user);
  });

  return {
    before,
    changes: list,
    total: () => list().reduce((sum, { count }) => sum + count, 0),
    /** False until the counts of accounts have come. */
    counted: () =>
      before() !== undefined && (before() === null || changes.data() !== undefined || changes.problem() !== undefined),
    people,
  };
};

export type Since = ReturnType<typeof createSince>;
