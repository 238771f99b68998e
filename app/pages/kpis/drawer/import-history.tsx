/** A file with dates and values into this KPI's history: look first, then import. [KB19] [KP15] */
import FileUp from "lucide-solid/icons/file-up";
import { createSignal, For, type JSX, Show } from "solid-js";
import type { Kpi } from "../../../../domain/kpi.ts";
import type { Problem } from "../../../../domain/problem.ts";
import { api, asProblem } from "../../../api.ts";
import { Button } from "../../../parts/button.tsx";
import { Dialog } from "../../../parts/dialog.tsx";
import { FormError } from "../../../parts/form-error.tsx";
import { sentenceOf } from "../../../form.ts";
import { useKpis } from "../kpi-scope.ts";

interface Outcome {
  dry_run: boolean;
  file_name: string;
  rows_received: number;
  added: number;
  changed: number;
  same: number;
  refused: number;
  first_date: string | null;
  last_date: string | null;
  mapping: Record<string, string | null>;
  refusals: { row: number; value: string; reason: string }[];
}

const patience = 5 * 60_000;

export const ImportHistory = (props: { kpi: Kpi; onDone: () => void }): JSX.Element => {
  const page = useKpis();
  let input: HTMLInputElement | undefined;
  const [file, setFile] = createSignal<File | null>(null);
  const [outcome, setOutcome] = createSignal<Outcome | null>(null);
  const [problem, setProblem] = createSignal<Problem>();
  const [busy, setBusy] = createSignal(false);

  const send = async (given: File, dry: boolean): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    const form = new FormData();
    if (dry) form.set("dry_run", "true");
    form.set("file", given, given.name);
    try {
      setOutcome(await api.post<Outcome>(`/api/kpi/kpis/${props.kpi.id}/import/`, form, { patience }));
      if (!dry) props.onDone();
    } catch (error) {
      setOutcome(null);
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  const choose = (given: File | undefined): void => {
    if (!given) return;
    setFile(given);
    setOutcome(null);
    void send(given, true);
  };
  const counts = (): [string, number][] => {
    const done = outcome();
    if (!done) return [];
    return [
      ["Rows", done.rows_received],
      [done.dry_run ? "To add" : "Added", done.added],
      [done.dry_run ? "To change" : "Changed", done.changed],
      ["Already there", done.same],
      ["Refused", done.refused],
    ];
  };
  const columns = () =>
    Object.entries(outcome()?.mapping ?? {})
      .flatMap(([field, column]) => (column === null ? [] : [`${field} from “${column}”`]))
      .join(", ");
  return (
    <>
      <Button icon={FileUp} reason={page.live.reason("kpi.import")} onClick={() => input?.click()}>
        Import
      </Button>
      <input
        ref={(element) => (input = element)}
        type="file"
        accept=".csv,text/csv,text/plain"
        class="hidden"
        aria-label={`Import a history for ${props.kpi.name}`}
        onChange={(event) => {
          choose(event.currentTarget.files?.[0]);
          event.currentTarget.value = "";
        }}
      />
      <Dialog
        open={file() !== null}
        onClose={() => setFile(null)}
        title="Import a history"
        foot={
          <>
            <Button onClick={() => setFile(null)}>{outcome()?.dry_run === false ? "Done" : "Cancel"}</Button>
            <Show when={outcome()?.dry_run !== false}>
              <Button
                look="solid"
                busy={busy()}
                reason={
                  outcome() && (outcome()?.added ?? 0) + (outcome()?.changed ?? 0) === 0
                    ? "There is nothing new in this file."
                    : undefined
                }
                onClick={() => {
                  const given = file();
                  if (given && outcome()) void send(given, false);
                }}
              >
                Import {outcome() ? ((outcome()?.added ?? 0) + (outcome()?.changed ?? 0)).toLocaleString() : ""} values
              </Button>
            </Show>
          </>
        }
      >
        <div class="flex flex-col gap-3" aria-busy={busy()}>
          <p dir="auto" class="truncate font-medium">
            {file()?.name}
          </p>
          <FormError message={sentenceOf(problem())} />
          <Show
            when={outcome()}
            fallback={
              <Show when={!problem()}>
                <p class="animate-shimmer text-soft">Reading the file…</p>
              </Show>
            }
          >
            {(done) => (
              <>
                <p role="status" class="text-soft">
                  {done().dry_run ? "Nothing is written yet." : "Imported. The recorded dates are those of the file."}
                  <Show when={done().first_date}> {`From ${done().first_date} to ${done().last_date}.`}</Show>
                </p>
                <dl class="grid grid-cols-5 gap-2 rounded-panel bg-well px-3 py-2.5 max-sm:grid-cols-3" data-numbers>
                  <For each={counts()}>
                    {([label, count]) => (
                      <div>
                        <dt class="text-2xs text-faint">{label}</dt>
                        <dd class="font-semibold">{count.toLocaleString()}</dd>
                      </div>
                    )}
                  </For>
                </dl>
                <Show when={columns()}>
                  <p class="text-xs text-faint">Read as {columns()}.</p>
                </Show>
                <Show when={done().refusals.length > 0}>
                  <ul class="flex flex-col gap-1 text-xs text-soft">
                    <For each={done().refusals.slice(0, 8)}>
                      {(one) => <li>{`Row ${one.row}: “${one.value}” ${one.reason}`}</li>}
                    </For>
                  </ul>
                </Show>
              </>
            )}
          </Show>
        </div>
      </Dialog>
    </>
  );
};
