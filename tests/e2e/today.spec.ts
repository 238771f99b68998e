/** Today: what to do first, by keys and by hand; live, from the store, on a phone, and what assistive technology finds. */
import type { Locator, Page } from "@playwright/test";
import { openBoard } from "./board.ts";
import { customers, dateIn, manyCustomers, plantBook, sendUsage } from "./book.ts";
import type { Circle, Person } from "./person.ts";
import { expect, test } from "./rondo.ts";
import { serious } from "./serious.ts";

const openToday = (person: Person, circle: Circle, query = ""): Promise<Page> =>
  openBoard(person, circle, `today${query}`);
const rows = (page: Page): Locator => page.locator("[data-action]");
const rowOf = (page: Page, name: string): Locator => rows(page).filter({ hasText: name });
const namesOf = (page: Page): Promise<string[]> => rows(page).locator("[data-action-name]").allTextContents();
/** Runs in the page: the names of what its pages keep in the browser. */
const keptIn = async (): Promise<string[]> => {
  const names = (await indexedDB.databases()).flatMap(({ name }) => (name?.startsWith("rondo-") ? [name] : []));
  const lists = await Promise.all(
    names.map(
      (name) =>
        new Promise<string[]>((done, failed) => {
          const opening = indexedDB.open(name);
          opening.addEventListener("error", () => failed(new Error(name)));
          opening.addEventListener("success", () => {
            const asked = opening.result.transaction("kept").objectStore("kept").getAllKeys();
            asked.addEventListener("success", () => {
              done(asked.result.map(String));
              opening.result.close();
            });
          });
        }),
    ),
  );
  return lists.flat();
};
const peekOf = (page: Page): Locator => page.locator("[data-peek]");

test("[TD3] each row says why with its numbers, what it is worth and what to do; keys go, peek and open", async ({
  ana,
  circle,
  server,
}) => {
  await plantBook(ana, server.url, circle);
  const page = await openToday(ana, circle);
  await expect(rowOf(page, "Bluebird Health")).toContainText(
    "88 → 50 in a month: daily users 70 → 22 (−14), open tickets 1 → 6 (−10)",
  );
  await expect(rowOf(page, "Castor Finance")).toContainText("$180,000");
  await expect(rowOf(page, "Castor Finance")).toContainText("renews in 58 days");
  await expect(rowOf(page, "Castor Finance")).toContainText("Start renewal risk mitigation");
  const [first = "", second = ""] = await namesOf(page);
  expect(first).toBe("Castor Finance");
  await page.keyboard.press("j");
  await expect(page.getByRole("link", { name: first, exact: true }).first()).toBeFocused();
  await page.keyboard.press("Space");
  await expect(peekOf(page).getByRole("heading", { name: first })).toBeVisible();
  await page.keyboard.press("j");
  await expect(peekOf(page).getByRole("heading", { name: second })).toBeVisible();
  await page.keyboard.press("k");
  await expect(peekOf(page).getByRole("heading", { name: first })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(peekOf(page)).toHaveCount(0);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/account\/[0-9a-f-]{36}$/);
});

