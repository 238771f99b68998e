/** KPIs for the contract tests. */
import { vi, expect } from "vitest";
import type { House } from "./contacts.ts";
import { type Call, send, type Visitor } from "./visitor.ts";

export const kpiPath = "/api/kpi/kpis/";

export interface KpiRow {
  id: string;
  circle_id: string;
  name: string;
  current_value: string;
  target: string;
  unit: string;
  percentage_complete: string;
  trend: string;
  percentage_change: string;
  direction: string;
  source: string | null;
  updated_by: string | null;
  created_by: string | null;
  history: { value: string; recorded_at: string }[];
}

export interface HistoryRow {
  kpi_id: string;
  name: string;
  history: { value: string; target: string; percentage_complete: string; recorded_at: string }[];
}

let made = 0;

/** Creates a KPI as the admin; what is not said is filled in. */
export const createKpi = async (house: House, fields: Record<string, unknown> = {}): Promise<KpiRow> => {
  made += 1;
  const body = { name: `KPI ${made}`, current_value: 10, target: 100, circle_id: house.circle, ...fields };
  const response = await house.admin.send(kpiPath, { body });
  if (response.status !== 201) throw new Error(`createKpi: ${response.status} ${await response.text()}`);
  return response.json<KpiRow>();
};

export const readKpi = async (house: House, id: string): Promise<KpiRow> =>
  (await house.admin.send(`${kpiPath}${id}/`)).json<KpiRow>();

export const historyOf = async (house: House, id: string, query = ""): Promise<HistoryRow> =>
  (await house.admin.send(`${kpiPath}${id}/history/${query}`)).json<HistoryRow>();

export const recordValue = (person: Visitor, id: string, current_value: unknown, call: Call = {}): Promise<Response> =>
  person.send(`${kpiPath}${id}/update-value/`, { ...call, body: { current_value } });

/** What a KPI says of its value, without what differs by run. */
export const saying = ({ current_value, target, percentage_complete, trend, percentage_change }: KpiRow) => [
  current_value,
  target,
  percentage_complete,
  trend,
  percentage_change,
];

/** Waits until the KPI has this value. */
export const expectValue = (house: House, id: string, value: string): Promise<void> =>
  vi.waitFor(async () => expect((await readKpi(house, id)).current_value).toBe(value), {
    timeout: 1_000,
    interval: 20,
  });

/** Sends a file to a KPI. */
export const importSeries = (
  person: Visitor,
  id: string,
  file: string,
  fields: Record<string, string> = {},
  headers: Record<string, string> = {},
): Promise<Response> => {
  const boundary = "----rondo-test";
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const body = `${parts.join("")}--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="series.csv"\r\ncontent-type: text/csv\r\n\r\n${file}\r\n--${boundary}--\r\n`;
  return send(`${kpiPath}${id}/import/`, {
    method: "POST",
    body,
    headers: {
      authorization: `Bearer ${person.token}`,
      "content-type": `multipart/form-data; boundary=${boundary}`,
      ...headers,
    },
  });
};
