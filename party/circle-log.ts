/** What the circle writes to the log: refusals, with ids and never with names or texts. [P6] [C29] */
import type { Problem } from "../domain/problem.ts";

/** The fields in which a write names a stage of the funnel. */
const stageFields = ["funnel_stage", "stage"];

export const logRefusal = (circle: string, user: string, action: string, problem: Problem): void => {
  const write = (event: string): void =>
    console.log(JSON.stringify({ at: new Date().toISOString(), level: "warn", event, user, action, circle }));
  if (problem.code === "forbidden") write("permission.denied");
  if (problem.code === "invalid" && stageFields.some((field) => problem.parts.errors?.[field])) write("funnel.invalid_transition");
};
