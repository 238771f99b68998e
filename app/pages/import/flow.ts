/** One import at the screen: choose, look, correct, import, read the outcome. [IM10] [IM14] */
import { batch, createMemo, createSignal, onCleanup } from "solid-js";
import type { DateOrder, ImportField, ListField } from "../../../domain/import/field.ts";
import type { WireMapping } from "../../../domain/import/mapping.ts";
import type { Problem } from "../../../domain/problem.ts";
import type { ImportSummary } from "../../../worker/import/run.ts";
import { api, asProblem } from "../../api.ts";

export type Summary = ImportSummary & { import_id: string | null; dry_run: boolean; file_name: string };
export type Step = "choose" | "reading" | "preview" | "importing" | "done";

/** A large file takes its time. */
const patience = 10 * 60_000;
const path = "/api/crm/contacts/import/";

interface Corrections {
  columns: Record<string, ImportField | null>;
  values: Record<ListField, Record<string, string | null>>;
  dates: Record<string, DateOrder>;
}
const none = (): Corrections => ({ columns: {}, values: { status: {}, funnel_stage: {} }, dates: {} });

export const createFlow = (circle: string) => {
  const [step, setStep] = createSignal<Step>("choose");
  const [file, setFile] = createSignal<File | null>(null);
  const [preview, setPreview] = createSignal<Summary | null>(null);
  const [result, setResult] = createSignal<Summary | null>(null);
  const [problem, setProblem] = createSignal<Problem | null>(null);
  /** The counts on the screen are of an earlier mapping. */
  const [stale, setStale] = createSignal(false);
  const [corrections, setCorrections] = createSignal(none());
  let asking: AbortController | undefined;
  let pause: ReturnType<typeof setTimeout> | undefined;
  let key = "";

  const mapping = createMemo((): WireMapping => {
    const { columns, values, dates } = preview()?.mapping ?? none();
    const own = corrections();
    return {
      columns: { ...columns, ...own.columns },
      values: {
        status: { ...values.status, ...own.values.status },
        funnel_stage: { ...values.funnel_stage, ...own.values.funnel_stage },
      },
      dates: { ...dates, ...own.dates },
    };
  });

  const form = (given: File): FormData => {
    const data = new FormData();
    data.set("circle_id", circle);
    if (preview()) data.set("mapping", JSON.stringify(mapping()));
    data.set("file", given, given.name);
    return data;
  };

  const look = async (given: File): Promise<void> => {
    asking?.abort();
    const mine = (asking = new AbortController());
    try {
      const summary = await api.post<Summary>(`${path}preview/`, form(given), { signal: mine.signal, patience });
      batch(() => {
        setPreview(summary);
        setProblem(null);
        setStale(false);
        setStep("preview");
      });
    } catch (error) {
      if (mine.signal.aborted) return;
      batch(() => {
        setProblem(asProblem(error));
        if (!preview()) setStep("choose");
      });
    }
  };

  const correct = (change: (before: Corrections) => Corrections): void => {
    const given = file();
    if (!given) return;
    batch(() => {
      setCorrections(change);
      setStale(true);
    });
    clearTimeout(pause);
    pause = setTimeout(() => void look(given), 300);
  };

  onCleanup(() => {
    clearTimeout(pause);
    asking?.abort();
  });

  return {
    step,
    file,
    preview,
    result,
    problem,
    stale,
    mapping,
    choose: (given: File): void => {
      batch(() => {
        setFile(given);
        setPreview(null);
        setResult(null);
        setProblem(null);
        setCorrections(none());
        setStep("reading");
      });
      key = crypto.randomUUID();
      void look(given);
    },
    setColumn: (name: string, field: ImportField | null): void =>
      correct((before) => ({ ...before, columns: { ...before.columns, [name]: field } })),
    setValue: (field: ListField, value: string, to: string | null): void =>
      correct((before) => ({
        ...before,
        values: { ...before.values, [field]: { ...before.values[field], [value]: to } },
      })),
    setDates: (name: string, order: DateOrder): void =>
      correct((before) => ({ ...before, dates: { ...before.dates, [name]: order } })),
    /** Once a file: pressing again after a broken connection repeats the same import. */
    run: async (): Promise<void> => {
      const given = file();
      if (!given) return;
      batch(() => {
        setProblem(null);
        setStep("importing");
      });
      try {
        const summary = await api.post<Summary>(path, form(given), { patience, idempotencyKey: key });
        batch(() => {
          setResult(summary);
          setStep("done");
        });
      } catch (error) {
        batch(() => {
          setProblem(asProblem(error));
          setStep("preview");
        });
        // Refused as a whole: a corrected try is another one.
        if (asProblem(error).status < 500) key = crypto.randomUUID();
      }
    },
    again: (): void =>
      batch(() => {
        setFile(null);
        setPreview(null);
        setResult(null);
        setProblem(null);
        setStep("choose");
      }),
  };
};

export type Flow = ReturnType<typeof createFlow>;
