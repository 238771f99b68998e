/** The panel, the dialog, and what a role may do. */
import { cardOf, expectNames, openBoard, panelOf } from "./board.ts";
import { addContact } from "./person.ts";
import { expect, test } from "./rondo.ts";

test("[BD8] the panel has its own address and steps through the column", async ({ ana, circle }) => {
  await addContact(ana, circle, { name: "Bea" });
  const { id } = await addContact(ana, circle, { name: "Ada" });
  const page = await openBoard(ana, circle, `contacts/${id}`);
  await expect(panelOf(page).getByLabel("Name")).toHaveValue("Ada");
  await expect(page).toHaveTitle(/Ada/);
  await page.keyboard.press("j");
  await expect(panelOf(page).getByLabel("Name")).toHaveValue("Bea");
  await panelOf(page).getByRole("button", { name: "Close", exact: true }).click();
  await expect(page).toHaveURL(/\/board$/);
  await expect(panelOf(page)).toHaveCount(0);
});

test("[BD7] Escape takes typing back, a wrong value stays in its field with the reason", async ({ ana, circle }) => {
  const { id } = await addContact(ana, circle, { name: "Ada", email: "ada@example.com" });
  await addContact(ana, circle, { name: "Bea", email: "bea@example.com" });
  const page = await openBoard(ana, circle, `contacts/${id}`);
  const email = panelOf(page).getByLabel("E-mail");
  await email.fill("nonsense");
  await page.keyboard.press("Enter");
  await expect(panelOf(page).getByText("Must be an e-mail address.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(email).toHaveValue("ada@example.com");
  await email.fill("bea@example.com");
  await page.keyboard.press("Enter");
  await expect(panelOf(page).getByText("Another contact of this circle has this address.")).toBeVisible();
  await panelOf(page).getByRole("button", { name: "Open it" }).click();
  await expect(panelOf(page).getByLabel("Name")).toHaveValue("Bea");
  await expect(panelOf(page).getByLabel("E-mail")).toHaveValue("bea@example.com");
});

test("[BD7] what was typed and not saved outlives a reload, is not saved by itself, and says what it would overwrite", async ({
  ana,
  ben,
  circle,
}) => {
  const { id } = await addContact(ana, circle, { name: "Ada", phone: "030 1", company: "Engines" });
  const page = await openBoard(ana, circle, `contacts/${id}`);
  await panelOf(page).getByLabel("Company").fill("Analytical Engines");
  await page.reload();
  const company = panelOf(page).getByLabel("Company");
  await expect(company).toHaveValue("Analytical Engines");
  await expect(
    panelOf(page).getByText("Typed before and not saved. Enter saves it, Escape takes it back."),
  ).toBeVisible();
  await panelOf(page).getByRole("button", { name: "Close", exact: true }).click();
  const his = await openBoard(ben, circle, `contacts/${id}`);
  await expect(panelOf(his).getByLabel("Company")).toHaveValue("Engines");
  await panelOf(his).getByLabel("Company").fill("Difference Engines");
  await his.keyboard.press("Enter");
  await cardOf(page, "Ada").click();
  await expect(panelOf(page).getByText("Enter saves it over “Difference Engines”")).toBeVisible();
  await company.focus();
  await page.keyboard.press("Enter");
  await expect(panelOf(his).getByLabel("Company")).toHaveValue("Analytical Engines");
  await page.reload();
  await expect(company).toHaveValue("Analytical Engines");
  await expect(panelOf(page).getByText("Typed before and not saved.")).toHaveCount(0);
  await panelOf(page).getByLabel("Phone").fill("030 2");
  await page.reload();
  await panelOf(page).getByLabel("Phone").focus();
  await page.keyboard.press("Escape");
  await expect(panelOf(page).getByLabel("Phone")).toHaveValue("030 1");
});

test("[BD12] a contact is created with the keyboard, and wrong fields say so in the server's words", async ({
  ana,
  circle,
}) => {
  await addContact(ana, circle, { name: "Bea", email: "bea@example.com" });
  const page = await openBoard(ana, circle);
  await page.keyboard.press("c");
  const dialog = page.getByRole("dialog", { name: "New contact" });
  await dialog.getByLabel("Name").fill("Ada");
  await dialog.getByLabel("E-mail").fill("bea@example.com");
  await dialog.getByLabel("Phone").fill("123456789012345678901");
  await dialog.getByLabel("Stage").selectOption("Meeting Set");
  await dialog.getByLabel("First note").fill("Met at the fair");
  await page.keyboard.press("ControlOrMeta+Home");
  await dialog.getByRole("button", { name: "Add contact" }).click();
  await expect(dialog.getByText("May have at most 20 characters.")).toBeVisible();
  await dialog.getByLabel("Phone").fill("030 123");
  await dialog.getByRole("button", { name: "Add contact" }).click();
  await expect(dialog.getByText("Another contact of this circle has this address.")).toBeVisible();
  await dialog.getByLabel("E-mail").fill("ada@example.com");
  await dialog.getByRole("button", { name: "Add contact" }).click();
  await expect(dialog).toHaveCount(0);
  await expectNames(page, "meeting_set", ["Ada"]);
  await expect(cardOf(page, "Ada")).toBeFocused();
});

test("[BD13] a deleted contact comes back with Undo, notes and all", async ({ ana, circle }) => {
  const { id } = await addContact(ana, circle, { name: "Ada", notes: "First words" });
  const page = await openBoard(ana, circle, `contacts/${id}`);
  await panelOf(page).getByRole("button", { name: "All actions" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(cardOf(page, "Ada")).toHaveCount(0);
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await cardOf(page, "Ada").click();
  await expect(panelOf(page).getByRole("listitem").filter({ hasText: "First words" })).toBeVisible();
});

test("[BD25] a member sees why creating and deleting are not for them", async ({ ana, ben, circle }) => {
  await addContact(ana, circle, { name: "Ada" });
  const page = await openBoard(ben, circle);
  await expect(page.getByRole("button", { name: "New contact", exact: true })).toHaveAttribute(
    "aria-description",
    "Only moderators and admins may create contacts.",
  );
  await cardOf(page, "Ada").focus();
  await page.keyboard.press("#");
  await page.keyboard.press("c");
  await page.keyboard.press(".");
  await expect(page.getByRole("menuitem", { name: "Delete" })).toHaveAttribute(
    "aria-description",
    "Only moderators and admins may delete contacts.",
  );
  await expectNames(page, "needs_outreach", ["Ada"]);
  await expect(page.getByRole("dialog", { name: "New contact" })).toHaveCount(0);
});

test("[BD9] notes are changed and deleted by their author", async ({ ana, ben, circle }) => {
  const { id } = await addContact(ana, circle, { name: "Ada", notes: "Hers" });
  const page = await openBoard(ben, circle, `contacts/${id}`);
  await panelOf(page).getByLabel("New note").fill("His");
  await panelOf(page).getByRole("button", { name: "Add note" }).click();
  const his = panelOf(page).getByRole("listitem").filter({ hasText: "His" });
  const hers = panelOf(page).getByRole("listitem").filter({ hasText: "Hers" });
  await expect(hers.getByRole("button", { name: "Change the note" })).toHaveAttribute("aria-disabled", "true");
  await his.getByRole("button", { name: "Change the note" }).click();
  await page.getByRole("textbox", { name: "Change the note" }).fill("His own words");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(panelOf(page).getByRole("listitem").filter({ hasText: "His own words" })).toContainText("edited");
  await panelOf(page)
    .getByRole("listitem")
    .filter({ hasText: "His own words" })
    .getByRole("button", { name: "Delete the note" })
    .click();
  await expect(panelOf(page).getByText("His own words")).toHaveCount(0);
});

test("[BD23] stored text stays text", async ({ ana, circle }) => {
  const name = `<img src=x onerror="document.title='owned'">`;
  const { id } = await addContact(ana, circle, {
    name,
    company: "<b>bold</b>",
    notes: "<script>document.title='owned'</script>",
  });
  const page = await openBoard(ana, circle, `contacts/${id}`);
  await expect(cardOf(page, name)).toContainText("<b>bold</b>");
  await expect(
    panelOf(page).getByRole("listitem").filter({ hasText: "<script>document.title='owned'</script>" }),
  ).toBeVisible();
  expect(await page.locator("[data-board] img, [data-board] script, [data-card] b").count()).toBe(0);
  await expect(page).not.toHaveTitle("owned");
});
