import { expect, test } from "vitest";
import { cardAbove, edgeSpeed, gapAt, nextGap, placeIn } from "./drop-place.ts";

const ids = ["a", "b", "c", "d"];

test("[BD3] the nearest gap is where the card's middle is", () => {
  expect([-40, 0, 29, 31, 95, 500].map((height) => gapAt(height, 60, 4))).toEqual([0, 0, 0, 1, 2, 4]);
});

test("[BD3] a drop names the card above, never one in the hand", () => {
  const held = new Set(["b", "c"]);
  expect([0, 1, 2, 3, 4].map((gap) => cardAbove(ids, gap, held))).toEqual([null, "a", "a", "a", "d"]);
});

test("[BD4] each step of a key is another place, over the cards in the hand", () => {
  const held = new Set(["b"]);
  expect([
    nextGap(ids, 1, 1, held),
    nextGap(ids, 2, 1, held),
    nextGap(ids, 1, -1, held),
    nextGap(ids, 2, -1, held),
  ]).toEqual([3, 3, 0, 0]);
  expect([nextGap(ids, 4, 1, held), nextGap(ids, 0, -1, held)]).toEqual([4, 0]);
  expect(placeIn(ids, 3, held)).toEqual({ place: 3, of: 4 });
});

test("[BD3] a column scrolls faster the nearer its edge, and not at all away from it", () => {
  expect([
    edgeSpeed(0, 400, 50, 20),
    edgeSpeed(25, 400, 50, 20),
    edgeSpeed(200, 200, 50, 20),
    edgeSpeed(400, -10, 50, 20),
  ]).toEqual([-20, -5, 0, 20]);
});
