/** KPIs: two people at the same numbers, a phone, a lost line, and what assistive technology finds. */
import type { Locator, Page } from "@playwright/test";
import { holdLine, openBoard } from "./board.ts";
import type { Circle, Person } from "./person.ts";
import { expect, test } from "./rondo.ts";
import { serious } from "./serious.ts";

const addKpi = async (person: Person, circle: Circle, fields: Record<string, unknown>): Promise<string> => {
  const body = { circle_id: circle.id, current_value: "41200", target: "48200", unit: "currency", ...fields };
  const answer = await person.call("POST", "/api/kpi/kpis/", body);
  expect(answer.status).toBe(201);
  return (answer.body as { id: string }).id;
};

const tileOf = (page: Page, name: string): Locator => page.getByRole("article", { name });
const valueOf = (page: Page, name: string): Locator => tileOf(page, name).locator("[data-value]");
const drawerOf = (page: Page): Locator => page.locator("[data-drawer]");
const openKpis = (person: Person, circle: Circle, path = "kpis"): Promise<Page> => openBoard(person, circle, path);

/** A value for each of the last days, yesterday's last; `valueOf` is asked with how many days ago. */
const importDays = async (
  person: Person,
  kpi: string,
  days: number,
  valueAgo: (ago: number) => number,
): Promise<void> => {
  const rows = Array.from({ length: days }, (_, at) => {
    const ago = days - at;
    return `${new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10)},${valueAgo(ago)}`;
  });
  const file = { name: "days.csv", mimeType: "text/csv", buffer: Buffer.from(["date,value", ...rows].join("\n")) };
  const answer = await person.context.request.post(`/api/kpi/kpis/${kpi}/import/`, {
    headers: { authorization: `Bearer ${person.token}` },
    multipart: { file },
  });
  expect(answer.status()).toBe(200);
};

const historyOf = async (person: Person, kpi: string): Promise<string[]> => {
  const { body } = await person.call("GET", `/api/kpi/kpis/${kpi}/history/`);
  return (body as { history: { value: string }[] }).history.map(({ value }) => value);
};

test("[KB2] [KB3] two people on one KPI see each other before saving; a value flips with its author, and both are in the history", async ({
  ana,
  ben,
  circle,
}) => {
  const id = await addKpi(ana, circle, { name: "Revenue" });
  const [hers, his] = [await openKpis(ana, circle), await openKpis(ben, circle)];
  await valueOf(hers, "Revenue").click();
  await expect(tileOf(his, "Revenue").getByText("Ana is updating this")).toBeVisible();
  await valueOf(his, "Revenue").click();
  await his.getByLabel("New value of Revenue").fill("42,000");
  await hers.getByLabel("New value of Revenue").fill("$41,700");
  await hers.keyboard.press("Enter");
  await expect(his.getByText("This became $41,700 while you type.")).toBeVisible();
  await his.keyboard.press("Enter");
  await expect(valueOf(hers, "Revenue")).toHaveText("$42,000");
  await expect(tileOf(hers, "Revenue").getByText("Ben, just now")).toBeVisible();
  await expect(hers.locator("[aria-live=polite]").filter({ hasText: "Ben changed Revenue to $42,000" })).toHaveCount(1);
  await expect(tileOf(hers, "Revenue").getByText("Up 0.7%, better")).toBeAttached();
  expect(await historyOf(ana, id)).toEqual(["42000.00", "41700.00", "41200.00"]);
  await his.getByRole("button", { name: "Undo" }).click();
  await expect(valueOf(hers, "Revenue")).toHaveText("$41,700");
  await expect.poll(() => historyOf(ana, id)).toEqual(["41700.00", "41200.00"]);
});

