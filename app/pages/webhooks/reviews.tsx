/** Accounts and users that webhooks name and nobody here knows: one click makes, links or lets go, and what waited is worked on. [WP10] */
import { A, useNavigate, useSearchParams } from "@solidjs/router";
import Inbox from "lucide-solid/icons/inbox";
import Link from "lucide-solid/icons/link";
import Plus from "lucide-solid/icons/plus";
import UserRound from "lucide-solid/icons/user-round";
import Building from "lucide-solid/icons/building";
import { createEffect, createSignal, For, type JSX, Match, on, Show, Switch } from "solid-js";
import { Dynamic } from "solid-js/web";
import { createStore, reconcile } from "solid-js/store";
import { api, asProblem } from "../../api.ts";
import { Badge } from "../../parts/badge.tsx";
import { Button, buttonClass } from "../../parts/button.tsx";
import { Choice } from "../../parts/choice.tsx";
import { EmptyState, ErrorState, Loading, Skeleton } from "../../parts/states.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { showToast } from "../../parts/toast.tsx";
import { CreateAll } from "./create-all.tsx";
import { LinkReview } from "./link-review.tsx";
import { createPaced } from "./paced.ts";
import type { Page, Review } from "./resources.ts";
import { useWebhooks } from "./webhooks-scope.ts";

/** What the source calls it. */
export const calledOf = ({ name, key }: Review): string => name ?? key;

const deliveries = (count: number): string => `${count.toLocaleString()} ${count === 1 ? "delivery" : "deliveries"}`;

const settledWords: Record<string, string> = { linked: "Linked", created: "Made", ignored: "Let go" };

const Settled = (props: { review: Review }): JSX.Element => {
  const page = useWebhooks();
  return (
    <span class="flex items-center gap-2 text-xs text-faint">
      <Badge tone={props.review.state === "ignored" ? "plain" : "good"}>{settledWords[props.review.state]}</Badge>
      <Show when={props.review.settled_at}>{(at) => <TimeAgo at={at()} />}</Show>
      <Show when={props.review.account_id}>
        {(id) => (
          <A href={`/c/${page.live.circle}/accounts/${id()}`} class="text-accent-text hover:underline">
            Open the account
          </A>
        )}
      </Show>
    </span>
  );
};

const ReviewRow = (props: { review: Review; onLink: () => void }): JSX.Element => {
  const page = useWebhooks();
  const navigate = useNavigate();
  const [busy, setBusy] = createSignal<"create" | "ignore" | null>(null);
  const settle = async (what: "create" | "ignore"): Promise<void> => {
    setBusy(what);
    const { id, deliveries_held: held } = props.review;
    const called = calledOf(props.review);
    try {
      const { account_id: account } = await api.post<Review>(
        `/api/webhooks/reviews/${id}/${what}`,
        what === "create" ? {} : undefined,
      );
      page.reviews.refetch();
      showToast({
        text:
          what === "create"
            ? `${called} is an account now; ${deliveries(held)} that waited ${held === 1 ? "is" : "are"} worked on.`
            : `${called} is let go. What comes for it is not held any more.`,
        tone: "good",
        ...(account === null
          ? {}
          : { action: { label: "Open", run: () => navigate(`/c/${page.live.circle}/accounts/${account}`) } }),
      });
    } catch (error) {
      showToast({ text: asProblem(error).message, tone: "bad" });
      page.reviews.refetch();
    } finally {
      setBusy(null);
    }
  };
  return (
    <li class="wh-review" data-review={props.review.id}>
      <span
        class="wh-review-icon text-faint"
        data-tip={props.review.kind === "account" ? "An account" : "A user of some account"}
      >
        <Dynamic component={props.review.kind === "account" ? Building : UserRound} size={16} aria-hidden="true" />
      </span>
      <span class="min-w-0">
        <span class="flex min-w-0 items-baseline gap-2">
          <strong class="truncate font-semibold" dir="auto">
            {calledOf(props.review)}
          </strong>
          <Show when={props.review.kind === "user"}>
            <Badge>User</Badge>
          </Show>
        </span>
        <span class="flex min-w-0 flex-wrap items-baseline gap-x-2 text-xs text-faint">
          <span>{props.review.source_name}</span>
          <Show when={props.review.name !== null}>
            <code class="truncate font-mono">{props.review.key}</code>
          </Show>
          <span>
            last named <TimeAgo at={props.review.last_at} />
          </span>
        </span>
      </span>
      <Show when={props.review.state === "open"} fallback={<Settled review={props.review} />}>
        <A
          href={page.tabAddress("deliveries", `?source=${props.review.source_id}&state=held`)}
          class="wh-review-held text-xs whitespace-nowrap text-soft hover:text-ink hover:underline"
          data-numbers
        >
          {deliveries(props.review.deliveries_held)} held
        </A>
        <span class="wh-review-acts">
          <Button look="ghost" busy={busy() === "ignore"} onClick={() => void settle("ignore")}>
            Let go
          </Button>
          <Button icon={Link} onClick={() => props.onLink()}>
            Link
          </Button>
          <Button
            look="solid"
            icon={Plus}
            busy={busy() === "create"}
            reason={
              props.review.kind === "user" && props.review.name === null
                ? "It is a user: link it to the account it belongs to."
                : undefined
            }
            onClick={() => void settle("create")}
          >
            Create
          </Button>
        </span>
      </Show>
    </li>
  );
};

