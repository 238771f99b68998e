import { expect, test } from "vitest";
import { addressOf, type DeliveryFilter, isFiltered, readFilter, writeFilter } from "./filter.ts";

const circle = "11111111-1111-8111-8111-111111111111";
const source = "22222222-2222-8222-8222-222222222222";
const filter: DeliveryFilter = {
  source,
  account: null,
  verdict: "too_old",
  state: "dead",
  span: "day",
  from: null,
  until: null,
  text: "acme",
  page: 3,
};

test("[WP2] the filters come back from the address as they were written", () => {
  const written = writeFilter(filter);
  expect(readFilter(written)).toEqual(filter);
  expect(readFilter({})).toEqual({
    source: null,
    account: null,
    verdict: null,
    state: null,
    span: null,
    from: null,
    until: null,
    text: "",
    page: 1,
  });
});

test("[WP2] what the address says wrongly is not said", () => {
  const wrong = {
    source: "x",
    account: "' or 1",
    verdict: "fine",
    state: "lost",
    time: "year",
    from: "soon",
    page: "-2",
  };
  expect(isFiltered(readFilter(wrong))).toBe(false);
  expect(readFilter(wrong).page).toBe(1);
});

test("[WP2] a time filter asks by whole minutes, so that the same question has the same address", () => {
  const at = Date.UTC(2026, 0, 2, 12, 0, 10);
  expect(addressOf(circle, filter, at)).toBe(addressOf(circle, filter, at + 40_000));
  expect(Object.fromEntries(new URLSearchParams(addressOf(circle, filter, at).split("?")[1]))).toEqual({
    circle_id: circle,
    page_size: "50",
    source_id: source,
    verdict: "too_old",
    state: "dead",
    from: "2026-01-01T12:00:00.000Z",
    search: "acme",
    page: "3",
  });
});

test("[WP2] two instants stand in the address instead of a span, as the server has them", () => {
  const between = { ...filter, span: null, from: "2026-01-02T12:00:00.000Z", until: "2026-01-02T13:30:00.000Z" };
  expect(readFilter(writeFilter(between))).toEqual(between);
  expect(readFilter({ ...writeFilter(between), time: "hour" })).toMatchObject({
    span: "hour",
    from: null,
    until: null,
  });
  const asked = new URLSearchParams(addressOf(circle, between, 0).split("?")[1]);
  expect([asked.get("from"), asked.get("until")]).toEqual([between.from, between.until]);
  expect([isFiltered(readFilter({ until: between.until })), isFiltered(readFilter({}))]).toEqual([true, false]);
});
