import { Route, Router } from "@solidjs/router";
import { cleanup, fireEvent, render, screen, waitFor, within } from "@solidjs/testing-library";
import type { JSX } from "solid-js";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { NewKpi } from "../../../../domain/kpi.ts";
import { createLiveCircle } from "../../../live/circle.ts";
import { makeMemoryRoom } from "../../../live/memory-room.ts";
import { Announcer } from "../../../parts/announcer.tsx";
import { ToastRegion } from "../../../parts/toast.tsx";
import { CheckIn } from "./check-in.tsx";
import { leftOver } from "./own-entries.ts";
import { createRoundRefusals } from "./refusals.ts";

const leave: (() => void)[] = [];
// The address of one's own entries is asked for and, in these tests, not there.
beforeEach(() => vi.stubGlobal("fetch", () => Promise.resolve(new Response("{}", { status: 404 }))));
afterEach(() => {
  cleanup();
  for (const done of leave.splice(0)) done();
  localStorage.clear();
  vi.unstubAllGlobals();
});

type Room = ReturnType<typeof makeMemoryRoom>;

const add = (room: Room, fields: Partial<NewKpi> & { name: string }): string => {
  const id = room.newId();
  const plain = {
    current_value: "12.00",
    target: "100.00",
    unit: "none",
    direction: "higher",
    floor: null,
    ceiling: null,
    baseline: null,
    starts_on: null,
    due_on: null,
    source: null,
  } as const;
  room.write("ana", "kpi.create", { ...plain, ...fields, id });
  return id;
};

const start = (room: Room): string => {
  const id = room.newId();
  room.write("ana", "round.start", { id });
  return id;
};

const Page = (props: { circle: string; user: string }): JSX.Element => {
  // eslint-disable-next-line solid/reactivity -- one circle for as long as the page stands
  const live = createLiveCircle(props.circle, props.user);
  createRoundRefusals(live);
  return <CheckIn live={live} />;
};

const open = async (room: Room, user: "ana" | "ben"): Promise<void> => {
  leave.push(room.seat(user));
  render(() => (
    <>
      <Announcer />
      <ToastRegion />
      <Router>
        <Route path="*" component={() => <Page circle={room.circle} user={user} />} />
      </Router>
    </>
  ));
  await waitFor(() => expect(screen.queryByText("Loading the check-in")).toBeNull());
};

const button = (name: string): HTMLElement => screen.getByRole("button", { name });
const said = (text: string) =>
  waitFor(() => expect(document.querySelector("[aria-live=polite].sr-only")?.textContent).toContain(text));

test("[CR1] a member sees why a round is not theirs to start; a moderator starts one", async () => {
  const room = makeMemoryRoom();
  add(room, { name: "Deals" });
  await open(room, "ben");
  expect(button("Start a round").getAttribute("aria-description")).toBe(
    "Only moderators and admins may lead check-in rounds.",
  );
  cleanup();
  await open(room, "ana");
  fireEvent.click(button("Start a round"));
  await screen.findByRole("heading", { name: "Check-in round" });
  expect(button("Reveal").getAttribute("aria-description")).toBe("Nobody has entered a value yet.");
});

test("[CR1] without a KPI to enter there is nothing to start, and the page says so", async () => {
  const room = makeMemoryRoom();
  add(room, { name: "All", source: "contacts" });
  await open(room, "ana");
  expect(button("Start a round").getAttribute("aria-description")).toBe("There is no KPI to enter a value for.");
});

