/** `/account/:id/similar`: who is like this customer, why by each reason, and what worked for them. [WV5] [A17] */
import { A, useParams } from "@solidjs/router";
import ChevronLeft from "lucide-solid/icons/chevron-left";
import UsersRound from "lucide-solid/icons/users-round";
import { For, type JSX, Show } from "solid-js";
import type { BucketOrUnknown } from "../../../domain/health.ts";
import { scoreText } from "../../../domain/health-words.ts";
import { CircleProvider, circleOfId } from "../../circle-scope.tsx";
import { bookOf } from "../../live/book.ts";
import type { LiveCircle } from "../../live/circle.ts";
import { WithLiveCircle } from "../../live/live-scope.tsx";
import { createRemote } from "../../live/remote.ts";
import { Badge } from "../../parts/badge.tsx";
import { buttonClass } from "../../parts/button.tsx";
import { BucketShape } from "../../parts/health-badge.tsx";
import { EmptyState, ErrorState, Loading, Skeleton } from "../../parts/states.tsx";
import { WhyNumber } from "../../parts/why.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { createShellStatus } from "../../shell-status.ts";
import { createTitle } from "../../title.ts";
import { moneyText } from "../accounts/words.ts";
import { createWho } from "../board/who.ts";

interface Reason {
  factor: string;
  points: number;
  weight: number;
  share: number;
  says: string;
}

interface Likeness {
  account: {
    id: string;
    name: string;
    segment: string | null;
    arr: number;
    health_value: number | null;
    health_bucket: BucketOrUnknown;
  };
  score: number;
  reasons: Reason[];
  worked: {
    run_id: string;
    playbook: { id: string; name: string };
    outcome: "worked" | "partly";
    note: string;
    health_before: number | null;
    health_after: number | null;
  }[];
}

interface SimilarAnswer {
  as_of: string;
  results: Likeness[];
}

export const Similar = (): JSX.Element => {
  const params = useParams<{ id: string }>();
  return (
    <CircleProvider id={circleOfId(params.id)}>
      <WithLiveCircle>{(live) => <SimilarPage live={live} id={params.id} />}</WithLiveCircle>
    </CircleProvider>
  );
};

const round = (points: number): string => scoreText(points, 1);

const Reasons = (props: { reasons: readonly Reason[] }): JSX.Element => (
  <ul class="flex flex-col gap-1">
    <For each={props.reasons}>
      {(reason) => (
        <li class="grid grid-cols-[1fr_5rem_4.5rem] items-center gap-3 text-xs">
          <span class="min-w-0 text-soft">{reason.says}</span>
          <span aria-hidden="true" class="h-1.5 overflow-hidden rounded-full bg-press">
            <span class="block h-full bg-accent" style={{ width: `${reason.share * 100}%` }} />
          </span>
          <span data-numbers class="text-end whitespace-nowrap text-faint">
            {round(reason.points)} of {round(reason.weight)}
          </span>
        </li>
      )}
    </For>
  </ul>
);

