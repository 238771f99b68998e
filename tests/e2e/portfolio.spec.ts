/** The portfolio: its numbers, why they are so, the rows they open, live, and what assistive technology finds. */
import type { Locator, Page } from "@playwright/test";
import { readAccountQuery } from "../../domain/account-view.ts";
import { openBoard } from "./board.ts";
import { customers, manyCustomers, plantBook } from "./book.ts";
import type { Circle, Person } from "./person.ts";
import { expect, test } from "./rondo.ts";
import { serious } from "./serious.ts";

const openPortfolio = (person: Person, circle: Circle): Promise<Page> => openBoard(person, circle, "portfolio");
const figure = (page: Page, label: string): Locator => page.locator(`[data-figure="${label}"]`);
const panel = (page: Page, name: string): Locator => page.getByRole("region", { name, exact: true });

interface Summary {
  total_accounts: number;
  weighted_health: number;
  arr_at_risk: { count: number };
  renewals: Record<string, { count: number }>;
  by: { segment: { name: string; count: number }[] };
}

test("[PO1] the page says what the API says, with unit, direction and comparison; each number opens as many rows as it counts", async ({
  ana,
  circle,
  server,
}) => {
  await plantBook(ana, server.url, circle);
  const summary = (await ana.call("GET", `/portfolio/summary?circle_id=${circle.id}`)).body as Summary;
  const page = await openPortfolio(ana, circle);
  await expect(figure(page, "ARR")).toContainText("$683.9K");
  await expect(figure(page, "ARR")).toContainText(`${summary.total_accounts} accounts`);
  await expect(figure(page, "Health, weighted by ARR")).toContainText(
    `${Math.floor(summary.weighted_health * 10) / 10}`,
  );
  await expect(figure(page, "Health, weighted by ARR")).toContainText("of 100");
  await expect(figure(page, "Health, weighted by ARR")).toContainText(/of 100\s*[\d.]+ in 30 days/);
  await expect(figure(page, "ARR at risk")).toContainText(`${summary.arr_at_risk.count} accounts`);
  await expect(figure(page, "Renewals in 90 days")).toContainText(`${summary.renewals["90"]?.count} accounts`);

  const links = await page
    .locator("[data-portfolio] a[href*='/accounts?']")
    .evaluateAll((all) => [...new Set(all.map((one) => (one as HTMLAnchorElement).href))]);
  expect(links.length).toBeGreaterThan(20);
  const counted = async (query: string): Promise<number> => {
    const { status, body } = await ana.call("GET", `/accounts?circle_id=${circle.id}&${query}`);
    expect(status, query).toBe(200);
    return (body as { count: number }).count;
  };
  for (const link of links) {
    const query = Object.fromEntries(new URL(link).searchParams);
    expect(readAccountQuery(query).errors, link).toEqual({});
    // The order by change is the page's own.
    if (query["ordering"]?.endsWith("health_change")) delete query["ordering"];
    await counted(new URLSearchParams(query).toString());
  }
  expect(await counted("bucket=critical,at_risk")).toBe(summary.arr_at_risk.count);
  expect(await counted("renewal=90")).toBe(summary.renewals["90"]?.count);
  for (const { name, count } of summary.by.segment) expect(await counted(`segment=${name}`)).toBe(count);
});

test("[PO2] every number says why, and its terms sum to it", async ({ ana, circle, server }) => {
  test.setTimeout(60_000);
  await plantBook(ana, server.url, circle, [...customers, ...manyCustomers(12)], 10);
  const page = await openPortfolio(ana, circle);
  await expect(figure(page, "Net revenue retention")).toContainText("the first account came on");
  const numbers = page.locator("[data-portfolio] [data-why]");
  await expect(numbers).toHaveCount(9);
  for (let at = 0; at < 9; at += 1) {
    await numbers.nth(at).click();
    const why = page.getByRole("dialog");
    await expect(why.locator("[data-why-total]")).toBeVisible();
    await expect(why.getByText("Not explained")).toHaveCount(0);
    await expect(why.getByText(/^As of/)).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(why).toHaveCount(0);
  }
  await figure(page, "ARR").locator("[data-why]").focus();
  await page.keyboard.press("Alt+w");
  await expect(page.getByRole("dialog").getByRole("heading", { name: "ARR of all accounts" })).toBeVisible();
});

