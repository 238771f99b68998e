/** Two people wrote the same field without seeing each other: the later one stands, and both are told. [SY3] */
import { recordRules } from "../domain/records.ts";
import { meant } from "../domain/undo.ts";
import type { Activity, Image, NoticeBody, Storage } from "./storage.ts";

/** Where a notice goes, and what it says. */
export interface Telling {
  client: number;
  body: NoticeBody;
}

/**
 * What there is to tell about a mutation that was made on `base`: for each field it wrote, the value that
 * somebody else had written in between, which it replaced. Order within a column is nobody's value.
 */
export const conflictsOf = (
  storage: Storage,
  images: readonly (Image & { rev: number })[],
  by: { client: number; member: number; record: string; base: number; at: number },
): Telling[] => {
  if (!images.some((image) => image.id === by.record && image.rev > by.base && meant(image).length > 0)) return [];
  const between = storage
    .list("activity", "record", { at: [by.record], above: by.base, backwards: true })
    .filter((entry) => entry.member !== by.member);
  return images.flatMap((image) =>
    meant(image)
      .filter((field) => !recordRules[image.table].derived?.includes(field))
      .flatMap((field) => tell(image, field, between, by)),
  );
};

const tell = (
  image: Image,
  field: string,
  between: readonly Activity[],
  by: { client: number; member: number; at: number },
): Telling[] => {
  const mine = image.after?.[field];
  for (const entry of between) {
    const other = entry.images.find((one) => one.id === image.id && meant(one).includes(field));
    const theirs = other?.after?.[field];
    if (!other || theirs === mine) continue;
    const about = { table: image.table, id: image.id, field };
    const tellings: Telling[] = [
      { client: by.client, body: { kind: "won", ...about, yours: mine, theirs, by: entry.member, at: entry.at } },
      { client: entry.client, body: { kind: "lost", ...about, yours: theirs, theirs: mine, by: by.member, at: by.at } },
    ];
    return tellings.filter((telling) => telling.client !== 0);
  }
  return [];
};
