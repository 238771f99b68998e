/**
 * Plants two sources of webhooks into the sample circle, with what a first day brings: deliveries that were worked on, one
 * whose account nobody knows, one that cannot be read, one that was refused, and one that waits for a mapping.
 */
import { sampleAccounts } from "./sample-accounts.ts";
import { all, post, type Row } from "./sample-call.ts";

interface Source extends Row {
  name: string;
  url: string;
}

/** Timeline entries change no number: scores and charts of the sample stay as they are. */
const happened = [
  "Enabled single sign-on",
  "Invited 12 colleagues",
  "Exported its first report",
  "Connected its warehouse",
  "Finished the onboarding",
];

const entry = (account: string, title: string, turn: number) => ({
  type: "event",
  data: { account, id: `sample-${turn}`, kind: "product", title },
});

const productDeliveries: readonly unknown[] = [
  ...happened.map((title, turn) => entry(sampleAccounts[turn]?.name ?? "", title, turn)),
  entry("Larkspur Energy", "Started a trial", happened.length),
  { type: "metrics", data: { account: sampleAccounts[0]?.name, daily_active_users: "many" } },
];

const survey = {
  respondent: { company: sampleAccounts[3]?.name, email: "lena@example.com" },
  score: 9,
  answers: [{ question: "What do you like most?", answer: "How fast it is." }],
};

export const sampleSources = [
  { kind: "standard", name: "Product events", deliveries: productDeliveries },
  { kind: "custom", name: "Survey tool", deliveries: [survey] },
] as const;

/** Where there is a source already, people have begun with their own. */
export const plantWebhooks = async (url: string, circle: string, token: string): Promise<void> => {
  const sources = `${url}/api/webhooks/sources/`;
  const there = await all<Source>(`${sources}?circle_id=${circle}&page_size=200`, token);
  for (const { kind, name, deliveries } of sampleSources) {
    if (there.some((source) => source.name === name)) continue;
    const made = (await post(sources, { circle_id: circle, kind, name }, token)) as Source;
    for (const payload of deliveries) await post(`${sources}${made.id}/example/`, { payload }, token);
    if (kind === "standard")
      await fetch(`${url}/api/webhooks/in/${made.id}/`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(productDeliveries[0]),
      });
  }
};
