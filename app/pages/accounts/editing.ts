/** Which cell is being edited, and how. [AV6] */
import { createSignal } from "solid-js";
import type { LiveCircle } from "../../live/circle.ts";
import type { Box } from "../../parts/place.ts";
import { announce } from "../../parts/announcer.tsx";
import type { FieldName } from "./fields.ts";
import type { ColumnName } from "./view.ts";

/** The field behind a column; most columns are computed. */
export const fieldOf: Partial<Record<ColumnName | "name", FieldName>> = {
  name: "name",
  arr: "arr",
  renewal: "renewal_date",
  owner: "owner",
  segment: "segment",
  industry: "industry",
  region: "region",
  seats: "seats",
};

export interface Edited {
  id: string;
  column: ColumnName | "name";
  field: FieldName;
  at: Box;
}

export type Editing = ReturnType<typeof createEditing>;

export const createEditing = (live: LiveCircle) => {
  const [edited, setEdited] = createSignal<Edited | null>(null);
  return {
    edited,
    isAt: (id: string, column: ColumnName | "name"): boolean => edited()?.id === id && edited()?.column === column,
    /** Does nothing, and says why, where this person may not or the column is computed. */
    start: (id: string, column: ColumnName | "name", cell: Element): void => {
      const field = fieldOf[column];
      const reason = live.reason("account.edit");
      if (field === undefined) announce("This column is computed.");
      else if (reason) announce(reason);
      else setEdited({ id, column, field, at: cell.getBoundingClientRect() });
    },
    stop: (): void => void setEdited(null),
  };
};
