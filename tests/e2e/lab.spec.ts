/** The health lab: sliders that rescore every account, two people at one draft, versions, keys, a phone. */
import type { Locator, Page } from "@playwright/test";
import { holdLine, openBoard } from "./board.ts";
import type { Circle, Person } from "./person.ts";
import { expect, test } from "./rondo.ts";
import { serious } from "./serious.ts";

const header =
  "account_name,segment,region,arr,date,daily_active_users,feature_adoption_rate,support_tickets_open,nps_score,login_frequency";

/** Three accounts: one well, one on the edge of healthy (70.5), one badly off. */
const usage = [
  header,
  "Acme Corp,Enterprise,AMER,120000,2026-01-01,150,0.75,2,50,0.85",
  "Edge GmbH,Mid-Market,EMEA,50000,2026-01-01,50,0.55,2,10,0.5",
  "Silent Ltd,SMB,EMEA,9000,2026-01-01,1,0.1,9,-60,0.1",
].join("\n");

const addAccounts = async (person: Person, circle: Circle): Promise<void> => {
  const file = { name: "usage.csv", mimeType: "text/csv", buffer: Buffer.from(usage) };
  const answer = await person.context.request.post(`/ingest/csv?circle_id=${circle.id}`, {
    headers: { authorization: `Bearer ${person.token}` },
    multipart: { file },
  });
  expect(await answer.json()).toMatchObject({ rows_ingested: 3, rows_failed: 0 });
};

const openLab = async (person: Person, circle: Circle): Promise<Page> => {
  const page = await openBoard(person, circle, "lab");
  await expect(page.locator("[data-lab]")).toBeVisible();
  return page;
};
const figure = (page: Page, name: string): Locator => page.locator(`[data-figure="${name}"] dd`);
const sum = (page: Page, bucket: string): Locator => page.locator(`[data-sum="${bucket}"] strong`);
const weight = (page: Page, factor: string): Locator =>
  page.locator(`[data-factor="${factor}"]`).getByRole("slider", { name: "Weight" });
const typedWeight = (page: Page, factor: string): Locator =>
  page.locator(`[data-factor="${factor}"]`).getByLabel("Weight, typed");

const modelOf = async (person: Person, circle: Circle) =>
  (await person.call("GET", `/api/health/model/?circle_id=${circle.id}`)).body as {
    version: number;
    note: string;
    model: { weights: Record<string, number>; segments: Record<string, unknown> };
  };

test("[LB1] [LB3] a slider rescores every account while it moves; published, the new version is what counts", async ({
  ana,
  circle,
}) => {
  await addAccounts(ana, circle);
  const page = await openLab(ana, circle);
  await expect(sum(page, "healthy")).toHaveText("2");
  await expect(figure(page, "moved")).toHaveText(/^0/);
  await expect(page.getByRole("button", { name: "Publish" })).toHaveAttribute("aria-disabled", "true");

  await page.getByRole("slider", { name: "Healthy from" }).focus();
  for (const _ of [1, 2, 3, 4]) await page.keyboard.press("ArrowRight");
  await expect(sum(page, "healthy")).toHaveText("1");
  await expect(figure(page, "moved")).toHaveText(/^1/);
  await expect(figure(page, "arr")).toHaveText("$50K");
  await expect(page.locator("[data-mover]")).toHaveText([/Edge GmbH.*Mid-Market · \$50K ARR/]);
  await expect(page.getByRole("button", { name: /1 account from Healthy to At risk, \$50K ARR/ })).toBeVisible();

  await page.getByRole("button", { name: "Publish" }).click();
  const dialog = page.getByRole("dialog", { name: "Publish the draft" });
  await expect(dialog.getByRole("listitem")).toHaveText([/Healthy from.*70.*74/]);
  await dialog.getByRole("button", { name: "Publish" }).click();
  await expect(dialog.getByText("Say what it is for")).toBeVisible();
  await dialog.getByLabel("Note").fill("Stricter from March");
  await dialog.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByText("Version 1 is in force. 1 account changed bucket.")).toBeVisible();
  await expect(page.getByText("v1 in force")).toBeVisible();
  await expect(figure(page, "moved")).toHaveText(/^0/);
  expect(await modelOf(ana, circle)).toMatchObject({ version: 1, note: "Stricter from March" });
  const edge = await ana.call("GET", `/accounts/2?circle_id=${circle.id}`);
  expect(edge.body).toMatchObject({ health_bucket: "at_risk" });
});

