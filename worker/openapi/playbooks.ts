/** The named schemas of playbooks: the library, what is recommended, dry runs, runs. */
import * as z from "zod/mini";
import { ownerRoles } from "../../domain/playbooks/playbook.ts";
import * as run from "../../domain/playbooks/run.ts";
import { Trigger as TriggerData } from "../../domain/playbooks/trigger.ts";
import { component, draft, pageOf } from "./components.ts";

const described = (description: string) => z.meta({ description });
const day = z.string().check(z.meta({ format: "date" }));
const instant = z.string().check(z.meta({ format: "date-time" }));
const who = z
  .nullable(z.string())
  .check(described("A person's id; null where it is nobody's, and once that person is gone."));
const role = z.enum(ownerRoles);

export const Trigger = component("Trigger", z.clone(TriggerData));

export const Playbook = component(
  "Playbook",
  z.object({
    id: z.string().check(described("Its address, such as `feature-adoption-campaign`.")),
    number: z.int(),
    name: z.string(),
    purpose: z.string(),
    action: z.string(),
    owner: role,
    urgency: z.number().check(described("When several match, the greater one comes first.")),
    trigger: Trigger,
    trigger_says: z
      .array(z.array(z.string()))
      .check(described("The same in words: alternatives, each with all that must hold.")),
    steps: z.array(z.object({ title: z.string(), detail: z.string(), owner: role, due_in_days: z.int() })),
    guides: z
      .array(z.object({ title: z.string(), text: z.string() }))
      .check(described("Short texts to learn from. [Y4]")),
    success: z.object({ measure: z.string(), better: z.enum(["higher", "lower", "done"]) }),
  }),
);
export const PlaybookPage = pageOf("PlaybookPage", Playbook);

const matched = z.array(
  z.object({
    says: z.string().check(described("The clause in words.")),
    clause: z.unknown(),
    rows: z.array(
      z.object({
        table: z.enum(["account", "usage", "meeting", "playbook_run"]),
        id: z.nullable(z.string()).check(described("Null for a row that is not there.")),
        field: z.string(),
        value: z.nullable(z.union([z.string(), z.number()])),
        shown: z.string(),
        date: z.nullable(day),
      }),
    ),
  }),
);
const named = z.object({ id: z.string(), number: z.nullable(z.int()), name: z.string() });
const account = z.object({ id: z.string(), number: z.int(), name: z.string() });

/** [Y2] */
export const Recommendations = component(
  "Recommendations",
  z.object({
    account,
    as_of: instant,
    count: z.int(),
    recommendations: z.array(
      z.object({
        playbook: z.object({
          id: z.string(),
          number: z.int(),
          name: z.string(),
          purpose: z.string(),
          action: z.string(),
        }),
        matched,
        run_id: z.nullable(z.string()).check(described("The run of it that is under way.")),
      }),
    ),
  }),
);
export const RecommendationAsked = draft(
  "RecommendationAsked",
  z.object({ account_id: z.optional(z.union([z.string(), z.int()])), circle_id: z.optional(z.string()) }),
);

/** [PB3] */
export const DryRun = component(
  "DryRun",
  z.object({
    playbook: named,
    trigger: Trigger,
    from: day,
    until: day,
    days: z.int(),
    count: z.int().check(described("How often it would have fired.")),
    accounts: z.int().check(described("On how many accounts.")),
    holding: z
      .array(z.object({ account: z.object({ id: z.string(), name: z.string() }), matched }))
      .check(described("Accounts for which it holds on the last day, by name.")),
    firings: z
      .array(z.object({ account: z.object({ id: z.string(), name: z.string() }), date: day, matched }))
      .check(described("The newest 500.")),
  }),
);
export const DryRunAsked = draft(
  "DryRunAsked",
  z.object({ days: z.optional(z.int()), trigger: z.optional(TriggerData), circle_id: z.optional(z.string()) }),
);

/** [Y3] */
export const PlaybookRun = component(
  "PlaybookRun",
  z.object({
    id: z.string(),
    circle_id: z.string(),
    account,
    playbook: named,
    started_at: instant,
    started_by: who,
    touched_at: instant,
    ended_at: z.nullable(instant),
    ended_by: who,
    outcome: z.nullable(z.enum(run.runOutcomes)),
    note: z.string(),
    matched: matched.check(described("What the trigger saw at the start.")),
    health_before: z.nullable(z.number()),
    health_after: z.nullable(z.number()),
    steps_done: z.int(),
    steps: z.array(
      z.object({
        id: z.string(),
        place: z.int(),
        title: z.string(),
        detail: z.string(),
        role,
        owner: who,
        due: day,
        late: z.boolean(),
        done: z.boolean(),
        done_at: z.nullable(instant),
        done_by: who,
      }),
    ),
  }),
);
export const PlaybookRunPage = pageOf("PlaybookRunPage", PlaybookRun);
export const RunDraft = draft(
  "RunDraft",
  z.object({ account_id: z.union([z.string(), z.int()]), circle_id: z.optional(z.string()) }),
);
export const AccountRunDraft = draft("AccountRunDraft", run.RunStart);
export const RunEnd = draft("RunEnd", run.RunEnd);
export const StepChange = draft("StepChange", run.StepChange);
