/** The webhooks page: a source made, a delivery seen, asked again and held for review. */
import { createHmac, randomUUID } from "node:crypto";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import type { Circle, Person } from "./person.ts";
import { expect, test } from "./rondo.ts";

interface Source {
  id: string;
  url: string;
  secret: string;
}

/** Signed as the specification of Standard Webhooks has it, by a signer of the test's own. */
const send = async ({ url, secret }: Source, payload: unknown, signature?: string): Promise<number> => {
  const body = JSON.stringify(payload);
  const id = `msg_${randomUUID()}`;
  const time = String(Math.floor(Date.now() / 1000));
  const key = Buffer.from(secret.replace("whsec_", ""), "base64");
  const signed = createHmac("sha256", key).update(`${id}.${time}.${body}`).digest("base64");
  const { status } = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": time,
      "webhook-signature": signature ?? `v1,${signed}`,
    },
    body,
  });
  return status;
};

const today = (): string => new Date().toISOString().slice(0, 10);
const usage = (account: string, users: unknown) => ({
  type: "metrics",
  data: { account, date: today(), daily_active_users: users },
});

const makeSource = async (person: Person, circle: Circle, fields: object = {}): Promise<Source> =>
  (
    await person.call("POST", "/api/webhooks/sources/", {
      circle_id: circle.id,
      kind: "standard",
      name: "Product",
      ...fields,
    })
  ).body as Source;

const makeAccount = (person: Person, circle: Circle, name: string) =>
  person.call("POST", "/api/customers/", { circle_id: circle.id, name, segment: "SMB" });

const rows = (page: Page) => page.locator("[data-delivery]");
const drawer = (page: Page) => page.locator("[data-drawer]");
const axe = async (page: Page) => (await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id);

test("[WP1] a member reads why the page is not theirs; an admin finds it in the rail, and on a phone behind More", async ({
  ana,
  ben,
  circle,
}) => {
  await ben.page.goto(`/c/${circle.id}/webhooks`);
  await expect(ben.page.getByText("Webhooks are for admins")).toBeVisible();
  expect(await axe(ben.page)).toEqual([]);
  await ana.page.setViewportSize({ width: 390, height: 844 });
  await ana.page.goto(`/c/${circle.id}/board`);
  await ana.page.getByRole("button", { name: "More", exact: true }).click();
  await ana.page.getByRole("menuitem", { name: "Webhooks" }).click();
  await expect(ana.page.getByText("Let other systems tell you what happens")).toBeVisible();
  await ana.page.setViewportSize({ width: 1280, height: 800 });
  await ana.page.goto(`/c/${circle.id}/board`);
  await ana.page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Webhooks" }).click();
  await expect(ana.page.getByText("Let other systems tell you what happens")).toBeVisible();
  for (const tab of ["Sources", "Review", "Outgoing"])
    await ana.page.getByRole("link", { name: tab, exact: true }).click();
  expect(new URL(ana.page.url()).pathname).toBe(`/c/${circle.id}/webhooks/outgoing`);
  expect(await axe(ana.page)).toEqual([]);
});

