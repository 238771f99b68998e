/** What stands at an address that leads nowhere, and at a circle that is not yours: the two look the same on purpose. */
import { A } from "@solidjs/router";
import Compass from "lucide-solid/icons/compass";
import type { JSX } from "solid-js";
import { buttonClass } from "../../parts/button.tsx";
import { EmptyState } from "../../parts/states.tsx";
import { createTitle } from "../../title.ts";

/** For inside the shell. */
export const MissingPage = (): JSX.Element => {
  createTitle(() => "Not found");
  return (
    <div class="m-auto">
      <EmptyState
        heading
        icon={Compass}
        title="There is no page at this address"
        action={
          <A href="/dashboard" class={buttonClass("outline")}>
            Go to your circle
          </A>
        }
      >
        <p>The link may be old, or a letter may be missing.</p>
      </EmptyState>
    </div>
  );
};

/** For addresses outside of it. */
export const Missing = (): JSX.Element => (
  <main class="grid min-h-dvh place-items-center">
    <MissingPage />
  </main>
);

export const NoCircle = (): JSX.Element => {
  createTitle(() => "No such circle");
  return (
    <div class="m-auto">
      <EmptyState
        heading
        icon={Compass}
        title="No such circle, or you are not in it"
        action={
          <A href="/circles" class={buttonClass("outline")}>
            See your circles
          </A>
        }
      >
        <p>If a colleague sent you this link, ask an admin of the circle to invite you.</p>
      </EmptyState>
    </div>
  );
};
