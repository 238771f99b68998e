/** The named schemas of promises to customers, and of what is read out of meeting notes. */
import * as z from "zod/mini";
import { noteRemovals } from "../../domain/meeting-notes/reading.ts";
import { Day } from "../../domain/kpi.ts";
import { NewPromise, PromiseChange, promiseStates } from "../../domain/promise.ts";
import { sentimentLabels } from "../../domain/sentiment.ts";
import { text } from "../../domain/contact.ts";
import { fallbacks } from "../ai/writer.ts";
import { component, draft, pageOf } from "./components.ts";

const described = (description: string) => z.meta({ description });
const instant = z.string().check(z.meta({ format: "date-time" }));
const day = z.string().check(z.meta({ format: "date" }));
const lines = z.array(z.int()).check(described("Numbers of the lines it rests on."));

/** [MN6] */
export const Promised = component(
  "Promise",
  z.object({
    id: z.string(),
    account: z.string(),
    meeting: z.nullable(z.string()),
    text: z.string(),
    who: z.nullable(z.string()),
    due: z.nullable(day),
    state: z.enum(promiseStates),
    late: z.boolean().check(described("Open although its day has passed.")),
    created_at: instant,
    created_by: z.nullable(z.string()),
    closed_at: z.nullable(instant),
    closed_by: z.nullable(z.string()),
  }),
);
export const PromisePage = pageOf("PromisePage", Promised);
export const PromiseDraft = draft("PromiseDraft", NewPromise);
export const PromiseChangeDraft = draft("PromiseChange", PromiseChange);

/** [MN1] The day is that of the meeting, today (UTC) unless told. */
export const MeetingNotes = draft(
  "MeetingNotes",
  z.object({ notes: text(200_000, 1), date: z.optional(Day), circle_id: z.optional(z.string()) }),
);

const task = z.object({ text: z.string(), who: z.nullable(z.string()), due: z.nullable(day), lines });

/** [MN5] */
export const NotesOffer = component(
  "NotesOffer",
  z.object({
    account: z.object({ id: z.string(), number: z.int(), name: z.string() }),
    source: z.enum(["rules", "model"]),
    model: z.nullable(z.string()),
    fallback_reason: z.nullable(z.enum(Object.keys(fallbacks) as [keyof typeof fallbacks])),
    fallback_note: z.nullable(z.string()),
    as_of: instant,
    date: day.check(described("The day of the meeting, from which due days are counted.")),
    participants: z.array(z.string()),
    sentiment: z.object({ label: z.enum(sentimentLabels), score: z.nullable(z.number()) }),
    summary: z.array(z.object({ text: z.string(), lines })),
    promises: z.array(task),
    next_steps: z.array(task),
    citations: z
      .array(z.object({ n: z.int(), speaker: z.nullable(z.string()), text: z.string() }))
      .check(described("The lines that are cited.")),
    lines: z.int().check(described("How many lines were read.")),
    withheld: z.int().check(described("Sentences left out because they read like orders to a machine.")),
    removed: z.object({ count: z.int(), reasons: z.partialRecord(z.enum(noteRemovals), z.int()) }),
    tokens: z.object({ input: z.int(), output: z.int() }),
  }),
);
