/** A check-in round between two browsers and a phone. */
import type { Page } from "@playwright/test";
import { holdLine, openBoard } from "./board.ts";
import type { Circle, Person } from "./person.ts";
import { expect, test } from "./rondo.ts";
import { serious } from "./serious.ts";

const addKpi = async (person: Person, circle: Circle, name: string, value: string): Promise<void> => {
  const body = { circle_id: circle.id, name, current_value: value, target: "100.00", unit: "currency" };
  const answer = await person.call("POST", "/api/kpi/kpis/", body);
  expect(answer.status).toBe(201);
};

const openCheckIn = (person: Person, circle: Circle): Promise<Page> => openBoard(person, circle, "kpis?checkin=1");

/** Types one value and goes on to the next. */
const enter = async (page: Page, name: string, value: string, why = ""): Promise<void> => {
  const form = page.getByRole("form", { name });
  await form.getByLabel("Your value").fill(value);
  if (why) await form.getByLabel("Why (optional)").fill(why);
  await page.keyboard.press("Enter");
};

/** Everything that this page's line brings it. */
const listen = (page: Page): string[] => {
  const heard: string[] = [];
  page.on("websocket", (line) => line.on("framereceived", ({ payload }) => void heard.push(String(payload))));
  return heard;
};

test("[CR1] [CR2] [CR4] [CR6] [CR13] [CR14] [KP20] a whole round: entered unseen, revealed at once, talked over, closed with minutes", async ({
  ana,
  ben,
  circle,
}) => {
  test.setTimeout(60_000);
  await addKpi(ana, circle, "Revenue", "50.00");
  await addKpi(ana, circle, "Costs", "20.00");
  const heard = listen(ana.page);
  const hers = await openBoard(ana, circle, "kpis");
  const his = await openCheckIn(ben, circle);
  await expect(his.getByRole("button", { name: "Start a round" })).toHaveAttribute("aria-disabled", "true");
  await hers.getByRole("button", { name: "Check-in", exact: true }).click();
  await hers.getByRole("button", { name: "Start a round" }).click();

  await enter(his, "Costs", "21.73", "a dearer lighthouse");
  await enter(his, "Revenue", "61");
  await expect(his.getByText("You have entered everything")).toBeVisible();
  await expect(hers.getByLabel("Who has entered")).toContainText("Ben2 of 2");
  // Somebody's own entries come back with the page, and the others' do not.
  await his.evaluate(() => {
    for (const name of Object.keys(localStorage)) if (name.includes("draft:round")) localStorage.removeItem(name);
  });
  await his.reload();
  await expect(his.getByText("You have entered everything")).toBeVisible();
  await his.getByRole("button", { name: /^Costs/ }).click();
  await expect(his.getByLabel("Your value")).toHaveValue("21.73");
  await expect(his.getByLabel("Why (optional)")).toHaveValue("a dearer lighthouse");
  const form = hers.getByRole("form", { name: "Costs" });
  await form.getByRole("button", { name: /^More by/ }).click();
  await form.getByRole("button", { name: "Save" }).click();
  await expect(hers.getByRole("form", { name: "Revenue" })).toBeVisible();
  expect(heard.filter((frame) => /lighthouse|2173|21\.73/.test(frame))).toEqual([]);
  expect(await hers.content()).not.toContain("lighthouse");

  await hers.getByRole("button", { name: "Reveal" }).click();
  await expect(hers.getByRole("dialog")).toContainText("1 of 2 have not entered everything: Ana.");
  await hers.getByRole("button", { name: "Reveal now" }).click();
  for (const page of [hers, his]) {
    await expect(page.getByRole("heading", { name: "What everybody said" })).toBeVisible();
    await expect(page.getByRole("table", { name: "Answers for Costs" })).toContainText("a dearer lighthouse");
    await expect(page.getByRole("table", { name: "Answers for Revenue" })).toContainText("$61");
  }
  await expect(his.locator("[aria-live=polite]").filter({ hasText: "The round is revealed: 3 answers." })).toHaveCount(
    1,
  );
  await his.getByLabel("Your comment").fill("The lighthouse was worth it.");
  await his.keyboard.press("ControlOrMeta+Enter");
  await expect(hers.getByLabel("Discussion")).toContainText("The lighthouse was worth it.");
  const minutes = hers.getByLabel("Written from the answers; change what you like");
  await expect(minutes).toHaveValue(
    /Revenue: Ben says \$61, up \$11 \(22%\) from \$50\.[\s\S]+Ben: The lighthouse was worth it\.$/,
  );
  await hers.getByRole("button", { name: "Close the round" }).click();
  await expect(his.getByLabel("Past rounds")).toContainText("Revenue: Ben says $61");
  await his.getByRole("button", { name: "Check-in" }).click();
  await expect(his.getByText("$61").first()).toBeVisible();
});

