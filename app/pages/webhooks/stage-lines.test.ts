import { expect, test } from "vitest";
import { readStages, writeStages } from "./stage-lines.ts";

test("[WP7] another system's stages are typed as lines, by our label or name, and come back as they were", () => {
  const read = readStages("appointmentscheduled = Meeting set\n closed won=closed_won \n");
  expect(read).toEqual({ stages: { appointmentscheduled: "meeting_set", "closed won": "closed_won" } });
  expect(readStages(writeStages("stages" in read ? read.stages : {}))).toEqual(read);
  expect(readStages("lost in space = Nowhere")).toEqual({
    wrong: "“lost in space = Nowhere” is not “theirs = one of our stages”.",
  });
});
