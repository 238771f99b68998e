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

/** What an account's change may say beside its fields. */
export interface OverrideChange {
  health_score: string | number | null;
  health_reason?: string;
  health_until?: string | null;
}

/** The server takes so many at once; more are several steps of one undo. */
const atOnce = 2_000;

/** A refusal in one sentence: what did not happen, and why. */
export const refusal = (what: string, problem: Problem): string => {
  const why = Object.values(problem.parts.errors ?? {}).flat()[0] ?? problem.message;
  return `${what} ${why}`;
};

export type Acts = ReturnType<typeof createActs>;

export const createActs = (live: LiveCircle, book: Book) => {
  /** The newest last: `mod+z` takes them back one by one. */
  const done: { steps: readonly string[]; words: string }[] = [];
  const nameOf = (user: string): string =>
    Object.values(live.people).find((person) => person.user === user)?.name ?? "somebody";

  const undo = async (steps: readonly string[], anyway = false): Promise<void> => {
    const at = done.findIndex((one) => one.steps === steps);
    const [taken] = at < 0 ? [] : done.splice(at, 1);
    for (const [place, step] of steps.toReversed().entries()) {
      try {
        // One after the other: the later part of a change goes back first.
        await api.post("/api/accounts/undo/", { step, anyway });
      } catch (error) {
        const problem = asProblem(error);
        const rest = steps.slice(0, steps.length - place);
        showToast(
          problem.code === "superseded"
            ? { text: problem.message, action: { label: "Restore anyway", run: () => void undo(rest, true) } }
            : { text: refusal("This could not be undone.", problem), tone: "bad" },
        );
        return;
      }
    }
    announce(taken ? `Undone: ${taken.words}` : "Undone");
    book.refetch();
  };
  const offer = (steps: readonly string[], words: string): void => {
    done.push({ steps, words });
    showToast({ text: words, action: { label: "Undo", run: () => void undo(steps) } });
  };
  const send = async (ids: readonly string[], change: Record<string, unknown>): Promise<string[]> => {
    const steps: string[] = [];
    for (let from = 0; from < ids.length; from += atOnce) {
      const part = ids.slice(from, from + atOnce);
      steps.push((await api.post<Done>("/api/accounts/bulk/", { ids: part, change })).step);
    }
    return steps;
  };

  /** Shows the change, sends it, offers the way back; a refusal puts the old values back. */
  const change = async (ids: readonly string[], changed: Fields, words: string): Promise<Problem | undefined> => {
    const before = ids.map((id) => book.account(id)).filter((row): row is BookAccount => row !== undefined);
    book.changeAll(ids, changed);
    try {
      offer(await send(ids, wireOf(changed)), words);
      return undefined;
    } catch (error) {
      for (const row of before)
        book.change(row.id, Object.fromEntries(Object.keys(changed).map((field) => [field, row[field as FieldName]])));
      return asProblem(error);
    }
  };

  return {
    nameOf,
    /** Says that something was refused. */
    complain: (error: unknown): void => void showToast({ text: asProblem(error).message, tone: "bad" }),
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

    /** [C12] Sets or removes an override; throws the problem, for the form that asked. */
    override: async (account: BookAccount, said: OverrideChange): Promise<void> => {
      const steps = await send([account.id], { ...said });
      book.refetch();
      offer(
        steps,
        said.health_score === null
          ? `The computed score of ${account.name} counts again`
          : `The health of ${account.name} is overridden`,
      );
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
      let step: string | null = null;
      try {
        await api.remove(`/api/customers/${id}/`, undefined, { heard: (headers) => (step = headers.get("undo-step")) });
        book.refetch();
        if (step !== null) offer([step], `Deleted ${account.name}`);
      } catch (error) {
        showToast({ text: refusal(`${account.name} was not deleted.`, asProblem(error)), tone: "bad" });
      }
    },

    /** Writes what hangs on an account, such as feedback, and offers its undo; throws the problem. */
    record: async <Answer>(
      method: "post" | "patch" | "put" | "remove",
      path: string,
      body: unknown,
      words: string,
    ): Promise<Answer> => {
      let step: string | null = null;
      const heard = (headers: Headers): void => void (step = headers.get("undo-step"));
      const answer = await api[method]<Answer>(path, body, { heard });
      if (step === null) showToast({ text: words, tone: "good" });
      else offer([step], words);
      return answer;
    },

    /** Takes back a step of anybody's, such as one of the timeline. */
    undoStep: (step: string): Promise<void> => undo([step]),

    /** Takes back the last step of this tab. */
    undoLast: (): void => {
      const last = done.at(-1);
      if (last) void undo(last.steps);
      else announce("Nothing to undo");
    },
  };
};
