/** The doors open: landing page, sign-in, health. */
import { expect, test } from "./rondo.ts";

test("[RUN7] the landing page loads without a word on the console", async ({ page, complaints }) => {
  await page.goto("/");
  await expect(page).toHaveTitle(/Rondo/);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  expect(complaints).toEqual([]);
});

test("[RUN7] an address of the app is served on a fresh load", async ({ page, complaints }) => {
  await page.goto("/login");
  await expect(page.getByLabel(/e-?mail/i)).toBeVisible();
  expect(complaints).toEqual([]);
});

test("[RUN6] health answers 200 when the database and a circle answer", async ({ request }) => {
  const response = await request.get("/health");
  expect(response.status()).toBe(200);
});
