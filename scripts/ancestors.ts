/** Notices when the npm that started us is gone, so that a killed `npm start` leaves nothing behind. */
import { execFileSync } from "node:child_process";

/** The processes from our parent up to npm; empty when npm did not start us. */
const upToNpm = (): number[] => {
  const chain: number[] = [];
  if (process.env.npm_lifecycle_event === undefined) return chain;
  let pid = process.ppid;
  for (let height = 0; height < 5 && pid > 1; height += 1) {
    chain.push(pid);
    const [parent, ...command] = execFileSync("ps", ["-o", "ppid=,args=", "-p", String(pid)], {
      encoding: "utf8",
    })
      .trim()
      .split(/\s+/);
    if (command.join(" ").startsWith("npm ") || command.some((word) => /npm(-cli\.js)?$/.test(word)))
      return chain;
    pid = Number(parent);
  }
  return [];
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Calls `orphaned` once, within half a second after the first of them ends. */
export const watchAncestors = (orphaned: () => void): void => {
  let chain: number[] = [];
  try {
    chain = upToNpm();
  } catch {
    // A system without `ps` only loses this comfort.
  }
  if (chain.length === 0) return;
  const timer = setInterval(() => {
    if (chain.every(isAlive)) return;
    clearInterval(timer);
    orphaned();
  }, 500);
  timer.unref();
};
