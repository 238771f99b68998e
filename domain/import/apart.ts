/** Rows that name themselves by nothing but what they say, when several say different things of one name. [IM2] */
import { madeIdPrefix, type RowReading } from "./row.ts";

/**
 * For one file, row by row: rows without address and id that look like the same person or deal but differ get ids of
 * their own, by their order in the file, so that none is lost and the same file gives the same ids again.
 */
export const makeTellApart = () => {
  const seen = new Map<string, Map<string, string>>();
  return (reading: RowReading, cells: readonly string[]): RowReading => {
    const { row } = reading;
    if (!row?.external_id?.startsWith(madeIdPrefix)) return reading;
    const made = row.external_id;
    // Of the whole row: what no field takes may be all that tells two deals apart.
    const content = JSON.stringify(cells);
    let known = seen.get(made);
    if (!known) seen.set(made, (known = new Map()));
    const id = known.get(content) ?? (known.size === 0 ? made : `${made}#${known.size + 1}`);
    known.set(content, id);
    if (id === made) return reading;
    const message = "Another row has the same name and no e-mail address or id: this one became a card of its own.";
    return {
      ...reading,
      row: { ...row, external_id: id },
      warnings: [...reading.warnings, { code: "told_apart", message }],
    };
  };
};
