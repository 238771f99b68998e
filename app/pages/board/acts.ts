/** What a person can do to contacts, with what is said and shown about it. */
import { batch } from "solid-js";
import type { ContactChange, NewContact } from "../../../domain/contact.ts";
import { type Stage, stageLabels } from "../../../domain/funnel.ts";
import type { ArgsOf, MutationName } from "../../../domain/mutations.ts";
import { Problem } from "../../../domain/problem.ts";
import type { LiveCircle } from "../../live/circle.ts";
import { announce } from "../../parts/announcer.tsx";
import { showToast } from "../../parts/toast.tsx";
import type { Flights } from "./flights.ts";
import { contactsCounted, quoted, refusal } from "./words.ts";

/** What was sent, so that a refusal that comes later can be answered. */
export interface Sent {
  name: MutationName | "undo";
  args: unknown;
}

export type Acts = ReturnType<typeof createActs>;

export const createActs = (live: LiveCircle, flights: Flights) => {
  const sent = new Map<number, Sent>();
  /** Changes that one act made together, and that are undone together. */
  const groups = new Map<number, object>();

  const send = <Name extends MutationName>(name: Name, args: ArgsOf<Name>, group?: object): number | Problem => {
    const done = live.mutate(name, args);
    if (done instanceof Problem) return done;
    sent.set(done.id, { name, args });
    if (group) groups.set(done.id, group);
    return done.id;
  };
  const complain = (name: string, problem: Problem): void =>
    void showToast({ text: refusal(name, problem.body()), tone: "bad" });

  /** Takes back or brings again the last act, which may be several changes. */
  const turn = (next: () => number | undefined, act: LiveCircle["undo"]): boolean => {
    const first = next();
    if (first === undefined) return false;
    const group = groups.get(first);
    const fresh = {};
    flights.around(() =>
      batch(() => {
        const belongs = (at: number): boolean => at === first || (group !== undefined && groups.get(at) === group);
        for (let at: number | undefined = first; at !== undefined && belongs(at); at = next()) {
          const done = act();
          if (done instanceof Problem) return complain("undo", done);
          if (!done) return undefined;
          sent.set(done.id, { name: "undo", args: done.args });
          groups.set(done.id, fresh);
        }
        return undefined;
      }),
    );
    return true;
  };

  return {
    /** What a change of this tab was; unknown after a reload. */
    sentAs: (mutation: number): Sent | undefined => sent.get(mutation),

    /** [BD3] [BD5] The cards go right below `after`, in the order given. */
    move: (
      ids: readonly string[],
      stage: Stage,
      after: string | null,
      how: { box?: DOMRect | undefined; toast?: boolean } = {},
    ): void => {
      const group = {};
      const first = ids[0] ?? "";
      const made: number[] = [];
      flights.around(
        () =>
          batch(() => {
            let above = after;
            for (const id of ids) {
              const done = send("contact.move", { id, stage, after: above }, group);
              if (done instanceof Problem) complain("contact.move", done);
              else made.push(done);
              above = id;
            }
          }),
        how.box && { id: first, box: how.box },
      );
      if (made.length === 0) return;
      const who = ids.length === 1 ? (live.peek(first)?.name ?? "") : contactsCounted(ids.length);
      const words = `Moved ${who} to ${stageLabels[stage]}`;
      const undo = (): void => flights.around(() => batch(() => made.toReversed().forEach((id) => live.undoOne(id))));
      if (how.toast) showToast({ text: words, action: { label: "Undo", run: undo } });
      else announce(words);
    },

    /** [BD7] Saves one field; the problem when it can already be seen. */
    save: (id: string, fields: ContactChange): Problem | undefined => {
      const done = flights.around(() =>
        send("contact.update", { id, fields, ...(fields.notes ? { note_id: live.newId() } : {}) }),
      );
      return done instanceof Problem ? done : undefined;
    },

    /** [BD12] The id of the new contact, or why not. */
    create: (contact: NewContact): string | Problem => {
      const id = live.newId();
      const done = flights.around(() =>
        send("contact.create", { id, ...contact, ...(contact.notes ? { note_id: live.newId() } : {}) }),
      );
      return done instanceof Problem ? done : id;
    },

    /** [BD13] */
    remove: (ids: readonly string[]): void => {
      const name = ids.length === 1 ? live.peek(ids[0] ?? "")?.name : undefined;
      const made: number[] = [];
      const group = {};
      flights.around(() =>
        batch(() => {
          for (const id of ids) {
            const done = send("contact.delete", { id }, group);
            if (done instanceof Problem) return complain("contact.delete", done);
            made.push(done);
          }
          return undefined;
        }),
      );
      if (made.length === 0) return;
      const undo = (): void => flights.around(() => batch(() => made.toReversed().forEach((id) => live.undoOne(id))));
      showToast({
        text: `Deleted ${name ?? contactsCounted(made.length)}`,
        action: { label: "Undo", run: undo },
        seconds: 10,
      });
    },

    addNote: (contact: string, note: string): Problem | undefined => {
      const done = send("note.add", { id: live.newId(), contact, note });
      return done instanceof Problem ? done : undefined;
    },
    editNote: (contact: string, id: string, note: string): Problem | undefined => {
      const done = send("note.edit", { id, contact, note });
      return done instanceof Problem ? done : undefined;
    },
    deleteNote: (contact: string, id: string): void => {
      const done = send("note.delete", { id, contact });
      if (done instanceof Problem) return complain("note.delete", done);
      showToast({ text: "Deleted the note", action: { label: "Undo", run: () => void live.undoOne(done) } });
      return undefined;
    },

    /** [BD14] */
    undo: (): void => announce(turn(live.nextUndo, live.undo) ? "Undone" : "Nothing to undo"),
    redo: (): void => announce(turn(live.nextRedo, live.redo) ? "Done again" : "Nothing to do again"),

    /** [BD16] Writes a value again that somebody else's replaced. */
    restore: (contact: string, field: string, value: unknown): void => {
      const row = live.peek(contact);
      if (!row) return;
      const done = flights.around(() =>
        field === "funnel_stage"
          ? send("contact.move", { id: contact, stage: value as Stage, after: null })
          : send("contact.update", { id: contact, fields: { [field]: value } }),
      );
      if (done instanceof Problem) return complain("contact.update", done);
      announce(`Restored ${quoted(field, value)}`);
      return undefined;
    },
  };
};
