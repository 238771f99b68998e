/** A book of customers for end-to-end specs and benches: made over the API, with daily usage by CSV. */
import type { Circle, Person } from "./person.ts";

const day = 86_400_000;
/** UTC. */
export const dateIn = (days: number): string => new Date(Date.now() + days * day).toISOString().slice(0, 10);

export interface Customer {
  name: string;
  segment: "Enterprise" | "Mid-Market" | "SMB";
  region: string;
  industry: string;
  arr: number;
  /** Days from today; null without a renewal date. */
  renewal: number | null;
  /** Usage in a day so many days ago; null where it has none. */
  usage: ((ago: number) => Usage) | null;
}

export interface Usage {
  users: number;
  /** 0…1. */
  adoption: number;
  tickets: number;
  nps: number | null;
  /** 0…1. */
  logins: number;
}

const steady = (usage: Usage) => (): Usage => usage;
/** From one state to another over the last so many days. */
const turning =
  (from: Usage, to: Usage, days: number) =>
  (ago: number): Usage => {
    const share = Math.min(1, Math.max(0, 1 - ago / days));
    const between = (a: number, b: number): number => a + (b - a) * share;
    return {
      users: Math.round(between(from.users, to.users)),
      adoption: Math.round(between(from.adoption, to.adoption) * 1000) / 1000,
      tickets: Math.round(between(from.tickets, to.tickets)),
      nps: from.nps === null || to.nps === null ? null : Math.round(between(from.nps, to.nps)),
      logins: Math.round(between(from.logins, to.logins) * 1000) / 1000,
    };
  };

const well: Usage = { users: 140, adoption: 0.82, tickets: 1, nps: 55, logins: 0.9 };
const middling: Usage = { users: 34, adoption: 0.55, tickets: 4, nps: 10, logins: 0.6 };
const poor: Usage = { users: 6, adoption: 0.2, tickets: 8, nps: -30, logins: 0.25 };

/** Eight customers of every kind: well, falling, poor, rising, silent, without data. */
export const customers: readonly Customer[] = [
  {
    name: "Acme Corp",
    segment: "Enterprise",
    region: "EMEA",
    industry: "manufacturing",
    arr: 240_000,
    renewal: 210,
    usage: steady(well),
  },
  {
    name: "Bluebird Health",
    segment: "Mid-Market",
    region: "EMEA",
    industry: "healthcare",
    arr: 96_000,
    renewal: 24,
    usage: turning({ ...well, users: 70 }, { ...middling, users: 22, tickets: 6 }, 12),
  },
  {
    name: "Castor Finance",
    segment: "Enterprise",
    region: "AMER",
    industry: "finance",
    arr: 180_000,
    renewal: 58,
    usage: steady({ ...poor, users: 18 }),
  },
  {
    name: "Delphi Schools",
    segment: "SMB",
    region: "APAC",
    industry: "education",
    arr: 18_500,
    renewal: 12,
    usage: turning(poor, { ...middling, users: 16 }, 6),
  },
  {
    name: "Ember Retail",
    segment: "Mid-Market",
    region: "AMER",
    industry: "retail",
    arr: 64_000,
    renewal: 300,
    usage: steady(middling),
  },
  {
    name: "Fjord Software",
    segment: "SMB",
    region: "EMEA",
    industry: "technology",
    arr: 22_400,
    renewal: -6,
    usage: steady({ ...well, users: 30, nps: null }),
  },
  {
    name: "Galena Metals",
    segment: "Mid-Market",
    region: "APAC",
    industry: "manufacturing",
    arr: 51_000,
    renewal: 88,
    usage: turning({ ...well, users: 60 }, { ...well, users: 44, adoption: 0.7 }, 5),
  },
  {
    name: "Harbor Logistics",
    segment: "SMB",
    region: "AMER",
    industry: "other",
    arr: 12_000,
    renewal: null,
    usage: null,
  },
];

