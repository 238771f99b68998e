/** The pictures of the README: the board with two people at work, Today, an account. `PICTURES=on npm test -- "end to end"` writes it to docs/. */
import { copyFileSync } from "node:fs";
import { sampleContacts } from "../../scripts/sample-contacts.ts";
import { plant } from "../../scripts/sample.ts";
import { addContact } from "./person.ts";
import { expect, test } from "./rondo.ts";

const file = "tests/results/board.png";

test("[RUN12] the board of the README is the board of the product", async ({ ana, ben, circle }) => {
  let opened = "";
  for (const [index, { notes, email: _email, ...fields }] of sampleContacts.entries()) {
    const { id, name } = await addContact(ana, circle, fields);
    if (index % 3 === 1) await ben.call("POST", `/api/crm/contacts/${id}/notes/`, { note: notes[0] ?? "Called." });
    if (name === "Amara Nwosu") opened = id;
  }
  await ben.page.goto(`/c/${circle.id}/contacts/${opened}`);
  await ana.page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await ana.page.setViewportSize({ width: 1440, height: 860 });
  await ana.page.goto(`/c/${circle.id}/board`);
  await expect(ana.page.getByText("Greta Lindqvist")).toBeVisible();
  await expect(ben.page.getByText("Amara Nwosu").first()).toBeVisible();
  await ana.page.screenshot({ path: file });
  if (process.env.PICTURES === "on") copyFileSync(file, "docs/board.png");
});

test("[RUN12] Today and an account of the README are those of the sample circle", async ({ browser, server }) => {
  test.setTimeout(120_000);
  await plant(server.url);
  const context = await browser.newContext({
    baseURL: server.url,
    colorScheme: "light",
    reducedMotion: "reduce",
    viewport: { width: 1440, height: 860 },
  });
  const page = await context.newPage();
  await page.goto("/login");
  await page.getByLabel("E-mail").fill("ana@example.com");
  await page.getByLabel("Password", { exact: true }).fill("rondo-sample");
  await page.getByRole("button", { name: "Sign in" }).click();
  const rows = page.locator("[data-action]");
  await expect(rows.first()).toBeVisible();
  await expect(page.getByText("Movers this week")).toBeVisible();
  const take = async (name: string): Promise<void> => {
    await page.screenshot({ path: `tests/results/${name}.png` });
    if (process.env.PICTURES === "on") copyFileSync(`tests/results/${name}.png`, `docs/${name}.png`);
  };
  await take("today");
  await rows.filter({ hasText: "Atlas Grid Energy" }).locator("[data-action-name]").click();
  await page.getByRole("tab", { name: "Insights" }).click();
  await expect(page.getByRole("heading", { name: "What changed" })).toBeVisible();
  await expect(page.locator("[data-written]")).toContainText("Atlas Grid Energy");
  await take("account");
  await context.close();
});
