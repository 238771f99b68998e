/** Activity: what they said, when we met, and everything that happened, in one timeline. [AP6] [AP7] */
import type { JSX } from "solid-js";
import { FeedbackTable } from "./feedback.tsx";
import { Meetings } from "./meetings.tsx";
import { SeamPanels } from "./seam-panels.tsx";
import { Timeline } from "./timeline.tsx";

export const Activity = (): JSX.Element => (
  <div class="acct-columns">
    <div class="flex min-w-0 flex-col gap-4">
      <FeedbackTable />
      <Meetings />
      <Timeline />
      <SeamPanels place="main" />
    </div>
    <div class="acct-side empty:hidden">
      <SeamPanels place="side" />
    </div>
  </div>
);