test("[KB6] keys go from KPI to KPI, step the value and type it; steps become one value", async ({ ana, circle }) => {
  await addKpi(ana, circle, { name: "Second", current_value: "10", target: "20", unit: "none" });
  const id = await addKpi(ana, circle, { name: "First" });
  const page = await openKpis(ana, circle);
  await page.keyboard.press("j");
  await expect(valueOf(page, "First")).toBeFocused();
  for (const key of ["+", "+", "-", "+"]) await page.keyboard.press(key);
  await expect(valueOf(page, "First")).toHaveText("$42,200");
  await expect.poll(() => historyOf(ana, id)).toEqual(["42200.00", "41200.00"]);
  await page.keyboard.press("j");
  await page.keyboard.press("u");
  await expect(page.getByLabel("New value of Second")).toBeFocused();
  await page.keyboard.type("12.345");
  await page.keyboard.press("Enter");
  await expect(page.getByText("May have at most two decimals.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(valueOf(page, "Second")).toHaveText("10");
  await expect(valueOf(page, "Second")).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.type("12.5");
  await page.keyboard.press("Enter");
  await expect(valueOf(page, "Second")).toHaveText("12.5");
  await page.keyboard.press("o");
  await expect(page).toHaveURL(/\/kpis\/[0-9a-f-]{36}$/);
});

test("[KB7] on a phone a value takes two taps and its digits", async ({ ana, circle }) => {
  const id = await addKpi(ana, circle, { name: "Revenue" });
  await ana.page.setViewportSize({ width: 390, height: 844 });
  const page = await openKpis(ana, circle);
  await valueOf(page, "Revenue").click();
  const sheet = page.getByRole("dialog", { name: "Revenue" });
  await expect(sheet.getByText("$48,200")).toBeVisible();
  const pad = sheet.getByRole("group", { name: "Keypad" });
  for (const digit of ["4", "2", "5", "0", "0"]) await pad.getByRole("button", { name: digit, exact: true }).click();
  await sheet.getByRole("button", { name: "Record $42,500" }).click();
  await expect(valueOf(page, "Revenue")).toHaveText("$42,500");
  await expect.poll(() => historyOf(ana, id)).toEqual(["42500.00", "41200.00"]);
});

test("[KB15] values recorded offline stand, all of them in the course, are counted, and arrive", async ({
  ana,
  ben,
  circle,
}) => {
  const id = await addKpi(ana, circle, { name: "Revenue" });
  await importDays(ana, id, 20, () => 41_000);
  const line = await holdLine(ana.context);
  const [hers, his] = [await openKpis(ana, circle), await openKpis(ben, circle)];
  const course = tileOf(hers, "Revenue").locator(".spark-line");
  const corners = async () => ((await course.getAttribute("d")) ?? "").split("L").length;
  await expect.poll(corners).toBe(21);
  await line.cut();
  await expect(hers.getByText("You are offline.")).toBeVisible();
  for (const value of ["60000", "20000"]) {
    await valueOf(hers, "Revenue").click();
    await hers.getByLabel("New value of Revenue").fill(value);
    await hers.keyboard.press("Enter");
  }
  await valueOf(hers, "Revenue").click();
  await hers.getByLabel("New value of Revenue").fill("43000");
  await hers.keyboard.press("Enter");
  await expect(valueOf(hers, "Revenue")).toHaveText("$43,000");
  await expect(hers.getByText("3 changes wait here and will be sent.")).toBeVisible();
  expect(await corners()).toBe(24);
  await expect(valueOf(his, "Revenue")).toHaveText("$41,200");
  await line.mend();
  await expect(valueOf(his, "Revenue")).toHaveText("$43,000");
  expect((await historyOf(ana, id)).slice(0, 4)).toEqual(["43000.00", "20000.00", "60000.00", "41200.00"]);
  await expect(hers.getByText("3 changes wait here and will be sent.")).toBeHidden();
  await expect.poll(corners).toBe(24);
  ana.complaints.length = 0;
});

test("[KB13] [KB14] moderators create and delete, with undo; members see why they may not; bound values cannot be typed", async ({
  ana,
  ben,
  circle,
}) => {
  const [hers, his] = [await openKpis(ana, circle), await openKpis(ben, circle)];
  await expect(his.getByText("No KPIs yet")).toBeVisible();
  const refused = his.getByRole("button", { name: "New KPI" }).first();
  await expect(refused).toHaveAttribute("aria-disabled", "true");
  await expect(refused).toHaveAttribute("data-tip", "Only moderators and admins may create KPIs.");

  await hers.keyboard.press("c");
  const dialog = hers.getByRole("dialog", { name: "New KPI" });
  await dialog.getByLabel("Name").fill("Won");
  await dialog.getByLabel("Value comes from").selectOption({ label: "Contacts in Closed Won" });
  await dialog.getByRole("button", { name: "Create KPI" }).click();
  await expect(dialog.getByText("This field is required.")).toBeVisible();
  await dialog.getByLabel("Target").fill("5");
  await dialog.getByRole("button", { name: "Create KPI" }).click();
  await expect(tileOf(his, "Won").getByText("Contacts in Closed Won")).toBeVisible();
  await expect(valueOf(hers, "Won")).toHaveAttribute("aria-disabled", "true");
  await ana.call("POST", "/api/crm/contacts/", {
    circle_id: circle.id,
    name: "Ada",
    email: "ada@example.com",
    funnel_stage: "closed_won",
  });
  await expect(valueOf(his, "Won")).toHaveText("1");

  await tileOf(his, "Won").getByRole("button", { name: "Actions for Won" }).click();
  const item = his.getByRole("menuitem", { name: "Delete" });
  await expect(item).toHaveAttribute("aria-disabled", "true");
  await his.keyboard.press("Escape");
  await tileOf(hers, "Won").getByRole("button", { name: "Actions for Won" }).click();
  await hers.getByRole("menuitem", { name: "Delete" }).click();
  await expect(tileOf(his, "Won")).toHaveCount(0);
  await hers.getByRole("button", { name: "Undo" }).click();
  await expect(tileOf(his, "Won")).toBeVisible();
});

test("[KB12] order, filter and table stand in the address", async ({ ana, circle }) => {
  await addKpi(ana, circle, { name: "Beta", current_value: "10", target: "100", unit: "none" });
  await addKpi(ana, circle, { name: "Alpha", current_value: "120", target: "100", unit: "none" });
  await addKpi(ana, circle, { name: "Gamma", current_value: "95", target: "100", unit: "none" });
  const page = await openKpis(ana, circle);
  const names = () => page.locator("[data-kpi-name]").allTextContents();
  expect(await names()).toEqual(["Gamma", "Alpha", "Beta"]);
  await page.getByRole("button", { name: /^Order/ }).click();
  await page.getByRole("menuitemradio", { name: "Name" }).click();
  await expect(page).toHaveURL(/\?sort=name$/);
  expect(await names()).toEqual(["Alpha", "Beta", "Gamma"]);
  await page.keyboard.press("t");
  await expect(page).toHaveURL(/sort=name&view=table$/);
  await expect(page.getByRole("table", { name: "KPIs" })).toBeVisible();
  await page.getByRole("button", { name: "Of target" }).click();
  await page.reload();
  await expect(page.getByRole("row")).toHaveCount(4);
  expect(await names()).toEqual(["Alpha", "Gamma", "Beta"]);
  await page.goto(`/c/${circle.id}/kpis?only=behind`);
  await expect(tileOf(page, "Beta")).toBeVisible();
  expect(await names()).toEqual(["Beta"]);
  await page.goto(`/c/${circle.id}/kpis?q=nothing+like+it`);
  await page.getByRole("button", { name: "Clear search and filters" }).click();
  await expect(page.getByRole("article")).toHaveCount(3);
});

test("[KB16] [KB17] [KB18] [KB19] the drawer has an address; its chart is read by keys and as a table, exported, noted and imported into", async ({
  ana,
  circle,
}) => {
  const id = await addKpi(ana, circle, { name: "Revenue" });
  const page = await openKpis(ana, circle, `kpis/${id}`);
  const drawer = drawerOf(page);
  await expect(drawer.getByRole("heading", { name: "Revenue" })).toBeVisible();
  const days = Array.from({ length: 40 }, (_, ago) => {
    const date = new Date(Date.now() - (40 - ago) * 86_400_000).toISOString().slice(0, 10);
    return `${date},${40_000 + ago * 25}`;
  });
  await drawer.locator("input[type=file]").setInputFiles({
    name: "days.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(["date,value", ...days, "never,1"].join("\n")),
  });
  const dialog = page.getByRole("dialog", { name: "Import a history" });
  await expect(dialog.getByText("Nothing is written yet.")).toBeVisible();
  await dialog.getByRole("button", { name: "Import 40 values" }).click();
  await expect(dialog.getByText("Imported.")).toBeVisible();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(drawer.getByText("41 values")).toBeVisible();

  const chart = drawer.getByRole("slider", { name: "History of Revenue" });
  await chart.focus();
  await page.keyboard.press("ArrowLeft");
  await expect(chart).toHaveAttribute("aria-valuetext", /\$40,975, 85% of \$48,200$/);
  await drawer.getByRole("button", { name: "Write a note" }).click();
  await drawer.getByLabel("Note on this value").fill("=Price rise");
  await drawer.getByRole("button", { name: "Save the note" }).click();
  await expect(drawer.getByText("=Price rise")).toBeVisible();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    drawer.getByRole("button", { name: "Export the shown days as CSV" }).click(),
  ]);
  expect(file.suggestedFilename()).toBe("revenue-90-days.csv");
  const text = await new Response((await file.createReadStream()) as unknown as ReadableStream).text();
  expect(text.split("\r\n").at(-3)).toMatch(/,40975\.00,48200\.00,85\.01,'=Price rise$/);
  await drawer.getByRole("button", { name: "Show as a table" }).click();
  await expect(drawer.getByRole("row").nth(2)).toContainText("=Price rise");
  await page.reload();
  await expect(drawer.getByRole("heading", { name: "Revenue" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/\/kpis$/);
  await expect(valueOf(page, "Revenue")).toBeFocused();
});

test("[KB16] [KB18] notes reach every value of a long history: written by key on the oldest, kept over a reload, seen by others at once", async ({
  ana,
  ben,
  circle,
}) => {
  const id = await addKpi(ana, circle, { name: "Revenue" });
  await importDays(ana, id, 900, (ago) => 40_000 + ago);
  const [page, his] = [await openKpis(ana, circle, `kpis/${id}`), await openKpis(ben, circle, `kpis/${id}`)];
  const [drawer, hisDrawer] = [drawerOf(page), drawerOf(his)];
  await drawer.getByRole("radio", { name: "All" }).check();
  await expect(drawer.getByText("901 values")).toBeVisible();
  const chart = drawer.getByRole("slider", { name: "History of Revenue" });
  await chart.focus();
  await page.keyboard.press("Home");
  await expect(drawer.getByText(/Ana, imported/)).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(drawer.getByLabel("Note on this value")).toBeFocused();
  await page.keyboard.type("Where it began");
  await page.reload();
  await drawer.getByRole("radio", { name: "All" }).check();
  await drawer.getByRole("button", { name: "Show as a table" }).click();
  const table = drawer.getByRole("grid", { name: "Values of Revenue" });
  await expect(table).toHaveAttribute("aria-rowcount", "902");
  expect(await table.locator("[data-row]").count()).toBeLessThan(60);
  await table.focus();
  await page.keyboard.press("End");
  const oldest = table.getByRole("row", { selected: true });
  await expect(oldest).toHaveAttribute("aria-rowindex", "902");
  await expect(oldest).toContainText("$40,900");
  await drawer.getByRole("button", { name: "Finish the note" }).click();
  await expect(drawer.getByLabel("Note on this value")).toHaveValue("Where it began");
  await page.keyboard.press("Control+Enter");
  await expect(oldest).toContainText("Where it began");
  await expect(drawer.getByRole("button", { name: "Change the note" })).toBeFocused();
  await hisDrawer.getByRole("radio", { name: "All" }).check();
  await expect(hisDrawer.getByText("has a note (1)")).toBeVisible();
  await expect(hisDrawer.locator("circle.chart-note")).toHaveCount(1);

  // A span may end long ago.
  await drawer.getByRole("radio", { name: "30 d" }).check();
  await expect(drawer.getByText("30 values")).toBeVisible();
  await drawer.getByRole("button", { name: "Earlier days" }).click();
  await expect(drawer.getByText("31 values")).toBeVisible();
  await drawer.getByRole("button", { name: "Later days" }).click();
  await expect(drawer.getByRole("button", { name: "Later days" })).toHaveAttribute("aria-disabled", "true");
});

test("[KB11] a value unlike its weekday's others is flagged the moment it is recorded, with the same words on tile and drawer", async ({
  ana,
  ben,
  circle,
}) => {
  const id = await addKpi(ana, circle, { name: "Calls", current_value: "100", target: "100", unit: "none" });
  await importDays(ana, id, 420, (ago) => 96 + (Math.floor(ago / 7) % 5) * 2);
  const [page, his] = [await openKpis(ana, circle), await openKpis(ben, circle)];
  const measured = page.waitForResponse(/\/api\/kpi\/usual\//);
  await page.reload();
  await measured;
  await valueOf(page, "Calls").click();
  await page.getByLabel("New value of Calls").fill("70");
  await page.keyboard.press("Enter");
  const words =
    /day \d+ \w+: \u221215\.0 deviations\. The 52 \w+days before have a median of 100, and half of them lie within 2 of it\./;
  await expect(tileOf(page, "Calls").getByText("Unusual")).toBeVisible();
  await expect(tileOf(his, "Calls").getByText(words)).toBeAttached();
  await tileOf(page, "Calls").getByRole("link", { name: "Calls" }).click();
  await expect(drawerOf(page).getByText(words)).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(tileOf(his, "Calls").getByText("Unusual")).toHaveCount(0);
});

test("[KB1] board and KPIs share one socket and one copy of the circle", async ({ ana, circle }) => {
  await addKpi(ana, circle, { name: "Revenue" });
  let sockets = 0;
  ana.page.on("websocket", () => (sockets += 1));
  const page = await openKpis(ana, circle);
  await page.keyboard.press("g");
  await page.keyboard.press("b");
  await expect(page.getByText("Nobody is on this board yet")).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("k");
  await expect(tileOf(page, "Revenue")).toBeVisible();
  expect(sockets).toBe(1);
});

test("[KB21] axe finds nothing serious on tiles, table, drawer, dialog, keypad and the empty page", async ({
  ana,
  circle,
}) => {
  test.setTimeout(120_000);
  let page = await openKpis(ana, circle);
  await expect(page.getByText("No KPIs yet")).toBeVisible();
  expect(await serious(page), "empty").toEqual([]);
  const pace = { baseline: "40000", starts_on: "2026-01-01", due_on: "2027-12-31" };
  const id = await addKpi(ana, circle, { name: "Revenue", ...pace });
  await addKpi(ana, circle, { name: "Tickets", unit: "none", current_value: "50", direction: "lower", target: "30" });
  await addKpi(ana, circle, { name: "Bound", unit: "none", target: "30", source: "contacts" });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    page = await openKpis(ana, circle);
    await expect(tileOf(page, "Revenue")).toBeVisible();
    expect(await serious(page), `tiles, ${colorScheme}`).toEqual([]);
    await page.getByRole("button", { name: /why$/ }).click();
    await expect(page.getByRole("dialog", { name: "Why" })).toBeVisible();
    expect(await serious(page), `why, ${colorScheme}`).toEqual([]);
    await page.keyboard.press("Escape");
    await page.keyboard.press("c");
    await expect(page.getByRole("dialog", { name: "New KPI" })).toBeVisible();
    expect(await serious(page), `dialog, ${colorScheme}`).toEqual([]);
    page = await openKpis(ana, circle, "kpis?view=table");
    await expect(page.getByRole("table", { name: "KPIs" })).toBeVisible();
    expect(await serious(page), `table, ${colorScheme}`).toEqual([]);
    page = await openKpis(ana, circle, `kpis/${id}`);
    await expect(drawerOf(page).getByRole("slider")).toBeVisible();
    expect(await serious(page), `drawer, ${colorScheme}`).toEqual([]);
    await drawerOf(page).getByRole("button", { name: "Show as a table" }).click();
    await drawerOf(page).getByRole("grid").focus();
    expect(await serious(page), `values as a table, ${colorScheme}`).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    page = await openKpis(ana, circle);
    await valueOf(page, "Revenue").click();
    await expect(page.getByRole("dialog", { name: "Revenue" })).toBeVisible();
    expect(await serious(page), `keypad, ${colorScheme}`).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 800 });
  }
});
