/** Filters, long columns, phones, and what assistive technology finds. */
import { cardOf, columnOf, expectNames, holdLine, openBoard, panelOf } from "./board.ts";
import { addContact } from "./person.ts";
import { expect, test } from "./rondo.ts";
import { serious } from "./serious.ts";

test("[BD20] [BD21] search and filters stand in the address, and counts follow them", async ({ ana, circle }) => {
  await addContact(ana, circle, { name: "Ada Lovelace", company: "Engines", status: "customer" });
  await addContact(ana, circle, { name: "Žofie Nová", company: "Sklárna", status: "lead" });
  await addContact(ana, circle, { name: "Bea", email: "bea@engines.example", status: "lead" });
  const page = await openBoard(ana, circle);
  await page.keyboard.press("/");
  await page.keyboard.type("ENGINES");
  await expectNames(page, "needs_outreach", ["Bea", "Ada Lovelace"]);
  await expect(page).toHaveURL(/\?q=ENGINES$/);
  await expect(columnOf(page, "needs_outreach").getByText("2 of 3")).toBeVisible();
  await page.getByRole("searchbox").press("Escape");
  await page.getByRole("searchbox").press("Escape");
  await page.keyboard.press("f");
  await page.getByRole("menuitem", { name: "Status" }).click();
  await page.getByRole("menuitemradio", { name: "Lead" }).click();
  await expectNames(page, "needs_outreach", ["Bea", "Žofie Nová"]);
  await expect(page).toHaveURL(/\?status=lead$/);
  await page.reload();
  await expectNames(page, "needs_outreach", ["Bea", "Žofie Nová"]);
  await page.goto(`/c/${circle.id}/board?q=žofie&by=me`);
  await expectNames(page, "needs_outreach", ["Žofie Nová"]);
  await page.goto(`/c/${circle.id}/board?q=nobody+at+all`);
  await expect(page.getByText("No contact matches")).toBeVisible();
  await page.getByRole("button", { name: "Clear search and filters" }).click();
  await expect(page).toHaveURL(/\/board$/);
  await expectNames(page, "needs_outreach", ["Bea", "Žofie Nová", "Ada Lovelace"]);
});

test("[BD2] a thousand cards are as many nodes as forty, wherever the column is scrolled", async ({ ana, circle }) => {
  test.setTimeout(60_000);
  const add = (from: number, to: number) =>
    Promise.all(
      Array.from({ length: to - from }, (_, at) =>
        addContact(ana, circle, { name: `Card ${from + at}`, funnel_stage: "contacted" }),
      ),
    );
  await add(0, 40);
  const page = await openBoard(ana, circle);
  await expect(columnOf(page, "contacted").getByText("40", { exact: true })).toBeVisible();
  const few = await page.locator("[data-card]").count();
  for (let from = 40; from < 1_000; from += 80) await add(from, from + 80);
  await expect(columnOf(page, "contacted").getByText("1,000", { exact: true })).toBeVisible();
  expect(await page.locator("[data-card]").count()).toBe(few);
  const list = columnOf(page, "contacted").locator("[data-cards]");
  await list.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
  await expect(columnOf(page, "contacted").locator('[aria-posinset="1000"]')).toBeVisible();
  expect(await page.locator("[data-card]").count()).toBeLessThanOrEqual(few + 4);
});

test("[BD22] on a phone one column fills the screen, tabs and swipes change it, and a sheet moves a card", async ({
  ana,
  circle,
}) => {
  await addContact(ana, circle, { name: "Ada" });
  await addContact(ana, circle, { name: "Bea", funnel_stage: "contacted" });
  await ana.page.setViewportSize({ width: 390, height: 844 });
  const page = await openBoard(ana, circle);
  const stages = page.getByRole("navigation", { name: "Stages" });
  await expect(cardOf(page, "Ada")).toBeInViewport();
  await expect(cardOf(page, "Bea")).not.toBeInViewport();
  await stages.getByRole("button", { name: "Contacted" }).click();
  await expect(cardOf(page, "Bea")).toBeInViewport();
  await expect(stages.getByRole("button", { name: "Contacted" })).toHaveAttribute("aria-current", "true");
  await cardOf(page, "Bea").click();
  await panelOf(page).getByRole("button", { name: "Move to…" }).click();
  await page.getByRole("dialog", { name: "Move to" }).getByRole("button", { name: "Negotiation" }).click();
  await expect(panelOf(page).getByText("Negotiation · stage 5 of 8")).toBeVisible();
});

test("[BD24] axe finds nothing serious on the board, the panel, the dialog and the empty board", async ({
  ana,
  circle,
}) => {
  test.setTimeout(90_000);
  const line = await holdLine(ana.context);
  const page = await openBoard(ana, circle);
  await expect(page.getByText("Nobody is on this board yet")).toBeVisible();
  expect(await serious(page), "empty").toEqual([]);
  for (const [name, funnel_stage] of [
    ["Ada", "contacted"],
    ["Bea", "contacted"],
    ["Cleo", "blocked"],
  ] as const)
    await addContact(ana, circle, {
      name,
      funnel_stage,
      company: "Engines",
      status: "customer",
      notes: "A word",
    });
  await expect(cardOf(page, "Cleo")).toBeVisible();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    expect(await serious(page), `board, ${colorScheme}`).toEqual([]);
    await cardOf(page, "Ada").click();
    await expect(panelOf(page).getByText("A word")).toBeVisible();
    expect(await serious(page), `panel, ${colorScheme}`).toEqual([]);
    await page.keyboard.press("Escape");
    await page.keyboard.press("c");
    await expect(page.getByRole("dialog", { name: "New contact" })).toBeVisible();
    expect(await serious(page), `dialog, ${colorScheme}`).toEqual([]);
    await page.keyboard.press("Escape");
    await page.goto(`/c/${circle.id}/board?q=nobody&status=lead`);
    await expect(page.getByText("No contact matches")).toBeVisible();
    expect(await serious(page), `no match, ${colorScheme}`).toEqual([]);
    await openBoard(ana, circle);
  }
  await line.cut();
  await expect(page.getByText("You are offline.")).toBeVisible();
  expect(await serious(page), "offline").toEqual([]);
  await line.mend();
});
