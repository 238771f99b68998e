/** What every part of the lab shares. */
import { createContext, useContext } from "solid-js";
import type { Segment } from "../../../domain/account-words.ts";
import type { HealthModel, Settings } from "../../../domain/health.ts";
import type { Book } from "../../live/book.ts";
import type { LiveCircle } from "../../live/circle.ts";
import type { Who } from "../board/who.ts";
import type { Draft } from "./draft.ts";
import type { Outcomes } from "./outcome.ts";

export interface LabScope {
  live: LiveCircle;
  book: Book;
  draft: Draft;
  outcomes: Outcomes;
  who: Who;
  phone: () => boolean;
  /** The segment whose settings are edited; null is everybody. */
  segment: () => Segment | null;
  setSegment: (segment: Segment | null) => void;
  /** The model tried out and the one in force, as they hold for the segment that is edited. */
  settings: () => Settings;
  settingsBefore: () => Settings;
  /** Why nothing can be changed here, or undefined. */
  frozen: () => string | undefined;
  /** Sets a setting of the segment that is edited; undefined makes it as for everybody again. */
  set: (path: readonly string[], value: unknown) => void;
  /** True when the segment that is edited sets this itself. */
  isOwn: (path: readonly string[]) => boolean;
  /** Name of a control for presence: settings of segments are controls of their own. */
  nameOf: (path: readonly string[]) => string;
  publish: (restores?: { version: number; model: HealthModel }) => void;
}

const Scope = createContext<LabScope>();
export const LabProvider = Scope.Provider;
export const useLab = (): LabScope => {
  const scope = useContext(Scope);
  if (!scope) throw new Error("useLab is for the parts of the health lab");
  return scope;
};
