/** Accounts for the contract tests. */
import type { House } from "./contacts.ts";
import type { Call } from "./visitor.ts";

export const customerPath = "/api/customers/";

export interface CustomerRow {
  id: string;
  number: number;
  circle_id: string;
  name: string;
  industry: string;
  segment: string | null;
  region: string | null;
  arr: string;
  seats: number | null;
  renewal_date: string | null;
  owner: string | null;
  health_score: string | null;
  health_value: number | null;
  health_bucket: string;
  health_source: string;
  computed_value: number | null;
  override: { bucket: string | null; value: number | null; reason: string; by: string; until: string | null } | null;
  sentiment: string | null;
  sentiment_why: Record<string, unknown> | null;
  last_meeting_at: string | null;
  open_feedback: number;
  last_updated: string;
  created_at: string;
  created_by: string | null;
  updated_by: string | null;
}

export interface Page<Row> {
  count: number;
  next: string | null;
  previous: string | null;
  results: Row[];
}

let made = 0;

/** Creates a customer as the admin; what is not said is filled in. */
export const createCustomer = async (
  house: House,
  fields: Record<string, unknown> = {},
  call: Call = {},
): Promise<CustomerRow> => {
  made += 1;
  const body = { name: `Customer ${made}`, circle_id: house.circle, ...fields };
  const response = await house.admin.send(customerPath, { ...call, body });
  if (response.status !== 201) throw new Error(`createCustomer: ${response.status} ${await response.text()}`);
  return response.json<CustomerRow>();
};

export const readCustomer = async (house: House, id: string): Promise<CustomerRow> =>
  (await house.admin.send(`${customerPath}${id}/`)).json<CustomerRow>();

/** Names of a list, in its order. */
export const namesOf = async (answer: Promise<Response>): Promise<string[]> => {
  const response = await answer;
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json<Page<{ name: string }>>()).results.map(({ name }) => name);
};

/** A day of usage; what is not said is as on the first day of the seed's Acme. */
export const putUsage = (house: House, id: string, fields: Record<string, unknown>): Promise<Response> =>
  house.admin.send(`/api/accounts/${id}/usage/`, {
    method: "PUT",
    body: {
      date: "2024-01-01",
      daily_active_users: 150,
      feature_adoption_rate: 0.75,
      support_tickets_open: 2,
      nps_score: 50,
      login_frequency: 0.85,
      ...fields,
    },
  });
