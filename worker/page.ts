/** The envelope of every list: `{count, next, previous, results}`. [C6] */
import type { Context } from "hono";
import { Problem, wrong } from "../domain/problem.ts";

export interface Page {
  page: number;
  page_size: number;
}

const whole = /^[0-9]{1,9}$/;
const mostRows = 200;

/** `page` and `page_size` of the query: 400 when malformed, above 200 clamped. */
export const pageFrom = (c: Context, usual = 20): Page => {
  const number = (name: string, otherwise: number): number => {
    const text = c.req.query(name);
    if (text === undefined || text === "") return otherwise;
    if (!whole.test(text) || Number(text) < 1) throw wrong(name, "Must be a whole number from 1.");
    return Number(text);
  };
  return { page: number("page", 1), page_size: Math.min(mostRows, number("page_size", usual)) };
};

/** Absolute addresses of the neighbours, or null at the ends. */
const addressOf = (c: Context, page: number): string => {
  const url = new URL(c.req.url);
  url.searchParams.set("page", String(page));
  return url.toString();
};

/** One page of so many rows; beyond the end there is none. */
export const envelope = <Row>(c: Context, { page, page_size }: Page, count: number, results: Row[]) => {
  if (page > 1 && (page - 1) * page_size >= count) throw new Problem("not_found", { detail: "There is no such page." });
  return {
    count,
    next: page * page_size < count ? addressOf(c, page + 1) : null,
    previous: page > 1 ? addressOf(c, page - 1) : null,
    results,
  };
};

/** A page of rows that are all at hand. */
export const pageOf = <Row>(c: Context, rows: Row[], usual?: number) => {
  const page = pageFrom(c, usual);
  return envelope(c, page, rows.length, rows.slice((page.page - 1) * page.page_size, page.page * page.page_size));
};