test("[CR2] [CR8] one KPI after the other in two presses; what follows a source is shown, not entered; an entry can be changed", async () => {
  const room = makeMemoryRoom();
  add(room, { name: "All", source: "contacts" });
  const deals = add(room, { name: "Deals" });
  const revenue = add(room, { name: "Revenue", current_value: "45000.00", target: "50000.00", unit: "currency" });
  const round = start(room);
  await open(room, "ben");
  expect(within(screen.getByRole("navigation")).getByText("Follow their source")).toBeTruthy();
  const first = screen.getByRole("form").getAttribute("aria-label");
  const ids = first === "Deals" ? [deals, revenue] : [revenue, deals];
  const before = Number(screen.getByRole<HTMLInputElement>("textbox", { name: "Your value" }).value);
  fireEvent.click(screen.getByRole("button", { name: /^More by/ }));
  const after = Number(screen.getByRole<HTMLInputElement>("textbox", { name: "Your value" }).value);
  expect(after > before).toBe(true);
  fireEvent.click(button("Save"));
  await waitFor(() => expect(screen.getByRole("form").getAttribute("aria-label")).not.toBe(first));
  fireEvent.click(button("Save"));
  await screen.findByRole("heading", { name: "You have entered everything" });
  const held = () =>
    room.host.room.storage
      .list("round_entry", "round", { at: [round] })
      .map(({ kpi, value, member }) => [kpi, value, member]);
  await waitFor(() => expect(held().map(([kpi]) => kpi)).toEqual(ids));
  expect(held()[0]).toEqual([ids[0], after * 100, 2]);
  fireEvent.click(screen.getByRole("button", { name: new RegExp(`^${first}`) }));
  const input = screen.getByRole("textbox", { name: "Your value" });
  fireEvent.input(input, { target: { value: "nonsense" } });
  fireEvent.click(button("Save"));
  expect(screen.getByText("Must be a number.")).toBeTruthy();
  fireEvent.input(input, { target: { value: "17" } });
  fireEvent.click(button("Save"));
  await waitFor(() => expect(held().at(-1)).toEqual([ids[0], 1_700, 2]));
  await waitFor(() => expect(screen.getByLabelText("Who has entered").textContent).toContain("Ben Okoye (you)2 of 2"));
});

test("[KP20] [CR4] [CR5] others are seen by how many they entered; at the reveal everything stands there, and is announced", async () => {
  const room = makeMemoryRoom();
  const deals = add(room, { name: "Deals" });
  const round = start(room);
  await open(room, "ana");
  room.write("ben", "round.enter", { id: room.newId(), round, kpi: deals, value: "17", comment: "the fair" });
  await waitFor(() => expect(screen.getByLabelText("Who has entered").textContent).toContain("Ben Okoye1 of 1"));
  expect(document.body.textContent).not.toContain("the fair");
  fireEvent.click(button("Reveal"));
  fireEvent.click(await screen.findByRole("button", { name: "Reveal now" }));
  await screen.findByRole("heading", { name: "What everybody said" });
  await said("The round is revealed: 1 answer.");
  const table = screen.getByRole("table", { name: "Answers for Deals" });
  expect([...table.querySelectorAll("tbody tr")].map((row) => row.textContent)).toEqual([
    "Ben Okoye17+5",
    "“the fair”",
  ]);
});

test("[CR12] what somebody is typing when the round is revealed is kept and offered as a usual value", async () => {
  const room = makeMemoryRoom();
  const deals = add(room, { name: "Deals" });
  const round = start(room);
  room.write("ana", "round.enter", { id: room.newId(), round, kpi: deals, value: "17", comment: "" });
  await open(room, "ben");
  fireEvent.input(screen.getByRole("textbox", { name: "Your value" }), { target: { value: "19" } });
  room.write("ana", "round.reveal", { id: round });
  const kept = await screen.findByLabelText("Not part of the round");
  expect(kept.textContent).toContain("Deals: 19");
  fireEvent.click(within(kept).getByRole("button", { name: "Record as a value now" }));
  await waitFor(() =>
    expect(room.host.room.storage.get("kpi", deals)).toMatchObject({ current_value: 1_900, updated_by: 2 }),
  );
  expect(screen.queryByLabelText("Not part of the round")).toBeNull();
});

test("[CR12] what became an answer is not offered again", () => {
  const answers = JSON.stringify([
    { kpi: "a", member: 2, value: 1_900 },
    { kpi: "b", member: 1, value: 500 },
  ]);
  const entries = { a: { value: "19", comment: "" }, b: { value: "5", comment: "" }, c: { value: " ", comment: "" } };
  expect(leftOver(entries, { answers }, 2).map(([kpi]) => kpi)).toEqual(["b"]);
});

