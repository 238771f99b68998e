/** What a playbook is. The ten of the library are one file each beside this one. [Y1] [Y4] */
import type { UsageField } from "../account-words.ts";
import type { Trigger } from "./trigger.ts";

/** Who does a step, by the role they have with the customer. */
export const ownerRoles = ["csm", "manager", "technical", "training", "product", "operations"] as const;
export type OwnerRole = (typeof ownerRoles)[number];

export const ownerLabels: Record<OwnerRole, string> = {
  csm: "Customer success manager",
  manager: "Head of customer success",
  technical: "Technical specialist",
  training: "Training and enablement",
  product: "Product",
  operations: "Operations",
};

export interface Step {
  title: string;
  /** What to do, in one or two sentences. */
  detail: string;
  owner: OwnerRole;
  /** Days after the start of the run. */
  due_in_days: number;
}

/** A short text to learn from, shown in the app beside the playbook. [Y4] */
export interface Guide {
  title: string;
  text: string;
}

export interface Playbook {
  /** Also its place in the library. */
  number: number;
  /** Its address: `feature-adoption-campaign`. */
  id: string;
  name: string;
  /** What it is for, in one sentence. */
  purpose: string;
  /** The imperative of an action: "Run a feature adoption campaign". */
  action: string;
  owner: OwnerRole;
  /** When several match, the greater one comes first. */
  urgency: number;
  trigger: Trigger;
  steps: readonly Step[];
  guides: readonly Guide[];
  /** What should have moved, and which way, by the end. */
  success: {
    measure: UsageField | "health_value" | "renewal" | "meeting" | "usage";
    better: "higher" | "lower" | "done";
  };
}
