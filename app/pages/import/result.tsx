/** What an import did. [IM9] */
import { A } from "@solidjs/router";
import Download from "lucide-solid/icons/download";
import { createSignal, type JSX, Show } from "solid-js";
import type { RowReport } from "../../../domain/import/report.ts";
import { api, asProblem } from "../../api.ts";
import { Button, buttonClass } from "../../parts/button.tsx";
import { showToast } from "../../parts/toast.tsx";
import { Section } from "../../shell/page-header.tsx";
import { Counts } from "./counts.tsx";
import type { Flow, Summary } from "./flow.ts";
import { Refusals } from "./refusals.tsx";
import { countOf } from "./words.ts";

const pageSize = 50;

export const errorsAddress = (id: string): string => `/api/crm/contacts/import/${id}/errors.csv`;

const RefusedRows = (props: { id: string; result: Summary }): JSX.Element => {
  const [rows, setRows] = createSignal<readonly RowReport[]>([]);
  const [busy, setBusy] = createSignal(false);
  const shown = () => (rows().length > 0 ? rows() : props.result.refusals);
  const more = async (): Promise<void> => {
    setBusy(true);
    try {
      const page = shown().length / pageSize + 1;
      const query = { verdict: "refused", page_size: pageSize, page };
      const { results } = await api.get<{ results: RowReport[] }>(`/api/crm/contacts/import/${props.id}/rows/`, {
        query,
      });
      setRows([...shown(), ...results]);
    } catch (error) {
      showToast({ text: asProblem(error).message, tone: "bad" });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Section
      title="Refused rows"
      about="Download them, mend them in a spreadsheet, and import that file."
      end={
        <a href={errorsAddress(props.id)} download="" rel="external" class={buttonClass("outline")}>
          <Download size={15} />
          Download refused rows
        </a>
      }
    >
      <Refusals rows={shown()} columns={props.result.columns.map(({ name }) => name)} />
      <Show when={shown().length < props.result.refused}>
        <div class="flex justify-center border-t border-line p-2">
          <Button look="ghost" busy={busy()} onClick={() => void more()}>
            Show more of {props.result.refused.toLocaleString()}
          </Button>
        </div>
      </Show>
    </Section>
  );
};

export const Result = (props: { flow: Flow; result: Summary; circle: string }): JSX.Element => (
  <>
    <section aria-label="What happened" class="flex flex-col gap-3">
      <header class="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div class="min-w-0 flex-1 max-sm:basis-full" role="status">
          <h2 class="text-base font-semibold">
            {props.result.created + props.result.updated > 0
              ? `${countOf(props.result.created + props.result.updated, "contact")} taken in`
              : "Nothing had to change"}
          </h2>
          <p class="truncate text-soft" data-numbers>
            {props.result.file_name} · {countOf(props.result.rows_received, "row")}
          </p>
        </div>
        <div class="flex flex-wrap gap-2">
          <Button onClick={() => props.flow.again()}>Import another file</Button>
          <A href={`/c/${props.circle}/board`} class={buttonClass("solid")}>
            Open the board
          </A>
        </div>
      </header>
      <Counts counts={props.result} />
    </section>
    <Show when={props.result.refused > 0 && props.result.import_id}>
      {(id) => <RefusedRows id={id()} result={props.result} />}
    </Show>
  </>
);