test("[TD4] what a person puts away is gone for them at once, stays away over a reload, and comes back by undo or by hand", async ({
  ana,
  ben,
  circle,
  server,
}) => {
  await plantBook(ana, server.url, circle);
  const [hers, his] = [await openToday(ana, circle), await openToday(ben, circle)];
  await expect(rowOf(hers, "Castor Finance")).toBeVisible();
  await hers.keyboard.press("j");
  await hers.keyboard.press("s");
  await expect(hers.getByText("Castor Finance is snoozed for 3 days.")).toBeVisible();
  await expect(rowOf(hers, "Castor Finance")).toHaveCount(0);
  await hers.getByRole("button", { name: "Undo" }).click();
  await expect(rowOf(hers, "Castor Finance")).toBeVisible();

  const away = hers.waitForResponse((answer) => answer.url().endsWith("/answers/") && answer.status() === 201);
  await rowOf(hers, "Castor Finance").getByRole("button", { name: "Not useful: Castor Finance" }).click();
  await away;
  await expect(rowOf(hers, "Castor Finance")).toHaveCount(0);
  await hers.reload();
  await expect(rowOf(hers, "Bluebird Health")).toBeVisible();
  await expect(hers.getByRole("button", { name: /1 put away/ })).toBeVisible();
  await expect(rowOf(hers, "Castor Finance")).toHaveCount(0);
  await expect(rowOf(his, "Castor Finance")).toBeVisible();
  await hers.getByRole("button", { name: /1 put away/ }).click();
  await hers.getByRole("button", { name: "Bring back" }).click();
  await expect(rowOf(hers, "Castor Finance")).toBeVisible();
  await rowOf(hers, "Castor Finance").getByRole("button", { name: "Snooze Castor Finance" }).click();
  await hers.getByRole("menuitem", { name: "For a week" }).click();
  await expect(hers.getByText("Castor Finance is snoozed for 7 days.")).toBeVisible();
});

test("[UI18] an answer that was asked for before a change does not take the change back", async ({
  ana,
  circle,
  server,
}) => {
  await plantBook(ana, server.url, circle);
  const page = await openToday(ana, circle);
  const isAnswers = (url: string) => url.endsWith("/next-actions/answers/");
  const away = page.waitForResponse((answer) => isAnswers(answer.url()) && answer.status() === 201);
  await rowOf(page, "Castor Finance").getByRole("button", { name: "Not useful: Castor Finance" }).click();
  await away;
  let release: () => void = () => undefined;
  const held = new Promise<void>((done) => (release = done));
  let asked = 0;
  await page.route("**/next-actions/answers/", async (route) => {
    asked += 1;
    const answer = await route.fetch();
    // The first one is on its way for as long as it takes, with what was so when it was asked for.
    if (asked === 1) await held;
    await route.fulfill({ response: answer }).catch(() => undefined);
  });
  await page.reload();
  await page.getByRole("button", { name: /1 put away/ }).click();
  await expect.poll(() => asked).toBe(1);
  const again = page.waitForResponse((answer) => isAnswers(answer.url()) && answer.request().method() === "GET");
  await page.getByRole("button", { name: "Bring back" }).click();
  release();
  await again;
  await expect(rowOf(page, "Castor Finance")).toBeVisible();
  await expect(page.getByRole("button", { name: /put away/ })).toHaveCount(0);
  expect(asked).toBe(2);
});

test("[TD6] new usage moves rows, badges and movers on every open screen, without a reload", async ({
  ana,
  ben,
  circle,
  server,
}) => {
  const own = customers.slice(0, 3);
  await plantBook(ana, server.url, circle, own, 20);
  const page = await openToday(ben, circle);
  const acme = page.locator("[data-customer]").filter({ hasText: "Acme Corp" });
  await expect(acme).toContainText("Healthy");
  await expect(rowOf(page, "Acme Corp")).not.toContainText("in a month");
  const worse = own.map((one) =>
    one.name === "Acme Corp"
      ? { ...one, usage: () => ({ users: 12, adoption: 0.3, tickets: 9, nps: -40, logins: 0.2 }) }
      : one,
  );
  await sendUsage({ person: ana, url: server.url, circle, all: worse, days: 1 });
  await expect(acme).toContainText("Critical");
  await expect(rowOf(page, "Acme Corp")).toContainText("in a month: daily users 140 → 12");
  const movers = page.getByRole("region", { name: "Movers this week" });
  await expect(movers.getByRole("link", { name: "Acme Corp" })).toBeVisible();
  await expect(movers.getByRole("img", { name: /daily users 140 → 12/ })).toBeVisible();
});