test("[CR3] [CR12] values entered offline are sent when the line is back; what came too late is offered as a value", async ({
  ana,
  ben,
  circle,
}) => {
  test.setTimeout(60_000);
  await addKpi(ana, circle, "Revenue", "50.00");
  await addKpi(ana, circle, "Costs", "20.00");
  const line = await holdLine(ben.context);
  const hers = await openCheckIn(ana, circle);
  const his = await openCheckIn(ben, circle);
  await hers.getByRole("button", { name: "Start a round" }).click();
  await expect(his.getByRole("form", { name: "Costs" })).toBeVisible();
  await line.cut();
  await expect(his.getByText("You are offline.", { exact: false }).first()).toBeVisible();
  await enter(his, "Costs", "22");
  await expect(his.getByText("1 waiting", { exact: false }).first()).toBeVisible();
  await line.mend();
  await expect(hers.getByLabel("Who has entered")).toContainText("Ben1 of 2");
  await line.cut();
  await enter(his, "Revenue", "66");
  await hers.getByRole("button", { name: "Reveal" }).click();
  await hers.getByRole("button", { name: "Reveal now" }).click();
  await expect(hers.getByRole("heading", { name: "What everybody said" })).toBeVisible();
  await line.mend();
  const kept = his.getByLabel("Not part of the round");
  await expect(kept).toContainText("Revenue: $66");
  await expect(his.getByText("A value was not taken. This round has been revealed already.")).toBeVisible();
  await kept.getByRole("button", { name: "Record as a value now" }).click();
  await expect(kept).toHaveCount(0);
  await hers.getByRole("button", { name: "Check-in" }).click();
  await expect(hers.getByText("$66").first()).toBeVisible();
});

test("[CR7] [CR13] a cancelled round leaves no trace; a past round's minutes are copied and printed", async ({
  ana,
  ben,
  circle,
}) => {
  await addKpi(ana, circle, "Costs", "20.00");
  await ana.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const hers = await openCheckIn(ana, circle);
  const his = await openCheckIn(ben, circle);
  await hers.getByRole("button", { name: "Start a round" }).click();
  await enter(his, "Costs", "99");
  await expect(hers.getByLabel("Who has entered")).toContainText("Ben1 of 1");
  await hers.getByRole("button", { name: "Cancel the round" }).click();
  await hers.getByRole("dialog").getByRole("button", { name: "Cancel the round" }).click();
  await expect(his.getByText("The check-in round was cancelled. No KPI has changed.")).toBeVisible();

  await hers.getByRole("button", { name: "Start a round" }).click();
  await expect(hers.getByLabel("Who has entered")).toContainText("Bennothing yet");
  await enter(his, "Costs", "22");
  await hers.getByRole("button", { name: "Reveal" }).click();
  await hers.getByRole("button", { name: "Reveal now" }).click();
  await hers.getByRole("button", { name: "Close the round" }).click();
  const past = hers.getByLabel("Past rounds");
  await past.getByRole("button", { name: "Copy" }).click();
  await expect(hers.getByText("Minutes copied.")).toBeVisible();
  const words = await hers.evaluate(() => navigator.clipboard.readText());
  expect(words).toContain("Costs: Ben says $22, up $2 (10%) from $20.");
  // Chromium without a printer asks nobody: what paper would show is looked at instead.
  await hers.evaluate(() => (globalThis.print = () => undefined));
  await past.getByRole("button", { name: "Print" }).click();
  await hers.emulateMedia({ media: "print" });
  await expect(hers.locator(".minutes-sheet")).toHaveText(words);
  await expect(past).toBeHidden();
  await hers.evaluate(() => dispatchEvent(new Event("afterprint")));
  await expect(hers.locator(".minutes-sheet")).toHaveCount(0);
});

for (const [colorScheme, width] of [
  ["light", 1280],
  ["dark", 390],
] as const)
  test(`[CR1] [CR2] axe finds nothing serious in any state of a round, nothing is wider than the screen (${colorScheme}, ${width} px)`, async ({
    ana,
    ben,
    circle,
  }, info) => {
    test.setTimeout(90_000);
    await addKpi(ana, circle, "Revenue of everything that we sell in the north and in the far south", "50.00");
    await ana.page.setViewportSize({ width, height: 844 });
    await ana.page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const page = await openCheckIn(ana, circle);
    const look = async (state: string): Promise<void> => {
      expect(await serious(page), state).toEqual([]);
      expect(
        await page.evaluate(() =>
          [...document.querySelectorAll("main *")]
            .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
            .map((one) => one.className),
        ),
        state,
      ).toEqual([]);
      await page.screenshot({ path: info.outputPath(`${state}.png`), fullPage: true });
    };
    await expect(page.getByRole("button", { name: "Start a round" })).toBeVisible();
    await look("none");
    await page.getByRole("button", { name: "Start a round" }).click();
    await expect(page.getByLabel("Your value")).toBeVisible();
    await look("entering");
    await enter(page, "Revenue of everything", "62.50", "the fair");
    await expect(page.getByText("You have entered everything")).toBeVisible();
    const his = await openCheckIn(ben, circle);
    await enter(his, "Revenue of everything", "40");
    await expect(page.getByLabel("Who has entered")).toContainText("Ben1 of 1");
    await look("entered");
    await page.getByRole("button", { name: "Reveal" }).click();
    await expect(page.getByRole("heading", { name: "What everybody said" })).toBeVisible();
    await look("revealed");
    await page.getByRole("button", { name: "Close the round" }).click();
    await expect(page.getByLabel("Past rounds")).toBeVisible();
    await look("closed");
  });