test("[LB2] two people at one draft see each other's hand and moves, and both moves are kept", async ({
  ana,
  ben,
  circle,
}) => {
  await addAccounts(ana, circle);
  const [hers, his] = [await openLab(ana, circle), await openLab(ben, circle)];
  await weight(hers, "dau").focus();
  await expect(his.locator('[data-factor="dau"] [data-holder="Ana"]')).toBeVisible();
  await hers.keyboard.press("ArrowRight");
  await expect(typedWeight(his, "dau")).toHaveValue("26");
  await typedWeight(his, "nps").fill("5.25");
  await his.keyboard.press("Enter");
  await typedWeight(hers, "login").fill("40");
  await hers.keyboard.press("Enter");
  for (const page of [hers, his]) {
    await expect(typedWeight(page, "dau")).toHaveValue("26");
    await expect(typedWeight(page, "nps")).toHaveValue("5.25");
    await expect(typedWeight(page, "login")).toHaveValue("40");
  }
  await expect(his.getByRole("button", { name: "Publish" })).toHaveAttribute(
    "aria-description",
    "Only moderators and admins may publish a health model.",
  );
  await hers.getByRole("button", { name: "Drop the draft" }).click();
  await expect(typedWeight(his, "nps")).toHaveValue("15");
  await hers.getByRole("button", { name: "Undo" }).click();
  await expect(typedWeight(his, "nps")).toHaveValue("5.25");
});

test("[LB2] a move without a line is kept and reaches the others when it is back", async ({ ana, ben, circle }) => {
  await addAccounts(ana, circle);
  const line = await holdLine(ana.context);
  const [hers, his] = [await openLab(ana, circle), await openLab(ben, circle)];
  await line.cut();
  await weight(hers, "adoption").focus();
  await hers.keyboard.press("ArrowRight");
  await expect(typedWeight(hers, "adoption")).toHaveValue("26");
  await expect(typedWeight(his, "adoption")).toHaveValue("25");
  await line.mend();
  await expect(typedWeight(his, "adoption")).toHaveValue("26", { timeout: 15_000 });
  ana.complaints.splice(0);
});

test("[LB4] [LB7] keys undo a gesture, do it again, and walk through the accounts that move", async ({
  ana,
  circle,
}) => {
  await addAccounts(ana, circle);
  const page = await openLab(ana, circle);
  await weight(page, "adoption").focus();
  for (const _ of [1, 2, 3, 4, 5]) await page.keyboard.press("PageUp");
  const moved = await typedWeight(page, "adoption").inputValue();
  expect(Number(moved)).toBeGreaterThan(30);
  await page.keyboard.press("Escape");
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.press("Control+z");
  await expect(typedWeight(page, "adoption")).toHaveValue("25");
  await page.keyboard.press("Control+Shift+z");
  await expect(typedWeight(page, "adoption")).toHaveValue(moved);
  await expect(page.locator("[data-mover]")).toHaveCount(1);
  await page.keyboard.press("j");
  await expect(page.locator("[data-mover]").first()).toBeFocused();
  await page.keyboard.press("p");
  await expect(page.getByRole("dialog", { name: "Publish the draft" })).toBeVisible();
});

test("[LB5] a curve is bent by keys alone", async ({ ana, circle }) => {
  await addAccounts(ana, circle);
  const page = await openLab(ana, circle);
  const nps = page.locator('[data-factor="nps"]');
  await nps.getByRole("button", { name: "Point" }).click();
  const point = nps.getByRole("slider", { name: "Point 1 of 1, NPS" });
  await expect(point).toBeFocused();
  await expect(point).toHaveAttribute("aria-valuetext", "NPS 0 earns 50%");
  await page.keyboard.press("Shift+ArrowUp");
  await page.keyboard.press("ArrowRight");
  await expect(point).toHaveAttribute("aria-valuetext", "NPS 2 earns 60%");
  await expect(page.getByText("Draft, 1 change")).toBeVisible();
  await page.keyboard.press("Delete");
  await expect(point).toHaveCount(0);
  await expect(page.getByText(/Draft, /)).toHaveCount(0);
});

