/** How the board's specs open a board and read it. */
import { type BrowserContext, expect, type Locator, type Page, type WebSocketRoute } from "@playwright/test";
import type { Circle, Person } from "./person.ts";

export const cardOf = (page: Page, name: string): Locator =>
  page.locator("[data-card]").filter({ has: page.locator(".font-medium").getByText(name, { exact: true }) });
export const columnOf = (page: Page, stage: string): Locator => page.locator(`[data-column="${stage}"]`);
export const panelOf = (page: Page): Locator => page.locator("[data-panel]");

/** The names of a column's cards, top first. */
export const namesIn = (page: Page, stage: string): Promise<string[]> =>
  columnOf(page, stage)
    .locator("li:has([data-card])")
    .evaluateAll((cards) =>
      cards
        .toSorted(
          (one, other) => Number(one.getAttribute("aria-posinset")) - Number(other.getAttribute("aria-posinset")),
        )
        .map((card) => card.querySelector(".font-medium")?.textContent ?? ""),
    );

export const expectNames = (page: Page, stage: string, names: string[]): Promise<void> =>
  expect.poll(() => namesIn(page, stage), { message: `cards of ${stage}` }).toEqual(names);

/** Opens a page of the circle, the board by default, and waits until it is live. */
export const openBoard = async (person: Pick<Person, "page">, circle: Circle, path = "board"): Promise<Page> => {
  await person.page.goto(`/c/${circle.id}/${path}`);
  await expect(person.page.getByRole("status").filter({ hasText: /^Live/ })).toBeVisible();
  return person.page;
};

/** The person's line to the circle, which can be cut without a word on the console. Ask before the page opens. */
export const holdLine = async (
  context: BrowserContext,
): Promise<{ cut: () => Promise<void>; mend: () => Promise<void> }> => {
  let whole = true;
  const open = new Set<WebSocketRoute>();
  await context.routeWebSocket(/\/socket$/, (line) => {
    if (!whole) return void line.close({ code: 1013, reason: "cut" });
    line.connectToServer();
    open.add(line);
    return undefined;
  });
  return {
    cut: async () => {
      whole = false;
      await context.setOffline(true);
      for (const line of open) await line.close({ code: 1012, reason: "cut" });
      open.clear();
    },
    mend: async () => {
      whole = true;
      await context.setOffline(false);
    },
  };
};

/** Middle of an element, in pixels of the window. */
export const middleOf = async (element: Locator): Promise<{ x: number; y: number }> => {
  const box = await element.boundingBox();
  if (!box) throw new Error("The element is not on the screen.");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};
