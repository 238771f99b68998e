/** What a person can do to KPIs, with what is said and shown about it. */
import { type Amount, writeAmount } from "../../../domain/amount.ts";
import type { KpiChange, NewKpi } from "../../../domain/kpi.ts";
import type { ArgsOf, MutationName } from "../../../domain/mutations.ts";
import { Problem } from "../../../domain/problem.ts";
import type { LiveCircle } from "../../live/circle.ts";
import { announce } from "../../parts/announcer.tsx";
import { showToast } from "../../parts/toast.tsx";
import { amountText } from "./numbers.ts";
import { refusal } from "./words.ts";

export type Acts = ReturnType<typeof createActs>;

export const createActs = (live: LiveCircle) => {
  const names = new Map<number, { name: MutationName | "undo"; args: unknown }>();
  const send = <Name extends MutationName>(name: Name, args: ArgsOf<Name>): number | Problem => {
    const done = live.mutate(name, args);
    if (done instanceof Problem) return done;
    names.set(done.id, { name, args });
    return done.id;
  };
  const complain = (name: string, problem: Problem): void =>
    void showToast({ text: refusal(name, problem.body()), tone: "bad" });
  const takeBack = (mutation: number) => (): void => {
    const done = live.undoOne(mutation);
    if (done instanceof Problem) complain("undo", done);
    else if (done) names.set(done.id, { name: "undo", args: done.args });
  };
  const turn = (act: LiveCircle["undo"], words: { done: string; none: string }): void => {
    const done = act();
    if (done instanceof Problem) return complain("undo", done);
    if (done) names.set(done.id, { name: "undo", args: done.args });
    announce(done ? words.done : words.none);
  };

  return {
    /** What a change of this tab was; unknown after a reload. */
    sentAs: (mutation: number) => names.get(mutation),

    /** [KB6] [KB7] True once the value stands; a refusal is said. */
    record: (id: string, amount: Amount, note = ""): boolean => {
      const kpi = live.kpi(id);
      if (!kpi) return false;
      const done = send("kpi.record", {
        id,
        current_value: writeAmount(amount),
        point_id: live.newId(),
        ...(note.trim() === "" ? {} : { note: note.trim() }),
      });
      if (done instanceof Problem) {
        complain("kpi.record", done);
        return false;
      }
      showToast({
        text: `Recorded ${amountText(amount, kpi.unit)} for ${kpi.name}`,
        action: { label: "Undo", run: takeBack(done) },
      });
      return true;
    },

    /** The id of the new KPI, or why not. */
    create: (kpi: NewKpi): string | Problem => {
      const id = live.newId();
      const done = send("kpi.create", { id, point_id: live.newId(), ...kpi });
      return done instanceof Problem ? done : id;
    },

    save: (id: string, fields: KpiChange): Problem | undefined => {
      const valued = fields.current_value !== undefined || fields.target !== undefined;
      const done = send("kpi.update", { id, fields, ...(valued ? { point_id: live.newId() } : {}) });
      return done instanceof Problem ? done : undefined;
    },

    /** [KB14] */
    remove: (id: string): void => {
      const name = live.kpi(id)?.name ?? "the KPI";
      const done = send("kpi.delete", { id });
      if (done instanceof Problem) return complain("kpi.delete", done);
      showToast({ text: `Deleted ${name}`, action: { label: "Undo", run: takeBack(done) }, seconds: 10 });
      return undefined;
    },

    annotate: (kpi: string, point: string, note: string): Problem | undefined => {
      const done = send("kpi.annotate", { id: point, kpi, note });
      return done instanceof Problem ? done : undefined;
    },

    undo: (): void => turn(live.undo, { done: "Undone", none: "Nothing to undo" }),
    redo: (): void => turn(live.redo, { done: "Done again", none: "Nothing to do again" }),
  };
};
