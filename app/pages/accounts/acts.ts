/** What people do to accounts: seen at once, written over REST, taken back as one step. [AV6] [AV8] */
import type { BookAccount } from "../../../domain/account.ts";
import type { Problem } from "../../../domain/problem.ts";
import { api, asProblem } from "../../api.ts";
import type { Book } from "../../live/book.ts";
import type { LiveCircle } from "../../live/circle.ts";
import { announce } from "../../parts/announcer.tsx";
import { showToast } from "../../parts/toast.tsx";
import { type FieldName, type Fields, fields as about, valueText, wireOf } from "./fields.ts";
import { accountsCounted } from "./words.ts";

interface Done {
  /** Gives the way back. */
  step: string;
}

/** A refusal in one sentence: what did not happen, and why. */
const refusal = (what: string, problem: Problem): string => {
  const why = Object.values(problem.parts.errors ?? {}).flat()[0] ?? problem.message;
  return `${what} ${why}`;
};

export type Acts = ReturnType<typeof createActs>;

export const createActs = (live: LiveCircle, book: Book) => {
  /** The newest steps last: `mod+z` takes them back one by one. */
  const steps: { step: string; words: string }[] = [];
  const nameOf = (user: string): string =>
    Object.values(live.people).find((person) => person.user === user)?.name ?? "somebody";

  const undo = async (step: string): Promise<void> => {
    const at = steps.findIndex((one) => one.step === step);
    const [taken] = at < 0 ? [] : steps.splice(at, 1);
    try {
      await api.post("/api/accounts/undo/", { step, circle_id: live.circle });
      announce(taken ? `Undone: ${taken.words}` : "Undone");
      book.refetch();
    } catch (error) {
      showToast({ text: refusal("This could not be undone.", asProblem(error)), tone: "bad" });
    }
  };
  const offer = (step: string, words: string): void => {
    steps.push({ step, words });
    showToast({ text: words, action: { label: "Undo", run: () => void undo(step) } });
  };

  /** Shows the change, sends it, offers the way back; a refusal puts the old values back. */
  const change = async (ids: readonly string[], changed: Fields, words: string): Promise<Problem | undefined> => {
    const before = ids.map((id) => book.account(id)).filter((row): row is BookAccount => row !== undefined);
    for (const id of ids) book.change(id, changed);
    try {
      const { step } = await api.post<Done>("/api/accounts/bulk/", {
        circle_id: live.circle,
        ids,
        changes: wireOf(changed),
      });
      offer(step, words);
      return undefined;
    } catch (error) {
      for (const row of before) {
        const old = Object.fromEntries(Object.keys(changed).map((field) => [field, row[field as FieldName]]));
        book.change(row.id, old);
      }
      return asProblem(error);
    }
  };

  return {
    nameOf,
    /** One field of one account; the problem when it was refused, for whoever shows it beside the field. */
    save: async (id: string, field: FieldName, value: unknown): Promise<Problem | undefined> => {
      const account = book.account(id);
      if (!account || account[field] === value) return undefined;
      const words = `${about[field].label} of ${account.name} is now ${valueText(field, value, nameOf)}`;
      const refused = await change([id], { [field]: value }, words);
      if (refused && !refused.parts.errors?.[field])
        showToast({ text: refusal(`${about[field].label} of ${account.name} is as it was.`, refused), tone: "bad" });
      return refused;
    },

    /** The same value for many, as one step. */
    saveAll: async (ids: readonly string[], field: FieldName, value: unknown): Promise<Problem | undefined> => {
      const words = `${about[field].label} of ${accountsCounted(ids.length)} is now ${valueText(field, value, nameOf)}`;
      const refused = await change(ids, { [field]: value }, words);
      if (refused)
        showToast({ text: refusal(`${accountsCounted(ids.length)} are as they were.`, refused), tone: "bad" });
      return refused;
    },

    /** Answers the new account's id, or throws the problem. */
    create: async (given: Fields): Promise<string> => {
      const made = await api.post<{ id: string }>("/api/customers/", { circle_id: live.circle, ...wireOf(given) });
      book.refetch();
      return made.id;
    },

    remove: async (id: string): Promise<void> => {
      const account = book.account(id);
      if (!account) return;
      try {
        await api.remove(`/api/customers/${id}/`);
        book.refetch();
        showToast({
          text: `Deleted ${account.name}`,
          action: {
            label: "Undo",
            run: () =>
              void api.post(`/api/accounts/${id}/restore/`).then(
                () => book.refetch(),
                (error: unknown) =>
                  showToast({ text: refusal(`${account.name} is still deleted.`, asProblem(error)), tone: "bad" }),
              ),
          },
        });
      } catch (error) {
        showToast({ text: refusal(`${account.name} was not deleted.`, asProblem(error)), tone: "bad" });
      }
    },

    /** Takes back the last step of this tab. */
    undoLast: (): void => {
      const last = steps.at(-1);
      if (last) void undo(last.step);
      else announce("Nothing to undo");
    },
  };
};
