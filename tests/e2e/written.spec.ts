/** Written texts on the screen, without a model: rules write, every sentence leads to its rows. */
import { addAccount, addUsage, dayFrom } from "./accounts.ts";
import { openBoard } from "./board.ts";
import { customers, plantBook } from "./book.ts";
import { expect, test } from "./rondo.ts";
import { serious } from "./serious.ts";

test("[WV1] [WV2] [WV4] an account in words: three actions, sentences that lead to their rows, and a brief that prints alone", async ({
  ana,
  circle,
  server,
}) => {
  const ids = await plantBook(ana, server.url, circle, customers.slice(0, 4));
  const id = ids.get("Bluebird Health") ?? "";
  const page = ana.page;
  await page.goto(`/account/${id}?tab=insights`);
  const words = page.getByRole("region", { name: "In words" });
  const text = words.locator("[data-written]");
  await expect(
    text
      .locator("section")
      .filter({ has: page.locator("ol") })
      .locator("ol > li"),
  ).toHaveCount(3);
  await expect(words.locator("[data-provenance]")).toContainText("Written by rules");
  await expect(words.locator("[data-provenance]")).toContainText("No model is set up");
  for (const sentence of await text.locator("[data-sentence]").all())
    await expect(sentence.locator("[data-cites]").first()).toBeVisible();
  await words.getByText(/facts it rests on/).click();
  expect(await serious(page)).toEqual([]);
  await words.getByRole("radio", { name: "Story" }).check();
  await expect(text).toContainText("Bluebird Health");
  const link = text.locator("[data-cites]").first();
  const href = await link.getAttribute("href");
  await link.click();
  await expect(page).toHaveURL(new RegExp(href?.split("?")[0] ?? "nowhere"));
  await expect(page.getByText("There is no page at this address")).toHaveCount(0);

  await page.goto(`/account/${id}/brief`);
  await expect(page.getByRole("region", { name: "Questions to ask" }).getByRole("listitem")).toHaveCount(3);
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await expect(page.getByRole("button", { name: "Print" })).toBeHidden();
  await expect(page.locator("html")).toHaveCSS("background-color", "rgb(255, 255, 255)");
  await expect(page.getByRole("heading", { level: 2, name: "Bluebird Health" })).toBeVisible();
  await page.emulateMedia({ media: "screen", colorScheme: null });
  expect(await serious(page)).toEqual([]);
});

