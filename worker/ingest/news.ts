/** Tells the circle's screens how far a file of usage is. [IG6] */
import type { Announcements } from "../../domain/announcement.ts";
import { circleStub } from "../../party/rpc.ts";
import type { Desk, Standing } from "../circles.ts";
import { log } from "../log.ts";

/** A circle that cannot be reached hears of the next step. */
export const announce = async (
  { env }: Desk,
  circle: Pick<Standing, "id" | "key">,
  news: Announcements["ingest"],
): Promise<void> => {
  try {
    await circleStub(env.Circle, circle.key).announce("ingest", news);
  } catch (error) {
    log("warn", "ingest.untold", { circle: circle.id, reason: error instanceof Error ? error.message : "unknown" });
  }
};
