/** A delivery's trace: which place of the payload became what, and which values changed because of it. [WP4] */
import { A } from "@solidjs/router";
import ArrowRight from "lucide-solid/icons/arrow-right";
import ListFilter from "lucide-solid/icons/list-filter";
import { For, type JSX, Show } from "solid-js";
import { buttonClass } from "../../parts/button.tsx";
import type { DeliveryState } from "../../../domain/webhook-words.ts";
import { AccountHealth } from "./account-health.tsx";
import { type ChangeGroup, groupsOf, whyWords } from "./change-groups.ts";
import type { DeliveryChange, Step } from "./resources.ts";
import { useWebhooks } from "./webhooks-scope.ts";
import { placeOf, subjectOf, valueWords } from "./words.ts";

export const Steps = (props: { steps: readonly Step[] }): JSX.Element => (
  <Show when={props.steps.length > 0} fallback={<p class="text-faint">Nothing was read from it.</p>}>
    <ol class="wh-list" data-steps>
      <For each={props.steps}>
        {(step) => (
          <li class="grid grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] items-center gap-2 px-3 py-1.5">
            <span class="min-w-0">
              <code
                class="block truncate font-mono text-xs text-accent-text"
                data-tip={step.path || "The payload itself"}
              >
                {step.path === "" ? "fixed text" : step.path}
              </code>
              <span class="block truncate text-xs text-faint" data-tip={step.value}>
                {step.value}
              </span>
            </span>
            <ArrowRight size={13} class="text-faint" aria-label="became" />
            <span class="min-w-0 truncate font-medium" data-tip={step.as}>
              {step.as}
            </span>
          </li>
        )}
      </For>
    </ol>
  </Show>
);

/** What it became, and what it was where it was something. */
const Values = (props: { change: DeliveryChange }): JSX.Element => (
  <Show when={props.change.before !== null || props.change.after !== null}>
    <span data-numbers class="ms-auto inline-flex items-center gap-1.5 font-medium">
      <Show
        when={props.change.before !== props.change.after}
        fallback={
          <>
            <span class="text-faint">{valueWords(props.change.after)}</span>
            <span class="text-xs font-normal text-faint">as before</span>
          </>
        }
      >
        <Show when={props.change.before !== null}>
          <span class="text-faint line-through decoration-edge">{valueWords(props.change.before)}</span>
          <ArrowRight size={12} class="text-faint" aria-label="to" />
        </Show>
        <span>{valueWords(props.change.after)}</span>
      </Show>
    </span>
  </Show>
);

const Subject = (props: { change: DeliveryChange }): JSX.Element => {
  const page = useWebhooks();
  const place = () => placeOf(page.live.circle, props.change);
  const name = () => props.change.account_name ?? nameless[props.change.what];
  return (
    <Show when={name()}>
      {(words) => (
        <Show when={place()} fallback={<span class="min-w-0 truncate font-medium">{words()}</span>}>
          {(href) => (
            <A href={href()} class="min-w-0 truncate font-medium text-accent-text hover:underline" dir="auto">
              {words()}
            </A>
          )}
        </Show>
      )}
    </Show>
  );
};
const nameless: Partial<Record<DeliveryChange["what"], string>> = { contact: "Contact", kpi: "KPI" };

/** One change by itself, as a dry run lists its differences. */
export const ChangeRow = (props: { change: DeliveryChange; below?: JSX.Element }): JSX.Element => (
  <li class="flex flex-col gap-0.5 px-3 py-2" data-change>
    <span class="flex min-w-0 flex-wrap items-baseline gap-x-2">
      <Subject change={props.change} />
      <span class="text-soft">{subjectOf(props.change)}</span>
      <Values change={props.change} />
    </span>
    <span class="text-xs text-faint" dir="auto">
      {whyWords(props.change.why)}
    </span>
    {props.below}
  </li>
);

const Group = (props: { group: ChangeGroup; settled: boolean }): JSX.Element => {
  const page = useWebhooks();
  return (
    <li class="flex flex-col gap-1 px-3 py-2" data-change>
      <span class="flex min-w-0 items-center justify-between gap-3">
        <Subject change={props.group.first} />
        <Show when={props.settled && props.group.first.account_id}>
          {(id) => (
            <span class="inline-flex items-center gap-1">
              <AccountHealth id={id()} />
              <A
                href={page.tabAddress("deliveries", `?account=${id()}`)}
                aria-label={`Only deliveries about ${props.group.first.account_name ?? "this account"}`}
                data-tip="Only deliveries about it"
                class={`${buttonClass("ghost")} wh-small w-(--control) px-0`}
              >
                <ListFilter size={14} />
              </A>
            </span>
          )}
        </Show>
      </span>
      <For each={props.group.changes}>
        {(change) => (
          <span class="flex min-w-0 flex-wrap items-baseline gap-x-2">
            <span class="text-soft">{subjectOf(change)}</span>
            <Values change={change} />
          </span>
        )}
      </For>
      <span class="text-xs text-faint" dir="auto">
        {whyWords(props.group.first.why)}
      </span>
    </li>
  );
};

export const Changes = (props: { changes: readonly DeliveryChange[]; state: DeliveryState }): JSX.Element => (
  <Show
    when={props.changes.length > 0}
    fallback={<p class="text-faint">{props.state === "waiting" ? "It has not been worked on yet." : "Nothing."}</p>}
  >
    <ol class="wh-list" data-changes>
      <For each={groupsOf(props.changes)}>{(group) => <Group group={group} settled={props.state !== "waiting"} />}</For>
    </ol>
  </Show>
);