test("[WV5] similar customers sum from their reasons and say what worked there", async ({ ana, circle, server }) => {
  const ids = await plantBook(ana, server.url, circle);
  const page = ana.page;
  const run = (await ana.call("POST", `/api/accounts/${ids.get("Acme Corp")}/runs/`, { playbook: 6 })).body as {
    id: string;
  };
  await ana.call("POST", `/api/playbook-runs/${run.id}/end/`, { outcome: "worked", note: "A panel of users" });
  await page.goto(`/account/${ids.get("Castor Finance")}/similar`);
  const acme = page.locator(`[data-similar="${ids.get("Acme Corp")}"]`);
  await expect(acme).toContainText("Champion User Program");
  await expect(acme).toContainText("A panel of users");
  const answer = await ana.call("GET", `/api/customers/${ids.get("Castor Finance")}/similar/`);
  const { results } = answer.body as { results: { score: number; reasons: { points: number }[] }[] };
  for (const { score, reasons } of results)
    expect(reasons.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(score, 6);
  expect(await serious(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByRole("heading", { level: 2, name: "Customers like Castor Finance" })).toBeVisible();
});

test("[WV3] [WV6] the circle is asked and answers with a view; board, KPIs and portfolio have their summaries", async ({
  ana,
  circle,
  server,
}) => {
  await plantBook(ana, server.url, circle);
  const page = await openBoard(ana, circle, "ask");
  await page.getByLabel("Your question").fill("Which enterprise accounts renew within 90 days?");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\?q=Which/);
  const answer = page.getByRole("region", { name: "Answer" });
  await expect(answer).toContainText("Castor Finance");
  await expect(answer).toContainText("renewal within 90 days");
  await page.reload();
  await expect(answer).toContainText("Castor Finance");
  expect(await serious(page)).toEqual([]);
  await answer.getByRole("link", { name: /Open as a view/ }).click();
  await expect(page).toHaveURL(/\/accounts\?.*segment=Enterprise/);
  for (const [path, title] of [
    ["board", "What moved this week"],
    ["kpis", "What moved this week"],
    ["portfolio", "Insights"],
  ] as const) {
    await page.goto(`/c/${circle.id}/${path}`);
    await page.getByRole("button", { name: title }).click();
    await expect(page.getByRole("dialog", { name: title }).locator("[data-provenance]")).toContainText("by rules");
    await page.keyboard.press("Escape");
  }
});

test("[WV7] [WV8] notes are read on demand; what is taken becomes promises, which are kept in one press", async ({
  ana,
  ben,
  circle,
}) => {
  const acme = await addAccount(ana, circle, { name: "Acme" });
  await addUsage(ana, acme, 0.5);
  const [page, his] = [ana.page, ben.page];
  await page.goto(`/account/${acme.id}?tab=activity`);
  await his.goto(`/account/${acme.id}?tab=activity`);
  const meetings = page.getByRole("region", { name: "Meetings" });
  await meetings.getByRole("button", { name: "Add meeting" }).click();
  await meetings
    .getByLabel("What came of it")
    .fill(
      `Maria: We are very happy with the new report, great work.\nAna: I will send the price list by ${dayFrom(5)}.\nMaria: The export is still slow.\nAna: We will fix the export until Friday.`,
    );
  await meetings.getByRole("button", { name: "Read the notes" }).click();
  const offer = meetings.getByRole("region", { name: "Read from the notes" });
  await expect(offer).toContainText("price list");
  await expect(his.getByRole("region", { name: "Promises" })).toContainText("Nothing was promised yet.");
  await offer.getByRole("checkbox", { name: /export/ }).uncheck();
  expect(await serious(page)).toEqual([]);
  await meetings.getByRole("button", { name: "Add meeting" }).click();
  const promises = his.getByRole("region", { name: "Promises" });
  await expect(promises.getByRole("listitem")).toHaveCount(1);
  await expect(promises).toContainText("price list");
  await promises.getByRole("button", { name: "Open" }).click();
  await his.getByRole("menuitemradio", { name: "Kept" }).click();
  await expect(page.getByRole("region", { name: "Promises" }).getByRole("button", { name: "Kept" })).toBeVisible();
});

test("[WV2] a citation leads to its row, which is in sight and marked", async ({ ana, circle }) => {
  const page = ana.page;
  const acme = await addAccount(ana, circle, { name: "Acme", segment: "SMB", arr: "120000" });
  for (let days = -33; days <= 0; days += 1) await addUsage(ana, acme, days < -20 ? 0.9 : 0.4, days);
  for (let n = 1; n <= 8; n += 1) {
    const said = { title: `Request ${n}`, description: "Please make it wider.", status: "open" };
    expect((await ana.call("POST", `/api/customers/${acme.id}/feedback/`, said)).status).toBe(201);
  }
  const meeting = { date: new Date(Date.now() - 86_400_000).toISOString(), summary: "They want the export by March." };
  expect((await ana.call("POST", `/api/customers/${acme.id}/meetings/`, meeting)).status).toBe(201);

  const follow = async (part: string): Promise<void> => {
    await page.goto(`/account/${acme.id}?tab=insights`);
    const words = page.getByRole("region", { name: "In words" });
    await words.getByRole("radio", { name: "Story" }).check();
    await words.locator(`[data-sentence] a[href*="${part}"]`).first().click();
    await expect(page).toHaveURL(new RegExp(part));
  };
  await follow("meeting=");
  const marked = page.locator("[data-cited]");
  await expect(marked).toHaveCount(1);
  await expect(marked).toContainText("They want the export by March.");
  await expect(marked).toBeInViewport();
  const scores = (await ana.call("GET", `/api/accounts/${acme.id}/timeline/?type=score&page_size=200`)).body as {
    results: { id: string }[];
  };
  const oldest = scores.results.at(-1)?.id ?? "";
  expect(scores.results.length).toBeGreaterThan(30);
  await page.goto(`/c/${circle.id}/accounts/${acme.id}?tab=activity&score=${oldest.replace("score-", "")}`);
  await expect(marked).toHaveCount(1);
  await expect(marked).toContainText("Health is");
  await expect(marked).toBeInViewport();
  await follow("factor=adoption");
  const course = page.getByRole("slider", { name: /Feature adoption of Acme/ });
  await expect(course).toBeInViewport();
  const date = new URL(page.url()).searchParams.get("date") ?? "";
  const spoken = new Intl.DateTimeFormat("en-US", { dateStyle: "full", timeZone: "UTC" }).format(Date.parse(date));
  await expect(course).toHaveAttribute("aria-valuetext", new RegExp(spoken));
});
