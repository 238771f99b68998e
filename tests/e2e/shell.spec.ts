/** The shell with the real server: getting in, a circle's settings, leaving without a trace, and a look by axe at every page. */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./rondo.ts";

/** What axe calls serious or worse, in words. */
const wrongs = async (page: Page): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${page.url()} ${id}: ${html.slice(0, 200)}`));
};

const typeSignIn = async (page: Page, email: string, password: string): Promise<void> => {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
};

test("[UI11] signing in leads back to the page that was asked for; a wrong password is said beside its field", async ({
  ana,
  circle,
  page,
}) => {
  await page.goto(`/c/${circle.id}/settings`);
  await expect(page).toHaveURL(/\/login\?next=/);
  await typeSignIn(page, ana.email, "not the password");
  await expect(page.getByLabel("Password", { exact: true })).toHaveAccessibleDescription(/do not go together/);
  await typeSignIn(page, ana.email, ana.password);
  await expect(page).toHaveURL(`/c/${circle.id}/settings`);
  await expect(page.getByRole("heading", { name: "Circle settings" })).toBeVisible();
});

test("[UI4] signing out leaves nothing of the person in the browser, in no tab", async ({ ana, circle }) => {
  const { page } = ana;
  await page.goto(`/c/${circle.id}/board`);
  await expect(page.getByRole("heading", { name: "Board" })).toBeVisible();
  const second = await ana.context.newPage();
  await second.goto("/settings");
  await expect(second.getByText(ana.email)).toBeVisible();

  await second.getByRole("button", { name: "Sign out" }).click();
  await expect(second).toHaveURL(/\/login/);
  await expect(page).toHaveURL(/\/login/);
  const left = (): Promise<string[]> =>
    second.evaluate(async () => [
      ...Object.keys(localStorage),
      ...(await indexedDB.databases()).map(({ name }) => name ?? ""),
    ]);
  await expect.poll(left).toEqual(["rondo:preferences"]);
  // The board whose session ended under it asks once who is there; the browser names that answer.
  expect(ana.complaints.filter((line) => !line.includes("401"))).toEqual([]);
  ana.complaints.length = 0;
});

test("[UI12] a member sees what only admins may do, with the reason", async ({ ben, circle }) => {
  const { page } = ben;
  await page.goto(`/c/${circle.id}/settings`);
  const invite = page.getByRole("button", { name: "Invite" });
  await expect(invite).toHaveAttribute("aria-disabled", "true");
  await invite.focus();
  await expect(page.getByRole("tooltip")).toHaveText(/Only admins/);
});

test("[UI10] an admin runs a circle from its settings", async ({ ana, ben, circle }) => {
  const { page } = ana;
  await page.goto(`/c/${circle.id}/settings`);

  await page.getByRole("button", { name: `${ben.name}: Member` }).click();
  await page.getByRole("menuitemradio", { name: /Moderator/ }).click();
  await expect(page.getByRole("button", { name: `${ben.name}: Moderator` })).toBeVisible();

  await page.getByLabel("E-mail of the person").fill("someone@example.com");
  await page.getByRole("button", { name: "Invite" }).click();
  await expect(page.getByText("someone@example.com", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Withdraw the invitation of someone@example.com" }).click();
  await expect(page.getByText("No open invitations")).toBeVisible();

  await page.getByLabel("What the key is for").fill("Nightly");
  await page.getByRole("button", { name: "Make a key" }).click();
  await expect(page.getByRole("dialog", { name: "Your new key" })).toBeVisible();
  await page.getByRole("button", { name: "I have stored it" }).click();
  await page.getByRole("button", { name: "Delete Nightly" }).click();
  await expect(page.getByText("No keys yet")).toBeVisible();

  await page.getByLabel("Name of the circle").fill("Southwind");
  await page.getByRole("button", { name: "Rename" }).click();
  await expect(page.getByRole("button", { name: "Circle: Southwind" })).toBeVisible();

  await page.getByRole("button", { name: "Delete…" }).click();
  await page.getByRole("textbox", { name: /to go on/ }).fill("Southwind");
  await page.getByRole("button", { name: "Delete the circle" }).click();
  await expect(page).toHaveURL("/circles");
});

for (const colorScheme of ["light", "dark"] as const)
  for (const width of [1440, 390])
    test(`[UI14] axe finds nothing serious on any page of the shell (${colorScheme}, ${width} px)`, async ({
      ana,
      circle,
      page: stranger,
    }) => {
      const found: string[] = [];
      const look = async (page: Page, paths: string[]): Promise<void> => {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await page.setViewportSize({ width, height: 900 });
        for (const path of paths) {
          await page.goto(path);
          await expect(page.getByRole("heading", { level: 1 })).toBeAttached();
          await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
          found.push(...(await wrongs(page)));
          const wider = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
          if (wider) found.push(`${path} scrolls sideways`);
        }
      };
      await look(stranger, ["/", "/login", "/sign-up", "/no/such/page"]);
      await look(ana.page, [
        "/circles",
        "/settings",
        "/help",
        `/c/${circle.id}/settings`,
        "/c/nowhere/board",
        "/invitations/nothing",
      ]);
      expect(found).toEqual([]);
    });

test("[UI15] after one visit the app opens without a network", async ({ ana, circle }) => {
  const { page, context } = ana;
  await page.goto(`/c/${circle.id}/settings`);
  await expect(page.getByRole("heading", { name: "Circle settings" })).toBeVisible();
  const unkept = () =>
    page.evaluate(async () => {
      const cache = await caches.open("rondo-app-1");
      const kept = new Set((await cache.keys()).map((request) => new URL(request.url).pathname));
      const files = performance.getEntriesByType("resource").map((entry) => new URL(entry.name).pathname);
      return ["/", ...files.filter((name) => name.startsWith("/assets/"))].filter((name) => !kept.has(name));
    });
  await expect.poll(unkept).toEqual([]);
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Circle settings" })).toBeVisible();
  await context.setOffline(false);
  // The browser itself names each request that found no network.
  expect(ana.complaints.filter((line) => !line.includes("net::ERR_"))).toEqual([]);
  ana.complaints.length = 0;
});

test("[UI16] a newer build is fetched behind the page, which says so and reloads when told to", async ({
  ana,
  circle,
}) => {
  const { page } = ana;
  await page.goto(`/c/${circle.id}/settings`);
  await expect(page.getByRole("heading", { name: "Circle settings" })).toBeVisible();
  const keptPage = () => page.evaluate(async () => (await (await caches.open("rondo-app-1")).match("/"))?.text() ?? "");
  await expect.poll(keptPage).toContain("<title>Rondo</title>");
  // As if the browser had kept the page of the build before.
  await page.evaluate(async () => {
    const kept = await caches.open("rondo-app-1");
    const now = await kept.match("/");
    const text = (await now?.text()) ?? "";
    await kept.put(
      "/",
      new Response(text.replace("<head>", '<head><meta name="older" />'), { headers: now?.headers ?? {} }),
    );
  });
  await page.reload();
  const told = page.getByText("A new version of Rondo is ready.");
  await expect(told).toBeVisible();
  const older = page.locator("meta[name=older]");
  await expect(older).toHaveCount(1);
  await expect.poll(keptPage).not.toContain("older");
  await page.getByRole("button", { name: "Reload" }).click();
  await expect(page.getByRole("heading", { name: "Circle settings" })).toBeVisible();
  await expect(older).toHaveCount(0);
  await expect(told).toHaveCount(0);
});
