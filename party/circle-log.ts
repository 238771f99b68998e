/** What the circle writes to the log: refusals, with ids and never with names or texts. [P6] [C29] */
import type { Activity } from "./storage.ts";
import type { Problem } from "../domain/problem.ts";

/** [C23] A share of a target of 0 cannot be calculated; it is kept as 0 and told here. */
export const logCalculations = (circle: string, { images, member, undid }: Activity): void => {
  if (undid !== null) return;
  const failed = images.flatMap(({ table, before, after }) =>
    table === "kpi_point" && before === null && after?.["target"] === 0 && after["via"] !== "snapshot"
      ? [after["kpi"]]
      : [],
  );
  for (const kpi of new Set(failed))
    console.log(
      JSON.stringify({
        at: new Date().toISOString(),
        level: "warn",
        event: "kpi.calculation_failed",
        kpi,
        reason: "the target is 0",
        member,
        circle,
      }),
    );
};

/** The fields in which a write names a stage of the funnel. */
const stageFields = ["funnel_stage", "stage"];

export const logRefusal = (circle: string, user: string, action: string, problem: Problem): void => {
  const write = (event: string): void =>
    console.log(JSON.stringify({ at: new Date().toISOString(), level: "warn", event, user, action, circle }));
  if (problem.code === "forbidden") write("permission.denied");
  if (problem.code === "invalid" && stageFields.some((field) => problem.parts.errors?.[field]))
    write("funnel.invalid_transition");
};

/** An error that no rule foresaw: its kind, never what was written. */
export const logBroken = (circle: string, user: string, action: string, error: unknown): void => {
  const name = error instanceof Error ? error.name : "unknown";
  console.error(
    JSON.stringify({
      at: new Date().toISOString(),
      level: "error",
      event: "mutation.broken",
      user,
      action,
      circle,
      name,
    }),
  );
};
