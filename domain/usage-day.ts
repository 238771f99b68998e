/** One day of an account's usage as people and programs write it. [D8] */
import * as z from "zod/mini";
import { Day } from "./kpi.ts";

const whole = z.nullable(
  z
    .int("Must be a whole number.")
    .check(z.minimum(0, "At least 0."), z.maximum(1_000_000_000, "At most 1,000,000,000.")),
);
const between = (least: number, most: number) =>
  z.nullable(
    z.number("Must be a number.").check(z.minimum(least, `At least ${least}.`), z.maximum(most, `At most ${most}.`)),
  );

/** What is not named stays as it is that day; null is missing, which is not zero. */
export const UsageDay = z.object({
  date: Day,
  daily_active_users: z.optional(whole),
  feature_adoption_rate: z.optional(between(0, 1)),
  support_tickets_open: z.optional(whole),
  nps_score: z.optional(between(-100, 100)),
  login_frequency: z.optional(between(0, 1)),
});
export type UsageDay = z.infer<typeof UsageDay>;
