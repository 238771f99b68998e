/** Cohorts: what is left of the accounts, or of the ARR, of each month since it came; the shade and the number say the same. [PF15] */
import { A } from "@solidjs/router";
import { createSignal, For, type JSX, Match, Show, Switch } from "solid-js";
import { Button } from "../../parts/button.tsx";
import { Choice } from "../../parts/choice.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Loading, Skeleton } from "../../parts/states.tsx";
import { accountsCounted, moneyText, monthText } from "../accounts/words.ts";
import { type CohortsAnswer, usePortfolio } from "./portfolio-scope.ts";

type Cohort = CohortsAnswer["cohorts"][number];

export const Cohorts = (): JSX.Element => {
  const page = usePortfolio();
  const [of, setOf] = createSignal<"accounts" | "arr">("arr");
  const cohorts = () => page.cohorts.data()?.cohorts ?? [];
  const span = () => Math.max(1, ...cohorts().map(({ course }) => course.length));
  const base = (cohort: Cohort): number => (of() === "arr" ? (cohort.course[0]?.arr ?? 0) : cohort.accounts);
  const left = (cohort: Cohort, at: number): number | null => {
    const cell = cohort.course[at];
    const whole = base(cohort);
    return cell === undefined || whole === 0 ? null : (100 * cell[of()]) / whole;
  };
  const words = (cohort: Cohort, at: number): string => {
    const cell = cohort.course[at];
    if (!cell) return "";
    const when = at === 0 ? "at the end of its month" : `${at} ${at === 1 ? "month" : "months"} later`;
    return `${monthText(cohort.month)}, ${when}: ${accountsCounted(cell.accounts)}, ${moneyText(Math.round(cell.arr * 100))}`;
  };
  return (
    <Panel
      title="Cohorts"
      beside={<span class="text-xs text-faint">by the month they came</span>}
      end={
        <Choice
          label="What is left of"
          value={of()}
          options={[
            { value: "arr", label: "ARR" },
            { value: "accounts", label: "Accounts" },
          ]}
          onChange={setOf}
        />
      }
    >
      <Switch>
        <Match when={page.cohorts.data()}>
          <Show
            when={cohorts().length > 0}
            fallback={<p class="px-4 py-6 text-xs text-faint">No account came in the last twelve months.</p>}
          >
            <div class="overflow-x-auto px-4 py-3">
              <table class="w-full text-xs" data-numbers>
                <thead>
                  <tr class="text-faint [&>th]:px-1 [&>th]:pb-1.5 [&>th]:font-normal">
                    <th scope="col" class="text-start">
                      Month
                    </th>
                    <th scope="col" class="text-end">
                      Came
                    </th>
                    <For each={Array.from({ length: span() })}>
                      {(_, at) => (
                        <th scope="col" class="text-center">
                          {at() === 0 ? "0 mo" : at()}
                        </th>
                      )}
                    </For>
                  </tr>
                </thead>
                <tbody>
                  <For each={cohorts()}>
                    {(cohort) => (
                      <tr>
                        <th scope="row" class="px-1 py-0.5 text-start font-normal whitespace-nowrap">
                          <A href={page.listAddress({ ordering: "-created_at" })} class="text-ink hover:underline">
                            {monthText(cohort.month)}
                          </A>
                        </th>
                        <td class="px-1 text-end text-soft">{cohort.accounts}</td>
                        <For each={Array.from({ length: span() })}>
                          {(_, at) => (
                            <td class="p-0.5">
                              <Show when={left(cohort, at()) !== null}>
                                <span
                                  class="port-cell"
                                  style={{ "--left": String(Math.min(120, left(cohort, at()) ?? 0) / 100) }}
                                  data-tip={words(cohort, at())}
                                >
                                  {Math.round(left(cohort, at()) ?? 0)}%
                                </span>
                              </Show>
                            </td>
                          )}
                        </For>
                      </tr>
                    )}
                  </For>
                </tbody>
              </table>
            </div>
          </Show>
        </Match>
        <Match when={page.cohorts.problem()}>
          {(problem) => (
            <div role="alert" class="flex flex-wrap items-center gap-2 px-4 py-6 text-soft">
              <span class="min-w-0 flex-1">The cohorts could not be loaded. {problem().message}</span>
              <Button onClick={() => page.cohorts.refetch()}>Try again</Button>
            </div>
          )}
        </Match>
        <Match when={true}>
          <Loading label="Loading the cohorts" class="p-4">
            <Skeleton class="h-32 w-full" />
          </Loading>
        </Match>
      </Switch>
    </Panel>
  );
};
