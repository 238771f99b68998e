/** What people do with runs: shown at once, sent, and taken back when the server says no. [PP3] */
import type { RunOutcome, StepChange } from "../../../domain/playbooks/run.ts";
import { api, asProblem } from "../../api.ts";
import type { LiveCircle } from "../../live/circle.ts";
import type { Remote } from "../../live/remote.ts";
import { showToast } from "../../parts/toast.tsx";
import { me } from "../../session.ts";
import { isOnline } from "../../shell-status.ts";
import type { Run } from "./words.ts";

export interface RunList {
  /** Of all runs; the list has the first of them. */
  count: number;
  results: Run[];
}

/** Why this person cannot work on runs now. */
export const whyNotRun = (live: LiveCircle): string | undefined =>
  live.reason("playbook.run") ?? (isOnline() ? undefined : "You are offline. Playbooks need a connection.");

const withChange = (run: Run, place: number, { done, ...fields }: StepChange): Run => {
  const steps = run.steps.map((step) =>
    step.place === place
      ? {
          ...step,
          ...fields,
          ...(done === undefined
            ? {}
            : {
                done,
                late: step.late && !done,
                done_at: done ? new Date().toISOString() : null,
                done_by: done ? (me()?.user.id ?? null) : null,
              }),
        }
      : step,
  );
  return { ...run, steps, steps_done: steps.filter(({ done: is }) => is).length };
};

export const createRunActs = (list: Pick<Remote<RunList>, "change" | "refetch">) => {
  const put = (run: Run, writing?: Promise<unknown>): void =>
    list.change(
      ({ results, ...rest }) => ({
        ...rest,
        results: results.some(({ id }) => id === run.id)
          ? results.map((one) => (one.id === run.id ? run : one))
          : [run, ...results],
      }),
      writing,
    );
  /** The newest change of each run: the answer to an earlier one would take it off the screen for a moment. */
  const newest = new Map<string, Promise<Run>>();
  const failed = (what: string, error: unknown): void => {
    list.refetch();
    showToast({ text: `${what} ${asProblem(error).message}`, tone: "bad" });
  };
  return {
    /** The run, or the one that is at work already; null when it could not be started. */
    start: async (account: { id: string; name: string }, playbook: string | number): Promise<string | null> => {
      try {
        const run = await api.post<Run>(`/api/accounts/${account.id}/runs/`, { playbook });
        put(run);
        showToast({ text: `${run.playbook.name} started on ${account.name}.`, tone: "good" });
        return run.id;
      } catch (error) {
        const problem = asProblem(error);
        failed("The playbook could not be started.", error);
        const existing = problem.parts.extra?.["existing_id"];
        return problem.code === "already_running" && typeof existing === "string" ? existing : null;
      }
    },
    change: async (run: Run, place: number, change: StepChange): Promise<void> => {
      const writing = api.patch<Run>(`/api/playbook-runs/${run.id}/steps/${place}/`, change);
      newest.set(run.id, writing);
      put(withChange(run, place, change), writing);
      try {
        const answer = await writing;
        if (newest.get(run.id) === writing) put(answer);
      } catch (error) {
        failed("The step could not be changed.", error);
      }
    },
    /** True once it is ended. */
    end: async (run: Run, outcome: RunOutcome, note: string): Promise<boolean> => {
      try {
        put(await api.post<Run>(`/api/playbook-runs/${run.id}/end/`, { outcome, note }));
        return true;
      } catch (error) {
        failed("The run could not be ended.", error);
        return false;
      }
    },
  };
};

export type RunActs = ReturnType<typeof createRunActs>;