const Waiting = (): JSX.Element => (
  <Loading label="Loading what waits for review" class="wh-list">
    <For each={Array.from({ length: 5 })}>
      {() => (
        <div class="flex items-center gap-4 px-4 py-3">
          <Skeleton class="h-5 w-48" />
          <Skeleton class="ms-auto h-8 w-20" />
          <Skeleton class="h-8 w-24" />
        </div>
      )}
    </For>
  </Loading>
);

export const Reviews = (): JSX.Element => {
  const page = useWebhooks();
  const [search, setSearch] = useSearchParams();
  const shown = () => (search["show"] === "settled" ? ("settled" as const) : ("open" as const));
  const all = createPaced<Page<Review>>(
    page.live,
    () => (shown() === "settled" ? `/api/webhooks/reviews/?circle_id=${page.live.circle}&page_size=200` : null),
    2_000,
  );
  const answer = (): Review[] | undefined =>
    shown() === "open" ? page.reviews.data()?.results : all.data()?.results.filter(({ state }) => state !== "open");
  const problem = () => (shown() === "open" ? page.reviews.problem() : all.problem());
  const [list, setList] = createStore<{ reviews: Review[] }>({ reviews: [] });
  createEffect(on(answer, (rows) => setList("reviews", reconcile(rows ?? [], { key: "id" }))));
  const [linking, setLinking] = createSignal<Review | null>(null);
  return (
    <div class="wh-page">
      <div class="wh-column">
        <header class="flex flex-wrap items-center justify-between gap-2">
          <p class="max-w-[70ch] text-soft">What names an account nobody here knows waits until you say who it is.</p>
          <span class="flex flex-wrap items-center gap-2">
            <Show when={shown() === "open"}>
              <CreateAll reviews={list.reviews} />
            </Show>
            <Choice
              label="Which"
              value={shown()}
              options={[
                { value: "open", label: "Open" },
                { value: "settled", label: "Settled" },
              ]}
              onChange={(value) =>
                setSearch({ show: value === "open" ? undefined : value }, { replace: true, scroll: false })
              }
            />
          </span>
        </header>
        <Switch fallback={<Waiting />}>
          <Match when={list.reviews.length > 0}>
            <ul class="wh-list" aria-label="Accounts nobody knows">
              <For each={list.reviews}>
                {(review) => <ReviewRow review={review} onLink={() => setLinking({ ...review })} />}
              </For>
            </ul>
          </Match>
          <Match when={answer() && shown() === "open"}>
            <div class="m-auto">
              <EmptyState
                icon={Inbox}
                title="Nothing waits for you"
                action={
                  <A href={page.tabAddress("sources")} class={buttonClass("outline")}>
                    See the sources
                  </A>
                }
              >
                <p>
                  When a webhook names an account that is not here, it stands in this list: one click makes it, or links
                  it to one that you have.
                </p>
              </EmptyState>
            </div>
          </Match>
          <Match when={answer()}>
            <p class="py-10 text-center text-faint">Nothing was settled yet.</p>
          </Match>
          <Match when={problem()}>
            {(wrong) => (
              <ErrorState
                problem={wrong()}
                during="load what waits for review"
                onRetry={() => (shown() === "open" ? page.reviews : all).refetch()}
              />
            )}
          </Match>
        </Switch>
      </div>
      <LinkReview review={linking()} onClose={() => setLinking(null)} />
    </div>
  );
};
