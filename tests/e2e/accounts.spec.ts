/** The accounts page: one address for what is shown, edits that undo, two people, a phone, and what assistive technology finds. */
import { addAccount, addUsage, cellOf, dayFrom, expectNames, gridOf, namesOf, panelOf, rowOf } from "./accounts.ts";
import { openBoard } from "./board.ts";
import { expect, test } from "./rondo.ts";
import { serious } from "./serious.ts";

const openAccounts = (
  person: Parameters<typeof openBoard>[0],
  circle: Parameters<typeof openBoard>[1],
  path = "accounts",
) => openBoard(person, circle, path);

test("[AV13] an empty circle leads to the import and the form; members see why they may not create", async ({
  ana,
  ben,
  circle,
}) => {
  const [hers, his] = [await openAccounts(ana, circle), await openAccounts(ben, circle)];
  await expect(hers.getByText("No accounts yet")).toBeVisible();
  await expect(hers.getByRole("link", { name: "Import a CSV" })).toHaveAttribute(
    "href",
    `/c/${circle.id}/import/usage`,
  );
  const refused = his.getByRole("button", { name: "New account" }).first();
  await expect(refused).toHaveAttribute("aria-disabled", "true");
  await expect(refused).toHaveAttribute("data-tip", "Only moderators and admins may create accounts.");

  await hers.keyboard.press("c");
  const dialog = hers.getByRole("dialog", { name: "New account" });
  await dialog.getByRole("button", { name: "Create account" }).click();
  await expect(dialog.getByText("A name is required.")).toBeVisible();
  await dialog.getByLabel("Name").fill("Acme");
  await dialog.getByLabel("ARR").fill("$120,000");
  await dialog.getByLabel("Segment").selectOption("Enterprise");
  await dialog.getByRole("button", { name: "Create account" }).click();
  await expect(panelOf(hers).getByRole("heading", { name: "Acme" })).toBeVisible();
  await expect(rowOf(his, "Acme")).toContainText("$120,000");
  await hers.keyboard.press("Escape");
  await expect(hers).toHaveURL(/\/accounts$/);

  await hers.keyboard.press("c");
  await dialog.getByLabel("Name").fill("acme");
  await dialog.getByRole("button", { name: "Create account" }).click();
  await expect(dialog.getByText("Another account of this circle has this name.")).toBeVisible();
  // The browser itself writes down what the server refused.
  ana.complaints.length = 0;
});

test("[AV1] [AV5] [AV11] filter, order, layout and columns are the address; a choice says how many it would show", async ({
  ana,
  circle,
}) => {
  const alpha = await addAccount(ana, circle, { name: "Alpha", segment: "Enterprise", region: "EMEA", arr: "90000" });
  await addAccount(ana, circle, {
    name: "Beta",
    segment: "SMB",
    region: "EMEA",
    arr: "5000",
    renewal_date: dayFrom(20),
  });
  const gamma = await addAccount(ana, circle, {
    name: "Gamma",
    segment: "SMB",
    region: "APAC",
    arr: "20000",
    renewal_date: dayFrom(-3),
  });
  await addUsage(ana, alpha, 0.9);
  await addUsage(ana, gamma, 0.2);
  const page = await openAccounts(ana, circle);
  await expectNames(page, ["Alpha", "Gamma", "Beta"]);
  await gridOf(page).getByRole("columnheader", { name: "Account" }).getByRole("button").click();
  await expect(page).toHaveURL(/\?ordering=name$/);
  await expectNames(page, ["Alpha", "Beta", "Gamma"]);

  await page.keyboard.press("f");
  await page.getByRole("menuitem", { name: "Segment" }).click();
  const panel = page.getByRole("dialog", { name: "Filter by segment" });
  await expect(panel.getByText("Enterprise").locator("..")).toContainText("1");
  await panel.getByLabel("SMB").check();
  await expect(page).toHaveURL(/segment=SMB/);
  await page.keyboard.press("Escape");
  await expectNames(page, ["Beta", "Gamma"]);
  await expect(page.getByText("2 of 3")).toBeVisible();
  await page.getByRole("button", { name: "At risk: 1 account, $20,000" }).click();
  await expectNames(page, ["Gamma"]);
  await page.reload();
  await expectNames(page, ["Gamma"]);
  await page.getByRole("button", { name: "Remove the filter Health" }).click();
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("menuitemradio", { name: "NPS" }).click();
  await expect(page).toHaveURL(/columns=[^&]*nps/);
  await expect(cellOf(page, "Gamma", "nps")).toHaveText("−60");
  await page.goto(`/c/${circle.id}/accounts?renewal=past`);
  await expectNames(page, ["Gamma"]);
  await page.getByLabel("Search accounts").fill("nothing like it");
  await page.getByRole("button", { name: "Clear search and filters" }).click();
  await expectNames(page, ["Alpha", "Gamma", "Beta"]);
});

