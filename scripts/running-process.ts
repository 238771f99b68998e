/** Looks at a process of this machine: in /proc where there is one (slim containers have no `ps`), else by `ps`. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

export interface RunningProcess {
  parent: number;
  command: string;
}

/** A process that ended keeps its entry until its parent asks how; it runs no more. */
const isOver = (state: string | undefined): boolean => state === undefined || /^[ZX]/.test(state);

const inProc = (pid: number): RunningProcess | null => {
  // The name in parentheses may hold spaces; state and parent follow it.
  const [state, parent] = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /s, "")
    .split(" ");
  const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
  return isOver(state) ? null : { parent: Number(parent), command };
};

const byPs = (pid: number): RunningProcess | null => {
  const line = execFileSync("ps", ["-o", "state=,ppid=,args=", "-p", String(pid)], { encoding: "utf8" });
  const [state, parent, ...command] = line.trim().split(/\s+/);
  return isOver(state) ? null : { parent: Number(parent), command: command.join(" ") };
};

/** Null when there is no such process, or no way to look. */
export const runningProcess = (pid: number): RunningProcess | null => {
  try {
    return existsSync("/proc/self/stat") ? inProc(pid) : byPs(pid);
  } catch {
    return null;
  }
};