test("[LB6] a segment sets what it wants, marked as its own, and gives it back", async ({ ana, circle }) => {
  await addAccounts(ana, circle);
  const page = await openLab(ana, circle);
  await page.getByRole("radio", { name: "Mid-Market" }).check();
  await typedWeight(page, "nps").fill("90");
  await page.keyboard.press("Enter");
  await expect(page.locator('[data-factor="nps"]').getByText("own", { exact: true })).toBeVisible();
  await expect(page.locator("[data-mover]")).toHaveText([/Edge GmbH/]);
  await page.getByRole("radio", { name: "Everybody" }).check();
  await expect(typedWeight(page, "nps")).toHaveValue("15");
  await page.getByRole("radio", { name: "Mid-Market" }).check();
  await page.getByRole("button", { name: "Weight: as everybody" }).click();
  await expect(typedWeight(page, "nps")).toHaveValue("15");
  await expect(page.getByText(/Draft, /)).toHaveCount(0);
});

test("[LB3] a version is brought back, and every screen follows", async ({ ana, ben, circle }) => {
  await addAccounts(ana, circle);
  const weights = { dau: 100, adoption: 0, tickets: 0, nps: 0, login: 0 };
  const { model } = await modelOf(ana, circle);
  const body = { circle_id: circle.id, note: "Only users count", model: { ...model, weights } };
  expect((await ana.call("POST", "/api/health/versions/", body)).status).toBe(201);
  const [hers, his] = [await openLab(ana, circle), await openLab(ben, circle)];
  await expect(typedWeight(his, "dau")).toHaveValue("100");
  await hers.getByRole("button", { name: "Versions" }).click();
  const newest = hers.locator('[data-version="1"]');
  await expect(newest).toContainText("Only users count");
  await expect(newest).toContainText("Daily active users, weight 25 → 100");
  await expect(newest.getByText("In force")).toBeVisible();
  await expect(hers.getByRole("img", { name: /^Mean health from .* version 1 on / })).toBeVisible();
  await hers.locator('[data-version="0"]').getByRole("button", { name: "Bring back" }).click();
  const dialog = hers.getByRole("dialog", { name: "Bring version 0 back" });
  await expect(dialog.getByLabel("Note")).toHaveValue("Back to version 0");
  await dialog.getByRole("button", { name: "Bring back" }).click();
  await expect(his.getByText("v2 in force")).toBeVisible();
  await expect(typedWeight(his, "dau")).toHaveValue("25");
  expect(await modelOf(ana, circle)).toMatchObject({ version: 2, note: "Back to version 0" });
});

for (const scheme of ["light", "dark"] as const)
  for (const [name, width, height] of [
    ["wide", 1440, 900],
    ["narrow", 390, 844],
  ] as const)
    test(`[LB7] [UI14] axe finds nothing serious in the lab: ${scheme}, ${name}`, async ({ ana, circle }) => {
      await addAccounts(ana, circle);
      await ana.page.emulateMedia({ colorScheme: scheme });
      await ana.page.setViewportSize({ width, height });
      const page = await openLab(ana, circle);
      await typedWeight(page, "adoption").fill("60");
      await page.keyboard.press("Enter");
      await expect(page.locator("[data-mover]")).toHaveCount(1);
      expect(await serious(page)).toEqual([]);
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      expect(sideways).toBe(false);
    });

test("[LB8] without accounts the lab says what it is for and where to begin", async ({ ana, circle }) => {
  const page = await openBoard(ana, circle, "lab");
  await expect(page.getByText("No accounts to score yet")).toBeVisible();
  await expect(page.getByRole("link", { name: "Import accounts" })).toBeVisible();
});
