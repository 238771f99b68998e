/** A small book for tests of the portfolio and of Today, with ways to ask for what they show. */
import { settle } from "../../worker/accounts/door.ts";
import { desk, newBook } from "./accounts.ts";
import type { Visitor } from "./visitor.ts";

const day = 24 * 60 * 60_000;
export const now = Date.now();
export const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
export const today = dateOf(now);
export const ago = (days: number): number => now - days * day;

export const get = async <Body>(who: Visitor, path: string): Promise<Body> => {
  const response = await who.send(path);
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json<Body>();
};

/** Acme healthy, Bolt fallen to critical five days ago, Core without data. */
export const openBook = async () => {
  const book = await newBook();
  const acme = await book.account("Acme", {
    segment: "Enterprise",
    region: "EMEA",
    industry: "technology",
    arr: 120_000_00,
    renewal_date: dateOf(ago(-20)),
    created_at: ago(400),
  });
  const bolt = await book.account("Bolt", {
    segment: "SMB",
    region: "EMEA",
    industry: "retail",
    arr: 40_000_00,
    renewal_date: dateOf(ago(-60)),
    created_at: ago(400),
  });
  const core = await book.account("Core", { arr: 10_000_00, created_at: ago(3) });
  const at = (when: number) => ({ cause: "metrics" as const, actor: null, now: when });
  await book.day(acme, dateOf(ago(40)));
  await book.day(bolt, dateOf(ago(40)), { daily_active_users: 20 });
  await settle(desk, book.circle, [acme, bolt, core], at(ago(40)));
  await book.day(bolt, dateOf(ago(5)), {
    daily_active_users: 2,
    feature_adoption_rate: 0.2,
    support_tickets_open: 9,
    nps_score: -40,
    login_frequency: 0.2,
  });
  await settle(desk, book.circle, [bolt], at(ago(5)));
  await book.day(acme, today);
  await settle(desk, book.circle, [acme], at(now));
  return { ...book, acme, bolt, core, query: `?circle_id=${book.circle.id}` };
};
