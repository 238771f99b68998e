/** A file of daily usage becomes accounts with scores, in sight of everybody. */
import AxeBuilder from "@axe-core/playwright";
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { bringIn, foundCircle, signUp } from "./person.ts";
import { expect, test } from "./rondo.ts";

const header =
  "account_name,segment,region,arr,date,daily_active_users,feature_adoption_rate,support_tickets_open,nps_score,login_frequency";
const usage = [
  header,
  "Acme Corp,Enterprise,US,500000,2024-01-01,150,0.75,2,50,0.85",
  "Acme Corp,Enterprise,US,500000,2024-01-02,145,0.76,3,50,0.82",
  "Beta,Startup,EU,100,31/12/2024,1,0.5,0,,0.5",
  "",
].join("\n");

const give = (page: Page, text: string, name = "usage.csv") =>
  page.getByLabel("CSV file").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

const counts = (page: Page) => page.locator("[data-count] dd").allTextContents();

test("[IG11] a file is shown once more, taken in, and its failed rows downloaded; the accounts are there", async ({
  ana,
  circle,
}) => {
  const { page } = ana;
  await page.goto(`/c/${circle.id}/import`);
  await page.getByRole("link", { name: "Daily usage" }).click();
  await expect(page.getByRole("heading", { name: "What the file looks like" })).toBeVisible();
  await give(page, usage);
  await expect(page.getByText("about 3 rows")).toBeVisible();
  await page.getByRole("button", { name: "Take it in" }).click();
  await expect(page.getByRole("heading", { name: "1 account made" })).toBeVisible();
  expect(await counts(page)).toEqual(["2", "0", "1", "1", "0"]);
  await expect(page.getByText("Scores of 2 past days were worked out for the charts.")).toBeVisible();
  await expect(page.getByText("Write dates as YYYY-MM-DD: 2024-12-31.")).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download failed rows" }).click(),
  ]);
  expect(readFileSync(await download.path(), "utf8").split("\r\n")[1]).toBe(
    "Beta,Startup,EU,100,31/12/2024,1,0.5,0,,0.5,3,4,segment: Must be one of: Enterprise, Mid-Market, SMB. date: Write dates as YYYY-MM-DD: 2024-12-31.".replace(
      /segment.*/,
      (why) => `"${why}"`,
    ),
  );
  await page.getByRole("link", { name: "Open the accounts" }).click();
  await expect(page.getByText("Acme Corp", { exact: true })).toBeVisible();
});

test("[IG11] [IG9] the same file again says that nothing had to change, and stands among the earlier ones", async ({
  ana,
  circle,
}) => {
  const { page } = ana;
  const good = usage.split("\n").slice(0, 3).join("\n");
  await page.goto(`/c/${circle.id}/import/usage`);
  await give(page, good);
  await page.getByRole("button", { name: "Take it in" }).click();
  await page.getByRole("button", { name: "Another file" }).click();
  await expect(page.getByText("2 new or changed")).toBeVisible();
  await give(page, good);
  await page.getByRole("button", { name: "Take it in" }).click();
  await expect(page.getByRole("heading", { name: "Nothing had to change" })).toBeVisible();
  expect(await counts(page)).toEqual(["0", "2", "0", "0", "0"]);
});

test("[IG11] a file without its columns says which, beside what a file looks like; an empty one cannot be sent", async ({
  ana,
  circle,
}) => {
  const { page } = ana;
  await page.goto(`/c/${circle.id}/import/usage`);
  await give(page, "account_name,date\nAcme,2024-01-01\n");
  await page.getByRole("button", { name: "Take it in" }).click();
  await expect(page.getByText("Columns are missing: segment, region, arr")).toBeVisible();
  await expect(page.getByRole("heading", { name: "What the file looks like" })).toBeVisible();
  ana.complaints.length = 0;
  await page.getByRole("button", { name: "Another file" }).click();
  await give(page, "");
  await expect(page.getByRole("button", { name: "Take it in" })).toHaveAttribute("aria-disabled", "true");
});

test("[IG6] [H8] others see the file on its way and its scores arrive, without a reload", async ({
  ana,
  ben,
  circle,
}) => {
  test.setTimeout(120_000);
  await ben.page.goto(`/c/${circle.id}/accounts`);
  await expect(ben.page.getByText("No accounts yet")).toBeVisible();
  const rows = Array.from({ length: 30_000 }, (_, at) => {
    const day = new Date(Date.UTC(2024, 0, 1 + Math.floor(at / 60))).toISOString().slice(0, 10);
    return `Company ${at % 60},SMB,EU,1000,${day},${at % 20},0.5,${at % 7},${at % 50},0.5`;
  });
  await ana.page.goto(`/c/${circle.id}/import/usage`);
  await give(ana.page, [header, ...rows].join("\n"), "big.csv");
  const strip = ben.page.locator("[data-strip=usage]");
  const seen = strip.waitFor();
  await ana.page.getByRole("button", { name: "Take it in" }).click();
  await seen;
  await expect(ben.page.getByText("Company 7", { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(ben.page.getByText("Ana took in 30,000 rows of usage from big.csv.")).toBeVisible({ timeout: 60_000 });
  await expect(strip).toHaveCount(0);
});

test("[IG11] a member is told who may", async ({ ben, circle }) => {
  await ben.page.goto(`/c/${circle.id}/import/usage`);
  await expect(ben.page.getByText("Only moderators and admins may import accounts and usage.")).toBeVisible();
  await expect(ben.page.getByLabel("CSV file")).toHaveCount(0);
});

for (const width of [1440, 390])
  test(`[IG11] the page has no serious fault for assistive technology at ${width} px, and does not scroll sideways`, async ({
    browser,
    server,
  }) => {
    const ana = await signUp(browser, server.url, "Ana");
    const circle = await foundCircle(ana, "North");
    await bringIn(ana, circle, await signUp(browser, server.url, "Ben"));
    const { page } = ana;
    await page.setViewportSize({ width, height: 844 });
    const faults = async (name: string) => {
      if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/${name}-${width}.png` });
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      return (await new AxeBuilder({ page }).analyze()).violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .map(({ id, nodes }) => [id, nodes[0]?.html]);
    };
    for (const scheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.goto(`/c/${circle.id}/import/usage`);
      await expect(page.getByRole("button", { name: "Choose a file" })).toBeVisible();
      expect(await faults(`choose-${scheme}`)).toEqual([]);
      await give(page, usage);
      await expect(page.getByText("about 3 rows")).toBeVisible();
      expect(await faults(`chosen-${scheme}`)).toEqual([]);
      await page.getByRole("button", { name: "Take it in" }).click();
      await expect(page.getByRole("heading", { name: "Failed rows" })).toBeVisible();
      expect(await faults(`done-${scheme}`)).toEqual([]);
    }
    await ana.context.close();
  });
