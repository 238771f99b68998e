/** The test object of every end-to-end spec: a server per worker process, Ana and Ben with a browser each, their circle. */
import { test as base, expect } from "@playwright/test";
import { bringIn, type Circle, foundCircle, type Person, signUp } from "./person.ts";
import { type OwnServer, startServer } from "./server.ts";

interface PerWorker {
  server: OwnServer;
}

interface PerTest {
  /** Admin of `circle`. */
  ana: Person;
  /** Member of `circle`. */
  ben: Person;
  circle: Circle;
  /** What the default `page` wrote to the console as errors; every test fails unless it is empty at its end. */
  complaints: string[];
}

const named = async (
  browser: Parameters<typeof signUp>[0],
  server: OwnServer,
  name: string,
  use: (person: Person) => Promise<void>,
): Promise<void> => {
  const person = await signUp(browser, server.url, name);
  await use(person);
  const { complaints } = person;
  await person.context.close();
  expect(complaints, `${name}'s console`).toEqual([]);
};

export const test = base.extend<PerTest, PerWorker>({
  server: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures' names from the pattern.
    async ({}, use) => {
      const server = await startServer();
      await use(server);
      await server.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  baseURL: async ({ server }, use) => use(server.url),
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on("console", (message) => {
        if (message.type() === "error") complaints.push(message.text());
      });
      page.on("pageerror", (error) => complaints.push(error.message));
      await use(complaints);
      expect(complaints, "the page's console").toEqual([]);
    },
    { auto: false },
  ],
  ana: async ({ browser, server }, use) => named(browser, server, "Ana", use),
  ben: async ({ browser, server }, use) => named(browser, server, "Ben", use),
  circle: async ({ ana, ben }, use) => {
    const circle = await foundCircle(ana, "Northwind");
    await bringIn(ana, circle, ben);
    await use(circle);
  },
});

export { expect } from "@playwright/test";
