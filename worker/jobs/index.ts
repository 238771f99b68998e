/** The jobs that the clock runs. */
import { endedOverrides } from "./ended-overrides.ts";
import { forgottenAccounts } from "./forgotten-accounts.ts";
import type { Job } from "./job.ts";
import { leftWebhooks, oldWebhooks } from "./left-webhooks.ts";
import { recalculation } from "./recalculation.ts";

// Further jobs, each on a line of its own.
export const jobs: readonly Job[] = [endedOverrides, recalculation, forgottenAccounts, leftWebhooks, oldWebhooks];