test("[AV6] [AV7] cells are edited where they stand, by hand and by key, with undo; others see it at once", async ({
  ana,
  ben,
  circle,
}) => {
  await addAccount(ana, circle, { name: "Alpha", arr: "90000" });
  await addAccount(ana, circle, { name: "Beta", arr: "5000" });
  const [hers, his] = [await openAccounts(ana, circle), await openAccounts(ben, circle)];
  await hers.keyboard.press("j");
  await hers.keyboard.press("j");
  await hers.keyboard.press("ArrowRight");
  await hers.keyboard.press("ArrowRight");
  await expect(cellOf(hers, "Beta", "arr")).toBeFocused();
  await hers.keyboard.press("F2");
  await hers.keyboard.type("lots");
  await hers.keyboard.press("Enter");
  await expect(hers.getByText("Must be a number.")).toBeVisible();
  await hers.keyboard.press("ControlOrMeta+a");
  await hers.keyboard.type("7,500");
  await hers.keyboard.press("Enter");
  await expect(cellOf(hers, "Beta", "arr")).toHaveText("$7,500");
  await expect(cellOf(hers, "Beta", "arr")).toBeFocused();
  await expect(cellOf(his, "Beta", "arr")).toHaveText("$7,500");
  await hers.getByRole("button", { name: "Undo" }).click();
  await expect(cellOf(his, "Beta", "arr")).toHaveText("$5,000");

  await cellOf(his, "Alpha", "owner").click();
  await cellOf(his, "Alpha", "owner").click();
  await his.getByRole("menuitemradio", { name: "Ben (you)" }).click();
  await expect(cellOf(hers, "Alpha", "owner")).toHaveText("BBen");
  await hers.keyboard.press("ControlOrMeta+z");
  await expect(cellOf(his, "Beta", "arr")).toHaveText("$5,000");
});

test("[AV7] [AV8] a range is selected by key, changed as one step and taken back as one", async ({ ana, circle }) => {
  for (const [at, name] of ["Alpha", "Beta", "Gamma", "Delta"].entries())
    await addAccount(ana, circle, { name, arr: String(90_000 - at) });
  const page = await openAccounts(ana, circle);
  await expectNames(page, ["Alpha", "Beta", "Gamma", "Delta"]);
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  const bar = page.getByRole("toolbar", { name: "Selected accounts" });
  await expect(bar.getByText("3 accounts selected")).toBeVisible();
  await bar.getByRole("button", { name: "Segment" }).click();
  await page.getByRole("menuitemradio", { name: "Mid-Market" }).click();
  for (const name of ["Beta", "Gamma", "Delta"]) await expect(cellOf(page, name, "segment")).toHaveText("Mid-Market");
  await expect(cellOf(page, "Alpha", "segment")).toHaveText("–");
  await page.getByRole("button", { name: "Undo" }).click();
  for (const name of ["Beta", "Gamma", "Delta"]) await expect(cellOf(page, name, "segment")).toHaveText("–");
  await bar.getByRole("button", { name: "Region" }).click();
  await page.getByLabel("New region").fill("Nordics");
  await page.keyboard.press("Enter");
  for (const name of ["Beta", "Gamma", "Delta"]) await expect(cellOf(page, name, "region")).toHaveText("Nordics");
  await page.keyboard.press("Escape");
  await expect(bar).toBeHidden();
});

