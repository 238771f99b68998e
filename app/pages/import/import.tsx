/** The import page: a file of people or deals becomes cards, in sight of everybody. [IM14] */
import { revalidate } from "@solidjs/router";
import Download from "lucide-solid/icons/download";
import { type JSX, Match, Show, Switch } from "solid-js";
import { useCircle } from "../../circle-scope.tsx";
import { sentenceOf } from "../../form.ts";
import type { LiveCircle } from "../../live/circle.ts";
import { WithLiveCircle } from "../../live/live-scope.tsx";
import { nameIn } from "../../live/work-under-way.ts";
import { buttonClass } from "../../parts/button.tsx";
import { FormError } from "../../parts/form-error.tsx";
import { Loading, Skeleton } from "../../parts/states.tsx";
import { ReadingPage, Section } from "../../shell/page-header.tsx";
import { createShellStatus } from "../../shell-status.ts";
import { createTitle } from "../../title.ts";
import { createWho } from "../board/who.ts";
import { Counts } from "./counts.tsx";
import { DropZone } from "./drop-zone.tsx";
import { createFlow, type Summary } from "./flow.ts";
import { Past, getImports } from "./past.tsx";
import { Preview } from "./preview.tsx";
import { ProgressBar } from "./progress-bar.tsx";
import { createImportProgress } from "./progress.tsx";
import { Result } from "./result.tsx";
import { ImportTabs, NotAllowed } from "./tabs.tsx";
import { countOf } from "./words.ts";

const nothing = { rows_received: 0, created: 0, updated: 0, duplicate: 0, refused: 0 };

/** Everybody who sees the contacts may take them along. [IM13] */
const ExportLink = (props: { circle: string }): JSX.Element => (
  <a
    href={`/api/crm/contacts/export.csv?circle_id=${props.circle}`}
    download=""
    rel="external"
    class={buttonClass("outline")}
  >
    <Download size={15} />
    Download contacts as CSV
  </a>
);

const ReadingSkeleton = (props: { name: string }): JSX.Element => (
  <Loading label={`Reading ${props.name}`} class="flex flex-col gap-8">
    <Skeleton class="h-10 w-64" />
    <Skeleton class="h-18" />
    <Skeleton class="h-64" />
  </Loading>
);

const ImportFlow = (props: { circle: string; live: LiveCircle }): JSX.Element => {
  // Built anew for another circle or person.
  // eslint-disable-next-line solid/reactivity -- see above
  const { circle, live } = props;
  const flow = createFlow(circle);
  const who = createWho(live);
  const progress = createImportProgress(live, () => void revalidate(getImports.keyFor(circle)));
  const share = (preview: Summary): number => (progress()?.rows_received ?? 0) / Math.max(1, preview.rows_received);
  createShellStatus({
    connection: () => ({ state: live.state(), waiting: live.waiting() }),
    people: who.people,
  });
  return (
    <ReadingPage
      title="Import"
      tools={<ImportTabs circle={circle} />}
      lead={
        flow.step() === "choose"
          ? "Bring people or deals in from a file. Nothing is written before you have seen what will happen."
          : undefined
      }
    >
      <Switch>
        <Match when={flow.step() === "choose"}>
          <FormError message={sentenceOf(flow.problem() ?? undefined)} />
          <DropZone
            about="People or deals, one a row, with a header. You see what will happen before anything does."
            onFile={flow.choose}
          />
          <Show when={progress()}>
            {(other) => (
              <div role="status" class="flex flex-col gap-2 rounded-panel border border-line bg-surface px-4 py-3">
                <p class="text-soft">
                  {nameIn(live, other().by)} is importing {other().file_name}: {countOf(other().rows_received, "row")}{" "}
                  so far
                </p>
                <ProgressBar done={other().done} label="Progress" />
              </div>
            )}
          </Show>
          <Section title="The other way" about="All contacts of this circle in one file, which can be imported again.">
            <div class="p-4">
              <ExportLink circle={circle} />
            </div>
          </Section>
          <Past circle={circle} nameOf={(user) => nameIn(live, user)} />
        </Match>
        <Match when={flow.step() === "reading"}>
          <ReadingSkeleton name={flow.file()?.name ?? "the file"} />
        </Match>
        <Match when={flow.step() === "done" && flow.result()}>
          {(result) => <Result flow={flow} result={result()} circle={circle} />}
        </Match>
        <Match when={flow.step() === "importing" && flow.preview()}>
          {(preview) => (
            <section role="status" aria-label="Importing" class="flex flex-col gap-3">
              <h2 class="truncate text-base font-semibold">Importing {preview().file_name}</h2>
              <ProgressBar done={share(preview())} label="Progress" />
              <p class="text-soft" data-numbers>
                {countOf(progress()?.rows_received ?? 0, "row")} of {preview().rows_received.toLocaleString()}
              </p>
              <Counts counts={progress() ?? nothing} />
            </section>
          )}
        </Match>
        <Match when={flow.preview()}>{(preview) => <Preview flow={flow} preview={preview()} />}</Match>
      </Switch>
    </ReadingPage>
  );
};

export const Import = (): JSX.Element => {
  const circle = useCircle();
  createTitle(() => "Import");
  return (
    <Show
      when={circle.may("contact.import")}
      fallback={
        <NotAllowed reason={circle.reason("contact.import") ?? ""} action={<ExportLink circle={circle.id()} />} />
      }
    >
      <WithLiveCircle>{(live) => <ImportFlow circle={circle.id()} live={live} />}</WithLiveCircle>
    </Show>
  );
};
