/** Everything the parts of one board share. */
import { type Accessor, createContext, useContext } from "solid-js";
import type { Stage } from "../../../domain/funnel.ts";
import type { LiveCircle } from "../../live/circle.ts";
import type { Box } from "../../parts/place.ts";
import type { Acts } from "./acts.ts";
import type { Column } from "./columns.ts";
import type { Cursor } from "./cursor.ts";
import type { Filter } from "./filter.ts";
import type { Hand } from "./hand.ts";
import type { Measures } from "./measures.ts";
import type { createPointerDrag } from "./pointer-drag.ts";
import type { Who } from "./who.ts";

/** A field of the panel that may be asked to take the focus. */
export type PanelField = "name" | "note";

export interface BoardScope {
  live: LiveCircle;
  columns: readonly Column[];
  /** The stages on the board now, in order. */
  open: Accessor<readonly Stage[]>;
  filter: Accessor<Filter>;
  setFilter: (part: Partial<Filter>) => void;
  filtered: Accessor<boolean>;
  hand: Hand;
  drag: ReturnType<typeof createPointerDrag>;
  cursor: Cursor;
  acts: Acts;
  who: Who;
  measures: Accessor<Measures>;
  now: Accessor<number>;
  /** The contact whose panel is open. */
  opened: Accessor<string | null>;
  show: (id: string, field?: PanelField) => void;
  hide: () => void;
  addressOf: (id: string) => string;
  /** What the panel should give the focus to when it opens, taken once. */
  takeField: () => PanelField | undefined;
  create: (stage?: Stage) => void;
  menu: (id: string, at: Box) => void;
  moveMenu: (id: string, at: Box) => void;
  /** A column says how to bring an index into sight. */
  revealIn: (stage: Stage, reveal: (index: number) => void) => void;
  /** The revision that deleted a contact, when this tab saw it happen, and who did it. */
  removal: (id: string) => { rev: number; by: string } | undefined;
}

const Scope = createContext<BoardScope>();
export const BoardProvider = Scope.Provider;

export const useBoard = (): BoardScope => {
  const scope = useContext(Scope);
  if (!scope) throw new Error("useBoard is for parts of the board");
  return scope;
};
