/** Every night all scores are computed anew: what an interrupted publication or a lost message left behind is caught up. [H7] */
import { asc } from "drizzle-orm";
import { organization } from "../../drizzle/d1.ts";
import { revisionOf, tell } from "../accounts/door.ts";
import { recompute } from "../accounts/recompute.ts";
import { log } from "../log.ts";
import { daily, type Job } from "./job.ts";

/** One circle that fails does not keep the others waiting until tomorrow. */
export const recalculation: Job = {
  name: "recalculation",
  next: daily(5 * 60_000),
  async run(desk, now) {
    const circles = await desk.db
      .select({ id: organization.id, key: organization.key })
      .from(organization)
      .orderBy(asc(organization.key));
    for (const circle of circles) {
      try {
        const settlement = { cause: "schedule", actor: null, now, quiet: true } as const;
        const { changed } = await recompute(desk, circle, settlement);
        if (changed === 0) continue;
        await tell(desk, circle, await revisionOf(desk, circle.id), []);
        log("info", "health.caught_up", { circle: circle.id, changed });
      } catch (error) {
        log("error", "health.recalculation_failed", { circle: circle.id, reason: String(error) });
      }
    }
    return null;
  },
};
