/** People of a test: signed up over the API, each with a browser of their own. */
import type { Browser, BrowserContext, Page } from "@playwright/test";

export interface Person {
  name: string;
  email: string;
  password: string;
  /** The id that better-auth gave. */
  id: string;
  /** Bearer token for calls outside the browser. */
  token: string;
  context: BrowserContext;
  /** The first page of the person's browser, signed in, still blank. */
  page: Page;
  /** What the person's pages wrote to the console as errors. */
  complaints: string[];
  /** One call to the API as this person, with the bearer token; any status is an answer. */
  call: (method: string, path: string, body?: unknown) => Promise<{ status: number; body: unknown }>;
}

export interface Circle {
  id: string;
  name: string;
}

const password = "correct horse battery";
let population = 0;

const collect = (page: Page, complaints: string[]): void => {
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`${page.url()}: ${message.text()} ${message.location().url}`);
  });
  page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.message}`));
};

/** Signs somebody up, over the API, in a fresh browser context that holds the session's cookie. */
export const signUp = async (browser: Browser, url: string, name: string): Promise<Person> => {
  population += 1;
  const email = `${name.toLowerCase()}.${process.pid}.${population}@example.com`;
  const context = await browser.newContext({ baseURL: url });
  const response = await context.request.post("/api/auth/sign-up/email", {
    data: { name, email, password },
    headers: { origin: url },
  });
  if (!response.ok()) throw new Error(`Signing ${name} up gave ${response.status()}: ${await response.text()}`);
  const token = response.headers()["set-auth-token"];
  if (!token) throw new Error("Signing up gave no bearer token.");
  const { user }: { user: { id: string } } = await response.json();
  const complaints: string[] = [];
  context.on("page", (page) => collect(page, complaints));
  const page = await context.newPage();
  const call: Person["call"] = async (method, path, body) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get("content-type")?.includes("json") ?? false;
    return { status: answer.status, body: isJson ? JSON.parse(text) : text };
  };
  return { name, email, password, id: user.id, token, context, page, complaints, call };
};

const expectStatus = <Body>(answer: { status: number; body: unknown }, wanted: number[]): Body => {
  if (!wanted.includes(answer.status)) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body as Body;
};

/** Founds a circle with `admin` as its admin. */
export const foundCircle = async (admin: Person, name: string): Promise<Circle> =>
  expectStatus<Circle>(await admin.call("POST", "/api/circles/", { name }), [201]);

/** Brings somebody into the circle by invitation and acceptance. */
export const bringIn = async (admin: Person, circle: Circle, guest: Person, role = "member"): Promise<void> => {
  const invitation = await admin.call("POST", `/api/circles/${circle.id}/invitations/`, {
    email: guest.email,
    role,
  });
  const { id } = expectStatus<{ id: string }>(invitation, [201]);
  expectStatus(await guest.call("POST", `/api/invitations/${id}/accept/`), [200, 201, 204]);
};

/** Creates a contact over the API; what is not named is made up. */
export const addContact = async (
  person: Person,
  circle: Circle,
  fields: Record<string, unknown> = {},
): Promise<{ id: string; name: string; [field: string]: unknown }> => {
  population += 1;
  const body = {
    name: `Contact ${population}`,
    email: `contact.${process.pid}.${population}@example.com`,
    ...fields,
  };
  return expectStatus(await person.call("POST", "/api/crm/contacts/", { ...body, circle_id: circle.id }), [201]);
};
