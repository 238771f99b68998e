/** The webhooks page, outgoing: an endpoint made, tested, failing, paused and going on. */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { addContact } from "./person.ts";
import { receive } from "./receiver.ts";
import { expect, test } from "./rondo.ts";

const drawer = (page: Page) => page.locator("[data-drawer]");
const axe = async (page: Page) => (await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id);

test("[WP11] [WP12] [WP9] an endpoint is made, tested, heard from, fails, is paused and resumed", async ({
  ana,
  circle,
}) => {
  const { page } = ana;
  const receiver = await receive();
  try {
    await page.goto(`/c/${circle.id}/webhooks/outgoing`);
    await page.getByRole("button", { name: "Add an endpoint" }).click();
    await page.getByLabel("Name").fill("Warehouse");
    await page.getByLabel("Address").fill(receiver.url);
    await page.getByRole("switch", { name: "Everything" }).click();
    await page.getByRole("checkbox", { name: "Notes" }).uncheck();
    await page.getByRole("button", { name: "Make the endpoint" }).click();
    expect(await page.locator("[data-secret]").textContent()).toMatch(/^whsec_/);
    await page.getByRole("button", { name: "I have stored it" }).click();
    const card = page.locator("[data-endpoint]");
    await card.getByRole("button", { name: "Test", exact: true }).click();
    await expect(card.locator("[data-tried=delivered]")).toContainText("The test arrived: 200");
    await addContact(ana, circle, { name: "Ada" });
    await expect(card.getByRole("link", { name: "1 Delivered" })).toBeVisible();
    expect(await axe(page)).toEqual([]);

    receiver.answer((response) => response.writeHead(503).end("busy"));
    await card.getByRole("button", { name: "Test", exact: true }).click();
    await expect(card.locator("[data-tried=failed]")).toContainText("The test failed: 503");
    await addContact(ana, circle, { name: "Grace" });
    await expect(card).toContainText("It has not answered rightly since");
    await page.getByRole("link", { name: "Sources", exact: true }).click();
    await expect(page.locator("[data-banner]")).toContainText("Warehouse has been failing since");
    await page.getByRole("link", { name: "Look at it" }).click();
    await card.getByRole("link", { name: "1 Waiting" }).click();
    await expect(page.locator("[data-message]")).toContainText("Grace");
    await expect(page.locator("[data-course]")).toContainText("503");
    await expect(page.locator("[data-course]")).toContainText("next try");
    await page.locator("[data-message]").click();
    await expect(drawer(page).locator("[data-tries] li").first()).toContainText("503");
    expect(await axe(page)).toEqual([]);
    await page.getByRole("radio", { name: "Delivered 1" }).click();
    await expect(page.locator("[data-message]")).toContainText("Ada");

    receiver.answer((response) => response.writeHead(200).end("thanks"));
    await page.locator("[data-message]").click();
    const before = receiver.heard.length;
    await drawer(page).getByRole("button", { name: "Send again" }).click();
    await expect.poll(() => receiver.heard.length).toBeGreaterThan(before);
    await page.getByRole("link", { name: "Endpoints" }).click();
    await card.getByRole("button", { name: "More about Warehouse" }).click();
    await page.getByRole("menuitem", { name: "Pause" }).click();
    await page.getByRole("button", { name: "Pause", exact: true }).click();
    await expect(card.locator("[data-paused]")).toContainText("Paused by an admin.");
    await page.getByRole("link", { name: "Deliveries" }).click();
    await expect(page.locator("[data-banner]")).toContainText("Warehouse is paused");
    await page.getByRole("link", { name: "Look at it" }).click();
    await card.getByRole("button", { name: "Resume" }).click();
    await expect(card.locator("[data-paused]")).toHaveCount(0);
    await expect(card.getByRole("link", { name: "2 Delivered" })).toBeVisible();
    await page.getByRole("link", { name: "Review", exact: true }).click();
    await expect(page.getByText("Nothing waits for you")).toBeVisible();
    await expect(page.locator("[data-banner]")).toHaveCount(0);
  } finally {
    receiver.close();
  }
});
