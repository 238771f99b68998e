/** What a newer room would say to an older build: the same, with tables, columns and messages it has never heard of. */

type Message = [kind: string, ...rest: unknown[]];

const newTable = 9;
const newColumn = 99;

export const fromTomorrow = (text: string): string => {
  const message = JSON.parse(text) as Message;
  if (message[0] === "d") message[1] = (message[1] as unknown[][]).map(laterEntry);
  if (message[0] === "c") (message[3] as unknown[][]).push((message[2] as number[]).map(() => "later"));
  if (message[0] === "w") (message[1] as Record<string, unknown>)["later"] = { more: true };
  if (message[0] === "m" || message[0] === "t") return JSON.stringify(["z", "later"]);
  return JSON.stringify(message);
};

/** Entries also write a table that this build does not know, and a column of a table that it does. */
const laterEntry = (entry: unknown[]): unknown[] => {
  const writes = (entry[5] as unknown[][]).map((write) => {
    const [table, n, what, more] = write;
    if (what === 1) return [table, n, 1, [...(more as unknown[]), "later"]];
    if (Array.isArray(what))
      return [
        table,
        n,
        [...what, newColumn, "later"],
        ...(more === undefined ? [] : [[...(more as number[]), newColumn]]),
      ];
    return write;
  });
  return [...entry.slice(0, 5), [...writes, [newTable, 1, 1, ["later"]], [newTable, 1, 0]]];
};
