import { cleanup, render } from "@solidjs/testing-library";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type KeyName, keys, pressesOf } from "./keys.ts";
import { prefer } from "./preferences.ts";
import { capsOf, holdShortcuts, makeKeyListener, register, type Shortcut } from "./shortcuts.ts";

let ran: KeyName[] = [];
let time = 0;
let stop: (() => void)[] = [];

const put = (key: KeyName, when?: () => boolean): void => {
  const shortcut: Shortcut = { key, run: () => void ran.push(key), ...(when ? { when } : {}) };
  stop.push(register(shortcut));
};
const press = (key: string, rest: KeyboardEventInit = {}, target: Element = document.body): void => {
  target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...rest }));
};

beforeEach(() => {
  ran = [];
  time = 0;
  const listener = makeKeyListener(() => time);
  addEventListener("keydown", listener);
  stop = [() => removeEventListener("keydown", listener)];
});
afterEach(() => {
  for (const end of stop) end();
  prefer("singleKeys", true);
  cleanup();
});

describe("shortcuts", () => {
  it("[UI5] a key runs its newest owner that wants it, until that one is gone", () => {
    let open = false;
    put("note");
    put("note", () => open);
    press("n");
    open = true;
    press("N");
    stop.pop()?.();
    press("n");
    expect(ran).toEqual(["note", "note", "note"]);
  });

  it("[UI5] rests in fields, under a modal, and when the page took the key", () => {
    const { container } = render(() => <input />);
    put("note");
    const field = container.querySelector("input");
    if (field) press("n", {}, field);
    const release = holdShortcuts();
    press("n");
    release();
    press("n", { isComposing: true });
    expect(ran).toEqual([]);
    press("n");
    expect(ran).toEqual(["note"]);
  });

  it("[UI5] a different combination is a different key", () => {
    put("create");
    put("undo");
    press("c", { ctrlKey: true });
    press("z");
    press("z", { ctrlKey: true });
    expect(ran).toEqual(["undo"]);
  });

  it("[UI6] keys of one character can be switched off; the others stay", () => {
    put("help");
    put("goBoard");
    put("close");
    put("undo");
    prefer("singleKeys", false);
    press("?", { shiftKey: true });
    press("g");
    press("b");
    press("Escape");
    press("z", { ctrlKey: true });
    expect(ran).toEqual(["close", "undo"]);
  });

  it("[UI7] two keys in a row go somewhere, if the second comes soon", () => {
    put("goBoard");
    put("goImport");
    press("g");
    press("b");
    press("g");
    time = 5000;
    press("i");
    expect(ran).toEqual(["goBoard"]);
  });

  it.each([["Board", "Card"], ["KPIs"], ["Accounts"], ["Today"], ["Health lab"], ["Playbooks"]])(
    "[UI7] no two shortcuts of the page of %j share a press",
    (...groups) => {
      const here = new Set<string>(["Anywhere", "Go to", ...groups]);
      const names = (Object.keys(keys) as KeyName[]).filter((name) => here.has(keys[name].group));
      const presses = names.flatMap((name) => pressesOf(name).map((steps) => steps.join(" ")));
      expect(presses.length).toBeGreaterThan(10);
      expect(presses.filter((one, index) => presses.indexOf(one) !== index)).toEqual([]);
    },
  );

  it("[UI7] a press has caps to show", () => {
    expect(capsOf("mod+shift+z")).toEqual(["Ctrl", "Shift", "Z"]);
  });
});
