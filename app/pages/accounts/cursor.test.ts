/** Moving through the list and selecting in it. */
import { createRoot, createSignal } from "solid-js";
import { expect, it } from "vitest";
import { createCursor } from "./cursor.ts";

const open = (start: string[]) =>
  createRoot((dispose) => {
    const [ids, setIds] = createSignal<readonly string[]>(start);
    const focused: string[] = [];
    const cursor = createCursor(ids);
    cursor.shows((id) => focused.push(id));
    return { cursor, focused, setIds, dispose };
  });

it("[AV7] a range runs from the last account that was chosen, whichever way", () => {
  const { cursor, dispose } = open(["a", "b", "c", "d", "e"]);
  cursor.toggle("d");
  cursor.selectTo("b");
  expect([...cursor.selected()]).toEqual(["d", "b", "c"]);
  cursor.toggle("c");
  expect([...cursor.selected()]).toEqual(["d", "b"]);
  cursor.selectTo("e");
  expect([...cursor.selected()].toSorted()).toEqual(["b", "c", "d", "e"]);
  cursor.clear();
  cursor.step(1);
  cursor.step(2);
  cursor.selectTo("e");
  expect([...cursor.selected()]).toEqual(["c", "d", "e"]);
  dispose();
});

it("[AV7] what the view no longer shows is not selected; steps stay within the list", () => {
  const { cursor, focused, setIds, dispose } = open(["a", "b", "c"]);
  cursor.selectAll();
  setIds(["c", "b"]);
  expect([...cursor.selected()].toSorted()).toEqual(["b", "c"]);
  cursor.step(-1);
  cursor.step(-1);
  cursor.step(9);
  expect(focused).toEqual(["c", "c", "b"]);
  setIds([]);
  expect(cursor.step(1)).toBeUndefined();
  dispose();
});
