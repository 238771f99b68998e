/** How the specs of accounts plant them and read their pages. */
import { expect, type Locator, type Page } from "@playwright/test";
import type { Circle, Person } from "./person.ts";

export const dayFrom = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

export interface Planted {
  id: string;
  number: number;
  name: string;
}

/** Creates an account over the API. */
export const addAccount = async (
  person: Person,
  circle: Circle,
  fields: Record<string, unknown> & { name: string },
): Promise<Planted> => {
  const answer = await person.call("POST", "/api/customers/", { circle_id: circle.id, ...fields });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body as Planted;
};

/** A day of usage, from poor (0) to perfect (1), over the API. */
export const addUsage = async (
  person: Person,
  account: Planted,
  quality: number,
  days = 0,
  more: Record<string, number | null> = {},
): Promise<void> => {
  const body = {
    daily_active_users: Math.round(100 * quality),
    feature_adoption_rate: quality,
    support_tickets_open: Math.round(10 * (1 - quality)),
    nps_score: Math.round(200 * quality - 100),
    login_frequency: quality,
    ...more,
  };
  const answer = await person.call("PUT", `/api/accounts/${account.id}/usage/`, { date: dayFrom(days), ...body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
};

export const gridOf = (page: Page): Locator => page.getByRole("grid", { name: "Accounts" });
export const rowOf = (page: Page, name: string): Locator =>
  gridOf(page)
    .getByRole("row")
    .filter({ has: page.getByRole("link", { name, exact: true }) });
export const cellOf = (page: Page, name: string, column: string): Locator =>
  rowOf(page, name).locator(`[data-cell="${column}"]`);
/** The names of the list, top first. */
export const namesOf = (page: Page): Promise<string[]> =>
  page
    .locator("[data-account]")
    .evaluateAll((rows) =>
      rows
        .toSorted((a, b) => Number(a.getAttribute("aria-rowindex")) - Number(b.getAttribute("aria-rowindex")))
        .map((row) => row.querySelector("[data-account-name]")?.textContent ?? ""),
    );
export const expectNames = (page: Page, names: string[]): Promise<void> =>
  expect.poll(() => namesOf(page)).toEqual(names);
export const panelOf = (page: Page): Locator => page.locator("[data-account-panel]");
