/** Playbooks: what a trigger would have done, a run that two people work on, and its end. */
import type { Page } from "@playwright/test";
import { openBoard } from "./board.ts";
import { customers, plantBook } from "./book.ts";
import type { Circle, Person } from "./person.ts";
import { expect, test } from "./rondo.ts";
import { serious } from "./serious.ts";

const openPlaybooks = (person: Person, circle: Circle, query = ""): Promise<Page> =>
  openBoard(person, circle, `playbooks${query}`);

test("[PP1] the dry run says how often, on which accounts and why; days and playbook stand in the address", async ({
  ana,
  circle,
  server,
}) => {
  await plantBook(ana, server.url, circle);
  const page = await openPlaybooks(ana, circle);
  await expect(page.getByRole("heading", { level: 2, name: "Executive Business Review (EBR)" })).toBeVisible();
  await page.getByRole("button", { name: /Technical Health Check/ }).click();
  await expect(page).toHaveURL(/playbook=technical-health-check/);
  const sum = page.locator("[data-dry-run]");
  await expect(sum).toContainText("3 times, on 3 accounts");
  const dot = page.getByRole("button", { name: /Bluebird Health: Open support tickets are at least 5/ });
  await dot.click();
  await expect(page.getByRole("status").filter({ hasText: "Bluebird Health" })).toContainText("Open support tickets");
  await page.getByRole("radio", { name: "30 d" }).check();
  await expect(page).toHaveURL(/days=30/);
  await page.reload();
  await expect(page.getByRole("heading", { name: "The last 30 days" })).toBeVisible();
  await page.keyboard.press("j");
  await expect(page.getByRole("heading", { level: 2, name: "User Training & Enablement" })).toBeVisible();
  expect(await serious(page)).toEqual([]);
});

test("[PP2] [PP3] two people work on one run: ticks, owners and dates arrive at once; it ends with its outcome", async ({
  ana,
  ben,
  circle,
  server,
}) => {
  await plantBook(ana, server.url, circle);
  const page = await openPlaybooks(ana, circle, "?playbook=technical-health-check");
  await page.getByRole("button", { name: "Start on an account…" }).click();
  const dialog = page.getByRole("dialog", { name: "Start Technical Health Check" });
  await expect(dialog.getByRole("listitem").first()).toContainText("Fits now");
  await dialog.getByLabel("Account").fill("bluebird");
  await dialog.getByRole("button", { name: "Start on Bluebird Health" }).click();
  const run = page.locator("[data-run]");
  await expect(run).toContainText("Because: Open support tickets are at least 5");

  const other = await openPlaybooks(ben, circle, "?tab=runs");
  await other.getByRole("button", { name: /Bluebird Health/ }).click();
  const theirs = other.locator("[data-run]");
  await expect(theirs).toContainText("0 of");
  const [first] = await run.locator("[data-step]").all();
  await first?.getByRole("checkbox").check({ force: true });
  await expect(theirs).toContainText("1 of");
  await expect(theirs.locator('[data-step="1"]')).toContainText("Ana");

  const second = theirs.locator('[data-step="2"]');
  await second.getByRole("button").click();
  await other.getByRole("menuitemradio", { name: "Ben" }).click();
  await second.getByLabel(/Due date/).fill("2020-01-02");
  await expect(run.locator('[data-step="2"]')).toContainText("Ben");
  await expect(run.locator('[data-step="2"]')).toContainText("Late, Jan 2, 2020");

  await page.getByRole("button", { name: "End the run…" }).click();
  const end = page.getByRole("dialog", { name: "How did it end on Bluebird Health?" });
  await end.getByLabel("Worked in part").check();
  await end.getByLabel(/What should the next one know/).fill("They need a named contact");
  expect(await serious(page)).toEqual([]);
  await end.getByRole("button", { name: "End the run" }).click();
  await expect(other.getByRole("region", { name: "Ended" })).toContainText("Worked in part");
  await expect(theirs).toContainText("They need a named contact");
  await expect(theirs.getByRole("checkbox").first()).toBeDisabled();
});

test("[PP2] one that is at work already is opened, not started twice; offline says why nothing can be started", async ({
  ana,
  circle,
  server,
}) => {
  const accounts = await plantBook(ana, server.url, circle, customers.slice(0, 2));
  const [account] = [...accounts.keys()];
  await ana.call("POST", `/api/accounts/${accounts.get(account ?? "")}/runs/`, { playbook: 3 });
  const page = await openPlaybooks(ana, circle, "?playbook=technical-health-check");
  await page.getByRole("button", { name: "Start on an account…" }).click();
  await page.getByRole("button", { name: `Open the run on ${account}` }).click();
  await expect(page.locator("[data-run]")).toHaveCount(1);
  await expect(page).toHaveURL(/tab=runs/);
  await ana.context.setOffline(true);
  await expect(page.getByRole("button", { name: "End the run…" })).toHaveAttribute("aria-disabled", "true");
  await expect(page.getByRole("button", { name: "End the run…" })).toHaveAttribute("data-tip", /You are offline/);
  await ana.context.setOffline(false);
});
