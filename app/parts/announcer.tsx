/** Says things to screen readers that eyes can see happen. */
import { createSignal, type JSX } from "solid-js";

const [polite, setPolite] = createSignal("");
const [urgent, setUrgent] = createSignal("");

/** Reads `text` aloud: after the current sentence, or at once. The same words twice are read twice. */
export const announce = (text: string, manner: "polite" | "assertive" = "polite"): void => {
  const set = manner === "polite" ? setPolite : setUrgent;
  // A trailing no-break space makes a repeated text a change, which is what live regions read.
  set((before) => (before === text ? `${text}\u00a0` : text));
};

/** Mount once. */
export const Announcer = (): JSX.Element => (
  <>
    <div aria-live="polite" class="sr-only">
      {polite()}
    </div>
    <div aria-live="assertive" class="sr-only">
      {urgent()}
    </div>
  </>
);
