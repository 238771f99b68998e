/** Every mutation that the room runs: the shared ones, and those that need what only the room holds. */
import { importMutations } from "./contact-import.ts";
import { contactMutations } from "./contact-mutations.ts";
import { deliveredMutations } from "./delivered-mutations.ts";
import { kpiHistoryMutations } from "./kpi-history.ts";
import { kpiMutations } from "./kpi-mutations.ts";
import { roundMutations } from "./round-mutations.ts";

export const roomMutators = {
  ...contactMutations,
  ...importMutations,
  ...deliveredMutations,
  ...kpiMutations,
  ...kpiHistoryMutations,
  ...roundMutations,
};
