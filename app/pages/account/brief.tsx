/** `/account/:id/brief`: one page to take into a meeting: cited facts, open promises, three questions. [WV4] */
import { A, useParams } from "@solidjs/router";
import ChevronLeft from "lucide-solid/icons/chevron-left";
import Printer from "lucide-solid/icons/printer";
import { For, type JSX, Show } from "solid-js";
import { CircleProvider, circleOfId } from "../../circle-scope.tsx";
import { bookOf } from "../../live/book.ts";
import type { LiveCircle } from "../../live/circle.ts";
import { WithLiveCircle } from "../../live/live-scope.tsx";
import { Button, buttonClass } from "../../parts/button.tsx";
import { exactDate } from "../../relative-time.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { createShellStatus } from "../../shell-status.ts";
import { createTitle } from "../../title.ts";
import { createWriting, streamOf } from "../../written/written.ts";
import { factsOf, Provenance, Sentences, WrittenText } from "../../written/written-text.tsx";
import { createWho } from "../board/who.ts";
import "./brief.css";

export const Brief = (): JSX.Element => {
  const params = useParams<{ id: string }>();
  return (
    <CircleProvider id={circleOfId(params.id)}>
      <WithLiveCircle>{(live) => <BriefPage live={live} id={params.id} />}</WithLiveCircle>
    </CircleProvider>
  );
};

const BriefPage = (props: { live: LiveCircle; id: string }): JSX.Element => {
  // A page belongs to one circle for as long as it stands.
  // eslint-disable-next-line solid/reactivity -- see above
  const live = props.live;
  const book = bookOf(live);
  const who = createWho(live);
  const name = () => book.account(props.id.toLowerCase())?.name ?? "Account";
  const writing = createWriting(() => streamOf("meeting_brief", { account: props.id }));
  createShellStatus({ connection: () => ({ state: live.state(), waiting: live.waiting() }), people: who.people });
  createTitle(() => `Brief on ${name()}`);
  return (
    <>
      <PageHeader
        title={`Brief on ${name()}`}
        before={
          <A
            href={`/account/${props.id}?tab=insights`}
            aria-label="Back to the account"
            data-tip="Back to the account"
            class={`${buttonClass("ghost")} -ms-2 w-(--control) px-0`}
          >
            <ChevronLeft size={16} />
          </A>
        }
      >
        <Button icon={Printer} reason={writing.text() ? undefined : "It is being written."} onClick={() => print()}>
          Print
        </Button>
      </PageHeader>
      <div class="min-h-0 flex-1 overflow-y-auto p-6 max-md:p-3">
        <article class="brief mx-auto max-w-3xl rounded-panel border border-line bg-surface p-8 shadow-card max-md:p-4">
          <Show when={writing.text()} fallback={<WrittenText writing={writing} during="write the brief" />}>
            {(text) => (
              <>
                <h2 dir="auto" class="pb-1 text-2xl font-semibold">
                  {name()}
                </h2>
                <Provenance text={text()} />
                <For each={text().parts}>
                  {(part) => (
                    <section aria-label={part.title} class="pt-5 leading-relaxed">
                      <h3 class="pb-1 text-base font-semibold">{part.title}</h3>
                      <Sentences part={part} facts={factsOf(text())} />
                    </section>
                  )}
                </For>
                <section aria-label="Facts" class="mt-6 border-t border-line pt-4 text-xs">
                  <h3 class="pb-1 font-semibold">Facts</h3>
                  <ol class="grid gap-x-6 sm:grid-cols-2">
                    <For each={text().citations}>
                      {(fact) => (
                        <li class="flex gap-2 py-0.5">
                          <span data-numbers class="w-5 shrink-0 text-end text-faint">
                            {fact.n}
                          </span>
                          <span class="min-w-0">
                            {fact.label} <b class="font-medium">{fact.value}</b>{" "}
                            <span class="text-faint">{exactDate(fact.as_of)}</span>
                          </span>
                        </li>
                      )}
                    </For>
                  </ol>
                </section>
              </>
            )}
          </Show>
        </article>
      </div>
    </>
  );
};
