/** Fills an empty database with one circle, two people, their contacts and KPIs, through the same HTTP API that everybody uses. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Refusal, step } from "./progress.ts";
import { sampleContacts } from "./sample-contacts.ts";
import { dateBefore, type SampleKpi, sampleHistory, sampleKpis } from "./sample-kpis.ts";

const password = "rondo-sample";
const ana = { name: "Ana Duarte", email: "ana@example.com", password };
const ben = { name: "Ben Okoye", email: "ben@example.com", password };
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

/** The lines that tell a newcomer how to sign in; none for a database without the sample. */
export const signIns = (dataDir: string): string[] =>
  stateIn(dataDir) === "done"
    ? [
        `Sign in as ${ana.email} (admin) or, in a second browser, ${ben.email} (member).`,
        `The password of both is ${password}`,
      ]
    : [];

const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

interface Call {
  method?: string;
  body?: unknown;
  token?: string;
  /** Makes a repeated write harmless. */
  key?: string;
}

/** One request; waits when the server asks to, and refuses any answer but success. */
const call = async (url: string, { method = "POST", body, token, key }: Call): Promise<Response> => {
  const form = body instanceof FormData;
  const response = await fetch(url, {
    method,
    headers: {
      origin: new URL(url).origin,
      ...(body === undefined || form ? {} : { "content-type": "application/json" }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(key === undefined ? {} : { "idempotency-key": key }),
    },
    ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
  });
  if (response.status === 429) {
    await pause(1000 * Number(response.headers.get("retry-after") ?? 1));
    return call(url, { method, body, ...(token ? { token } : {}), ...(key ? { key } : {}) });
  }
  if (!response.ok) {
    throw new Refusal(`The sample data stopped at ${method} ${url}: ${response.status} ${await response.text()}`);
  }
  return response;
};

/** Signs up, or in where an interrupted run has signed up already. */
const signIn = async (url: string, person: typeof ana): Promise<string> => {
  const { name: _name, ...credentials } = person;
  const response = await call(`${url}/api/auth/sign-up/email`, { body: person }).catch((refusal: unknown) =>
    call(`${url}/api/auth/sign-in/email`, { body: credentials }).catch(() => Promise.reject(refusal)),
  );
  const token = response.headers.get("set-auth-token");
  if (token === null) throw new Refusal("Signing in gave no bearer token.");
  return token;
};

interface Row {
  id: string;
}

const post = async (url: string, body: unknown, token: string, key: string): Promise<Row> =>
  (await (await call(url, { body, token, key })).json()) as Row;

/** A KPI as the API takes it, its history as the file that anybody could import, and today's value by somebody. */
const plantKpi = async (
  url: string,
  circle: string,
  kpi: SampleKpi,
  turn: number,
  today: string,
  [admin, author]: readonly [string, string],
): Promise<void> => {
  const { history: _history, pace, ...fields } = kpi;
  const points = sampleHistory(kpi, turn + 1, today);
  const [last, ...before] = points.toReversed();
  const dates = pace && {
    baseline: pace.baseline,
    starts_on: dateBefore(today, pace.started),
    due_on: dateBefore(today, -pace.due),
  };
  const body = { ...fields, ...dates, current_value: before[0]?.value ?? 0, circle_id: circle };
  const { id } = await post(`${url}/api/kpi/kpis/`, body, admin, `sample-kpi-${turn}`);
  if (!last) return;
  const form = new FormData();
  const rows = before.toReversed().map(({ date, value }) => `${date},${value}`);
  form.set("file", new File([["date,value", ...rows].join("\n")], "history.csv", { type: "text/csv" }));
  await call(`${url}/api/kpi/kpis/${id}/import/`, { body: form, token: admin, key: `sample-history-${turn}` });
  await post(`${url}/api/kpi/kpis/${id}/update-value/`, { current_value: last.value }, author, `sample-value-${turn}`);
};

const plant = async (url: string): Promise<void> => {
  const admin = await signIn(url, ana);
  const member = await signIn(url, ben);
  const circle = await post(`${url}/api/circles/`, { name: circleName }, admin, "sample-circle");
  const invitation = { email: ben.email, role: "member" };
  const invitations = `${url}/api/circles/${circle.id}/invitations/`;
  const invited = await post(invitations, invitation, admin, "sample-invitation");
  await call(`${url}/api/invitations/${invited.id}/accept/`, { token: member, key: "sample-acceptance" });
  for (const [index, { notes, ...fields }] of sampleContacts.entries()) {
    const body = { ...fields, circle_id: circle.id };
    const contact = await post(`${url}/api/crm/contacts/`, body, admin, `sample-contact-${index}`);
    for (const [turn, note] of notes.entries()) {
      const author = turn % 2 === 0 ? admin : member;
      const address = `${url}/api/crm/contacts/${contact.id}/notes/`;
      await post(address, { note }, author, `sample-note-${index}-${turn}`);
    }
  }
  const today = new Date().toISOString().slice(0, 10);
  // The newest KPI stands first: the list is planted from its end.
  for (const [turn, kpi] of [...sampleKpis.entries()].toReversed())
    await plantKpi(url, circle.id, kpi, turn, today, [admin, turn % 2 === 0 ? member : admin]);
};

/**
 * Plants people, circle, contacts, notes and KPIs. Each write carries a key, so an interrupted run continues where it was.
 * One that cannot be continued, because it is too long ago or somebody has changed it since, is left as it is.
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
