/** What playbooks, runs and their steps are called on the screen. */
import type { Firing } from "../../../domain/playbooks/dry-run.ts";
import type { Playbook } from "../../../domain/playbooks/playbook.ts";
import type { RunOutcome } from "../../../domain/playbooks/run.ts";
import type { RunResource } from "../../../worker/playbooks/runs.ts";
import type { Tone } from "../../parts/badge.tsx";

export type Run = RunResource;
export type Step = Run["steps"][number];
export type Matched = Firing["matched"];

/** A playbook as the API gives it. */
export type PlaybookEntry = Omit<Playbook, "trigger"> & { trigger_says: string[][] };

export interface DryRunAnswer {
  from: string;
  until: string;
  days: number;
  count: number;
  accounts: number;
  firings: { account: { id: string; name: string }; date: string; matched: Matched }[];
  holding: { account: { id: string; name: string }; matched: Matched }[];
}

export const outcomeLabels: Record<RunOutcome, string> = {
  worked: "Worked",
  partly: "Worked in part",
  failed: "Did not work",
  dropped: "No longer needed",
};

export const outcomeTones: Record<RunOutcome, Tone> = {
  worked: "good",
  partly: "watch",
  failed: "bad",
  dropped: "plain",
};

export const times = (count: number): string =>
  count === 0 ? "Not once" : count === 1 ? "Once" : count === 2 ? "Twice" : `${count.toLocaleString()} times`;

/** Every row that matched, once, as it is shown. */
export const rowsOf = (matched: Matched): string[] => [
  ...new Set(matched.flatMap(({ says, rows }) => (rows.length > 0 ? rows.map(({ shown }) => shown) : [says]))),
];

/** Why a trigger holds, in one line: each clause once. */
export const clausesOf = (matched: Matched): string => [...new Set(matched.map(({ says }) => says))].join(" · ");

/** The step to do now: the first that is open. */
export const nextStep = (run: Run): Step | undefined => run.steps.find(({ done }) => !done);
