/** Moving cards by mouse, by finger and by key. */
import { cardOf, columnOf, expectNames, middleOf, openBoard } from "./board.ts";
import { addContact } from "./person.ts";
import { expect, test } from "./rondo.ts";

test.beforeEach(async ({ ana, circle }) => {
  for (const name of ["Cara", "Bea", "Ada"]) await addContact(ana, circle, { name, company: `${name} & Co` });
  await addContact(ana, circle, { name: "Zoe", funnel_stage: "contacted" });
});

test("[BD3] a mouse drags a card to a place in another column, and the room keeps it there", async ({
  ana,
  circle,
}) => {
  const page = await openBoard(ana, circle);
  const from = await middleOf(cardOf(page, "Bea"));
  const below = await middleOf(cardOf(page, "Zoe"));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 10, from.y + 10);
  await page.mouse.move(below.x, below.y + 55, { steps: 4 });
  await expect(columnOf(page, "contacted").locator(".drop-line")).toBeVisible();
  await page.mouse.up();
  await expectNames(page, "contacted", ["Zoe", "Bea"]);
  await expectNames(page, "needs_outreach", ["Ada", "Cara"]);
  await expect(page.locator("[data-panel]")).toHaveCount(0);
  await page.reload();
  await expectNames(page, "contacted", ["Zoe", "Bea"]);
});

test("[BD3] Escape during a drag puts the card back", async ({ ana, circle }) => {
  const page = await openBoard(ana, circle);
  const from = await middleOf(cardOf(page, "Bea"));
  const to = await middleOf(columnOf(page, "blocked"));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await expect(page.locator(".in-hand")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.locator(".in-hand")).toHaveCount(0);
  await page.mouse.up();
  await expectNames(page, "needs_outreach", ["Ada", "Bea", "Cara"]);
});

test("[BD3] a selection is dragged together and undone together", async ({ ana, circle }) => {
  const page = await openBoard(ana, circle);
  await cardOf(page, "Ada").click({ modifiers: ["ControlOrMeta"] });
  await cardOf(page, "Cara").click({ modifiers: ["ControlOrMeta"] });
  const from = await middleOf(cardOf(page, "Ada"));
  const to = await middleOf(columnOf(page, "meeting_set"));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await expect(page.locator(".in-hand")).toHaveAttribute("data-count", "2");
  await page.mouse.up();
  await expectNames(page, "meeting_set", ["Ada", "Cara"]);
  await page.keyboard.press("ControlOrMeta+z");
  await expectNames(page, "needs_outreach", ["Ada", "Bea", "Cara"]);
  await page.keyboard.press("ControlOrMeta+Shift+z");
  await expectNames(page, "meeting_set", ["Ada", "Cara"]);
});

test("[BD3] [BD22] a finger lifts a card after a long press, on a phone", async ({ ana, circle, browser, baseURL }) => {
  const context = await browser.newContext({
    ...(baseURL === undefined ? {} : { baseURL }),
    storageState: await ana.context.storageState(),
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  const page = await context.newPage();
  await openBoard({ page }, circle);
  const finger = await context.newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", x = 0, y = 0) =>
    finger.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x, y }] });
  const from = await middleOf(cardOf(page, "Ada"));
  const below = await middleOf(cardOf(page, "Cara"));
  await touch("touchStart", from.x, from.y);
  await expect(page.locator(".in-hand")).toBeVisible();
  await touch("touchMove", from.x, from.y + 40);
  await touch("touchMove", below.x, below.y + 30);
  await expect(columnOf(page, "needs_outreach").locator(".drop-line")).toBeVisible();
  await touch("touchEnd");
  await expectNames(page, "needs_outreach", ["Bea", "Cara", "Ada"]);
  await expect(page.locator("[data-panel]")).toHaveCount(0);
  await context.close();
});

test("[BD4] keys lift, carry and drop a card, and say so", async ({ ana, circle }) => {
  const page = await openBoard(ana, circle);
  const said = page.locator("[aria-live=assertive]");
  await cardOf(page, "Ada").focus();
  await page.keyboard.press("Space");
  await expect(said).toContainText("Lifted Ada. Needs Outreach, position 1 of 3.");
  await page.keyboard.press("ArrowRight");
  await expect(said).toContainText("Contacted, position 1 of 2.");
  await page.keyboard.press("ArrowDown");
  await expect(said).toContainText("Contacted, position 2 of 2.");
  await page.keyboard.press("Space");
  await expect(said).toContainText("Dropped Ada. Contacted, position 2 of 2.");
  await expectNames(page, "contacted", ["Zoe", "Ada"]);
  await expect(cardOf(page, "Ada")).toBeFocused();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Escape");
  await expect(said).toContainText("Cancelled. Ada stays in Contacted, position 2 of 2.");
  await expectNames(page, "contacted", ["Zoe", "Ada"]);
});

test("[BD5] digits, brackets and the menu move a card without dragging", async ({ ana, circle }) => {
  const page = await openBoard(ana, circle);
  await cardOf(page, "Ada").focus();
  await page.keyboard.press("]");
  await expectNames(page, "needs_outreach", ["Bea", "Ada", "Cara"]);
  await page.keyboard.press("[");
  await expectNames(page, "needs_outreach", ["Ada", "Bea", "Cara"]);
  await page.keyboard.press("5");
  await expectNames(page, "negotiation", ["Ada"]);
  await expect(cardOf(page, "Ada")).toBeFocused();
  await page.keyboard.press("m");
  await page.getByRole("menuitemradio", { name: "Closed Won" }).click();
  await expectNames(page, "closed_won", ["Ada"]);
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expectNames(page, "negotiation", ["Ada"]);
});

test("[BD6] arrows, J and K move the focus from card to card", async ({ ana, circle }) => {
  const page = await openBoard(ana, circle);
  await cardOf(page, "Ada").focus();
  await page.keyboard.press("j");
  await expect(cardOf(page, "Bea")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(cardOf(page, "Cara")).toBeFocused();
  await page.keyboard.press("k");
  await expect(cardOf(page, "Bea")).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(cardOf(page, "Zoe")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-panel]")).toContainText("1 of 1 in Contacted");
  await page.keyboard.press("Escape");
  await expect(cardOf(page, "Zoe")).toBeFocused();
});
