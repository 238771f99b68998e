/** What the room refused of a round, told wherever on the KPI page the person is by then. [CR1] [CR3] */
import type { LiveCircle } from "../../../live/circle.ts";
import { showToast } from "../../../parts/toast.tsx";

const sayRefused: Record<string, string> = {
  "round.start": "The round was not started.",
  "round.enter": "A value was not taken.",
  "round.reveal": "The round was not revealed.",
  "round.comment": "Your comment was not taken; it is back in its box.",
  "round.close": "The round was not closed.",
  "round.cancel": "The round was not cancelled.",
};

export const createRoundRefusals = (live: LiveCircle): void =>
  live.onNotices((notices) => {
    for (const { body } of notices) {
      const words = body.kind === "refused" ? sayRefused[body.name] : undefined;
      if (body.kind !== "refused" || words === undefined) continue;
      const why = Object.values(body.problem.errors ?? {}).flat()[0] ?? body.problem.detail ?? body.problem.title;
      showToast({ text: `${words} ${why}`, tone: "bad", seconds: 12 });
    }
  });
