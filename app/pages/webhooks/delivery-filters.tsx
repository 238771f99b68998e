/** The inspector's filters over the list; all of them stand in the address. [WP2] */
import History from "lucide-solid/icons/rotate-ccw-clock";
import Search from "lucide-solid/icons/search";
import X from "lucide-solid/icons/x";
import { createEffect, createSignal, type JSX, on, onCleanup, Show } from "solid-js";
import { deliveryStateLabels, deliveryStates, verdictLabels, verdicts } from "../../../domain/webhook-words.ts";
import { Button, IconButton } from "../../parts/button.tsx";
import { fieldClass, SelectField } from "../../parts/field.tsx";
import { type DeliveryFilter, isFiltered, noFilter } from "./filter.ts";
import { AccountPick } from "./account-pick.tsx";
import { TimePick } from "./time-pick.tsx";
import { useWebhooks } from "./webhooks-scope.ts";

interface Choice {
  value: string;
  label: string;
}

const Pick = (props: {
  label: string;
  value: string | null;
  all: string;
  options: readonly Choice[];
  onChange: (value: string | null) => void;
}): JSX.Element => (
  <SelectField
    quiet
    class={`wh-pick ${props.value === null ? "" : "wh-picked"}`}
    label={props.label}
    value={props.value ?? ""}
    options={[{ value: "", label: props.all }, ...props.options]}
    onChange={(value) => props.onChange(value === "" ? null : value)}
  />
);

/** A search is asked once the typing rests for so long. */
const restAfter = 200;

export const DeliveryFilters = (props: {
  filter: DeliveryFilter;
  onFilter: (part: Partial<DeliveryFilter>) => void;
  onReplay: () => void;
  count: number | undefined;
  searchRef: (input: HTMLInputElement) => void;
}): JSX.Element => {
  const page = useWebhooks();
  const [text, setText] = createSignal("");
  createEffect(
    on(
      () => props.filter.text,
      (told) => told !== text().trim() && setText(told),
    ),
  );
  let timer: ReturnType<typeof setTimeout> | undefined;
  const type = (value: string): void => {
    setText(value);
    clearTimeout(timer);
    timer = setTimeout(() => props.onFilter({ text: value.trim() }), restAfter);
  };
  onCleanup(() => clearTimeout(timer));
  const sources = () => page.sources.data()?.results.map(({ id, name }) => ({ value: id, label: name })) ?? [];
  return (
    <div class="wh-bar">
      <div role="search" class="wh-filters">
        <div class="wh-search relative w-48 min-w-0">
          <Search size={14} class="pointer-events-none absolute inset-y-0 start-2.5 my-auto text-faint" />
          <input
            ref={(input) => props.searchRef(input)}
            type="search"
            aria-label="Search in bodies, event ids and reasons"
            placeholder="Body, event id, reason"
            class={`${fieldClass} h-(--control) border-line ps-8`}
            value={text()}
            onInput={(event) => type(event.currentTarget.value)}
          />
        </div>
        <div class="wh-picks">
          <Pick
            label="Source"
            all="All sources"
            value={props.filter.source}
            options={sources()}
            onChange={(source) => props.onFilter({ source })}
          />
          <AccountPick value={props.filter.account} onChange={(account) => props.onFilter({ account })} />
          <Pick
            label="State"
            all="Any state"
            value={props.filter.state}
            options={deliveryStates.map((value) => ({ value, label: deliveryStateLabels[value] }))}
            onChange={(state) => props.onFilter({ state: state as DeliveryFilter["state"] })}
          />
          <Pick
            label="Signature"
            all="Any signature"
            value={props.filter.verdict}
            options={verdicts.map((value) => ({ value, label: verdictLabels[value] }))}
            onChange={(verdict) => props.onFilter({ verdict: verdict as DeliveryFilter["verdict"] })}
          />
          <TimePick
            span={props.filter.span}
            from={props.filter.from}
            until={props.filter.until}
            onChange={(time) => props.onFilter(time)}
          />
          <Show when={isFiltered(props.filter)}>
            <IconButton icon={X} label="Clear the filters" onClick={() => props.onFilter(noFilter)} />
          </Show>
        </div>
        <span class="wh-filters-end">
          <span data-numbers class="wh-count-words text-xs whitespace-nowrap text-faint" aria-live="polite">
            {props.count === undefined
              ? ""
              : `${props.count.toLocaleString()} ${props.count === 1 ? "delivery" : "deliveries"}`}
          </span>
          <Button icon={History} class="wh-replay" onClick={() => props.onReplay()}>
            <span class="wh-replay-words">Replay a range</span>
          </Button>
        </span>
      </div>
    </div>
  );
};
