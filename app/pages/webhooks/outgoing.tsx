/** Where events go: a card for each endpoint, the way to a new one, and the log of one of them. [WP11] */
import { useSearchParams } from "@solidjs/router";
import Plus from "lucide-solid/icons/plus";
import Send from "lucide-solid/icons/send";
import { createEffect, createSignal, For, type JSX, Match, on, Show, Switch } from "solid-js";
import { createStore, reconcile } from "solid-js/store";
import { Button } from "../../parts/button.tsx";
import { EmptyState, ErrorState } from "../../parts/states.tsx";
import { EndpointCard } from "./endpoint-card.tsx";
import { EndpointForm } from "./endpoint-form.tsx";
import { EndpointLog } from "./endpoint-log.tsx";
import type { Endpoint } from "./resources.ts";
import { CardsSkeleton } from "./sources.tsx";
import { useWebhooks } from "./webhooks-scope.ts";

export const Outgoing = (): JSX.Element => {
  const page = useWebhooks();
  const [search, setSearch] = useSearchParams();
  const [list, setList] = createStore<{ endpoints: Endpoint[] }>({ endpoints: [] });
  createEffect(
    on(page.endpoints.data, (answer) => answer && setList("endpoints", reconcile(answer.results, { key: "id" }))),
  );
  const [changing, setChanging] = createSignal<string | null>(null);
  const creating = (): boolean => search["new"] === "1";
  const create = (open: boolean): void => setSearch({ new: open ? "1" : undefined }, { replace: true, scroll: false });
  const endpointOf = (id: string | null): Endpoint | undefined => list.endpoints.find((one) => one.id === id);
  const logged = () => endpointOf(typeof search["endpoint"] === "string" ? search["endpoint"] : null);
  const form = (): Endpoint | null | undefined => (creating() ? null : endpointOf(changing()));
  const add = (): JSX.Element => (
    <Button look="solid" icon={Plus} onClick={() => create(true)}>
      Add an endpoint
    </Button>
  );
  return (
    <>
      <Show
        when={logged()?.id}
        keyed
        fallback={
          <div class="wh-page">
            <div class="wh-column">
              <Switch fallback={<CardsSkeleton label="Loading the endpoints" />}>
                <Match when={list.endpoints.length > 0}>
                  <header class="flex flex-wrap items-center justify-between gap-2">
                    <p class="max-w-[70ch] text-soft">
                      What happens here is told there, signed, in order, and tried again for three days.
                    </p>
                    {add()}
                  </header>
                  <ul class="flex flex-col gap-4" aria-label="Endpoints">
                    <For each={list.endpoints}>
                      {(endpoint) => <EndpointCard endpoint={endpoint} onSettings={() => setChanging(endpoint.id)} />}
                    </For>
                  </ul>
                </Match>
                <Match when={page.endpoints.data()}>
                  <div class="m-auto">
                    <EmptyState icon={Send} title="Tell other systems what happens here" action={add()}>
                      <p>
                        An endpoint hears what you choose, such as a health score that changes, as a signed message
                        within a second. One that fails is tried again for three days.
                      </p>
                    </EmptyState>
                  </div>
                </Match>
                <Match when={page.endpoints.problem()}>
                  {(problem) => (
                    <ErrorState
                      problem={problem()}
                      during="load the endpoints"
                      onRetry={() => page.endpoints.refetch()}
                    />
                  )}
                </Match>
              </Switch>
            </div>
          </div>
        }
      >
        <Show when={logged()}>{(endpoint) => <EndpointLog endpoint={endpoint()} />}</Show>
      </Show>
      <EndpointForm
        endpoint={form()}
        onClose={() => {
          create(false);
          setChanging(null);
        }}
      />
    </>
  );
};
