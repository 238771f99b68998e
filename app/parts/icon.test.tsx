import { cleanup, render } from "@solidjs/testing-library";
import Check from "lucide-solid/icons/check";
import X from "lucide-solid/icons/x";
import { createSignal } from "solid-js";
import { afterEach, expect, it } from "vitest";

afterEach(cleanup);

it("[UI17] an icon is drawn as lucide draws it, follows its properties, and is hidden unless it is named", () => {
  const [size, setSize] = createSignal<number | undefined>(14);
  const [label, setLabel] = createSignal<string>();
  const { container } = render(() => (
    <>
      <X size={size()} class="text-soft" aria-label={label()} />
      <X />
      <Check aria-hidden="true" />
    </>
  ));
  const [first, second, third] = container.querySelectorAll("svg");
  const of = (name: string) => first?.getAttribute(name) ?? null;
  expect([...(first?.children ?? [])].map((path) => path.getAttribute("d"))).toEqual(["M18 6 6 18", "m6 6 12 12"]);
  expect(third?.querySelector("path")?.getAttribute("d")).toBe("M20 6 9 17l-5-5");
  expect([of("width"), of("height"), of("class"), of("aria-hidden")]).toEqual([
    "14",
    "14",
    "lucide-icon text-soft",
    "true",
  ]);
  setSize(20);
  setLabel("Close");
  expect([of("width"), of("height"), of("aria-label"), of("aria-hidden")]).toEqual(["20", "20", "Close", null]);
  setSize(undefined);
  expect([of("width"), second?.getAttribute("width")]).toEqual(["24", "24"]);
});
