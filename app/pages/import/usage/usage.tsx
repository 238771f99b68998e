/** The page that takes in files of daily usage, in sight of everybody. [IG11] */
import { revalidate } from "@solidjs/router";
import FileSpreadsheet from "lucide-solid/icons/file-spreadsheet";
import { type JSX, Match, Show, Switch } from "solid-js";
import { useCircle } from "../../../circle-scope.tsx";
import { sentenceOf } from "../../../form.ts";
import type { LiveCircle } from "../../../live/circle.ts";
import { WithLiveCircle } from "../../../live/live-scope.tsx";
import { nameIn } from "../../../live/work-under-way.ts";
import { Button } from "../../../parts/button.tsx";
import { Switch as Toggle } from "../../../parts/choice.tsx";
import { FormError } from "../../../parts/form-error.tsx";
import { me } from "../../../session.ts";
import { ReadingPage } from "../../../shell/page-header.tsx";
import { createShellStatus, isOnline } from "../../../shell-status.ts";
import { createTitle } from "../../../title.ts";
import { createWho } from "../../board/who.ts";
import { DropZone } from "../drop-zone.tsx";
import { ProgressBar } from "../progress-bar.tsx";
import { ImportTabs, NotAllowed } from "../tabs.tsx";
import { countOf, sizeOf } from "../words.ts";
import { createUsageFlow, type UsageFlow } from "./flow.ts";
import { Guide } from "./guide.tsx";
import { getUsageRuns, PastUsage } from "./past.tsx";
import { createUsageProgress } from "./progress.tsx";
import { UsageResult } from "./result.tsx";

/** The file once more before it goes. */
const Chosen = (props: { flow: UsageFlow; file: File }): JSX.Element => {
  const rows = (): string => {
    const count = props.flow.rows();
    if (count === null) return sizeOf(props.file.size);
    return `${sizeOf(props.file.size)} · about ${countOf(count, "row")}`;
  };
  const reason = (): string | undefined => {
    if (!isOnline()) return "You are offline. The file goes once you are back.";
    return props.file.size === 0 ? "The file is empty." : undefined;
  };
  return (
    <section aria-label="The file" class="flex flex-col gap-4">
      <FormError message={sentenceOf(props.flow.problem() ?? undefined)} />
      <div class="flex flex-col gap-4 rounded-panel border border-line bg-surface p-4 shadow-card">
        <div class="flex items-center gap-3">
          <FileSpreadsheet size={22} class="shrink-0 text-faint" />
          <div class="min-w-0">
            <h2 class="truncate text-base font-semibold">{props.file.name}</h2>
            <p class="text-soft" data-numbers>
              {rows()}
            </p>
          </div>
        </div>
        <Toggle
          label="Work out the scores of past days"
          hint="Charts then show how health went, not only how it stands. Adds a little time."
          checked={props.flow.history()}
          onChange={props.flow.setHistory}
        />
        <div class="flex flex-wrap justify-end gap-2">
          <Button onClick={() => props.flow.again()}>Another file</Button>
          <Button look="solid" reason={reason()} onClick={() => void props.flow.take()}>
            Take it in
          </Button>
        </div>
      </div>
    </section>
  );
};

const UsagePage = (props: { circle: string; live: LiveCircle }): JSX.Element => {
  // Built anew for another circle or person.
  // eslint-disable-next-line solid/reactivity -- see above
  const { circle, live } = props;
  const flow = createUsageFlow(circle);
  const who = createWho(live);
  const progress = createUsageProgress(live, () => void revalidate(getUsageRuns.keyFor(circle)));
  /** What is announced of the file that this screen sends. */
  const own = () => {
    const shown = progress();
    return shown?.by === me()?.user.id && shown?.file_name === flow.file()?.name ? shown : null;
  };
  const share = (): number => Math.min(0.98, (own()?.rows ?? 0) / Math.max(1, flow.rows() ?? 1));
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
          ? "Bring in how your customers use your product, day by day. Accounts are made as they are named, every score follows, and the same file twice changes nothing."
          : undefined
      }
    >
      <Switch>
        <Match when={flow.step() === "choose"}>
          <DropZone about="Daily usage, one row for each account and day." onFile={(file) => void flow.choose(file)} />
          <Show when={progress()}>
            {(other) => (
              <p
                role="status"
                class="rounded-panel border border-line bg-surface px-4 py-3 text-soft"
                data-numbers
                data-usage-progress
              >
                {nameIn(live, other().by)} is taking in {other().file_name}: {countOf(other().rows, "row")} so far
              </p>
            )}
          </Show>
          <PastUsage circle={circle} nameOf={(user) => nameIn(live, user)} />
          <Guide />
        </Match>
        <Match when={flow.step() === "chosen" && flow.file()}>
          {(file) => (
            <>
              <Chosen flow={flow} file={file()} />
              <Show when={flow.problem()}>
                <Guide />
              </Show>
            </>
          )}
        </Match>
        <Match when={flow.step() === "taking" && flow.file()}>
          {(file) => (
            <section role="status" aria-label="Taking it in" class="flex flex-col gap-3">
              <h2 class="truncate text-base font-semibold">Taking in {file().name}</h2>
              <ProgressBar done={share()} label="Progress" />
              <p class="text-soft" data-numbers>
                <Show when={own()} fallback="Sending the file">
                  {(shown) => (
                    <>
                      {countOf(shown().rows, "row")} of about {(flow.rows() ?? shown().rows).toLocaleString()}
                      <Show when={shown().failed > 0}>
                        <span class="text-bad-text">, {shown().failed.toLocaleString()} failed</span>
                      </Show>
                    </>
                  )}
                </Show>
              </p>
              <p class="text-soft">You may leave this page: it goes on, and everybody here sees how far it is.</p>
            </section>
          )}
        </Match>
        <Match when={flow.step() === "done" && flow.result()}>
          {(result) => <UsageResult flow={flow} result={result()} circle={circle} />}
        </Match>
      </Switch>
    </ReadingPage>
  );
};

export const ImportUsage = (): JSX.Element => {
  const circle = useCircle();
  createTitle(() => "Import usage");
  return (
    <Show when={circle.may("account.import")} fallback={<NotAllowed reason={circle.reason("account.import") ?? ""} />}>
      <WithLiveCircle>{(live) => <UsagePage circle={circle.id()} live={live} />}</WithLiveCircle>
    </Show>
  );
};
