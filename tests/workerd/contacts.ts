/** A circle with an admin, a moderator, a member and a stranger, and contacts in it, for the contract tests. */
import { circleOf, makeId } from "../../domain/id.ts";
import { join, newCircle, newVisitor, told, type Visitor } from "./visitor.ts";

export interface House {
  circle: string;
  admin: Visitor;
  moderator: Visitor;
  member: Visitor;
  /** Signed in, and in no circle. */
  stranger: Visitor;
}

export const newHouse = async (): Promise<House> => {
  const [admin, moderator, member, stranger] = await Promise.all([
    newVisitor("Ada"),
    newVisitor("Mo"),
    newVisitor("Mem"),
    newVisitor("Stranger"),
  ]);
  const circle = await newCircle(admin, "House");
  await join(admin, circle, moderator, "moderator");
  await join(admin, circle, member, "member");
  return { circle, admin, moderator, member, stranger };
};

export const path = "/api/crm/contacts/";
export const listOf = (house: House, query = ""): string => `${path}?circle_id=${house.circle}${query}`;

/** A new id of the house's circle. */
export const ownId = (house: House): string => makeId(circleOf(house.circle) ?? 0, Date.now(), Math.random);

export interface Row {
  id: string;
  circle_id: string;
  name: string;
  email: string;
  phone: string | null;
  company: string | null;
  status: string;
  funnel_stage: string;
  notes: string;
  notes_history: {
    id: string;
    note: string;
    created_at: string;
    created_by: string | null;
    edited_at: string | null;
  }[];
  last_contact: string;
  created_at: string;
  updated_at: string;
  created_by: string | null;
  updated_by: string | null;
}

let made = 0;

/** Creates a contact as the admin; what is not said is filled in. */
export const create = async (house: House, fields: Record<string, unknown> = {}): Promise<Row> => {
  made += 1;
  const body = { name: `Contact ${made}`, email: `contact-${made}@example.test`, circle_id: house.circle, ...fields };
  const response = await house.admin.send(path, { body });
  if (response.status !== 201) throw new Error(`create: ${response.status} ${await response.text()}`);
  return response.json<Row>();
};

export const read = async (house: House, id: string): Promise<Row> =>
  (await house.admin.send(`${path}${id}/`)).json<Row>();

/** The fields that a refusal names, sorted. */
export const wrongFields = async (answer: Promise<Response>): Promise<{ status: number; fields: string[] }> => {
  const { status, body } = await told(answer);
  return { status, fields: Object.keys((body as { errors?: object }).errors ?? {}).toSorted() };
};