test("[PO4] the course of health is read by arrows and as a table; days before the accounts came are reckoned and say so", async ({
  ana,
  circle,
  server,
}) => {
  await plantBook(ana, server.url, circle, customers, 30);
  const page = await openPortfolio(ana, circle);
  const health = panel(page, "Health");
  await expect(health).toContainText("last 30 days");
  await expect(health.getByText("reckoned from usage")).toBeVisible();
  const course = health.getByRole("slider", { name: "Course of health, day by day" });
  await course.focus();
  const today = await course.getAttribute("aria-valuetext");
  expect(today).toMatch(/weighted, .* simple; \d+ critical, \d+ at risk, \d+ healthy$/);
  await page.keyboard.press("Home");
  await expect(course).toHaveAttribute("aria-valuenow", "0");
  await page.keyboard.press("PageDown");
  await expect(course).toHaveAttribute("aria-valuenow", "7");
  await page.keyboard.press("End");
  await expect(course).toHaveAttribute("aria-valuetext", today ?? "");
  await health.getByRole("radio", { name: "Table" }).check();
  await expect(health.getByRole("row")).toHaveCount(31);
});

test("[PO10] a change elsewhere moves the numbers in place, for everybody", async ({ ana, ben, circle, server }) => {
  const ids = await plantBook(ana, server.url, circle, customers.slice(0, 3), 5);
  const page = await openPortfolio(ben, circle);
  await expect(figure(page, "ARR")).toContainText("$516K");
  await expect(panel(page, "Buckets").getByRole("row", { name: /Critical/ })).toContainText("1 account");
  await ana.call("PATCH", `/api/customers/${ids.get("Acme Corp")}/`, { arr: 300_000, health_score: "critical" });
  await expect(figure(page, "ARR")).toContainText("$576K");
  await expect(panel(page, "Buckets").getByRole("row", { name: /Critical/ })).toContainText("2 accounts");
  await expect(panel(page, "Retention")).toContainText("New");
});

test("[R7] [PO8] benchmarks say how many accounts they are of, and mark where all stand in", async ({
  ana,
  circle,
  server,
}) => {
  await plantBook(ana, server.url, circle, [...customers, ...manyCustomers(12)], 3);
  const page = await openPortfolio(ana, circle);
  const benchmarks = panel(page, "Benchmarks");
  await expect(benchmarks.getByRole("row", { name: /^All accounts 20/ })).toBeVisible();
  await expect(benchmarks.getByRole("row", { name: /^Healthcare 3/ })).toContainText("*");
  await expect(benchmarks.getByText("Fewer than 5 accounts with a known value here")).toBeVisible();
  await benchmarks.getByRole("radio", { name: "Segment" }).check();
  await expect(benchmarks.getByRole("row", { name: /^Enterprise 6/ })).not.toContainText("*");
  await expect(benchmarks.getByText("Fewer than 5 accounts with a known value here")).toHaveCount(0);
});

test("[UI14] [PO11] axe finds nothing serious on the portfolio, light and dark, wide and narrow, and it never scrolls sideways", async ({
  ana,
  circle,
  server,
}) => {
  test.setTimeout(90_000);
  const empty = await openPortfolio(ana, circle);
  await expect(empty.getByText("No accounts to add up yet")).toBeVisible();
  await plantBook(ana, server.url, circle);
  for (const [width, height] of [
    [1440, 900],
    [1024, 800],
    [390, 844],
  ] as const)
    for (const colorScheme of ["light", "dark"] as const) {
      await ana.page.setViewportSize({ width, height });
      await ana.page.emulateMedia({ colorScheme });
      const page = await openPortfolio(ana, circle);
      await expect(panel(page, "Movers").getByRole("img").first()).toBeVisible();
      await expect(panel(page, "Health").getByRole("slider")).toBeVisible();
      await expect(panel(page, "Cohorts").getByRole("table")).toBeVisible();
      expect(await serious(page), `${width} ${colorScheme}`).toEqual([]);
      const sideways = await page.evaluate(() => {
        const sheet = document.querySelector("[data-portfolio]");
        return sheet ? sheet.scrollWidth - sheet.clientWidth : -1;
      });
      expect(sideways, `${width}`).toBe(0);
    }
});
