import { Route, Router } from "@solidjs/router";
import { cleanup, render, screen, waitFor } from "@solidjs/testing-library";
import { afterEach, expect, test } from "vitest";
import { createLiveCircle } from "../../live/circle.ts";
import { makeMemoryRoom } from "../../live/memory-room.ts";
import { BoardView } from "./board.tsx";

const leave: (() => void)[] = [];
afterEach(() => {
  cleanup();
  for (const done of leave.splice(0)) done();
});

type Room = ReturnType<typeof makeMemoryRoom>;

const add = (
  room: Room,
  fields: { name: string; company?: string; stage?: "contacted" | "needs_outreach" },
): string => {
  const id = room.newId();
  room.write("ana", "contact.create", {
    id,
    name: fields.name,
    email: `${fields.name.toLowerCase()}@example.com`,
    phone: null,
    company: fields.company ?? null,
    status: "customer",
    funnel_stage: fields.stage ?? "needs_outreach",
    notes: "",
  });
  return id;
};

const open = async (room: Room, user: "ana" | "ben" = "ana"): Promise<void> => {
  leave.push(room.seat(user));
  history.replaceState(null, "", `/c/${room.circle}/board`);
  render(() => (
    <Router>
      <Route
        path={["/c/:circle/board", "/c/:circle/contacts/:id"]}
        component={() => <BoardView live={createLiveCircle(room.circle, user)} />}
      />
    </Router>
  ));
  await waitFor(() => expect(screen.queryByText("Loading the board")).toBeNull());
};

const cardOf = (id: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(`[data-card="${id}"]`);
  if (!found) throw new Error("The card is not drawn.");
  return found;
};

test("[BD1] eight columns with their counts; a card says name, company, status, age and who changed it last", async () => {
  const room = makeMemoryRoom();
  const id = add(room, { name: "Ada", company: "Engines" });
  add(room, { name: "Bea", stage: "contacted" });
  await open(room);
  expect([...document.querySelectorAll("[data-column]")].map((column) => column.getAttribute("aria-label"))).toEqual([
    "Needs Outreach, stage 1 of 8, 1 contact",
    "Contacted, stage 2 of 8, 1 contact",
    "Meeting Set, stage 3 of 8, 0 contacts",
    "Proposal Sent, stage 4 of 8, 0 contacts",
    "Negotiation, stage 5 of 8, 0 contacts",
    "Blocked, stage 6 of 8, 0 contacts",
    "Closed Won, stage 7 of 8, 0 contacts",
    "Closed Lost, stage 8 of 8, 0 contacts",
  ]);
  const card = cardOf(id);
  expect(card.textContent).toMatch(/^Ada.*just now.*Customer.*Engines/);
  expect(card.querySelector("[role=img]")?.getAttribute("aria-label")).toBe("Ana Lima");
});

test("[BD2] one change redraws one card, and nothing else", async () => {
  const room = makeMemoryRoom();
  const ids = ["Ada", "Bea", "Cleo"].map((name) => add(room, { name }));
  await open(room);
  const cards = ids.map(cardOf);
  const touched = new Set<string>();
  const watch = new MutationObserver((changes) => {
    for (const { target } of changes) {
      const card = (target instanceof Element ? target : target.parentElement)?.closest<HTMLElement>("[data-card]");
      if (card) touched.add(card.dataset["card"] ?? "");
    }
  });
  watch.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  room.write("ben", "contact.update", { id: ids[1] ?? "", fields: { company: "New Company" } });
  await waitFor(() => expect(cards[1]?.textContent).toContain("New Company"));
  watch.disconnect();
  expect([...touched]).toEqual([ids[1]]);
  expect(ids.map(cardOf)).toEqual(cards);
});

test("[BD2] a long column draws what is in sight", async () => {
  const room = makeMemoryRoom();
  for (let n = 0; n < 300; n += 1) add(room, { name: `N${n}` });
  await open(room);
  expect(document.querySelectorAll("[data-card]").length).toBeLessThan(40);
  expect(document.querySelector("[aria-setsize]")?.getAttribute("aria-setsize")).toBe("300");
});

test("[BD25] a member's create button is off and says why", async () => {
  const room = makeMemoryRoom();
  await open(room, "ben");
  const buttons = await screen.findAllByRole("button", { name: "New contact" });
  for (const button of buttons)
    expect(button.getAttribute("aria-description")).toBe("Only moderators and admins may create contacts.");
});

test("[BD19] a tab that is too old says that a reload goes on, and loses nothing", async () => {
  const room = makeMemoryRoom();
  leave.push(room.seat("ana"));
  // A later server, which no longer understands this tab.
  globalThis.WebSocket = class extends globalThis.WebSocket {
    override send(): void {
      super.close(4026, "Reload to continue.");
    }
  };
  history.replaceState(null, "", `/c/${room.circle}/board`);
  render(() => (
    <Router>
      <Route path="/c/:circle/board" component={() => <BoardView live={createLiveCircle(room.circle, "ana")} />} />
    </Router>
  ));
  expect(await screen.findByRole("button", { name: "Reload to continue" })).toBeTruthy();
});
