/** What the room tells this page: others' values, values that met, changes it refused. [KB2] [KB3] */
import { createSignal, onCleanup } from "solid-js";
import { type Entry, wireColumns, wireTables } from "../../../party/protocol.ts";
import type { LiveCircle } from "../../live/circle.ts";
import { announce } from "../../parts/announcer.tsx";
import { showToast } from "../../parts/toast.tsx";
import type { Acts } from "./acts.ts";
import { amountText } from "./numbers.ts";
import { fieldName, recordedWords, refusal, type Told } from "./words.ts";

/** Announcements gather for so long, so that a check-in is one sentence and not twenty. */
const gather = 1_200;
/** So long a tile says who has just changed it. */
const fresh = 8_000;

/** A value that somebody else has just changed. */
export interface Flip {
  rev: number;
  who: string;
}

export type Hearing = ReturnType<typeof createHearing>;

const table = wireTables.indexOf("kpi");
const valueColumn = wireColumns.kpi.indexOf("current_value");

/** Numbers of the KPIs whose value an entry sets. */
const valuesSet = ([, , , , , writes]: Entry): number[] =>
  writes.flatMap(([of, n, what]) => {
    if (of !== table || !Array.isArray(what)) return [];
    for (let at = 0; at < what.length; at += 2) if (what[at] === valueColumn) return [n];
    return [];
  });

export const createHearing = (parts: { live: LiveCircle; acts: Acts }) => {
  const { live, acts } = parts;
  const [flips, setFlips] = createSignal<ReadonlyMap<string, Flip>>(new Map());
  const timers = new Set<ReturnType<typeof setTimeout>>();
  let gathered: Told[] = [];
  let telling: ReturnType<typeof setTimeout> | undefined;
  const nameOf = (member: number | null | undefined): string =>
    (member ? live.people[member]?.name : undefined) ?? "Its source";

  const tell = (): void => {
    telling = undefined;
    announce(recordedWords(gathered));
    gathered = [];
  };
  const forget = (id: string, rev: number): void =>
    void setFlips((before) => {
      if (before.get(id)?.rev !== rev) return before;
      const next = new Map(before);
      next.delete(id);
      return next;
    });

  // eslint-disable-next-line solid/reactivity -- told by the room, outside of any tracking
  live.onHeard((entries) => {
    const others = entries.filter(([, , , client]) => client !== live.self().client || client === 0);
    const changed = others.flatMap((entry) => valuesSet(entry).map((n) => ({ n, rev: entry[0], member: entry[2] })));
    if (changed.length === 0) return;
    const byNumber = new Map(live.kpis().map((kpi) => [kpi.n, kpi]));
    const next = new Map(flips());
    for (const { n, rev, member } of changed) {
      const kpi = byNumber.get(n);
      if (!kpi) continue;
      const who = nameOf(member);
      next.set(kpi.id, { rev, who });
      gathered.push({ name: kpi.name, value: amountText(kpi.current_value, kpi.unit), who });
      const timer = setTimeout(() => {
        timers.delete(timer);
        forget(kpi.id, rev);
      }, fresh);
      timers.add(timer);
    }
    setFlips(next);
    telling ??= setTimeout(tell, gather);
  });

  live.onNotices((notices) => {
    for (const { body } of notices) {
      if (body.kind === "refused") {
        // The check-in speaks for its own.
        if (body.name.startsWith("round.")) continue;
        // Rounds tell of their own.
        if (body.name.startsWith("round.")) continue;
        const sent = acts.sentAs(body.mutation);
        const { by } = body.problem as { by?: number };
        if (body.problem.code === "superseded" && sent)
          showToast({
            text: `${nameOf(by)} changed this since. Undo would overwrite it.`,
            action: { label: "Undo anyway", run: () => void live.undoAnyway(sent.args) },
          });
        else showToast({ text: refusal(body.name, body.problem), tone: "bad", seconds: 12 });
        continue;
      }
      if (body.table !== "kpi") continue;
      const kpi = live.kpi(body.id);
      const field = fieldName(body.field);
      if (!kpi || !field) continue;
      if (body.field === "current_value")
        showToast({
          text: `${nameOf(body.by)} recorded ${amountText(Number(body.theirs), kpi.unit)} for ${kpi.name} while you recorded ${amountText(Number(body.yours), kpi.unit)}. Both are in its history.`,
        });
      else showToast({ text: `${nameOf(body.by)} changed ${field} of ${kpi.name} while you did.` });
    }
  });

  onCleanup(() => {
    clearTimeout(telling);
    for (const timer of timers) clearTimeout(timer);
  });
  return { flipOf: (id: string): Flip | undefined => flips().get(id) };
};
