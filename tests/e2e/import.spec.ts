/** A file becomes cards, in sight of everybody. */
import AxeBuilder from "@axe-core/playwright";
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { addContact, bringIn, foundCircle, signUp } from "./person.ts";
import { expect, test } from "./rondo.ts";

const people = `Full name;E-mail;Mobile;Organisation;Status;Stage;Shoe size
Ana Žagar;ana@example.com;+386 41 555 123;Acme;warm;Proposal Sent;38
Ben Novak;ben@example.com;;Acme;cold;Discovery;
Cara Horvat;not an address;;Zeta;cold;Won;40
Dan Kralj;dan@example.com;;Zeta;purple;Lost;41
`;

const give = (page: Page, text: string, name = "people.csv") =>
  page.getByLabel("CSV file").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

const verdicts = (page: Page) => page.locator("[data-verdict] dd").allTextContents();

test("[IM14] a file is shown before anything happens, corrected, imported, and its refused rows downloaded", async ({
  ana,
  circle,
}) => {
  const { page } = ana;
  await page.goto(`/c/${circle.id}/import`);
  await give(page, people);
  await expect(page.getByText("4 rows · UTF-8, separated by semicolons")).toBeVisible();
  expect(await verdicts(page)).toEqual(["2", "0", "0", "2"]);
  await expect(page.getByLabel("E-mail becomes")).toHaveValue("email");
  await expect(page.getByLabel("Shoe size becomes")).toHaveValue("");
  await expect(page.getByText("No status has this name. Map the value, or leave it out.")).toBeVisible();
  expect((await ana.call("GET", `/api/crm/contacts/?circle_id=${circle.id}`)).body).toMatchObject({ count: 0 });

  await page.getByLabel("“purple” becomes").selectOption("Partner");
  await page.getByLabel("Shoe size becomes").selectOption("Add to notes");
  await expect(page.getByRole("button", { name: "Import 3 contacts" })).toBeVisible();
  await page.getByRole("button", { name: "Import 3 contacts" }).click();
  await expect(page.getByRole("heading", { name: "3 contacts taken in" })).toBeVisible();
  expect(await verdicts(page)).toEqual(["3", "0", "0", "1"]);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download refused rows" }).click(),
  ]);
  expect(readFileSync(await download.path(), "utf8").split("\r\n")[1]).toBe(
    "Cara Horvat,not an address,,Zeta,cold,Won,40,3,email,Must be an e-mail address.",
  );

  await page.getByRole("link", { name: "Open the board" }).click();
  const card = page.locator("[data-stage=closed_lost]").getByText("Dan Kralj");
  await expect(card).toBeVisible();
});

test("[IM10] [IM14] the same file again has nothing to take in", async ({ ana, circle }) => {
  const { page } = ana;
  const good = people.split("\n").slice(0, 3).join("\n");
  await page.goto(`/c/${circle.id}/import`);
  await give(page, good);
  await page.getByRole("button", { name: "Import 2 contacts" }).click();
  await page.getByRole("button", { name: "Import another file" }).click();
  await expect(page.getByText("2 created")).toBeVisible();
  await give(page, good);
  await expect(page.getByRole("button", { name: "Import 0 contacts" })).toHaveAttribute("aria-disabled", "true");
  expect(await verdicts(page)).toEqual(["0", "0", "2", "0"]);
});

test("[IM11] cards arrive on everybody's board while the file is taken in, and its end is told", async ({
  ana,
  ben,
  circle,
}) => {
  await addContact(ana, circle, { name: "Already here" });
  await ben.page.goto(`/c/${circle.id}/board`);
  await expect(ben.page.getByText("Already here")).toBeVisible();
  const rows = Array.from({ length: 1_500 }, (_, at) => `Deal ${at},Acme,Won,D${at}`);
  await ana.page.goto(`/c/${circle.id}/import`);
  await give(ana.page, ["Deal name,Account,Stage,Opportunity ID", ...rows].join("\n"), "deals.csv");
  const strip = ben.page.locator("[data-strip=import]");
  const seen = strip.waitFor();
  await ana.page.getByRole("button", { name: "Import 1,500 contacts" }).click();
  await seen;
  await expect(ben.page.getByText("Ana imported 1,500 contacts from deals.csv.")).toBeVisible();
  await expect(strip).toHaveCount(0);
  await expect(ben.page.locator("[data-stage=closed_won]").getByText("Deal 1499")).toBeVisible();
});

test("[IM12] a member is told who may import", async ({ ben, circle }) => {
  await ben.page.goto(`/c/${circle.id}/import`);
  await expect(ben.page.getByText("Only moderators and admins may import contacts.")).toBeVisible();
  await expect(ben.page.getByLabel("CSV file")).toHaveCount(0);
});

test("[IM14] a file that is none says so, and another can be chosen", async ({ ana, circle }) => {
  const { page } = ana;
  await page.goto(`/c/${circle.id}/import`);
  await give(page, "");
  await expect(page.getByText("The file is empty.")).toBeVisible();
  ana.complaints.length = 0;
  await give(page, people);
  await expect(page.getByRole("button", { name: /^Import \d/ })).toBeVisible();
});

for (const width of [1280, 390])
  test(`[IM14] the page has no serious fault for assistive technology at ${width} px`, async ({ browser, server }) => {
    const ana = await signUp(browser, server.url, "Ana");
    const circle = await foundCircle(ana, "North");
    await bringIn(ana, circle, await signUp(browser, server.url, "Ben"));
    const { page } = ana;
    await page.setViewportSize({ width, height: 844 });
    const faults = async () =>
      (await new AxeBuilder({ page }).analyze()).violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .map(({ id, nodes }) => [id, nodes[0]?.html]);
    for (const scheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.goto(`/c/${circle.id}/import`);
      await expect(page.getByRole("button", { name: "Choose a file" })).toBeVisible();
      expect(await faults()).toEqual([]);
      await give(page, people);
      await expect(page.getByRole("heading", { name: "Columns" })).toBeVisible();
      expect(await faults()).toEqual([]);
    }
    await page.getByRole("button", { name: /^Import \d/ }).click();
    await expect(page.getByRole("heading", { name: "Refused rows" })).toBeVisible();
    expect(await faults()).toEqual([]);
    await ana.context.close();
  });
