/** What lists of KPIs, their histories and rounds may be asked for. [B8] [B12] [C6] */
import * as z from "zod/mini";
import { circleOf } from "../../domain/id.ts";
import type { KpiQuestion, PointsAsked } from "../../party/rpc.ts";
import { addressWith, pageResponse } from "./circle-door.ts";
import type { ShellContext } from "../context.ts";
import { CircleId, mostRows, PageQuery, readQuery, whole } from "./contact-query.ts";

/** Every field of the row. */
export const orderings = [
  "id",
  "circle_id",
  "name",
  "current_value",
  "target",
  "unit",
  "percentage_complete",
  "trend",
  "percentage_change",
  "direction",
  "floor",
  "ceiling",
  "baseline",
  "starts_on",
  "due_on",
  "source",
  "recorded_at",
  "created_at",
  "created_by",
  "updated_at",
  "updated_by",
] as const;

const isOrdering = (text: string): boolean =>
  text === "" || (orderings as readonly string[]).includes(text.replace(/^-/, ""));

/** A whole number from 1 up to some most, refused beyond it. */
const upTo = (most: number, usual: number, description: string) =>
  whole(description, { default: usual, maximum: most }).check(
    z.refine((value) => value <= most, `Must be at most ${most}.`),
  );

export const KpiListQuery = z.extend(PageQuery, {
  circle_id: CircleId,
  page_size: z.optional(whole(`Rows on a page; more than ${mostRows} means ${mostRows}.`, { default: 100 })),
  ordering: z.optional(
    z.string().check(
      z.refine(isOrdering, `Must be one of: ${orderings.join(", ")}; with a minus in front for downwards.`),
      z.meta({
        description: "A field, with a minus in front for downwards. Newest KPI first unless told.",
        examples: ["-percentage_complete"],
      }),
    ),
  ),
});

const instantForm = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/i;

const instant = (description: string) =>
  z.string().check(
    z.refine(
      (text) => text === "" || (instantForm.test(text) && !Number.isNaN(Date.parse(text))),
      "Must be a date, or a date and time with a zone, such as 2026-11-20T08:00:00Z.",
    ),
    z.meta({ description, examples: ["2026-11-20T08:00:00Z"] }),
  );

export const PointQuery = z.extend(PageQuery, {
  page_size: z.optional(whole(`Rows on a page; more than ${mostRows} means ${mostRows}.`, { default: 100 })),
  since: z.optional(instant("Only points from this moment on. A date means its midnight, UTC.")),
  until: z.optional(instant("Only points before this moment.")),
  noted: z.optional(
    z
      .enum(["", "true", "false"], "Must be true or false.")
      .check(z.meta({ type: "boolean", description: "True: only points with a note." })),
  ),
});

export const HistoryQuery = z.object({
  days: z.optional(upTo(3_660, 30, "How far back, in days.")),
  limit: z.optional(upTo(1_000, 100, "At most so many points.")),
});

export const UnusualQuery = z.object({
  days: z.optional(upTo(36_600, 365, "How far back, in days.")),
  limit: z.optional(upTo(1_000, 100, "At most so many days.")),
});

export const UsualQuery = z.object({ circle_id: CircleId });

const Id = z.string().check(
  z.refine((text) => text === "" || circleOf(text) !== null, "Must be the id of a KPI."),
  z.meta({ format: "uuid" }),
);

/** Imported series may be old: charts may ask for a century. */
export const SeriesQuery = z.object({
  circle_id: CircleId,
  days: z.optional(upTo(36_600, 30, "How far back, in days.")),
  kpi: z.optional(Id),
});

export const RoundListQuery = z.extend(PageQuery, { circle_id: CircleId });
export { PageQuery };

const paged = (
  { page = 1, page_size }: { page?: number | undefined; page_size?: number | undefined },
  usual: number,
) => ({
  page,
  page_size: Math.min(mostRows, page_size ?? usual),
});

export const readKpiQuery = (
  given: Record<string, string>,
): { circle_id: string; question: KpiQuestion & { what: "list" } } => {
  const { circle_id, ordering, ...rest } = readQuery(KpiListQuery, given);
  return { circle_id, question: { what: "list", ...paged(rest, 100), ...(ordering ? { ordering } : {}) } };
};

export const readHistoryQuery = (given: Record<string, string>): { days: number; limit: number } => {
  const { days = 30, limit = 100 } = readQuery(HistoryQuery, given);
  return { days, limit };
};

export const readUnusualQuery = (given: Record<string, string>): { days: number; limit: number } => {
  const { days = 365, limit = 100 } = readQuery(UnusualQuery, given);
  return { days, limit };
};

export const readUsualQuery = (given: Record<string, string>): string => readQuery(UsualQuery, given).circle_id;

export const readSeriesQuery = (
  given: Record<string, string>,
): { circle_id: string; days: number; kpi: string | undefined } => {
  const { circle_id, days = 30, kpi } = readQuery(SeriesQuery, given);
  return { circle_id, days, kpi: kpi?.toLowerCase() || undefined };
};

export const readRoundQuery = (given: Record<string, string>) => {
  const { circle_id, ...rest } = readQuery(RoundListQuery, given);
  return { circle_id, ...paged(rest, 20) };
};

export const readPointQuery = (given: Record<string, string>): PointsAsked => {
  const { since, until, noted, ...rest } = readQuery(PointQuery, given);
  return {
    ...paged(rest, 100),
    since: since ? Date.parse(since) : Number.MIN_SAFE_INTEGER,
    until: until ? Date.parse(until) : Number.MAX_SAFE_INTEGER,
    noted: noted === "true",
  };
};

/** [C6] The envelope around a page that the circle has written. */
export const pageOfKpis = (
  c: ShellContext,
  { page, page_size }: { page: number; page_size: number },
  { body, count = 0 }: { body: string; count?: number },
): Response => {
  const next = page * page_size < count ? addressWith(c, { page: String(page + 1) }) : null;
  const previous = page > 1 ? addressWith(c, { page: String(page - 1) }) : null;
  return pageResponse(count, next, previous, body);
};
