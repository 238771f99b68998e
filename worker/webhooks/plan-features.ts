/** Which features there are: those that an admin listed, else all that were ever seen in the circle, each from its first day on. [IW10] */
import { sql } from "drizzle-orm";
import { inChunks, type Round } from "./ledger.ts";
import type { Mark } from "./usage-seen.ts";

export interface Features {
  /** How many there are on a day, or which. */
  known(date: string): number | ReadonlySet<string>;
  /** Days of all accounts whose adoption is another one, because there are more features now. */
  moved: { account: string; date: string }[];
  statements: D1PreparedStatement[];
}

const writeFeatures = `
  insert into usage_features (circle, feature, first_date)
  select ?2, w.value ->> 0, w.value ->> 1 from json_each(?1) w where true
  on conflict (circle, feature) do update set first_date = min(first_date, excluded.first_date)`;

export interface StoredFeatures {
  listed: { feature: string }[];
  seen: { feature: string; first_date: string }[];
}

export const storedFeatures = async ({ desk, circle }: Round): Promise<StoredFeatures> => {
  const [listed, seen] = await Promise.all([
    desk.db.all<{ feature: string }>(sql`
      select distinct f.value as feature from webhook_sources s, json_each(s.settings, '$.features') f where s.circle = ${circle.id}`),
    desk.db.all<{ feature: string; first_date: string }>(
      sql`select feature, first_date from usage_features where circle = ${circle.id}`,
    ),
  ]);
  return { listed, seen };
};

export const planFeatures = async (
  { desk, circle }: Round,
  { listed, seen }: StoredFeatures,
  marks: readonly Mark[],
): Promise<Features> => {
  const used = marks.filter(({ kind }) => kind === "feature");
  const firsts = new Map(seen.map(({ feature, first_date }) => [feature, first_date]));
  const earlier = new Map<string, string>();
  for (const { value, date } of used)
    if (date < (firsts.get(value) ?? "9999")) {
      firsts.set(value, date);
      earlier.set(value, date);
    }
  const statements = inChunks([...earlier]).map((text) => desk.env.DB.prepare(writeFeatures).bind(text, circle.id));
  if (listed.length > 0) {
    const names = new Set(listed.map(({ feature }) => feature));
    return { known: () => names, moved: [], statements };
  }
  const dates = [...firsts.values()];
  // Everybody's share is smaller from the first day of a new feature on.
  const from = [...earlier.values()].toSorted()[0];
  const moved =
    from === undefined
      ? []
      : await desk.db.all<{ account: string; date: string }>(sql`
          select distinct m.account, m.date from accounts a join usage_marks m on m.account = a.id and m.kind = 'active' and m.date >= ${from}
          where a.circle = ${circle.id} and a.deleted_at is null`);
  return { known: (date) => dates.filter((first) => first <= date).length, moved, statements };
};
