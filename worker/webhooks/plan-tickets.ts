/** Tickets of other systems: the newest word on each stands, and each open one counts. [IW10] [IW11] */
import { dateAfter } from "../../domain/days.ts";
import { dayOf } from "../../domain/payload.ts";
import { isNewer } from "../../domain/usage.ts";
import type { TicketChange } from "../../domain/webhook-change.ts";
import { inChunks, keyOf, type Placed, type Round, tell, type Work } from "./ledger.ts";
import { type Mark, storedTickets, type StoredTicket, ticketsOf } from "./usage-seen.ts";

export interface Ticketing {
  /** The tickets of each account, as they are after this round. */
  tickets: Map<string, StoredTicket[]>;
  /** Days on which a number of open tickets changes, and whose doing it is. */
  days: { account: string; date: string; work: Work }[];
  marks: Mark[];
  statements: D1PreparedStatement[];
}

/** A day longer ago is not opened for the sake of a ticket. */
const backMost = 60;

const writeTickets = `
  insert into webhook_tickets (source, id, account, opened_at, closed_at, at, n)
  select w.value ->> 'source', w.value ->> 'id', w.value ->> 'account', w.value ->> 'opened_at', w.value ->> 'closed_at',
    w.value ->> 'at', w.value ->> 'n'
  from json_each(?1) w where true
  on conflict (source, id) do update set account = excluded.account, opened_at = excluded.opened_at,
    closed_at = excluded.closed_at, at = excluded.at, n = excluded.n`;

const stateOf = (ticket: StoredTicket | undefined): string | null =>
  ticket ? (ticket.closed_at === null ? "open" : "closed") : null;

/** The ticket after one more word about it. Closing it again, by a later or an earlier word, leaves the first time. */
const after = (was: StoredTicket | undefined, { work, change, account }: Placed<TicketChange>): StoredTicket => {
  const said = { at: change.at, n: work.row.n };
  const opened_at = Math.min(change.opened_at ?? change.at, was?.opened_at ?? Number.POSITIVE_INFINITY);
  const closedBefore = was?.closed_at ?? null;
  const closed_at = change.open ? null : Math.min(change.at, closedBefore ?? Number.POSITIVE_INFINITY);
  if (was && !isNewer(said, was))
    return { ...was, opened_at, closed_at: closedBefore !== null && closed_at !== null ? closed_at : closedBefore };
  return { source: work.source.id, id: change.id, account: account.id, opened_at, closed_at, ...said };
};

/** `others` are accounts whose open tickets are counted though none of them changes. */
export const planTickets = async (
  round: Round,
  items: readonly Placed<TicketChange>[],
  others: readonly string[],
): Promise<Ticketing> => {
  const named = await storedTickets(
    round,
    items.map(({ work, change }) => [work.source.id, change.id]),
  );
  const concerned = new Set([
    ...others,
    ...items.map(({ account }) => account.id),
    ...named.map(({ account }) => account),
  ]);
  const all = [...(await ticketsOf(round, [...concerned])), ...named];
  const known = new Map(all.map((ticket) => [keyOf(ticket.source, ticket.id), ticket]));
  const written = new Set<string>();
  const days: Ticketing["days"] = [];

  for (const item of items) {
    const { work, change, account } = item;
    const name = keyOf(work.source.id, change.id);
    const was = known.get(name);
    const now = after(was, item);
    const newer = now.n === work.row.n && now.at === change.at;
    known.set(name, now);
    written.add(name);
    tell(work, {
      what: "ticket",
      account_id: account.id,
      account_name: account.name,
      record: change.id,
      before: stateOf(was),
      after: stateOf(now),
      why: newer ? (change.title ?? `Ticket ${change.id}`) : "Something newer is known of this ticket.",
    });
    for (const instant of new Set([change.at, now.opened_at])) {
      days.push({ account: now.account, date: dayOf(instant), work });
      if (was && was.account !== now.account) days.push({ account: was.account, date: dayOf(instant), work });
    }
  }

  const today = dayOf(round.now);
  const counted = days.filter(({ date }) => date >= dateAfter(today, -backMost) && date <= today);
  const tickets = new Map<string, StoredTicket[]>();
  for (const ticket of known.values()) {
    const beside = tickets.get(ticket.account);
    if (beside) beside.push(ticket);
    else tickets.set(ticket.account, [ticket]);
  }
  const rows = [...written].flatMap((name) => known.get(name) ?? []);
  return {
    tickets,
    days: counted,
    marks: counted.map(({ account, date }) => ({ account, kind: "tickets", date, value: "" })),
    statements: inChunks(rows).map((text) => round.desk.env.DB.prepare(writeTickets).bind(text)),
  };
};
