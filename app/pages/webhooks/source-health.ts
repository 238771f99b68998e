/** How a source does, from what came in the last day. [WP7] */
import type { Tone } from "../../parts/badge.tsx";
import type { Source } from "./resources.ts";

export interface DayNumbers {
  accepted: number;
  refused: number;
  failed: number;
}

const sum = (counts: Source["deliveries_today"], states: readonly (keyof Source["deliveries_today"])[]): number =>
  states.reduce((total, state) => total + (counts[state] ?? 0), 0);

/** Of the last 24 hours: taken in, refused at the door, given up as dead letters. */
export const dayNumbers = ({ deliveries_today: today }: Pick<Source, "deliveries_today">): DayNumbers => ({
  accepted: sum(today, ["waiting", "done", "ignored", "held"]),
  refused: today.refused ?? 0,
  failed: today.dead ?? 0,
});

export interface SourceHealth {
  tone: Tone;
  word: string;
  /** What it means, and what to do. */
  about: string;
}

/** The worst that is so counts. */
export const healthOf = (
  source: Pick<Source, "kind" | "settings" | "paused" | "last_delivery_at" | "deliveries_today">,
): SourceHealth => {
  const { accepted, refused, failed } = dayNumbers(source);
  if (source.paused)
    return { tone: "watch", word: "Paused", about: "What comes is kept, and worked on when it goes on." };
  if (source.last_delivery_at === null)
    return { tone: "plain", word: "Waiting for the first", about: "Nothing has come yet: see how it is set up." };
  if (source.kind === "custom" && source.settings.mapping.length === 0)
    return { tone: "watch", word: "No mapping", about: "What comes is kept, and nothing is made of it yet." };
  if (accepted === 0 && refused > 0)
    return {
      tone: "bad",
      word: "All refused",
      about: "Nothing of the last day was signed rightly: compare the secrets.",
    };
  if (failed > 0)
    return { tone: "bad", word: "Dead letters", about: "Some could not be worked on: read why, then try them again." };
  if (refused > 0)
    return { tone: "watch", word: "Some refused", about: "Some of the last day were not signed rightly." };
  if (accepted === 0) return { tone: "plain", word: "Quiet", about: "Nothing came in the last day." };
  return { tone: "good", word: "Healthy", about: "Everything of the last day was taken in." };
};
