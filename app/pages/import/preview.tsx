/** What an import would do, and the place to correct it. [IM10] [IM14] */
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { For, type JSX, Show } from "solid-js";
import { Button } from "../../parts/button.tsx";
import { FormError } from "../../parts/form-error.tsx";
import { sentenceOf } from "../../form.ts";
import { Section } from "../../shell/page-header.tsx";
import { Columns } from "./columns.tsx";
import { Counts } from "./counts.tsx";
import type { Flow, Summary } from "./flow.ts";
import { Refusals } from "./refusals.tsx";
import { Values } from "./values.tsx";
import { countOf, madeOf } from "./words.ts";

const Warnings = (props: { preview: Summary }): JSX.Element => (
  <Show when={props.preview.warnings.length > 0}>
    <Section title="Worth a look" about="These rows are taken, with a change or a gap.">
      <ul class="divide-y divide-line">
        <For each={props.preview.warnings}>
          {(warning) => (
            <li class="flex items-start gap-2 px-4 py-2">
              <TriangleAlert size={15} class="mt-0.5 text-watch-text" />
              <span class="min-w-0 flex-1 break-words">{warning.message}</span>
              <Show when={warning.count > 0}>
                <span data-numbers class="text-xs whitespace-nowrap text-faint">
                  {countOf(warning.count, "row")}
                </span>
              </Show>
            </li>
          )}
        </For>
      </ul>
    </Section>
  </Show>
);

export const Preview = (props: { flow: Flow; preview: Summary }): JSX.Element => {
  const takes = () => props.preview.created + props.preview.updated;
  const reason = (): string | undefined => {
    if (props.flow.stale()) return "Counting with your corrections.";
    if (props.preview.rows_received === 0) return "The file has no rows.";
    return takes() === 0 ? "There is nothing to take in." : undefined;
  };
  return (
    <>
      <section aria-label="What will happen" class="flex flex-col gap-3">
        <header class="flex flex-wrap items-center gap-x-4 gap-y-2">
          <div class="min-w-0 flex-1 max-sm:basis-full">
            <h2 class="truncate text-base font-semibold">{props.preview.file_name}</h2>
            <p class="text-soft" data-numbers>
              {countOf(props.preview.rows_received, "row")} · {madeOf(props.preview.encoding, props.preview.delimiter)}
            </p>
          </div>
          <div class="flex flex-wrap gap-2">
            <Button onClick={() => props.flow.again()}>Another file</Button>
            <Button look="solid" reason={reason()} onClick={() => void props.flow.run()}>
              Import {countOf(takes(), "contact")}
            </Button>
          </div>
        </header>
        <FormError message={sentenceOf(props.flow.problem() ?? undefined)} />
        <div aria-live="polite">
          <Counts counts={props.preview} ahead stale={props.flow.stale()} />
        </div>
      </section>
      <Section
        title="Columns"
        about="Where several columns become the same field, the first that is filled counts; other phone numbers and addresses go to the notes."
      >
        <Columns flow={props.flow} preview={props.preview} />
      </Section>
      <Show when={props.preview.values.length > 0}>
        <Section title="Values" about="The file's own words, and ours.">
          <Values flow={props.flow} preview={props.preview} field="status" />
          <Values flow={props.flow} preview={props.preview} field="funnel_stage" />
        </Section>
      </Show>
      <Show when={props.preview.refused > 0}>
        <Section
          title="Rows that would be refused"
          about={
            props.preview.refused > props.preview.refusals.length
              ? `The first ${props.preview.refusals.length}.`
              : undefined
          }
        >
          <Refusals rows={props.preview.refusals} columns={props.preview.columns.map(({ name }) => name)} />
        </Section>
      </Show>
      <Warnings preview={props.preview} />
    </>
  );
};
