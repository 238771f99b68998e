/** Playbooks at work on the sample's accounts: one half done, one that has just begun, and one that ended well. */
import { all, post, type Row, call, type SignedIn } from "./sample-call.ts";

interface Planted extends Row {
  name: string;
}

const runs = [
  { account: "Atlas Grid Energy", playbook: 9, done: 2, ended: null },
  { account: "Helios Pharma", playbook: 3, done: 1, ended: null },
  {
    account: "Kumo Robotics",
    playbook: 4,
    done: 5,
    ended: { outcome: "worked", note: "Short sessions with their own data; the team leads repeat them now." },
  },
] as const;

/** Where a playbook has run already, people have begun with their own. */
export const plantRuns = async (url: string, circle: string, ana: SignedIn): Promise<void> => {
  const there = await all<Row>(`${url}/api/playbook-runs/?circle_id=${circle}`, ana.token);
  if (there.length > 0) return;
  const accounts = await all<Planted>(`${url}/api/customers/?circle_id=${circle}&page_size=200`, ana.token);
  for (const { account, playbook, done, ended } of runs) {
    const found = accounts.find(({ name }) => name === account);
    if (!found) continue;
    const key = `sample-run-${found.id}-${playbook}`;
    const run = await post(`${url}/api/accounts/${found.id}/runs/`, { playbook }, ana.token, key);
    const steps = `${url}/api/playbook-runs/${run.id}/steps/`;
    for (let place = 1; place <= done; place += 1)
      await call(`${steps}${place}/`, {
        method: "PATCH",
        body: { done: true },
        token: ana.token,
        key: `sample-step-${run.id}-${place}`,
      });
    if (ended) await post(`${url}/api/playbook-runs/${run.id}/end/`, ended, ana.token, `sample-end-${run.id}`);
  }
};
