/** What the keys do in the lab; names and presses stand in `keys.ts`. [LB7] */
import { type Segment, segments } from "../../../domain/account-words.ts";
import { announce } from "../../parts/announcer.tsx";
import { createShortcuts } from "../../shortcuts.ts";
import type { LabScope } from "./lab-scope.ts";
import { differenceSentence } from "./words.ts";

const scopes: readonly (Segment | null)[] = [null, ...segments];

/** Goes through the links of the movers' list. */
const turn = (way: 1 | -1) => (): void => {
  const links = [...document.querySelectorAll<HTMLElement>("[data-mover]")];
  const at = links.findIndex((link) => link === document.activeElement);
  const next = links[at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + way))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
};

export const createLabShortcuts = (lab: LabScope, parts: { versions: () => void; drop: () => void }): void => {
  const step = (way: "undo" | "redo") => (): void => {
    const done = lab.draft[way]();
    if (!done) return;
    const [from, to] = way === "undo" ? [done.to, done.from] : [done.from, done.to];
    announce(`${way === "undo" ? "Undone" : "Done again"}: ${differenceSentence({ path: done.path, from, to })}`);
  };
  const free = (): boolean => lab.frozen() === undefined;
  createShortcuts(
    { key: "undo", run: step("undo"), when: free },
    { key: "redo", run: step("redo"), when: free },
    {
      key: "publishLab",
      run: () => lab.publish(),
      when: () => lab.draft.changes().length > 0 && lab.live.may("health.publish"),
    },
    { key: "versionsLab", run: () => parts.versions() },
    { key: "dropLab", run: () => parts.drop(), when: () => free() && lab.draft.changes().length > 0 },
    {
      key: "segmentLab",
      run: () => lab.setSegment(scopes[(scopes.indexOf(lab.segment()) + 1) % scopes.length] ?? null),
    },
    { key: "nextMover", run: turn(1) },
    { key: "previousMover", run: turn(-1) },
  );
};
