import { cleanup, render } from "@solidjs/testing-library";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { showToast, ToastRegion } from "./toast.tsx";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe("toasts", () => {
  it("[UI9] goes after its time, which rests under the pointer; the act takes it away at once", () => {
    const { container, queryByText, getByText } = render(() => <ToastRegion />);
    showToast({ text: "Saved." });
    vi.advanceTimersByTime(5000);
    container.querySelector("section")?.dispatchEvent(new Event("pointerenter"));
    vi.advanceTimersByTime(60_000);
    expect(queryByText("Saved.")).not.toBeNull();
    container.querySelector("section")?.dispatchEvent(new Event("pointerleave"));
    vi.advanceTimersByTime(1000);
    expect(queryByText("Saved.")).toBeNull();

    let undone = 0;
    showToast({ text: "Deleted.", action: { label: "Undo", run: () => void (undone += 1) } });
    getByText("Undo").click();
    expect([undone, queryByText("Deleted.")]).toEqual([1, null]);
  });
});
