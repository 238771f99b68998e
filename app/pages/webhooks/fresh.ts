/** Which rows came in while somebody looked: they are shown as new, once. [WP3] */
export interface Fresh {
  /** Every id that was in the list; null before the first answer. */
  seen: ReadonlySet<string> | null;
  arrived: ReadonlySet<string>;
}

export const nothingSeen: Fresh = { seen: null, arrived: new Set() };

/** What the first answer holds was there before; what a later one adds has arrived. */
export const freshOf = ({ seen, arrived }: Fresh, ids: readonly string[]): Fresh => ({
  seen: new Set([...(seen ?? []), ...ids]),
  arrived: new Set([...arrived, ...(seen === null ? [] : ids.filter((id) => !seen.has(id)))]),
});
