/** Moments and lengths of time in a query, refused by the parameter's name. */
import { wrong } from "../../domain/problem.ts";
import type { ShellContext } from "../context.ts";

const form = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;
const day = 24 * 60 * 60_000;

/** The moment that a query names, in Unix milliseconds; a whole day means its last instant, or its first. Nothing later than now. */
export const momentOf = (
  c: ShellContext,
  name: string,
  now: number,
  otherwise: number,
  edge: "first" | "last" = "last",
): number => {
  const text = c.req.query(name);
  if (text === undefined || text === "") return otherwise;
  const [, date, time] = form.exec(text) ?? [];
  const at = Date.parse(text);
  const real = date !== undefined && new Date(Date.parse(date)).toISOString().startsWith(date);
  if (Number.isNaN(at) || !real)
    throw wrong(name, "Must be a day such as 2026-11-20, or a time such as 2026-11-20T15:00:00Z.");
  return Math.min(now, time === undefined && edge === "last" ? at + day - 1 : at);
};

/** A whole number of 1 to `most`. */
export const numberOf = (c: ShellContext, name: string, otherwise: number, most: number): number => {
  const text = c.req.query(name) || String(otherwise);
  if (!/^[0-9]{1,4}$/.test(text) || Number(text) < 1 || Number(text) > most) throw wrong(name, `Must be 1 to ${most}.`);
  return Number(text);
};