test("[WP7] [WP3] [WP4] [WP5] a source is made, its first delivery arrives by itself, is opened, tried dry and done again", async ({
  ana,
  circle,
}) => {
  const { page } = ana;
  await makeAccount(ana, circle, "Acme");
  await page.goto(`/c/${circle.id}/webhooks/sources`);
  await page.getByRole("button", { name: "Connect a source" }).click();
  await page.locator("[data-kind=standard]").click();
  await page.getByLabel("Name").fill("Product usage");
  await page.getByRole("button", { name: "Make the source" }).click();
  const secret = (await page.locator("[data-secret]").textContent()) ?? "";
  expect(secret).toMatch(/^whsec_/);
  await expect(page.locator("[data-first=waiting]")).toBeVisible();
  const { results } = (await ana.call("GET", `/api/webhooks/sources/?circle_id=${circle.id}`)).body as {
    results: Source[];
  };
  const source = { ...(results[0] as Source), secret };
  expect(await send(source, usage("Acme", 12))).toBe(202);
  await expect(page.locator("[data-first=heard]")).toBeVisible();
  await page.getByRole("link", { name: "Look at it" }).click();

  await expect(rows(page)).toHaveCount(1);
  expect(await send(source, usage("Acme", 20))).toBe(202);
  await expect(rows(page)).toHaveCount(2);
  expect(await send(source, usage("Acme", 21), "v1,bm8=")).toBe(401);
  await expect(rows(page)).toHaveCount(3);
  expect(await send(source, usage("Acme", 20))).toBe(202);
  await expect(rows(page)).toHaveCount(4);
  await expect(page.locator("[data-state=refused]")).toHaveCount(1);
  await expect(rows(page).nth(2).locator("[data-what]")).toContainText("12 → 20");
  expect(await axe(page)).toEqual([]);

  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  const open = drawer(page);
  await expect(open.locator("[data-change]").first()).toContainText("Acme");
  await expect(open.locator("[data-steps]")).toContainText("data.daily_active_users");
  await expect(open.getByText("Signature is right")).toBeVisible();
  await expect(open.getByRole("region", { name: "Body" })).toContainText('"daily_active_users": 20');
  await page.keyboard.press("k");
  await expect(open.getByText("The signature fits neither secret.")).toBeVisible();
  await expect(open.getByRole("button", { name: "Dry run" })).toHaveAttribute("aria-disabled", "true");
  await page.keyboard.press("j");
  await open.getByRole("button", { name: "Dry run" }).click();
  await expect(open.locator("[data-rehearsal]")).toContainText("By today's rules it would be");
  await open.getByRole("button", { name: "Replay" }).click();
  await expect(open.locator("[data-outcome]")).toHaveText("No change: what it says was done already.");
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(open).toHaveCount(0);
  await expect(rows(page).nth(2)).toBeFocused();

  await page.getByRole("link", { name: "Sources", exact: true }).click();
  const card = page.locator(`[data-source="${source.id}"]`);
  await expect(card).toContainText("Some refused");
  await expect(card.getByRole("link", { name: "3 accepted" })).toBeVisible();
  await card.getByRole("button", { name: "More about Product usage" }).click();
  await page.getByRole("menuitem", { name: "New secret" }).click();
  await page.getByRole("button", { name: "Make a new secret" }).click();
  await expect(page.getByText("The secret before counts too, until")).toBeVisible();
  expect(await page.locator("[data-secret]").textContent()).not.toBe(secret);
});

test("[WP7] [WP13] a vendor that shows its secret last gets the address first; a test is signed with what was pasted", async ({
  ana,
  circle,
}) => {
  const { page } = ana;
  await page.goto(`/c/${circle.id}/webhooks/sources?new=1`);
  await page.locator("[data-kind=stripe]").click();
  await page.getByRole("button", { name: "Make the source" }).click();
  const setup = page.getByRole("dialog", { name: "Set up Stripe" });
  await expect(setup.getByText("/api/webhooks/in/")).toBeVisible();
  await expect(setup.getByText("Reveal the endpoint's signing secret")).toBeVisible();
  await setup.getByLabel("The secret that Stripe made").fill("whsec_pasted_from_the_dashboard");
  await setup.getByRole("button", { name: "Set the secret" }).click();
  await expect(setup.getByText("The secret is set.")).toBeVisible();
  await setup.getByRole("button", { name: "Done" }).click();
  await expect(page.locator("[data-source]")).toContainText("Secret ends in oard");
  await page.getByRole("button", { name: "Send a test" }).click();
  await page.getByRole("button", { name: "Send it" }).click();
  await expect(drawer(page).getByText("Signature is right")).toBeVisible();
  await expect(drawer(page).locator("[data-state=held]")).toBeVisible();
  await drawer(page).getByRole("link", { name: "Say who it is" }).click();
  await page.getByRole("button", { name: "Let go" }).click();
  await page.getByRole("radio", { name: "Settled" }).click();
  await expect(page.locator("[data-review]")).toContainText("Let go");
});

