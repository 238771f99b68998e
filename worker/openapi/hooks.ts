/** The named schemas of outgoing webhooks. */
import * as z from "zod/mini";
import { HookChange as Change, HookDraft as Draft, hookEvents, messageStates } from "../../domain/hook.ts";
import { component, pageOf } from "./components.ts";

const instant = z.string().check(z.meta({ format: "date-time" }));
const described = (description: string) => z.meta({ description });

const fields = {
  id: z.string(),
  circle_id: z.string(),
  name: z.string(),
  url: z.string(),
  events: z.array(z.string()),
  gather_seconds: z
    .int()
    .check(described("A burst on one record within so many seconds is one message; 0 sends each.")),
  paused: z.boolean(),
  paused_at: z.nullable(instant),
  paused_why: z.nullable(z.string()),
  failing_since: z.nullable(instant),
  warned_at: z.nullable(instant),
  old_secret_until: z.nullable(instant).check(described("Until then the secret before signs along.")),
  waiting: z.int(),
  delivered: z.int(),
  dead: z.int(),
  created_at: instant,
  created_by: z.nullable(z.string()),
};

export const Hook = component("Hook", z.object(fields));
export const NewHook = component(
  "NewHook",
  z.object({ ...fields, secret: z.string().check(described("Shown now and never again.")) }),
);
export const HookPage = pageOf("HookPage", Hook);
export const HookDraft = component("HookDraft", z.extend(Draft, { circle_id: z.optional(z.string()) }));
export const HookChange = component("HookChange", z.clone(Change));

const attempt = {
  at: instant,
  status: z.nullable(z.int()).check(described("HTTP status; null when nothing answered.")),
  ms: z.number(),
  said: z.string(),
};
export const HookTest = component("HookTest", z.object({ ...attempt, delivered: z.boolean() }));
export const HookMessage = component(
  "HookMessage",
  z.object({
    id: z.string().check(described("The same on every try.")),
    endpoint_id: z.string(),
    record_id: z.string(),
    type: z.enum([...hookEvents, "test"]),
    state: z.enum(messageStates),
    created_at: instant,
    next_try_at: z.nullable(instant),
    done_at: z.nullable(instant),
    tries: z.array(z.object(attempt)),
    body: z.looseObject({}).check(described("What is sent.")),
  }),
);
export const HookMessagePage = pageOf("HookMessagePage", HookMessage);
