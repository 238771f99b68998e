/** The named schemas of bulk changes and undo. */
import * as z from "zod/mini";
import { AccountChange, uuid } from "./account.ts";
import { component, draft } from "./components.ts";

const described = (description: string) => z.meta({ description });

export const BulkChange = draft(
  "BulkChange",
  z.object({
    ids: z.array(uuid).check(described("1 to 2,000 accounts of one circle.")),
    change: AccountChange,
  }),
);
export const StepDone = component(
  "StepDone",
  z.object({ step: uuid, changed: z.int(), unchanged: z.int(), ids: z.array(uuid).check(described("What changed.")) }),
);
export const StepName = draft(
  "StepName",
  z.object({ step: uuid, anyway: z.optional(z.boolean()).check(described("Restores over what others wrote since.")) }),
);
export const UndoDone = component("UndoDone", z.object({ step: uuid, undone: z.int() }));
