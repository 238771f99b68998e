/** One account's page: its address, an override, and what hangs on it. */
import { addAccount, addUsage, dayFrom, panelOf, rowOf } from "./accounts.ts";
import { openBoard } from "./board.ts";
import { expect, test } from "./rondo.ts";
import { serious } from "./serious.ts";

test("[AP1] an account's page is reached by id and by number, its tab stands in the address, and the panel shows the same", async ({
  ana,
  ben,
  circle,
}) => {
  test.setTimeout(90_000);
  const acme = await addAccount(ana, circle, {
    name: "Acme",
    segment: "SMB",
    arr: "120000",
    renewal_date: dayFrom(40),
  });
  await addUsage(ana, acme, 0.9, -1);
  await addUsage(ana, acme, 0.5);
  const page = ana.page;
  await page.goto(`/account/${acme.id}`);
  await expect(page.getByText("$120,000")).toBeVisible();
  await expect(page.getByText("renews in 40 days")).toBeVisible();
  for (const [name, path] of [
    ["Insights", "?tab=insights"],
    ["Activity", "?tab=activity"],
    ["Profile", "?tab=profile"],
  ] as const) {
    await page.getByRole("tab", { name }).click();
    await expect(page).toHaveURL(new RegExp(`${path.replace("?", "\\?")}$`));
    await page.reload();
    await expect(page.getByRole("tab", { name })).toHaveAttribute("aria-selected", "true");
    expect(await serious(page), name).toEqual([]);
  }
  await page.goto(`/account/${acme.number}`);
  await expect(page.getByText("$120,000")).toBeVisible();
  const { width, height } = page.viewportSize() ?? { width: 1280, height: 800 };
  await page.setViewportSize({ width: 390, height: 844 });
  const named = page.getByRole("heading", { level: 2, name: "Acme" });
  await expect.poll(() => named.evaluate((heading) => heading.clientHeight >= heading.scrollHeight)).toBe(true);
  await page.setViewportSize({ width, height });

  const his = await openBoard(ben, circle, "accounts");
  await rowOf(his, "Acme").getByRole("link", { name: "Acme" }).click();
  await expect(panelOf(his).getByText("renews in 40 days")).toBeVisible();
  await addUsage(ana, acme, 0.1);
  await expect(panelOf(his).getByText("Critical").first()).toBeVisible();

  await page.goto("/account/01a00000-0000-8000-8000-000000000000");
  await expect(
    page.getByText("There is no such account").or(page.getByText("No such circle, or you are not in it")).first(),
  ).toBeVisible();
  ana.complaints.length = 0;
});

test("[AP3] an override is set with reason and end beside the computed score, seen by others, and removed", async ({
  ana,
  ben,
  circle,
}) => {
  const acme = await addAccount(ana, circle, { name: "Acme", segment: "SMB" });
  await addUsage(ana, acme, 0.9);
  const page = ana.page;
  await page.goto(`/account/${acme.id}`);
  await ben.page.goto(`/account/${acme.id}`);
  await expect(ben.page.getByText("Healthy").first()).toBeVisible();
  await page.getByRole("button", { name: "Override" }).click();
  const dialog = page.getByRole("dialog", { name: "Health of Acme" });
  await dialog.getByRole("radio", { name: "Critical" }).check();
  await dialog.getByRole("button", { name: "Override" }).click();
  await expect(dialog.getByText("Say why, for whoever reads it next.")).toBeVisible();
  await dialog.getByLabel("Why").fill("Their champion left");
  expect(await serious(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Override" }).click();
  await expect(ben.page.getByText("Their champion left").first()).toBeVisible();
  await expect(ben.page.getByText("Critical").first()).toBeVisible();
  await page
    .getByRole("button", { name: /Override/ })
    .first()
    .click();
  await dialog.getByRole("button", { name: "Remove the override" }).click();
  await expect(ben.page.getByText("Their champion left")).toHaveCount(0);
});

test("[AP7] feedback and meetings are added where they stand, seen by others, and taken back", async ({
  ana,
  ben,
  circle,
}) => {
  const acme = await addAccount(ana, circle, { name: "Acme" });
  const [page, his] = [ana.page, ben.page];
  await page.goto(`/account/${acme.id}?tab=activity`);
  await his.goto(`/account/${acme.id}?tab=activity`);
  const meetings = (one: typeof page) => one.getByRole("region", { name: "Meetings" });
  await meetings(page).getByRole("button", { name: "Add meeting" }).click();
  await meetings(page).getByLabel("What came of it").fill("They love the new report");
  await meetings(page).getByLabel("Their mood").selectOption("positive");
  await meetings(page).getByRole("button", { name: "Add meeting" }).click();
  await expect(meetings(his)).toContainText("They love the new report");
  await expect(meetings(his)).toContainText("Positive");
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect(meetings(his)).not.toContainText("They love the new report");

  const feedback = (one: typeof page) => one.getByRole("region", { name: "Feedback" });
  await feedback(page).getByRole("button", { name: "Add feedback" }).click();
  await feedback(page).getByLabel("What it is about").fill("Export is slow");
  await feedback(page).getByRole("button", { name: "Add feedback" }).click();
  await expect(feedback(his)).toContainText("Export is slow");
});