test("[TD5] renewals of thirty days come soonest first; who is here shows, and on which account", async ({
  ana,
  ben,
  circle,
  server,
}) => {
  await plantBook(ana, server.url, circle);
  const [hers, his] = [await openToday(ana, circle), await openToday(ben, circle)];
  const renewals = hers.getByRole("region", { name: "Renewals in 30 days" });
  await expect(renewals.getByRole("link", { name: /Schools|Bluebird/ })).toHaveText([
    "Delphi Schools",
    "Bluebird Health",
  ]);
  await expect(renewals).toContainText("12 d");
  await expect(rowOf(his, "Castor Finance")).toBeVisible();
  await his.keyboard.press("j");
  await his.keyboard.press("Space");
  await expect(rowOf(hers, "Castor Finance")).toContainText("Ben is on this");
  await expect(hers.getByRole("region", { name: "Here now" })).toContainText("on Castor Finance");
});

test("[TD1] [TD2] the strip counts what others did since the last look, and leads to it", async ({
  ana,
  ben,
  circle,
  server,
}) => {
  const ids = await plantBook(ana, server.url, circle, customers.slice(0, 3), 10);
  // The server compares with the visit before; here that was an hour ago.
  await ben.context.route(/\/look\/$/, async (route) => {
    const answer = await route.fetch();
    const looks: { at: string } = await answer.json();
    await route.fulfill({
      response: answer,
      json: { ...looks, before: new Date(Date.parse(looks.at) - 3_600_000).toISOString() },
    });
  });
  const page = await openToday(ben, circle);
  const strip = page.getByRole("region", { name: "Since you last looked" });
  await expect(strip).toContainText("3 new accounts");
  await expect(strip.getByRole("list", { name: "Who changed things" })).toContainText("A");
  await ana.call("POST", `/api/customers/${ids.get("Acme Corp")}/meetings/`, {
    date: dateIn(0),
    summary: "Went well.",
  });
  await expect(strip).toContainText("1 meeting");
  await strip.getByRole("link", { name: "1 meeting" }).click();
  await expect(page).toHaveURL(/\/accounts\?ordering=-last_meeting_at$/);
  const first = await openToday(ana, circle);
  await expect(first.getByText("Your first look at this circle.")).toBeVisible();
});

test("[U1] the customer list has search, health badges and moods, twenty a page; all of it stands in the address", async ({
  ana,
  circle,
  server,
}) => {
  const ids = await plantBook(ana, server.url, circle, [...customers, ...manyCustomers(20)], 3);
  await ana.call("POST", `/api/customers/${ids.get("Acme Corp")}/meetings/`, {
    date: dateIn(0),
    summary: "They are happy.",
    sentiment: "positive",
  });
  const page = await openToday(ana, circle);
  const list = page.getByRole("region", { name: "Customers", exact: true });
  const cards = list.locator("[data-customer]");
  await expect(cards).toHaveCount(20);
  await expect(list.getByRole("status")).toHaveText("1–20 of 28");
  await list.getByRole("button", { name: "Next page" }).click();
  await expect(cards).toHaveCount(8);
  await expect(page).toHaveURL(/\?page=2$/);
  await page.keyboard.press("/");
  await page.keyboard.type("acme");
  await expect(cards).toHaveCount(1);
  await expect(page).toHaveURL(/\?q=acme$/);
  await expect(cards).toContainText("Healthy");
  await expect(cards).toContainText("Positive");
  await page.keyboard.press("Escape");
  await expect(cards).toHaveCount(20);
  await list.getByRole("button", { name: /^Critical/ }).click();
  await expect(page).toHaveURL(/bucket=critical/);
  await page.reload();
  await expect(cards.first()).toContainText("Critical");
  await page.goto(`/c/${circle.id}/today?q=nobody`);
  await expect(list.getByText("No customer matches.")).toBeVisible();
  await list.getByRole("button", { name: "Clear search and filter" }).click();
  await expect(cards).toHaveCount(20);
});