test("[WP2] [WP6] filters stand in the address; a range is counted, done again, and its progress shown", async ({
  ana,
  circle,
}) => {
  const { page } = ana;
  await makeAccount(ana, circle, "Acme");
  const [first, second] = [await makeSource(ana, circle), await makeSource(ana, circle, { name: "Other" })];
  for (let users = 1; users <= 3; users += 1) await send(first, usage("Acme", users));
  await send(first, usage("Acme", "many"));
  await send(second, usage("Acme", 9));
  await page.goto(`/c/${circle.id}/webhooks?state=dead`);
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText("data.daily_active_users: Must be a whole number from 0.");
  await page.getByRole("button", { name: "Clear the filters" }).click();
  await expect(rows(page)).toHaveCount(5);
  await page.getByLabel("Source", { exact: true }).selectOption("Product");
  await expect(rows(page)).toHaveCount(4);
  await page.getByRole("button", { name: "Any account" }).click();
  await page.getByRole("combobox", { name: "Search the accounts" }).fill("acm");
  await expect(page.getByRole("option", { name: "Acme" })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(rows(page)).toHaveCount(3);
  expect([...new URL(page.url()).searchParams.keys()].toSorted()).toEqual(["account", "source"]);
  await page.reload();
  await expect(rows(page)).toHaveCount(3);

  await page.getByLabel("Time", { exact: true }).selectOption("Between…");
  await expect(rows(page)).toHaveCount(3);
  await page.getByLabel("Received until").fill("2026-01-01T10:00");
  await page.getByLabel("Received until").press("Enter");
  await page.getByLabel("Received until").blur();
  await expect(page.getByText("No delivery is like that")).toBeVisible();
  await page.getByLabel("Time", { exact: true }).selectOption("Last hour");
  await expect(rows(page)).toHaveCount(3);

  await page.getByRole("button", { name: "Replay a range" }).click();
  await expect(page.locator("[data-count]")).toHaveText("4 deliveries are in this range.");
  await page.getByRole("button", { name: "Replay 4" }).click();
  await expect(page.locator("[data-progress=done]")).toContainText("4 of 4 are done again.");
});

test("[WP10] an account nobody knows is held; one is made, another linked, and what waited is worked on", async ({
  ana,
  circle,
}) => {
  const { page } = ana;
  await makeAccount(ana, circle, "Globex");
  const source = await makeSource(ana, circle);
  await page.goto(`/c/${circle.id}/webhooks/review`);
  await expect(page.getByText("Nothing waits for you")).toBeVisible();
  await send(source, usage("Initech", 5));
  await send(source, usage("Globex Holdings", 6));
  const held = page.locator("[data-review]");
  await expect(held).toHaveCount(2);
  await expect(page.getByRole("img", { name: "2 to review" })).toBeVisible();
  expect(await axe(page)).toEqual([]);
  await held.filter({ hasText: "Initech" }).getByRole("button", { name: "Create" }).click();
  await expect(held).toHaveCount(1);
  await held.getByRole("button", { name: "Link" }).click();
  await expect(page.getByRole("option", { name: "Globex" })).toBeVisible();
  await page.getByRole("combobox", { name: "Search the accounts" }).press("Enter");
  await expect(page.getByText("Nothing waits for you")).toBeVisible();
  await page.getByRole("link", { name: "Deliveries" }).click();
  await expect(page.locator("[data-state=done]")).toHaveCount(2);
  const { results } = (await ana.call("GET", `/api/customers/?circle_id=${circle.id}&ordering=name`)).body as {
    results: { name: string }[];
  };
  expect(results.map(({ name }) => name)).toEqual(["Globex", "Initech"]);

  for (const name of ["One", "Two", "Three"]) await send(source, usage(name, 7));
  await page.getByRole("link", { name: "Review" }).click();
  await page.getByRole("button", { name: "Create all 3" }).click();
  await page.getByRole("button", { name: "Create them" }).click();
  await expect(page.getByText("3 accounts are made.")).toBeVisible();
  await expect(page.getByText("Nothing waits for you")).toBeVisible();
});

test("[WP8] [WP13] a custom source's mapping is tried on what came before it is saved, and a test goes the whole way", async ({
  ana,
  circle,
}) => {
  const { page } = ana;
  await makeAccount(ana, circle, "Acme");
  const source = await makeSource(ana, circle, { kind: "custom", name: "Billing" });
  await send(source, { company: { name: "Acme", arr: 120_000, plan: "gold" } });
  await page.goto(`/c/${circle.id}/webhooks/sources?mapping=${source.id}`);
  const editor = page.locator("[data-mapping]");
  await expect(editor.locator("[data-leaves]")).toContainText("$.company.arr");
  await editor.getByRole("button", { name: "account facts" }).click();
  await editor.getByLabel("Where Account name stands").click();
  await editor.getByRole("button", { name: "$.company.name" }).click();
  await editor.getByLabel("Where ARR stands").click();
  await editor.getByRole("button", { name: "$.company.plan" }).click();
  await expect(editor.locator("[data-rule='0']")).toContainText("Must be");
  await editor.getByLabel("Where ARR stands").fill("$.company.arr");
  await expect(editor.locator("[data-made]")).toContainText("120,000");
  await editor.getByRole("button", { name: "Save the mapping" }).click();
  await expect(page.getByText("Saved. What comes from now on is read by it")).toBeVisible();
  expect(await axe(page)).toEqual([]);
  await editor.getByRole("button", { name: "Sources" }).click();
  await page.getByRole("button", { name: "Send a test" }).click();
  await expect(page.getByLabel("What is sent")).toHaveValue(/"name": "Acme"/);
  await page.getByRole("button", { name: "Send it" }).click();
  await expect(drawer(page).locator("[data-change]").first()).toContainText("120,000");

  await page.keyboard.press("Escape");
  await rows(page).last().click();
  await expect(drawer(page).getByText("There is no mapping yet.")).toBeVisible();
  await drawer(page).getByRole("button", { name: "Dry run" }).click();
  await expect(page.locator("[data-rehearsal]")).toContainText("instead of ignored");
  await expect(page.locator("[data-rehearsal]")).toContainText("1 difference to what it did");
});

for (const scheme of ["light", "dark"] as const)
  test(`[WP1] axe finds nothing on any tab, nor does one scroll sideways (${scheme}, 390 px)`, async ({
    ana,
    circle,
  }) => {
    const { page } = ana;
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width: 390, height: 844 });
    const source = await makeSource(ana, circle, { kind: "custom" });
    await makeAccount(ana, circle, "Acme");
    await send(source, { company: { name: "Acme" } });
    await send(source, {}, "v1,bm8=");
    await send(await makeSource(ana, circle, { name: "Other" }), usage("Nobody's", 3));
    const url = "http://127.0.0.1:9/";
    await ana.call("POST", "/api/webhooks/out/", { circle_id: circle.id, name: "There", url });
    const { results } = (await ana.call("GET", `/api/webhooks/deliveries/?circle_id=${circle.id}`)).body as {
      results: { id: string }[];
    };
    const tabs: [string, string][] = [
      ["", "[data-delivery]"],
      [`?delivery=${results[0]?.id}`, "[data-drawer] dl"],
      ["/sources", "[data-source]"],
      ["/sources?new=1", "[data-kind]"],
      [`/sources?mapping=${source.id}`, "[data-leaves]"],
      ["/review", "[data-review]"],
      ["/outgoing", "[data-endpoint]"],
    ];
    for (const [path, shows] of tabs) {
      await page.goto(`/c/${circle.id}/webhooks${path}`);
      await expect(page.locator(shows).first()).toBeVisible();
      expect([path, await axe(page)]).toEqual([path, []]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    }
  });
