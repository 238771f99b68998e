/** The picture of the board in the README: two people, one of them at work. `PICTURES=on` writes it to docs/. */
import { copyFileSync } from "node:fs";
import { sampleContacts } from "../../scripts/sample-contacts.ts";
import { addContact } from "./person.ts";
import { expect, test } from "./rondo.ts";

const file = "tests/results/board.png";

test("[RUN12] the board of the README is the board of the product", async ({ ana, ben, circle }) => {
  for (const { notes: _notes, email: _email, ...fields } of sampleContacts) await addContact(ana, circle, fields);
  await ana.page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await ana.page.setViewportSize({ width: 1440, height: 860 });
  await ben.page.goto(`/c/${circle.id}/board`);
  await ana.page.goto(`/c/${circle.id}/board`);
  await expect(ana.page.getByText("Greta Lindqvist")).toBeVisible();
  await expect(ben.page.getByText("Greta Lindqvist")).toBeVisible();
  await ana.page.screenshot({ path: file });
  if (process.env.PICTURES === "on") copyFileSync(file, "docs/board.png");
});
