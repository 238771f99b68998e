import { cleanup, render } from "@solidjs/testing-library";
import { createSignal } from "solid-js";
import { afterEach, describe, expect, it } from "vitest";
import { Button } from "./button.tsx";

afterEach(cleanup);

describe("buttons", () => {
  it("[UI12] what may not be pressed stays reachable, says why, and does nothing", () => {
    let pressed = 0;
    const [reason, setReason] = createSignal<string | undefined>("Only admins may invite people.");
    const { getByRole } = render(() => (
      <Button reason={reason()} onClick={() => void (pressed += 1)}>
        Invite
      </Button>
    ));
    const button = getByRole("button");
    button.click();
    const told = ["aria-disabled", "aria-description", "data-tip", "disabled"].map((name) => button.getAttribute(name));
    expect([pressed, ...told]).toEqual([
      0,
      "true",
      "Only admins may invite people.",
      "Only admins may invite people.",
      null,
    ]);
    setReason(undefined);
    button.click();
    expect([pressed, button.getAttribute("aria-disabled")]).toEqual([1, null]);
  });
});
