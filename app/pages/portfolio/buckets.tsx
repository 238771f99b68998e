/** Accounts and ARR by bucket, and by segment, region or industry; each bar and each row opens its accounts. [PO1] */
import { A } from "@solidjs/router";
import { createSignal, For, type JSX, Show } from "solid-js";
import { type Industry, industryLabels } from "../../../domain/account-words.ts";
import type { BucketOrUnknown } from "../../../domain/health.ts";
import { bucketLabels, scoreText } from "../../../domain/health-words.ts";
import { bucketOrder, type Dimension, type Group, type Slice } from "../../../domain/portfolio.ts";
import { Choice } from "../../parts/choice.tsx";
import { BucketShape } from "../../parts/health-badge.tsx";
import { Panel } from "../../parts/panel.tsx";
import { accountsCounted, moneyShort, moneyText } from "../accounts/words.ts";
import { usePortfolio } from "./portfolio-scope.ts";

const share = (part: number, whole: number): number => (whole === 0 ? 0 : (100 * part) / whole);

/** A bar of buckets by ARR; where there is no ARR, by number. The words beside it say the same. */
export const BucketBar = (props: { slice: Pick<Slice, "arr" | "count" | "buckets"> }): JSX.Element => {
  const width = (bucket: BucketOrUnknown): number =>
    props.slice.arr > 0
      ? share(props.slice.buckets[bucket].arr, props.slice.arr)
      : share(props.slice.buckets[bucket].count, props.slice.count);
  return (
    <span class="flex h-2.5 w-full gap-px overflow-hidden rounded-[3px] bg-press" aria-hidden="true">
      <For each={bucketOrder}>
        {(bucket) => (
          <Show when={width(bucket) > 0}>
            <span class={`port-part port-${bucket}`} style={{ width: `${width(bucket)}%` }} />
          </Show>
        )}
      </For>
    </span>
  );
};

export const Buckets = (): JSX.Element => {
  const page = usePortfolio();
  const whole = () => page.whole();
  return (
    <Panel title="Buckets" end={<span class="text-xs text-faint">by ARR</span>} class="port-buckets">
      <div class="px-4 pt-4 pb-1">
        <BucketBar slice={whole()} />
      </div>
      <table class="w-full text-sm" data-numbers>
        <caption class="sr-only">Accounts and ARR by bucket</caption>
        <thead class="sr-only">
          <tr>
            <th scope="col">Bucket</th>
            <th scope="col">Accounts</th>
            <th scope="col">ARR</th>
            <th scope="col">Share of ARR</th>
          </tr>
        </thead>
        <tbody>
          <For each={bucketOrder}>
            {(bucket) => (
              <tr class="port-row">
                <th scope="row" class="py-2 ps-4 text-start font-normal">
                  <A href={page.listAddress({ bucket })} class="port-row-link flex items-center gap-2 text-ink">
                    <BucketShape bucket={bucket} />
                    {bucketLabels[bucket]}
                  </A>
                </th>
                <td class="text-end text-soft">{accountsCounted(whole().buckets[bucket].count)}</td>
                <td class="text-end font-medium text-ink">{moneyShort(whole().buckets[bucket].arr)}</td>
                <td class="w-14 pe-4 text-end text-xs text-faint">
                  {Math.round(share(whole().buckets[bucket].arr, whole().arr))}%
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </Panel>
  );
};

const dimensionLabels: Record<Dimension, string> = { segment: "Segment", region: "Region", industry: "Industry" };

const nameOf = (by: Dimension, name: string | null): string =>
  name === null ? `No ${by}` : by === "industry" ? industryLabels[name as Industry] : name;

export const Groups = (): JSX.Element => {
  const page = usePortfolio();
  const [by, setBy] = createSignal<Dimension>("segment");
  const groups = (): readonly Group[] => page.whole().by[by()];
  const address = (group: Group): string => page.listAddress({ [by()]: group.name ?? "none" });
  return (
    <Panel
      title="Where the ARR is"
      end={
        <Choice
          label="Group by"
          value={by()}
          options={(["segment", "region", "industry"] as const).map((value) => ({
            value,
            label: dimensionLabels[value],
          }))}
          onChange={setBy}
        />
      }
    >
      <div class="overflow-x-auto">
        <table class="w-full text-sm" data-numbers>
          <caption class="sr-only">Accounts, ARR and health by {dimensionLabels[by()].toLowerCase()}</caption>
          <thead>
            <tr class="text-xs text-faint [&>th]:py-2 [&>th]:font-normal">
              <th scope="col" class="ps-4 text-start">
                {dimensionLabels[by()]}
              </th>
              <th scope="col" class="w-2/5 px-3 text-start max-sm:hidden">
                Buckets by ARR
              </th>
              <th scope="col" class="text-end max-sm:hidden">
                Accounts
              </th>
              <th scope="col" class="text-end">
                ARR
              </th>
              <th scope="col" class="text-end">
                At risk
              </th>
              <th scope="col" class="ps-3 pe-4 text-end" data-tip="Weighted by ARR">
                Health
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={groups()}>
              {(group) => (
                <tr class="port-row">
                  <th scope="row" class="py-2 ps-4 text-start font-normal whitespace-nowrap">
                    <A
                      href={address(group)}
                      dir="auto"
                      class={`port-row-link ${group.name === null ? "text-faint" : "text-ink"}`}
                    >
                      {nameOf(by(), group.name)}
                    </A>
                  </th>
                  <td class="px-3 max-sm:hidden">
                    <BucketBar slice={group} />
                  </td>
                  <td class="text-end text-soft max-sm:hidden">{group.count.toLocaleString()}</td>
                  <td class="text-end font-medium text-ink" data-tip={moneyText(group.arr)}>
                    {moneyShort(group.arr)}
                  </td>
                  <td class={`text-end ${group.at_risk.arr > 0 ? "text-bad-text" : "text-faint"}`}>
                    {moneyShort(group.at_risk.arr)}
                  </td>
                  <td class="ps-3 pe-4 text-end text-soft">{scoreText(group.weighted_health, 1)}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </div>
    </Panel>
  );
};
