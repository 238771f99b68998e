/** Webhooks: what came in and what was made of it, from where, what needs an answer, and what goes out. Admins only. [WP1] */
import { A, useParams } from "@solidjs/router";
import Lock from "lucide-solid/icons/lock";
import { createEffect, createSignal, For, type JSX, Match, Show, Switch } from "solid-js";
import type { LiveCircle } from "../../live/circle.ts";
import { CircleEnded, LineStrip } from "../../live/line-strip.tsx";
import { WithLiveCircle } from "../../live/live-scope.tsx";
import { createRemote } from "../../live/remote.ts";
import { buttonClass } from "../../parts/button.tsx";
import { EmptyState } from "../../parts/states.tsx";
import { useCircle } from "../../circle-scope.tsx";
import { loadSession } from "../../session.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { createShellStatus } from "../../shell-status.ts";
import { createTitle } from "../../title.ts";
import { createWho } from "../board/who.ts";
import { EndpointBanner } from "./endpoint-banner.tsx";
import { Deliveries } from "./deliveries.tsx";
import { Outgoing } from "./outgoing.tsx";
import { createPaced } from "./paced.ts";
import type { Endpoint, FreshSecret, Kind, Page, Review, Source } from "./resources.ts";
import { Reviews } from "./reviews.tsx";
import { SecretDialog } from "./secret-dialog.tsx";
import { type Setup, SourceSetup } from "./source-setup.tsx";
import { Sources } from "./sources.tsx";
import { type Tab, tabs, WebhooksProvider, type WebhooksScope } from "./webhooks-scope.ts";
import "./webhooks.css";
import "./cards.css";

const labels: Record<Tab, string> = {
  deliveries: "Deliveries",
  sources: "Sources",
  review: "Review",
  outgoing: "Outgoing",
};

export const Webhooks = (): JSX.Element => {
  const circle = useCircle();
  return (
    <Show when={circle.may("webhook.manage")} fallback={<NotForYou />}>
      <WithLiveCircle>{(live) => <WebhooksView live={live} />}</WithLiveCircle>
    </Show>
  );
};

const NotForYou = (): JSX.Element => {
  const circle = useCircle();
  createTitle(() => "Webhooks");
  return (
    <>
      <PageHeader title="Webhooks" />
      <div class="m-auto">
        <EmptyState
          icon={Lock}
          title="Webhooks are for admins"
          action={
            <a href={`/c/${circle.id()}/settings#members`} class={buttonClass("outline")}>
              See who is an admin
            </a>
          }
        >
          <p>{circle.reason("webhook.manage")}</p>
          <p>What they bring is on your screens all the same: scores, KPIs and contacts move as it comes in.</p>
        </EmptyState>
      </div>
    </>
  );
};

const Mark = (props: { count: number; bad?: boolean; label: string }): JSX.Element => (
  <Show when={props.count > 0}>
    <span
      data-numbers
      aria-label={props.label}
      role="img"
      class={`inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-full px-1.5 text-2xs font-semibold ${
        props.bad ? "bg-bad-soft text-bad-text" : "bg-watch-soft text-watch-text"
      }`}
    >
      {props.count > 99 ? "99+" : props.count}
    </span>
  </Show>
);

const Tabs = (props: { page: WebhooksScope; at: Tab }): JSX.Element => {
  const open = () => props.page.reviews.data()?.count ?? 0;
  const troubled = () =>
    props.page.endpoints.data()?.results.filter((one) => one.failing_since !== null || one.paused).length ?? 0;
  return (
    <nav aria-label="Webhooks" class="wh-tabs">
      <For each={tabs}>
        {(tab) => (
          <A href={props.page.tabAddress(tab)} aria-current={props.at === tab ? "page" : undefined} class="wh-tab">
            {labels[tab]}
            <Show when={tab === "review"}>
              <Mark count={open()} label={`${open()} to review`} />
            </Show>
            <Show when={tab === "outgoing"}>
              <Mark count={troubled()} bad label={`${troubled()} failing or paused`} />
            </Show>
          </A>
        )}
      </For>
    </nav>
  );
};

const WebhooksView = (props: { live: LiveCircle }): JSX.Element => {
  // A page belongs to one circle for as long as it stands.
  // eslint-disable-next-line solid/reactivity -- see above
  const live = props.live;
  const params = useParams<{ circle: string; tab?: string }>();
  const tab = (): Tab => tabs.find((one) => one === params.tab) ?? "deliveries";
  const [setup, setSetup] = createSignal<Setup | null>(null);
  const [fresh, setFresh] = createSignal<FreshSecret | null>(null);
  const who = createWho(live);
  const circle = live.circle;
  const page: WebhooksScope = {
    live,
    kinds: createRemote<Page<Kind>>({ live, path: () => "/api/webhooks/kinds/?page_size=100", topics: {} }),
    sources: createPaced<Page<Source>>(live, () => `/api/webhooks/sources/?circle_id=${circle}&page_size=200`, 2_000),
    reviews: createPaced<Page<Review>>(
      live,
      () => `/api/webhooks/reviews/?circle_id=${circle}&state=open&page_size=200`,
      2_000,
    ),
    endpoints: createPaced<Page<Endpoint>>(live, () => `/api/webhooks/out/?circle_id=${circle}`, 2_000),
    setUp: setSetup,
    reveal: setFresh,
    tabAddress: (to, query = "") => `/c/${circle}/webhooks${to === "deliveries" ? "" : `/${to}`}${query}`,
  };
  createShellStatus({ connection: () => ({ state: live.state(), waiting: live.waiting() }), people: who.people });
  createTitle(() => (tab() === "deliveries" ? "Webhooks" : `${labels[tab()]} · Webhooks`));
  createEffect(() => live.presence.show({ card: "webhooks", field: null }));
  createEffect(() => {
    if (live.ended() === "signed_out") void loadSession();
  });
  return (
    <WebhooksProvider value={page}>
      <PageHeader title="Webhooks">
        <Tabs page={page} at={tab()} />
      </PageHeader>
      <LineStrip live={live} offline="What you see is from before; nothing can be changed here until you are back." />
      {/* The outgoing tab says it at the endpoint itself. */}
      <Show when={tab() !== "outgoing"}>
        <EndpointBanner />
      </Show>
      <Switch fallback={<Deliveries />}>
        <Match when={live.ended() === "removed" || live.ended() === "gone"}>
          <CircleEnded why={live.ended()} />
        </Match>
        <Match when={tab() === "sources"}>
          <Sources />
        </Match>
        <Match when={tab() === "review"}>
          <Reviews />
        </Match>
        <Match when={tab() === "outgoing"}>
          <Outgoing />
        </Match>
      </Switch>
      <SourceSetup setup={setup()} onClose={() => setSetup(null)} />
      <SecretDialog fresh={fresh()} onClose={() => setFresh(null)} />
    </WebhooksProvider>
  );
};
