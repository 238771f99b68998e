/** Where webhooks come from: a card for each source, and the way to a new one. [WP7] */
import { useSearchParams } from "@solidjs/router";
import Plus from "lucide-solid/icons/plus";
import Webhook from "lucide-solid/icons/webhook";
import { createEffect, createSignal, For, type JSX, Match, on, Show, Switch } from "solid-js";
import { createStore, reconcile } from "solid-js/store";
import { Button } from "../../parts/button.tsx";
import { EmptyState, ErrorState, Loading, Skeleton } from "../../parts/states.tsx";
import { MappingEditor } from "./mapping-editor.tsx";
import { NewSource } from "./new-source.tsx";
import type { Source } from "./resources.ts";
import { SendExample } from "./send-example.tsx";
import { SourceCard } from "./source-card.tsx";
import { SourceSettings } from "./source-settings.tsx";
import { useWebhooks } from "./webhooks-scope.ts";

export const CardsSkeleton = (props: { label: string }): JSX.Element => (
  <Loading label={props.label} class="flex flex-col gap-4">
    <For each={Array.from({ length: 3 })}>
      {() => (
        <div class="wh-card">
          <Skeleton class="h-5 w-48" />
          <Skeleton class="h-8 w-full" />
          <Skeleton class="h-4 w-2/3" />
        </div>
      )}
    </For>
  </Loading>
);

export const Sources = (): JSX.Element => {
  const page = useWebhooks();
  const [search, setSearch] = useSearchParams();
  const [list, setList] = createStore<{ sources: Source[] }>({ sources: [] });
  createEffect(
    on(page.sources.data, (answer) => answer && setList("sources", reconcile(answer.results, { key: "id" }))),
  );
  const creating = (): boolean => search["new"] === "1";
  const create = (open: boolean): void => setSearch({ new: open ? "1" : undefined }, { replace: true, scroll: false });
  const [settings, setSettings] = createSignal<string | null>(null);
  const [testing, setTesting] = createSignal<string | null>(null);
  const mapped = () => (typeof search["mapping"] === "string" ? search["mapping"] : null);
  const map = (id: string | null): void => setSearch({ mapping: id ?? undefined }, { replace: true, scroll: false });
  const sourceOf = (id: string | null): Source | null => list.sources.find((one) => one.id === id) ?? null;
  const cards = (): JSX.Element => (
    <Switch fallback={<CardsSkeleton label="Loading the sources" />}>
      <Match when={page.sources.data() && list.sources.length === 0}>
        <div class="m-auto">
          <EmptyState
            icon={Webhook}
            title="No source yet"
            action={
              <Button look="solid" icon={Plus} onClick={() => create(true)}>
                Connect a source
              </Button>
            }
          >
            <p>
              A source is an address with a secret: paste it at the vendor, and what happens there moves scores and
              screens here within two seconds.
            </p>
          </EmptyState>
        </div>
      </Match>
      <Match when={list.sources.length > 0}>
        <header class="flex flex-wrap items-center justify-between gap-2">
          <p class="max-w-[70ch] text-soft">Who sends without a source's secret is refused, and seen.</p>
          <Button look="solid" icon={Plus} onClick={() => create(true)}>
            Connect a source
          </Button>
        </header>
        <ul class="flex flex-col gap-4" aria-label="Sources">
          <For each={list.sources}>
            {(source) => (
              <SourceCard
                source={source}
                onSettings={() => setSettings(source.id)}
                onExample={() => setTesting(source.id)}
                onMapping={() => map(source.id)}
              />
            )}
          </For>
        </ul>
      </Match>
      <Match when={page.sources.problem()}>
        {(problem) => (
          <ErrorState problem={problem()} during="load the sources" onRetry={() => page.sources.refetch()} />
        )}
      </Match>
    </Switch>
  );
  return (
    <div class="wh-page">
      <div class={mapped() === null ? "wh-column" : "wh-column wh-broad"}>
        <Show when={sourceOf(mapped())?.id} keyed fallback={cards()}>
          <Show when={sourceOf(mapped())}>
            {(source) => <MappingEditor source={source()} onClose={() => map(null)} />}
          </Show>
        </Show>
      </div>
      <NewSource open={creating()} onClose={() => create(false)} />
      <SendExample source={sourceOf(testing())} onClose={() => setTesting(null)} />
      <SourceSettings source={sourceOf(settings())} onClose={() => setSettings(null)} />
    </div>
  );
};
