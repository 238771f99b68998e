/** A circle of many contacts for the board's benchmark, the same people every time. */
import { stages, statuses } from "../../domain/funnel.ts";
import { circleOf, makeId } from "../../domain/id.ts";

const firsts = [
  "Ana",
  "Ben",
  "Chioma",
  "Dmitri",
  "Elif",
  "Freya",
  "Greta",
  "Hiro",
  "Ines",
  "Jonas",
  "Karim",
  "Leila",
  "Mateo",
  "Nadia",
  "Omar",
  "Priya",
];
const lasts = [
  "Achterberg",
  "Brandt",
  "Costa",
  "Demir",
  "Eriksen",
  "Fontaine",
  "Garcia",
  "Haddad",
  "Ito",
  "Jensen",
  "Kowalska",
  "Lindqvist",
  "Moreau",
];
const trades = ["Analytics", "Brewing", "Clinics", "Dairy", "Energy", "Ferries", "Garments", "Hotels", "Insurance"];

export interface FilledCircle {
  id: string;
  email: string;
  password: string;
  token: string;
  contacts: string[];
}

const connections = 16;

/** Signs a person up and fills a new circle of theirs over REST. */
export const fillCircle = async (url: string, count: number): Promise<FilledCircle> => {
  const post = async (path: string, body: unknown, token?: string): Promise<Response> => {
    const response = await fetch(url + path, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        origin: url,
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response;
  };
  const [email, password] = [`board-${count}@example.com`, "board-and-more-board"];
  const signedUp = await post("/api/auth/sign-up/email", { name: "Board", email, password });
  const token = signedUp.headers.get("set-auth-token") ?? "";
  const { id } = (await (await post("/api/circles/", { name: `Board ${count}` }, token)).json()) as { id: string };
  const contacts: string[] = [];
  let next = 0;
  const write = async (): Promise<void> => {
    while (next < count) {
      const n = next;
      next += 1;
      const contact = makeId(circleOf(id) ?? 0, Date.now(), Math.random);
      await post(
        "/api/crm/contacts/",
        {
          id: contact,
          circle_id: id,
          name: `${firsts[n % firsts.length]} ${lasts[n % lasts.length]} ${n}`,
          email: `board-${n}@example.com`,
          phone: `+1 555 ${String(n).padStart(7, "0")}`,
          company: `${lasts[(n * 7) % lasts.length]} ${trades[n % trades.length]}`,
          status: statuses[n % statuses.length],
          funnel_stage: stages[(n >> 2) % stages.length],
          notes: n % 3 === 0 ? `Said on the phone: call ${n} again.` : "",
        },
        token,
      );
      contacts.push(contact);
    }
  };
  await Promise.all(Array.from({ length: connections }, write));
  return { id, email, password, token, contacts };
};
