/** The way to the check-in and back, in the page's header; it stands out while a round waits for this person. [CR14] */
import ClipboardCheck from "lucide-solid/icons/clipboard-check";
import type { JSX } from "solid-js";
import { readEntered } from "../../../../domain/round.ts";
import type { LiveCircle } from "../../../live/circle.ts";
import { Button } from "../../../parts/button.tsx";

export const CheckInButton = (props: { live: LiveCircle; open: boolean; onToggle: () => void }): JSX.Element => {
  const running = () => props.live.rounds().find((round) => round.state !== "closed");
  const entered = () =>
    readEntered(running() ?? { entered: "[]" }).some(([member]) => member === props.live.self().member);
  const state = () => {
    const round = running();
    if (!round) return "";
    if (round.state === "revealed") return "revealed";
    return entered() ? "running" : "waiting for you";
  };
  return (
    <Button
      icon={ClipboardCheck}
      aria-pressed={props.open}
      aria-label={state() === "" ? "Check-in" : `Check-in, ${state()}`}
      data-tip={state() === "" ? "Check-in" : `Check-in: ${state()}`}
      class={`relative aria-pressed:bg-press ${props.open ? "" : "max-xl:w-(--control) max-xl:px-0"}`}
      onClick={() => props.onToggle()}
    >
      <span class={props.open ? "" : "max-xl:hidden"}>Check-in</span>
      <span
        class={`size-2 rounded-full max-xl:absolute max-xl:top-1 max-xl:right-1 ${state() === "" ? "hidden" : state() === "waiting for you" ? "bg-accent" : "bg-edge"}`}
        aria-hidden="true"
      />
    </Button>
  );
};
