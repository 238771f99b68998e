/** Everything the parts of the KPI page share. */
import { type Accessor, createContext, useContext } from "solid-js";
import type { LiveCircle } from "../../live/circle.ts";
import type { Box } from "../../parts/place.ts";
import type { Who } from "../board/who.ts";
import type { Acts } from "./acts.ts";
import type { View } from "./filter.ts";
import type { Flags } from "./flags.ts";
import type { Hearing } from "./hearing.ts";
import type { Histories } from "./series.ts";
import type { Updating } from "./updating.ts";

export interface KpiScope {
  live: LiveCircle;
  acts: Acts;
  who: Who;
  histories: Histories;
  flags: Flags;
  hearing: Hearing;
  updating: Updating;
  view: Accessor<View>;
  setView: (part: Partial<View>) => void;
  /** The KPIs on the page now, in order. */
  shown: Accessor<readonly string[]>;
  now: Accessor<number>;
  /** Today in the circle's time zone, as days since 1970. */
  today: Accessor<number>;
  phone: Accessor<boolean>;
  /** The KPI whose drawer is open. */
  opened: Accessor<string | null>;
  show: (id: string) => void;
  hide: () => void;
  addressOf: (id: string) => string;
  create: () => void;
  edit: (id: string) => void;
  /** Deletes, and closes the drawer when it was open on it. */
  remove: (id: string) => void;
  menu: (id: string, at: Box) => void;
  why: (id: string, at: Box) => void;
}

const Scope = createContext<KpiScope>();
export const KpiProvider = Scope.Provider;

export const useKpis = (): KpiScope => {
  const scope = useContext(Scope);
  if (!scope) throw new Error("useKpis is for parts of the KPI page");
  return scope;
};
