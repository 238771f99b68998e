/** Fills a database with the sample circle: two people, their contacts, accounts, KPIs and webhooks, through the same HTTP API that everybody uses. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Refusal, step } from "./progress.ts";
import { plantBook } from "./sample-book.ts";
import { all, call, post, type Row, signIn, type SignedIn } from "./sample-call.ts";
import { sampleContacts } from "./sample-contacts.ts";
import { dateBefore, type SampleKpi, sampleHistory, sampleKpis } from "./sample-kpis.ts";
import { plantRuns } from "./sample-runs.ts";
import { plantWebhooks } from "./sample-webhooks.ts";

const password = "rondo-sample";
const anaDuarte = { name: "Ana Duarte", email: "ana@example.com", password };
const benOkoye = { name: "Ben Okoye", email: "ben@example.com", password };
const circleName = "Northwind";

const markPath = (dataDir: string): string => join(dataDir, "sample.json");

const stateIn = (dataDir: string): "absent" | "begun" | "done" => {
  if (!existsSync(markPath(dataDir))) return "absent";
  return JSON.parse(readFileSync(markPath(dataDir), "utf8")).state;
};

/** An empty database gets the sample; one whose sample was interrupted gets the rest. */
export const needsSample = (dataDir: string, empty: boolean): boolean => {
  const state = stateIn(dataDir);
  return state === "begun" || (state === "absent" && empty);
};

export const signInLines: readonly string[] = [
  `Sign in as ${anaDuarte.email} (admin) or, in a second browser, ${benOkoye.email} (member).`,
  `The password of both is ${password}`,
];

/** The lines that tell a newcomer how to sign in; none for a database without the sample. */
export const signIns = (dataDir: string): readonly string[] => (stateIn(dataDir) === "done" ? signInLines : []);

interface KpiToPlant {
  kpi: SampleKpi;
  turn: number;
  /** Where an interrupted run has made it already. */
  known: string | undefined;
}

/** A KPI as the API takes it, its history as the file that anybody could import, and today's value by somebody. */
const plantKpi = async (
  url: string,
  circle: string,
  { kpi, turn, known }: KpiToPlant,
  [admin, author]: readonly [string, string],
): Promise<void> => {
  const today = new Date().toISOString().slice(0, 10);
  const { history: _history, pace, ...fields } = kpi;
  const points = sampleHistory(kpi, turn + 1, today);
  const [last, ...before] = points.toReversed();
  const dates = pace && {
    baseline: pace.baseline,
    starts_on: dateBefore(today, pace.started),
    due_on: dateBefore(today, -pace.due),
  };
  const body = { ...fields, ...dates, current_value: before[0]?.value ?? 0, circle_id: circle };
  const id = known ?? (await post(`${url}/api/kpi/kpis/`, body, admin, `sample-kpi-${circle}-${turn}`)).id;
  if (!last) return;
  const form = new FormData();
  const rows = before.toReversed().map(({ date, value }) => `${date},${value}`);
  form.set("file", new File([["date,value", ...rows].join("\n")], "history.csv", { type: "text/csv" }));
  await call(`${url}/api/kpi/kpis/${id}/import/`, { body: form, token: admin, key: `sample-history-${id}` });
  await post(`${url}/api/kpi/kpis/${id}/update-value/`, { current_value: last.value }, author, `sample-value-${id}`);
};

interface Contact extends Row {
  email: string;
  notes_history: { note: string }[];
}

const plantContacts = async (url: string, circle: string, ana: SignedIn, ben: SignedIn): Promise<void> => {
  const contacts = `${url}/api/crm/contacts/`;
  const list = await all<Contact>(`${contacts}?circle_id=${circle}&page_size=200`, ana.token);
  const there = new Map(list.map((contact) => [contact.email, contact]));
  for (const [index, { notes, ...fields }] of sampleContacts.entries()) {
    const known = there.get(fields.email);
    const said = new Set(known?.notes_history.map(({ note }) => note));
    const body = { ...fields, circle_id: circle };
    const { id } = known ?? (await post(contacts, body, ana.token, `sample-contact-${circle}-${index}`));
    for (const [turn, note] of notes.entries()) {
      const { token } = turn % 2 === 0 ? ana : ben;
      if (!said.has(note)) await post(`${contacts}${id}/notes/`, { note }, token, `sample-note-${id}-${turn}`);
    }
  }
};

const plantKpis = async (url: string, circle: string, ana: SignedIn, ben: SignedIn): Promise<void> => {
  const list = await all<Row & { name: string; history: unknown[] }>(
    `${url}/api/kpi/kpis/?circle_id=${circle}&page_size=200`,
    ana.token,
  );
  // The newest KPI stands first: the list is planted from its end.
  for (const [turn, kpi] of [...sampleKpis.entries()].toReversed()) {
    const known = list.find(({ name }) => name === kpi.name);
    // One that has only its first value was interrupted, unless it follows a source.
    if (known && (kpi.source !== undefined || known.history.length > 1)) continue;
    const hands = [ana.token, (turn % 2 === 0 ? ben : ana).token] as const;
    await plantKpi(url, circle, { kpi, turn, known: known?.id }, hands);
  }
};

/** The circle and its second person, made where they are not there yet. */
const plantCircle = async (url: string, ana: SignedIn, ben: SignedIn): Promise<string> => {
  const circles = await all<Row & { name: string }>(`${url}/api/circles/`, ana.token);
  const { id } =
    circles.find(({ name }) => name === circleName) ??
    (await post(`${url}/api/circles/`, { name: circleName }, ana.token));
  const own = await all<Row>(`${url}/api/circles/`, ben.token);
  if (own.some((circle) => circle.id === id)) return id;
  const invitation = { email: benOkoye.email, role: "member" };
  const invited = await post(`${url}/api/circles/${id}/invitations/`, invitation, ana.token, `sample-invitation-${id}`);
  await call(`${url}/api/invitations/${invited.id}/accept/`, { token: ben.token, key: `sample-acceptance-${id}` });
  return id;
};

/** Plants what is not there yet; what is there stays as people have made it. */
export const plant = async (url: string): Promise<void> => {
  const [ana, ben] = [await signIn(url, anaDuarte), await signIn(url, benOkoye)];
  const circle = await plantCircle(url, ana, ben);
  await plantContacts(url, circle, ana, ben);
  await plantBook(url, circle, { ana, ben });
  await plantKpis(url, circle, ana, ben);
  await plantRuns(url, circle, ana);
  await plantWebhooks(url, circle, ana.token);
};

/**
 * Plants the sample into an empty database. An interrupted run continues where it was; one that cannot be continued,
 * because somebody has changed it since, is left as it is.
 */
export const plantSample = async (url: string, dataDir: string): Promise<void> => {
  const resumes = stateIn(dataDir) === "begun";
  writeFileSync(markPath(dataDir), JSON.stringify({ state: "begun" }));
  try {
    await step("Planting the sample circle", () => plant(url));
  } catch (error) {
    if (!resumes || !(error instanceof Refusal)) throw error;
    console.warn(error.message);
  }
  writeFileSync(markPath(dataDir), JSON.stringify({ state: "done" }));
};
