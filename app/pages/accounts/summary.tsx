/** What the view comes to: how many, their ARR, their health by bucket. Each number opens why; each bucket narrows the view. */
import { For, type JSX, Show } from "solid-js";
import { bucketLabels, scoreText } from "../../../domain/health-words.ts";
import { bucketOrder } from "../../../domain/portfolio.ts";
import { BucketShape } from "../../parts/health-badge.tsx";
import { WhyNumber } from "../../parts/why.tsx";
import { useAccounts } from "./accounts-scope.ts";
import { accountsCounted, moneyShort, moneyText } from "./words.ts";
import { whyArr, whyMean } from "./why-totals.ts";

const bars = {
  healthy: "bg-good",
  at_risk: "bg-watch",
  critical: "bg-bad",
  unknown: "bg-edge",
} as const;

export const Summary = (): JSX.Element => {
  const page = useAccounts();
  const totals = () => page.totals();
  const whole = () => page.book.accounts().length;
  const toggle = (bucket: (typeof bucketOrder)[number]): void => {
    const now = page.view().filter.buckets;
    page.setFilter({ buckets: now.includes(bucket) ? now.filter((one) => one !== bucket) : [...now, bucket] });
  };
  return (
    <div data-numbers class="flex min-w-0 flex-wrap items-center gap-x-5 gap-y-1.5 text-sm text-soft">
      <p>
        <span class="font-medium text-ink">{totals().count.toLocaleString()}</span>
        {totals().count === whole() ? "" : ` of ${whole().toLocaleString()}`}{" "}
        <span class="max-sm:sr-only">{accountsCounted(totals().count).replace(/^[\d.,\s]+/, "")}</span>
      </p>
      <p>
        <WhyNumber
          label="the ARR of this view"
          why={() => whyArr(page.shown(), page.addressOf, page.now())}
          class="font-medium text-ink"
        >
          <span data-tip={moneyText(totals().arr)}>{moneyShort(totals().arr)}</span>
        </WhyNumber>{" "}
        ARR
      </p>
      <Show when={totals().average_health !== null}>
        <p class="max-lg:hidden">
          <WhyNumber
            label="the mean health of this view"
            why={() => whyMean(page.shown(), totals(), page.now())}
            class="font-medium text-ink"
          >
            {scoreText(totals().average_health, 1)}
          </WhyNumber>{" "}
          mean health
        </p>
      </Show>
      <div class="flex items-center gap-1" role="group" aria-label="Health of the view">
        <span class="me-1.5 flex h-1.5 w-28 overflow-hidden rounded-full bg-press max-lg:hidden" aria-hidden="true">
          <For each={bucketOrder}>
            {(bucket) => (
              <span
                class={`${bars[bucket]} transition-[width]`}
                style={{ width: `${(100 * totals().buckets[bucket].count) / Math.max(1, totals().count)}%` }}
              />
            )}
          </For>
        </span>
        <For each={bucketOrder}>
          {(bucket) => (
            <button
              type="button"
              aria-pressed={page.view().filter.buckets.includes(bucket)}
              aria-label={`${bucketLabels[bucket]}: ${accountsCounted(totals().buckets[bucket].count)}, ${moneyText(totals().buckets[bucket].arr)}`}
              data-tip={`${bucketLabels[bucket]}, ${moneyShort(totals().buckets[bucket].arr)}`}
              class="inline-flex h-7 items-center gap-1 rounded-control px-1.5 text-xs text-soft hover:bg-hover aria-pressed:bg-press aria-pressed:text-ink max-md:h-(--control)"
              onClick={() => toggle(bucket)}
            >
              <BucketShape bucket={bucket} size={10} />
              {totals().buckets[bucket].count.toLocaleString()}
            </button>
          )}
        </For>
      </div>
    </div>
  );
};
