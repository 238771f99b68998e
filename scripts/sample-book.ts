/**
 * Plants the accounts of the sample circle: the companies, their usage, meetings, feedback and figures. Adds what is
 * missing; usage is told as days before today, so on another day it comes up to that day.
 */
import { sampleAccounts } from "./sample-accounts.ts";
import { all, call, eachOf, get, post, type Row, type SignedIn } from "./sample-call.ts";
import { sampleFeedback } from "./sample-feedback.ts";
import { dateBefore } from "./sample-kpis.ts";
import { sampleMeetings } from "./sample-meetings.ts";
import { sampleCsv, sampleUsage } from "./sample-usage.ts";

interface People {
  ana: SignedIn;
  ben: SignedIn;
}

interface Customer extends Row {
  name: string;
}

/** What people keep of a customer by hand, as its usage ended. */
const figuresOf = (turn: number, today: string): Record<string, unknown> | null => {
  const account = sampleAccounts[turn];
  if (!account) return null;
  const days = sampleUsage(account, 100 + turn, today);
  const [before, last] = [days.at(-31), days.at(-1)];
  if (!last) return null;
  const change = before ? last.daily_active_users / Math.max(1, before.daily_active_users) : 1;
  const limit = account.seats * 40;
  return {
    nps: last.nps_score,
    usage_trend: change > 1.05 ? "up" : change < 0.95 ? "down" : "stable",
    active_users: last.daily_active_users,
    seat_utilization: Math.round((last.daily_active_users / account.seats) * 1000) / 10,
    renewal_rate: Math.round(60 + 40 * last.feature_adoption_rate),
    response_limit: limit,
    response_used: Math.round(limit * last.login_frequency),
  };
};

const override = {
  health_score: "critical",
  health_reason: "Their champion has left, nobody follows her, and they asked how to cancel.",
};

export const plantBook = async (url: string, circle: string, { ana, ben }: People): Promise<void> => {
  const today = new Date().toISOString().slice(0, 10);
  const customers = `${url}/api/customers/`;
  const list = `${customers}?circle_id=${circle}&page_size=200`;
  const there = new Map((await all<Customer>(list, ana.token)).map(({ name, id }) => [name, id]));
  // In order, so that their numbers are the same every time.
  for (const { name, industry, segment, region, arr, seats, renews, owner } of sampleAccounts) {
    if (there.has(name)) continue;
    const body = {
      circle_id: circle,
      ...{ name, industry, segment, region, arr, seats },
      renewal_date: dateBefore(today, -renews),
      owner: (owner === "ana" ? ana : ben).id,
    };
    there.set(name, (await post(customers, body, ana.token)).id);
  }
  const form = new FormData();
  form.set("circle_id", circle);
  form.set("history", "true");
  form.set("file", new File([sampleCsv(sampleAccounts, today)], "usage.csv", { type: "text/csv" }));
  await call(`${url}/ingest/csv`, { body: form, token: ana.token });

  const known = async (kind: "feedback" | "meetings"): Promise<Set<string>> => {
    const rows = await all<{ customer: string }>(`${customers}${kind}/?circle_id=${circle}&page_size=200`, ana.token);
    return new Set(rows.map(({ customer }) => customer));
  };
  const [heard, met] = [await known("feedback"), await known("meetings")];
  await eachOf([...sampleAccounts.entries()], async ([turn, { name, owner }]) => {
    const id = there.get(name) ?? "";
    const { token } = owner === "ana" ? ana : ben;
    for (const { ago, hour, ...meeting } of met.has(id) ? [] : (sampleMeetings[name] ?? [])) {
      const date = `${dateBefore(today, ago)}T${String(hour).padStart(2, "0")}:00:00Z`;
      await post(`${customers}${id}/meetings/`, { date, ...meeting }, token);
    }
    for (const feedback of heard.has(id) ? [] : (sampleFeedback[name] ?? []))
      await post(`${customers}${id}/feedback/`, feedback, token);
    const figures = figuresOf(turn, today);
    const { updated_at } = await get<{ updated_at: string | null }>(`${customers}${id}/metrics/`, token);
    if (figures && updated_at === null)
      await call(`${customers}${id}/metrics/`, { method: "PUT", body: figures, token });
    if (name === "Canal Voyages" && !met.has(id))
      await call(`${customers}${id}/`, { method: "PATCH", body: override, token });
  });
};