test("[AV9] a view is saved for oneself or for the circle, recognised, changed and deleted", async ({
  ana,
  ben,
  circle,
}) => {
  await addAccount(ana, circle, { name: "Alpha", segment: "SMB" });
  await addAccount(ana, circle, { name: "Beta", segment: "Enterprise" });
  const page = await openAccounts(ana, circle, "accounts?segment=SMB");
  await page.getByRole("button", { name: /^View:/ }).click();
  await page.getByRole("menuitem", { name: "Save as a new view…" }).click();
  const dialog = page.getByRole("dialog", { name: "Save this view" });
  await dialog.getByLabel("Name").fill("Small ones");
  await dialog.getByRole("switch", { name: "Share with the circle" }).check();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("button", { name: "View: Small ones" })).toBeVisible();
  const his = await openAccounts(ben, circle);
  await his.getByRole("button", { name: /^View:/ }).click();
  await his.getByRole("menuitemradio", { name: "Small ones" }).click();
  await expect(his).toHaveURL(/segment=SMB/);
  await expectNames(his, ["Alpha"]);
  await his.getByRole("button", { name: "View: Small ones" }).click();
  await expect(his.getByRole("menuitem", { name: /Rename, share or delete/ })).toHaveAttribute("aria-disabled", "true");
  await his.keyboard.press("Escape");

  await page.getByRole("button", { name: /^View:/ }).click();
  await page.getByRole("menuitemradio", { name: "Small ones" }).click();
  await page.getByRole("button", { name: "Remove the filter Segment" }).click();
  await expect(page.getByRole("button", { name: /^View:/ })).toContainText("All accounts");
  await page.goto(`/c/${circle.id}/accounts?segment=SMB`);
  await page.getByRole("button", { name: "View: Small ones" }).click();
  await page.getByRole("menuitem", { name: /Rename, share or delete/ }).click();
  await page.getByRole("dialog", { name: "Change the view" }).getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("Deleted the view “Small ones”")).toBeVisible();
  await his.getByRole("button", { name: /^View:/ }).click();
  await expect(his.getByRole("menuitemradio", { name: "Small ones" })).toHaveCount(0);
});

test("[AV12] the view is exported as it stands", async ({ ana, circle }) => {
  await addAccount(ana, circle, { name: "Beta", arr: "5000.50", region: "EMEA" });
  await addAccount(ana, circle, { name: "Alpha", arr: "90000", region: "APAC" });
  const page = await openAccounts(ana, circle, "accounts?search=a&ordering=name&columns=arr,region");
  await expectNames(page, ["Alpha", "Beta"]);
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export this view as CSV" }).click(),
  ]);
  const text = await new Response((await file.createReadStream()) as unknown as ReadableStream).text();
  expect(text.split("\r\n").map((line) => line.replace(/^[0-9a-f-]{36}/, "id"))).toEqual([
    "id,name,arr,region",
    "id,Alpha,90000.00,APAC",
    "id,Beta,5000.50,EMEA",
    "",
  ]);
});

test("[AV14] renewals stand by month and day; a month is chosen by its bar", async ({ ana, circle }) => {
  const soon = dayFrom(0);
  await addAccount(ana, circle, { name: "Alpha", arr: "90000", renewal_date: soon });
  await addAccount(ana, circle, { name: "Beta", arr: "1000", renewal_date: dayFrom(-40) });
  const page = await openAccounts(ana, circle, "accounts?view=renewals");
  const day = page.getByRole("table", { name: /^Renewals of/ }).getByRole("link", { name: /Alpha/ });
  await expect(day).toBeVisible();
  await expect(page.getByRole("button", { name: "1 account overdue" })).toBeVisible();
  await page.getByRole("button", { name: "The month after" }).click();
  await expect(page).toHaveURL(/month=\d{4}-\d{2}/);
  await expect(day).toBeHidden();
  await page.getByRole("button", { name: "This month", exact: true }).click();
  await day.click();
  await expect(panelOf(page).getByRole("heading", { name: "Alpha" })).toBeVisible();
  await expect(panelOf(page).getByText("renews today")).toBeVisible();
});