test("[TD9] after one visit Today paints from the browser's own store, when nothing can be fetched", async ({
  ana,
  circle,
  server,
}) => {
  await plantBook(ana, server.url, circle);
  const page = await openToday(ana, circle);
  await expect(rowOf(page, "Bluebird Health")).toContainText("in a month");
  const movers = page.getByRole("region", { name: "Movers this week" });
  await expect(movers.getByRole("link", { name: "Bluebird Health" })).toBeVisible();
  // The store is written a moment after the rows.
  await expect.poll(() => page.evaluate(keptIn)).toContain("book");
  await ana.context.route(/\/api\/(accounts|circles|analytics|crm|kpi|playbook-runs)\//, (route) => route.abort());
  await page.goto(`/c/${circle.id}/today`);
  await expect(rowOf(page, "Bluebird Health")).toContainText("in a month");
  await expect(movers.getByRole("link", { name: "Bluebird Health" })).toBeVisible();
  // A page that stands goes on trying.
  await page.goto("about:blank");
  ana.complaints.length = 0;
});

test("[TD8] a circle without accounts says what to do first; /dashboard and the bare circle lead to Today", async ({
  ana,
  circle,
}) => {
  const page = await openToday(ana, circle);
  await expect(page.getByText("Your day starts with accounts")).toBeVisible();
  await expect(page.getByRole("link", { name: "Import a CSV" })).toHaveAttribute("href", `/c/${circle.id}/import`);
  await page.goto("/dashboard");
  await expect(page).toHaveURL(`/c/${circle.id}/today`);
  await page.goto(`/c/${circle.id}`);
  await expect(page).toHaveURL(`/c/${circle.id}/today`);
  await page.keyboard.press("g");
  await page.keyboard.press("p");
  await expect(page).toHaveURL(`/c/${circle.id}/portfolio`);
  await page.keyboard.press("g");
  await page.keyboard.press("t");
  await expect(page).toHaveURL(`/c/${circle.id}/today`);
});

test("[UI14] [TD10] axe finds nothing serious on Today, light and dark, wide and narrow, and it never scrolls sideways", async ({
  ana,
  circle,
  server,
}) => {
  test.setTimeout(90_000);
  await plantBook(ana, server.url, circle);
  for (const [width, height] of [
    [1440, 900],
    [1024, 800],
    [390, 844],
  ] as const)
    for (const colorScheme of ["light", "dark"] as const) {
      await ana.page.setViewportSize({ width, height });
      await ana.page.emulateMedia({ colorScheme });
      const page = await openToday(ana, circle);
      await expect(rowOf(page, "Bluebird Health")).toContainText("in a month");
      await expect(page.getByRole("region", { name: "Movers this week" }).getByRole("img").first()).toBeVisible();
      expect(await serious(page), `${width} ${colorScheme}`).toEqual([]);
      const sideways = await page.evaluate(() => {
        const sheet = document.querySelector("[data-today]");
        return sheet ? sheet.scrollWidth - sheet.clientWidth : -1;
      });
      expect(sideways, `${width}`).toBe(0);
      if (width < 1440) continue;
      await page.keyboard.press("j");
      await page.keyboard.press("Space");
      await expect(peekOf(page)).toBeVisible();
      expect(await serious(page), `peek ${colorScheme}`).toEqual([]);
    }
});

test("[TD11] an action's playbook is started where it stands; then it says how far it is, and opens", async ({
  ana,
  circle,
  server,
}) => {
  await plantBook(ana, server.url, circle, customers.slice(0, 4));
  const page = await openToday(ana, circle);
  const row = rowOf(page, "Castor Finance");
  await row.getByRole("button", { name: "Start renewal risk mitigation" }).click();
  await expect(page.getByText("Renewal Risk Mitigation started on Castor Finance.")).toBeVisible();
  await row.getByRole("button", { name: /Under way, 0 of \d done/ }).click();
  await expect(page).toHaveURL(/playbooks\?tab=runs&run=/);
  await page.locator('[data-step="1"]').getByRole("checkbox").check({ force: true });
  await openToday(ana, circle);
  await expect(row.getByRole("button", { name: /Under way, 1 of/ })).toBeVisible();
});