/** So many more, the same each time. */
export const manyCustomers = (count: number): Customer[] => {
  const words = ["North", "Silver", "Quartz", "Maple", "Cobalt", "Lumen", "Orchid", "Summit", "Delta", "Harvest"];
  const kinds = ["Systems", "Foods", "Clinics", "Capital", "Academy", "Works", "Media", "Energy"];
  const industries = ["technology", "retail", "healthcare", "finance", "education", "manufacturing", "other"];
  const states = [well, middling, poor, { ...well, users: 90 }, { ...middling, nps: 35, adoption: 0.7 }];
  return Array.from({ length: count }, (_, at): Customer => {
    const segment = (["Enterprise", "Mid-Market", "SMB"] as const)[at % 3] ?? "SMB";
    const size = { Enterprise: 1, "Mid-Market": 0.5, SMB: 0.2 }[segment];
    const from = states[(at * 7) % states.length] ?? well;
    const to = states[(at * 11 + 3) % states.length] ?? well;
    const sized = (usage: Usage): Usage => ({ ...usage, users: Math.round(usage.users * size) });
    return {
      name: `${words[at % words.length]} ${kinds[Math.floor(at / words.length) % kinds.length]}${at >= 80 ? ` ${Math.floor(at / 80) + 1}` : ""}`,
      segment,
      region: ["EMEA", "AMER", "APAC"][(at * 5) % 3] ?? "EMEA",
      industry: industries[at % industries.length] ?? "other",
      arr: Math.round((8_000 + ((at * 7_919) % 90_000)) * (1 + 3 * size)),
      renewal: ((at * 37) % 340) + 1,
      usage: at % 4 === 0 ? turning(sized(from), sized(to), 10) : steady(sized(at % 3 === 1 ? middling : well)),
    };
  });
};

const usageFile = (all: readonly Customer[], days: number): File => {
  const header =
    "account_name,segment,region,arr,date,daily_active_users,feature_adoption_rate,support_tickets_open,nps_score,login_frequency";
  const lines = all.flatMap(({ name, segment, region, arr, usage }) =>
    usage === null
      ? []
      : Array.from({ length: days }, (_, at) => {
          const ago = days - 1 - at;
          const { users, adoption, tickets, nps, logins } = usage(ago);
          return [name, segment, region, arr, dateIn(-ago), users, adoption, tickets, nps ?? "", logins].join(",");
        }),
  );
  return new File([[header, ...lines].join("\n")], "usage.csv", { type: "text/csv" });
};

/** Creates the customers and sends in their usage; gives their ids by name. */
export const plantBook = async (
  person: Pick<Person, "call" | "token">,
  url: string,
  circle: Circle,
  all: readonly Customer[] = customers,
  days = 45,
): Promise<Map<string, string>> => {
  const ids = new Map<string, string>();
  for (const { name, segment, region, industry, arr, renewal } of all) {
    const answer = await person.call("POST", "/api/customers/", {
      circle_id: circle.id,
      name,
      segment,
      region,
      industry,
      arr,
      renewal_date: renewal === null ? null : dateIn(renewal),
    });
    if (answer.status !== 201) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`);
    ids.set(name, (answer.body as { id: string }).id);
  }
  await sendUsage({ person, url, circle, all, days });
  return ids;
};

export const sendUsage = async ({
  person,
  url,
  circle,
  all,
  days,
}: {
  person: Pick<Person, "token">;
  url: string;
  circle: Circle;
  all: readonly Customer[];
  days: number;
}): Promise<void> => {
  const form = new FormData();
  form.set("circle_id", circle.id);
  form.set("file", usageFile(all, days));
  const sent = await fetch(`${url}/ingest/csv`, {
    method: "POST",
    headers: { authorization: `Bearer ${person.token}` },
    body: form,
  });
  if (!sent.ok) throw new Error(`${sent.status}: ${await sent.text()}`);
};