test("[AV10] ten thousand accounts are a handful of rows, wherever one scrolls, and the panel goes along", async ({
  ana,
  circle,
  server,
}) => {
  test.setTimeout(120_000);
  const lines = Array.from({ length: 3_000 }, (_, at) => `Account ${at},SMB,EMEA,${at},${dayFrom(0)},10,0.5,1,20,0.5`);
  const head =
    "account_name,segment,region,arr,date,daily_active_users,feature_adoption_rate,support_tickets_open,nps_score,login_frequency";
  const answer = await ana.context.request.post("/ingest/csv", {
    headers: { origin: server.url },
    multipart: {
      circle_id: circle.id,
      file: { name: "usage.csv", mimeType: "text/csv", buffer: Buffer.from([head, ...lines].join("\n")) },
    },
  });
  expect(answer.status()).toBe(200);
  const page = await openAccounts(ana, circle);
  await expect(page.getByText("3,000 accounts")).toBeVisible();
  await expect(rowOf(page, "Account 2999")).toBeVisible();
  expect((await namesOf(page)).length).toBeLessThan(60);
  await gridOf(page).evaluate((grid) => grid.scrollTo({ top: grid.scrollHeight }));
  await expect(rowOf(page, "Account 0")).toBeVisible();
  expect((await namesOf(page)).length).toBeLessThan(60);
  await expect(gridOf(page)).toHaveAttribute("aria-rowcount", "3001");
  await page.keyboard.press("j");
  await expect(rowOf(page, "Account 2999").locator("[data-cell=name]")).toBeFocused();
  await page.keyboard.press("o");
  await expect(panelOf(page).getByRole("heading", { name: "Account 2999" })).toBeVisible();
  await page.keyboard.press("j");
  await expect(panelOf(page).getByRole("heading", { name: "Account 2998" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(rowOf(page, "Account 2998").locator("[data-cell=name]")).toBeFocused();
});

test("[AV15] axe finds nothing serious on table, cards, renewals, filters and dialogs, light and dark, wide and narrow; nothing scrolls sideways", async ({
  ana,
  circle,
}) => {
  test.setTimeout(180_000);
  const alpha = await addAccount(ana, circle, {
    name: "Alpha",
    segment: "SMB",
    region: "EMEA",
    arr: "90000",
    renewal_date: dayFrom(0),
    owner: ana.id,
  });
  await addAccount(ana, circle, { name: "Beta", arr: "5000", renewal_date: dayFrom(-9) });
  const gamma = await addAccount(ana, circle, {
    name: "A very long name of a customer that does not fit into any column at all",
    arr: "1",
  });
  await addUsage(ana, alpha, 0.9, -8);
  await addUsage(ana, alpha, 0.5);
  await addUsage(ana, gamma, 0.3);
  await ana.call("POST", `/api/customers/${alpha.id}/meetings/`, { date: dayFrom(-1), sentiment: "positive" });
  for (const colorScheme of ["light", "dark"] as const) {
    await ana.page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await ana.page.setViewportSize({ width: 1440, height: 900 });
    const page = await openAccounts(ana, circle, "accounts?arr_min=1");
    await expect(rowOf(page, "Alpha")).toBeVisible();
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    expect(await serious(page), `table, ${colorScheme}`).toEqual([]);
    await page.keyboard.press("Escape");
    await page.keyboard.press("f");
    await page.getByRole("menuitem", { name: "Owner" }).click();
    await expect(page.getByRole("dialog", { name: "Filter by owner" })).toBeVisible();
    expect(await serious(page), `filter, ${colorScheme}`).toEqual([]);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog", { name: "Filter by owner" })).toBeHidden();
    await page.keyboard.press("c");
    await expect(page.getByRole("dialog", { name: "New account" })).toBeVisible();
    expect(await serious(page), `create, ${colorScheme}`).toEqual([]);
    for (const layout of ["cards", "renewals"]) {
      await openAccounts(ana, circle, `accounts?view=${layout}`);
      await expect(page.getByRole("link", { name: "Alpha" }).first()).toBeVisible();
      expect(await serious(page), `${layout}, ${colorScheme}`).toEqual([]);
    }
    await page.setViewportSize({ width: 390, height: 844 });
    for (const layout of ["table", "renewals"]) {
      await openAccounts(ana, circle, `accounts?view=${layout}`);
      await expect(page.getByRole("link", { name: "Alpha" }).first()).toBeVisible();
      expect(await serious(page), `${layout} on a phone, ${colorScheme}`).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    }
  }
});