const Card = (props: { one: Likeness; of: string; asOf: string }): JSX.Element => (
  <li data-similar={props.one.account.id} class="rounded-panel border border-line bg-surface p-4 shadow-card">
    <div class="flex items-start gap-3 pb-3">
      <div class="min-w-0 flex-1">
        <A
          href={`/account/${props.one.account.id}`}
          dir="auto"
          class="block truncate font-semibold text-ink hover:underline"
        >
          {props.one.account.name}
        </A>
        <p data-numbers class="flex items-center gap-1.5 text-xs text-soft">
          <BucketShape bucket={props.one.account.health_bucket} /> {scoreText(props.one.account.health_value)} ·{" "}
          {moneyText(Math.round(props.one.account.arr * 100))} · {props.one.account.segment ?? "no segment"}
        </p>
      </div>
      <WhyNumber
        label={`how alike ${props.one.account.name} is`}
        why={() => ({
          title: `How alike ${props.one.account.name} and ${props.of} are`,
          total: { label: "Likeness", value: props.one.score, text: round(props.one.score) },
          terms: props.one.reasons.map(({ says, points, weight, share }) => ({
            label: says,
            value: points,
            text: round(points),
            detail: `of ${round(weight)}`,
            share,
          })),
          note: "What is not known of either is left out, and its weight goes to the rest.",
          asOf: Date.parse(props.asOf),
          version: null,
        })}
        class="text-xl font-semibold text-ink"
      >
        {scoreText(props.one.score)}
      </WhyNumber>
    </div>
    <Reasons reasons={props.one.reasons} />
    <Show when={props.one.worked.length > 0}>
      <div class="mt-3 border-t border-line pt-2">
        <h3 class="text-xs font-medium text-faint">What worked there</h3>
        <ul>
          <For each={props.one.worked}>
            {(run) => (
              <li class="flex flex-wrap items-center gap-2 py-1 text-xs">
                <A href={`/account/${props.one.account.id}`} class="font-medium text-ink hover:underline">
                  {run.playbook.name}
                </A>
                <Badge tone={run.outcome === "worked" ? "good" : "watch"}>
                  {run.outcome === "worked" ? "Worked" : "Worked in part"}
                </Badge>
                <Show when={run.health_before !== null && run.health_after !== null}>
                  <span data-numbers class="text-soft">
                    health {scoreText(run.health_before)} → {scoreText(run.health_after)}
                  </span>
                </Show>
                <Show when={run.note}>
                  <span dir="auto" class="basis-full text-soft">
                    “{run.note}”
                  </span>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </div>
    </Show>
  </li>
);

const SimilarPage = (props: { live: LiveCircle; id: string }): JSX.Element => {
  // A page belongs to one circle for as long as it stands.
  // eslint-disable-next-line solid/reactivity -- see above
  const live = props.live;
  const book = bookOf(live);
  const who = createWho(live);
  const name = () => book.account(props.id.toLowerCase())?.name ?? "this customer";
  const found = createRemote<SimilarAnswer>({
    live,
    path: () => `/api/customers/${props.id}/similar/`,
    topics: { accounts: true, playbooks: true },
  });
  createShellStatus({ connection: () => ({ state: live.state(), waiting: live.waiting() }), people: who.people });
  createTitle(() => `Customers like ${name()}`);
  return (
    <>
      <PageHeader
        title={`Customers like ${name()}`}
        before={
          <A
            href={`/account/${props.id}`}
            aria-label="Back to the account"
            data-tip="Back to the account"
            class={`${buttonClass("ghost")} -ms-2 w-(--control) px-0`}
          >
            <ChevronLeft size={16} />
          </A>
        }
      />
      <div class="min-h-0 flex-1 overflow-y-auto p-5 max-md:p-3">
        <div class="mx-auto max-w-5xl">
          <h2 dir="auto" class="truncate px-1 pb-3 text-lg font-semibold md:hidden">
            Customers like {name()}
          </h2>
          <Show
            when={found.data()}
            fallback={
              <Show
                when={found.problem()}
                fallback={
                  <Loading label="Comparing accounts" class="grid gap-4 md:grid-cols-2">
                    <For each={[1, 2, 3, 4]}>{() => <Skeleton class="h-44" />}</For>
                  </Loading>
                }
              >
                {(problem) => (
                  <ErrorState problem={problem()} during="compare accounts" onRetry={() => found.refetch()} />
                )}
              </Show>
            }
          >
            {(data) => (
              <Show
                when={data().results.length > 0}
                fallback={
                  <EmptyState icon={UsersRound} title="Nobody to compare with yet">
                    <p>With other accounts in this circle, the most alike of them stand here.</p>
                  </EmptyState>
                }
              >
                <ul class="grid items-start gap-4 md:grid-cols-2">
                  <For each={data().results}>{(one) => <Card one={one} of={name()} asOf={data().as_of} />}</For>
                </ul>
              </Show>
            )}
          </Show>
        </div>
      </div>
    </>
  );
};
