/** The picture of the board in the README: two people at work. `PICTURES=on npm test -- "end to end"` writes it to docs/. */
import { copyFileSync } from "node:fs";
import { sampleContacts } from "../../scripts/sample-contacts.ts";
import { addContact } from "./person.ts";
import { expect, test } from "./rondo.ts";

const file = "tests/results/board.png";

test("[RUN12] the board of the README is the board of the product", async ({ ana, ben, circle }) => {
  let opened = "";
  for (const [index, { notes, email: _email, ...fields }] of sampleContacts.entries()) {
    const { id, name } = await addContact(ana, circle, fields);
    if (index % 3 === 1) await ben.call("POST", `/api/crm/contacts/${id}/notes/`, { note: notes[0] ?? "Called." });
    if (name === "Amara Nwosu") opened = id;
  }
  await ben.page.goto(`/c/${circle.id}/contacts/${opened}`);
  await ana.page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await ana.page.setViewportSize({ width: 1440, height: 860 });
  await ana.page.goto(`/c/${circle.id}/board`);
  await expect(ana.page.getByText("Greta Lindqvist")).toBeVisible();
  await expect(ben.page.getByText("Amara Nwosu").first()).toBeVisible();
  await ana.page.screenshot({ path: file });
  if (process.env.PICTURES === "on") copyFileSync(file, "docs/board.png");
});
