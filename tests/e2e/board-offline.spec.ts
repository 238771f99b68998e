/** Working while the line is down. */
import { cardOf, columnOf, expectNames, holdLine, openBoard, panelOf } from "./board.ts";
import { addContact } from "./person.ts";
import { expect, test } from "./rondo.ts";

test("[BD19] what is done offline waits in sight, and arrives once the line is back", async ({ ana, ben, circle }) => {
  await addContact(ana, circle, { name: "Ada" });
  const line = await holdLine(ana.context);
  const [hers, his] = [await openBoard(ana, circle), await openBoard(ben, circle)];
  await line.cut();
  await expect(hers.getByText("You are offline. Keep working")).toBeVisible();
  await cardOf(hers, "Ada").focus();
  await hers.keyboard.press("3");
  await expectNames(hers, "meeting_set", ["Ada"]);
  await expect(hers.getByText("1 change waits here and will be sent.")).toBeVisible();
  await expect(cardOf(hers, "Ada").getByText("Waits to be sent")).toBeAttached();
  await expectNames(his, "meeting_set", []);
  await line.mend();
  await expectNames(his, "meeting_set", ["Ada"]);
  await expect(hers.getByRole("status").filter({ hasText: /^Live$/ })).toBeVisible();
});

test("[BD19] a reload while the line is down keeps the board and what waits", async ({ ana, ben, circle }) => {
  await addContact(ana, circle, { name: "Ada" });
  const line = await holdLine(ana.context);
  const [hers, his] = [await openBoard(ana, circle), await openBoard(ben, circle)];
  await line.cut();
  await cardOf(hers, "Ada").focus();
  await hers.keyboard.press("7");
  await expect(hers.getByText("1 change waits here and will be sent.")).toBeVisible();
  // The page itself can be had again; only the line stays down.
  await ana.context.setOffline(false);
  await hers.reload();
  await expectNames(hers, "closed_won", ["Ada"]);
  await expect(hers.getByRole("status").filter({ hasText: "1 change waiting" })).toBeVisible();
  await line.mend();
  await expectNames(his, "closed_won", ["Ada"]);
});

test("[BD10] the draft of a note outlives a reload and a lost line, and stays while others write", async ({
  ana,
  ben,
  circle,
}) => {
  const { id } = await addContact(ana, circle, { name: "Ada" });
  const line = await holdLine(ana.context);
  const hers = await openBoard(ana, circle, `contacts/${id}`);
  await panelOf(hers).getByLabel("New note").fill("Half a thought");
  await hers.reload();
  await expect(panelOf(hers).getByLabel("New note")).toHaveValue("Half a thought");
  const written = await ben.call("POST", `/api/crm/contacts/${id}/notes/`, { note: "Another voice" });
  expect(written.status).toBe(201);
  await expect(panelOf(hers).getByRole("listitem").filter({ hasText: "Another voice" })).toBeVisible();
  await line.cut();
  await expect(panelOf(hers).getByLabel("New note")).toHaveValue("Half a thought");
  await panelOf(hers).getByRole("button", { name: "Add note" }).click();
  await line.mend();
  await expect(panelOf(hers).getByRole("listitem").filter({ hasText: "Half a thought" })).toBeVisible();
});

test("[BD15] a change that is refused later comes back with the reason", async ({ ana, ben, circle }) => {
  const { id } = await addContact(ana, circle, { name: "Ada" });
  await addContact(ana, circle, { name: "Bea" });
  const line = await holdLine(ben.context);
  const his = await openBoard(ben, circle, `contacts/${id}`);
  await line.cut();
  await panelOf(his).getByLabel("New note").fill("Too late");
  await his.keyboard.press("ControlOrMeta+Enter");
  const gone = await ana.call("DELETE", `/api/crm/contacts/${id}/`);
  expect([200, 204]).toContain(gone.status);
  await line.mend();
  await expect(his.getByText("Your note was not added; it is kept as a draft.")).toBeVisible();
  await expect(columnOf(his, "needs_outreach").locator("[data-card]")).toHaveCount(1);
});
