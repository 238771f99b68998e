import { expect, test } from "vitest";
import { runningProcess } from "./running-process.ts";

test("[RUN3] a process is known by its parent and its command, and one that ended is not", () => {
  const own = runningProcess(process.pid);
  expect(own?.parent).toBe(process.ppid);
  expect(own?.command).toContain("node");
  expect(runningProcess(2 ** 30)).toBeNull();
});
