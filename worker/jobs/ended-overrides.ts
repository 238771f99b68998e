/** Overrides that end: the computed score counts again at that moment, on every open screen. [C12] */
import { and, eq, isNull, lte, min } from "drizzle-orm";
import { accounts } from "../../drizzle/accounts.ts";
import { organization } from "../../drizzle/d1.ts";
import { settleEnded } from "../accounts/recompute.ts";
import type { Job } from "./job.ts";

const counting = and(eq(accounts.health_source, "override"), isNull(accounts.deleted_at));

export const endedOverrides: Job = {
  name: "ended-overrides",
  next: () => null,
  async run(desk, now) {
    const circles = await desk.db
      .selectDistinct({ id: organization.id, key: organization.key })
      .from(accounts)
      .innerJoin(organization, eq(organization.id, accounts.circle))
      .where(and(lte(accounts.override_until, now), counting));
    for (const circle of circles) await settleEnded(desk, circle, now);
    const next = await desk.db
      .select({ at: min(accounts.override_until) })
      .from(accounts)
      .where(counting)
      .get();
    return next?.at ?? null;
  },
};
