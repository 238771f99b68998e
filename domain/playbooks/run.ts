/** A playbook at work on one account: its checklist, who does what by when, and how it ended. [Y3] */
import * as z from "zod/mini";
import { oneOf, text } from "../contact.ts";
import { dateAfter } from "../days.ts";
import { Day } from "../kpi.ts";
import type { OwnerRole, Playbook } from "./playbook.ts";

/** How a run ended: it did what it was for, in part, not; or it was no longer needed. */
export const runOutcomes = ["worked", "partly", "failed", "dropped"] as const;
export type RunOutcome = (typeof runOutcomes)[number];

export interface StepDraft {
  place: number;
  title: string;
  detail: string;
  role: OwnerRole;
  owner: string | null;
  due: string;
}

/** The checklist of a run that starts today. The customer's own steps fall to the account's owner. */
export const stepsOf = (playbook: Pick<Playbook, "steps">, today: string, owner: string | null): StepDraft[] =>
  playbook.steps.map(({ title, detail, owner: role, due_in_days }, at) => ({
    place: at + 1,
    title,
    detail,
    role,
    owner: role === "csm" ? owner : null,
    due: dateAfter(today, due_in_days),
  }));

export const RunStart = z.object({ playbook: z.union([z.string(), z.number()], "Must name a playbook.") });
export const RunEnd = z.object({ outcome: oneOf(runOutcomes), note: z._default(text(2_000), "") });
/** What a step's change may name; absent means unchanged. */
export const StepChange = z.partial(
  z.object({
    done: z.boolean("Must be true or false."),
    owner: z.nullable(z.string("Must be a member's id.")),
    due: Day,
    title: text(255, 1),
  }),
);
export type StepChange = z.infer<typeof StepChange>;
