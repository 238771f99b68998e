/** Two people at one board. */
import { cardOf, columnOf, expectNames, holdLine, middleOf, openBoard, panelOf } from "./board.ts";
import { addContact } from "./person.ts";
import { expect, test } from "./rondo.ts";

test("[BD17] a move is seen and announced on the other screen", async ({ ana, ben, circle }) => {
  await addContact(ana, circle, { name: "Ada" });
  const [hers, his] = [await openBoard(ana, circle), await openBoard(ben, circle)];
  await cardOf(hers, "Ada").focus();
  await hers.keyboard.press("4");
  await expectNames(his, "proposal_sent", ["Ada"]);
  await expect(his.locator("[aria-live=polite]").filter({ hasText: "Ana moved Ada to Proposal Sent" })).toHaveCount(1);
});

test("[BD18] others see who is here, on which card, in which field and with which card in hand", async ({
  ana,
  ben,
  circle,
}) => {
  await addContact(ana, circle, { name: "Bea" });
  await addContact(ana, circle, { name: "Ada" });
  const [hers, his] = [await openBoard(ana, circle), await openBoard(ben, circle)];
  await expect(his.getByRole("list", { name: "Here now" }).getByRole("img", { name: "Ana" })).toBeVisible();
  await cardOf(hers, "Ada").click();
  await expect(cardOf(his, "Ada").locator(".card-flag")).toHaveText("Ana");
  await panelOf(hers).getByLabel("Phone").focus();
  await cardOf(his, "Ada").click();
  await expect(panelOf(his).getByRole("img", { name: "Ana is editing this" })).toBeVisible();
  await panelOf(hers).getByLabel("New note").focus();
  await expect(panelOf(his).getByText("Ana is writing a note")).toBeVisible();
  await hers.keyboard.press("Escape");
  await hers.keyboard.press("Escape");
  await expect(cardOf(his, "Ada").locator(".card-flag")).toHaveCount(0);

  const from = await middleOf(cardOf(hers, "Bea"));
  await hers.mouse.move(from.x, from.y);
  await hers.mouse.down();
  await hers.mouse.move(from.x + 40, from.y + 60, { steps: 3 });
  await expect(cardOf(his, "Bea").locator(".card-flag")).toHaveText("Ana is moving this");
  await hers.keyboard.press("Escape");
  await hers.mouse.up();
  await expect(cardOf(his, "Bea").locator(".card-flag")).toHaveCount(0);
});

test("[BD7] [BD9] a field and a note are saved by themselves and arrive on the other screen", async ({
  ana,
  ben,
  circle,
}) => {
  const { id } = await addContact(ana, circle, { name: "Ada" });
  const [hers, his] = [await openBoard(ana, circle, `contacts/${id}`), await openBoard(ben, circle, `contacts/${id}`)];
  await panelOf(hers).getByLabel("Company").fill("Analytical Engines");
  await hers.keyboard.press("Enter");
  await expect(panelOf(his).getByLabel("Company")).toHaveValue("Analytical Engines");
  await panelOf(hers).getByLabel("Status").selectOption("Customer");
  await expect(panelOf(his).getByLabel("Status")).toHaveValue("customer");
  await panelOf(hers).getByLabel("New note").fill("Called her. She wants the engine.");
  await hers.keyboard.press("ControlOrMeta+Enter");
  const note = panelOf(his).getByRole("listitem").filter({ hasText: "She wants the engine." });
  await expect(note).toContainText("Ana");
  await expect(panelOf(hers).getByLabel("New note")).toHaveValue("");
});

test("[BD16] two values that met: both are told, and one press brings the other value back", async ({
  ana,
  ben,
  circle,
}) => {
  const { id } = await addContact(ana, circle, { name: "Ada", company: "Before" });
  const line = await holdLine(ben.context);
  const [hers, his] = [await openBoard(ana, circle, `contacts/${id}`), await openBoard(ben, circle, `contacts/${id}`)];
  await line.cut();
  await panelOf(hers).getByLabel("Company").fill("Hers");
  await hers.keyboard.press("Enter");
  await panelOf(his).getByLabel("Company").fill("His");
  await his.keyboard.press("Enter");
  await line.mend();
  await expect(hers.getByText("Ben wrote “His” for the company of Ada while you wrote “Hers”.")).toBeVisible();
  await expect(
    his.getByText("Ana wrote “Hers” for the company of Ada while you wrote “His”. Yours stands."),
  ).toBeVisible();
  await expect(panelOf(hers).getByLabel("Company")).toHaveValue("His");
  await hers.getByRole("button", { name: "Restore mine" }).click();
  await expect(panelOf(his).getByLabel("Company")).toHaveValue("Hers");
});

test("[BD14] undo never overwrites another's later move; it says whose it is and offers to", async ({
  ana,
  ben,
  circle,
}) => {
  await addContact(ana, circle, { name: "Ada" });
  const [hers, his] = [await openBoard(ana, circle), await openBoard(ben, circle)];
  await cardOf(hers, "Ada").focus();
  await hers.keyboard.press("2");
  await expectNames(his, "contacted", ["Ada"]);
  await cardOf(his, "Ada").focus();
  await his.keyboard.press("6");
  await expectNames(hers, "blocked", ["Ada"]);
  await hers.keyboard.press("ControlOrMeta+z");
  await expect(hers.getByText(/Ben changed this at .+\. Undo would overwrite it\./)).toBeVisible();
  await expectNames(hers, "blocked", ["Ada"]);
  await hers.getByRole("button", { name: "Restore anyway" }).click();
  await expectNames(his, "needs_outreach", ["Ada"]);
});

test("[BD11] a contact that is deleted while it is open says who did it, and a moderator restores it", async ({
  ana,
  ben,
  circle,
}) => {
  const { id } = await addContact(ana, circle, { name: "Ada" });
  await addContact(ana, circle, { name: "Bea" });
  const [hers, his] = [await openBoard(ana, circle), await openBoard(ben, circle, `contacts/${id}`)];
  await cardOf(hers, "Ada").focus();
  await hers.keyboard.press("#");
  await expect(panelOf(his)).toContainText("Ana deleted this contact");
  await expect(panelOf(his).getByRole("button", { name: "Restore" })).toHaveAttribute("aria-disabled", "true");
  await hers.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(panelOf(his).getByLabel("Name")).toHaveValue("Ada");
});

test("[BD11] a moderator restores what another tab deleted", async ({ ana, circle }) => {
  const { id } = await addContact(ana, circle, { name: "Ada", notes: "First words" });
  const page = await openBoard(ana, circle, `contacts/${id}`);
  await expect(panelOf(page).getByText("First words")).toBeVisible();
  const gone = await ana.call("DELETE", `/api/crm/contacts/${id}/`);
  expect([200, 204]).toContain(gone.status);
  await panelOf(page).getByRole("button", { name: "Restore" }).click();
  await expect(panelOf(page).getByLabel("Name")).toHaveValue("Ada");
  await expect(panelOf(page).getByText("First words")).toBeVisible();
});

test("[BD19] a person who is removed from the circle is told, and sees nothing of it any more", async ({
  ana,
  ben,
  circle,
}) => {
  await addContact(ana, circle, { name: "Ada" });
  const his = await openBoard(ben, circle);
  await expect(cardOf(his, "Ada")).toBeVisible();
  const answer = await ana.call("DELETE", `/api/circles/${circle.id}/members/${ben.id}/`);
  expect([200, 204]).toContain(answer.status);
  await expect(his.getByText("You are no longer in this circle")).toBeVisible();
  await expect(columnOf(his, "needs_outreach")).toHaveCount(0);
});