test("[CR6] [CR11] [CR13] comments are live, minutes follow them until the lead writes, and stay in the list of past rounds", async () => {
  const room = makeMemoryRoom();
  const deals = add(room, { name: "Deals" });
  const round = start(room);
  room.write("ben", "round.enter", { id: room.newId(), round, kpi: deals, value: "17", comment: "" });
  room.write("ana", "round.reveal", { id: round });
  await open(room, "ana");
  fireEvent.input(await screen.findByRole("textbox", { name: "Your comment" }), { target: { value: "Well done." } });
  fireEvent.click(button("Send"));
  room.write("ben", "round.comment", { id: round, text: "It was the fair." });
  const minutes = screen.getByRole<HTMLTextAreaElement>("textbox", { name: /^Written from the answers/ });
  await waitFor(() => expect(minutes.value).toContain("Deals: Ben Okoye says 17, up 5 (41.7%) from 12."));
  await waitFor(() => expect(minutes.value).toContain("Ana Lima: Well done."));
  await waitFor(() => expect(minutes.value).toContain("Ben Okoye: It was the fair."));
  fireEvent.input(minutes, { target: { value: "We were better." } });
  room.write("ben", "round.comment", { id: round, text: "One more." });
  await screen.findByText("One more.");
  expect(minutes.value).toBe("We were better.");
  fireEvent.click(button("Close the round"));
  const past = await screen.findByLabelText("Past rounds");
  expect(past.textContent).toContain("led by Ana Lima · 1 person, 1 answer");
  expect(past.textContent).toContain("We were better.");
  expect(within(past).getByRole("button", { name: "Copy" })).toBeTruthy();
  expect(button("Start a round").getAttribute("aria-disabled")).toBeNull();
});

test("[CR13] rounds that are no longer part of the screen's copy are fetched when asked, once there can be any", async () => {
  const young = makeMemoryRoom();
  add(young, { name: "Deals" });
  await open(young, "ben");
  expect(screen.queryByRole("button", { name: "Show older rounds" })).toBeNull();
  cleanup();
  const room = makeMemoryRoom();
  const deals = add(room, { name: "Deals" });
  room.host.room.storage.patch("kpi", deals, { created_at: Date.now() - 61 * 86_400_000 });
  const answers = ["ana", "ben"].map((user_id) => ({ kpi_id: deals, user_id, value: "1.00", comment: "" }));
  const old = {
    id: "old",
    state: "closed",
    started_at: "2026-01-05T09:00:00Z",
    started_by: "ana",
    answers,
    minutes: "Long ago.",
  };
  vi.stubGlobal("fetch", (address: string) =>
    Promise.resolve(
      address.startsWith("/api/kpi/rounds/?circle_id=")
        ? Response.json({
            next: address.endsWith("page=1") ? "more" : null,
            results: address.endsWith("page=1") ? [] : [old],
          })
        : new Response("{}", { status: 404 }),
    ),
  );
  await open(room, "ben");
  fireEvent.click(await screen.findByRole("button", { name: "Show older rounds" }));
  expect(await screen.findByText("Long ago.")).toBeTruthy();
  expect(screen.getByLabelText("Past rounds").textContent).toContain("led by Ana Lima · 2 people, 2 answers");
  expect(screen.queryByRole("button", { name: "Show older rounds" })).toBeNull();
});

test("[CR6] a comment that is being written outlives its page, and comes back to its author when the round is closed first", async () => {
  const room = makeMemoryRoom();
  const deals = add(room, { name: "Deals" });
  const round = start(room);
  room.write("ana", "round.enter", { id: room.newId(), round, kpi: deals, value: "17", comment: "" });
  room.write("ana", "round.reveal", { id: round });
  await open(room, "ben");
  fireEvent.input(await screen.findByRole("textbox", { name: "Your comment" }), { target: { value: "But why?" } });
  cleanup();
  await open(room, "ben");
  const box = await screen.findByRole<HTMLTextAreaElement>("textbox", { name: "Your comment" });
  expect(box.value).toBe("But why?");
  room.write("ana", "round.close", { id: round, minutes: "Done." });
  expect(await screen.findByText("The round was closed before you sent “But why?”")).toBeTruthy();
  expect(localStorage.length).toBe(0);
});

test("[CR7] a cancelled round says that no KPI has changed, and forgets what was typed for it", async () => {
  const room = makeMemoryRoom();
  add(room, { name: "Deals" });
  const round = start(room);
  await open(room, "ben");
  fireEvent.input(screen.getByRole("textbox", { name: "Your value" }), { target: { value: "19" } });
  expect(localStorage.getItem(`rondo:draft:round:${round}`)).toContain("19");
  room.write("ana", "round.cancel", { id: round });
  await screen.findByText("The check-in round was cancelled. No KPI has changed.");
  expect(localStorage.getItem(`rondo:draft:round:${round}`)).toBeNull();
});

test("[CR1] a second start while another round runs is refused with the reason", async () => {
  const room = makeMemoryRoom();
  add(room, { name: "Deals" });
  await open(room, "ana");
  // Somebody else was quicker, and this tab has not heard of it.
  start(room);
  fireEvent.click(button("Start a round"));
  expect(await screen.findByText("The round was not started. Another round is still running.")).toBeTruthy();
  await screen.findByRole("heading", { name: "Check-in round" });
});
