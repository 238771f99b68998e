/** Structured log lines: one JSON object each, with ids but never names, addresses, bodies or query strings. [SEC8] */

const levels = ["debug", "info", "warn", "error", "off"] as const;
export type Level = (typeof levels)[number];

let least: Level = "info";

/** Sets the least level that is written, from `LOG_LEVEL`. */
export const listenFrom = (level: string | undefined): void => {
  least = levels.find((known) => known === level) ?? "info";
};

export const log = (
  level: Exclude<Level, "off">,
  event: string,
  facts: Record<string, string | number | boolean | null | undefined> = {},
): void => {
  if (levels.indexOf(level) < levels.indexOf(least)) return;
  const line = JSON.stringify({ at: new Date().toISOString(), level, event, ...facts });
  if (level === "error") console.error(line);
  else console.log(line);
};
