/** Notices when the npm that started us is gone, so that a killed `npm start` leaves nothing behind. */
import { runningProcess } from "./running-process.ts";

/** The processes from our parent up to npm; empty when npm did not start us. */
const upToNpm = (): number[] => {
  const chain: number[] = [];
  if (process.env.npm_lifecycle_event === undefined) return chain;
  let pid = process.ppid;
  for (let height = 0; height < 5 && pid > 1; height += 1) {
    chain.push(pid);
    const found = runningProcess(pid);
    if (!found) return [];
    if (/(^|\/)npm(-cli\.js)?( |$)/.test(found.command)) return chain;
    pid = found.parent;
  }
  return [];
};

/** Calls `orphaned` once, within half a second after the first of them ends. */
export const watchAncestors = (orphaned: () => void): void => {
  const chain = upToNpm();
  if (chain.length === 0) return;
  const timer = setInterval(() => {
    if (chain.every((pid) => runningProcess(pid) !== null)) return;
    clearInterval(timer);
    orphaned();
  }, 500);
  timer.unref();
};
