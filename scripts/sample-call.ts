/** Requests of the sample: one at a time for one person, waiting where the server asks to, and refusing any answer but success. */
import { Refusal } from "./progress.ts";

export interface Call {
  method?: string;
  body?: unknown;
  token?: string;
  /** Makes a repeated write harmless. */
  key?: string;
}

const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

/** A connection that broke is opened again so often, where repeating does no harm. */
const mostTries = 5;

export const call = async (url: string, given: Call, tries = 1): Promise<Response> => {
  const { method = "POST", body, token, key } = given;
  const form = body instanceof FormData;
  // Files are imported row by row, and a row that is there already changes nothing.
  const again = tries < mostTries && (method === "GET" || key !== undefined || form);
  const response = await fetch(url, {
    method,
    headers: {
      origin: new URL(url).origin,
      ...(body === undefined || form ? {} : { "content-type": "application/json" }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(key === undefined ? {} : { "idempotency-key": key }),
    },
    ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
  }).catch((broken: unknown) => (again ? null : Promise.reject(broken)));
  if (response === null) {
    await pause(250 * tries);
    return call(url, given, tries + 1);
  }
  if (response.status === 429) {
    await pause(1000 * Number(response.headers.get("retry-after") ?? 1));
    return call(url, given, tries);
  }
  if (!response.ok) {
    throw new Refusal(`The sample data stopped at ${method} ${url}: ${response.status} ${await response.text()}`);
  }
  return response;
};

export interface Row {
  id: string;
}

export const post = async (url: string, body: unknown, token: string, key?: string): Promise<Row> =>
  (await (await call(url, { body, token, ...(key === undefined ? {} : { key }) })).json()) as Row;

export const get = async <Answer>(url: string, token: string): Promise<Answer> =>
  (await (await call(url, { method: "GET", token })).json()) as Answer;

/** Everything of a list, page after page. */
export const all = async <Item>(url: string, token: string): Promise<Item[]> => {
  const items: Item[] = [];
  for (let next: string | null = url; next !== null;) {
    const page: { results: Item[]; next: string | null } = await get(next, token);
    items.push(...page.results);
    next = page.next;
  }
  return items;
};

/** A few at once, in the list's order. */
export const eachOf = async <Item>(items: readonly Item[], work: (item: Item) => Promise<unknown>): Promise<void> => {
  const waiting = [...items];
  const worker = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: 6 }, worker));
};

export interface SampleUser {
  name: string;
  email: string;
  password: string;
}

export interface SignedIn {
  id: string;
  token: string;
}

/** Signs up, or in where they have signed up already. */
export const signIn = async (url: string, person: SampleUser): Promise<SignedIn> => {
  const { name: _name, ...credentials } = person;
  const response = await call(`${url}/api/auth/sign-up/email`, { body: person }).catch((refusal: unknown) =>
    call(`${url}/api/auth/sign-in/email`, { body: credentials }).catch(() => Promise.reject(refusal)),
  );
  const token = response.headers.get("set-auth-token");
  if (token === null) throw new Refusal("Signing in gave no bearer token.");
  const { user } = (await response.json()) as { user: Row };
  return { id: user.id, token };
};
