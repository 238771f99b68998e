/** The panel of one filter: choices with how many accounts each has, or the two ends of a range. [AV11] */
import { createMemo, createSignal, For, type JSX, Match, Show, Switch } from "solid-js";
import type { BookAccount } from "../../../domain/account.ts";
import {
  type AccountFilter,
  dataStateOf,
  makeAccountMatcher,
  nothing,
  type Range,
} from "../../../domain/account-view.ts";
import { fold } from "../../../domain/text.ts";
import { Avatar } from "../../parts/avatar.tsx";
import { Button } from "../../parts/button.tsx";
import { TextField } from "../../parts/field.tsx";
import { FloatingPanel } from "../../parts/floating-panel.tsx";
import { BucketShape } from "../../parts/health-badge.tsx";
import type { Box } from "../../parts/place.ts";
import { me } from "../../session.ts";
import { readTyped, typedForm } from "../kpis/numbers.ts";
import { useAccounts } from "./accounts-scope.ts";
import { choices, kindLabels, type Kind, listOf, renewalChoices, withoutKind } from "./filters.ts";

interface Option {
  value: string;
  label: string;
  start?: JSX.Element;
}

const valueIn: Record<keyof typeof listOf, (account: BookAccount, today: string) => string> = {
  bucket: ({ health_bucket }) => health_bucket,
  segment: ({ segment }) => segment ?? nothing,
  industry: ({ industry }) => industry,
  region: ({ region }) => region ?? nothing,
  owner: ({ owner }) => owner ?? nothing,
  sentiment: ({ sentiment }) => sentiment ?? nothing,
  data: dataStateOf,
};

/** How many accounts each choice would show, given all the other filters. */
const createCounts = (kind: () => keyof typeof listOf) => {
  const page = useAccounts();
  return createMemo(() => {
    const others = { ...page.view().filter, ...withoutKind(kind()) };
    const match = makeAccountMatcher(others, { today: page.today(), me: me()?.user.id ?? null });
    const counts = new Map<string, number>();
    for (const account of page.book.accounts()) {
      if (!match(account)) continue;
      const value = valueIn[kind()](account, page.today());
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    return counts;
  });
};

const ListPanel = (props: { kind: keyof typeof listOf }): JSX.Element => {
  const page = useAccounts();
  const counts = createCounts(() => props.kind);
  const [sought, setSought] = createSignal("");
  const chosen = (): readonly string[] => page.view().filter[listOf[props.kind]];
  const options = (): Option[] => {
    if (props.kind === "owner") {
      const own = me()?.user.id;
      const people = Object.values(page.live.people).filter(({ user, role }) => role !== null || counts().has(user));
      return [
        { value: "me", label: "Me" },
        ...people
          .filter(({ user }) => user !== own)
          .map(({ user, name }) => ({
            value: user,
            label: name,
            start: <Avatar user={user} name={name} size="sm" quiet />,
          })),
        { value: nothing, label: "Nobody" },
      ];
    }
    if (props.kind === "region")
      return [
        ...page.regions().map((region) => ({ value: region, label: region })),
        { value: nothing, label: "No region" },
      ];
    if (props.kind === "bucket")
      return choices.bucket.map(({ value, label }) => ({ value, label, start: <BucketShape bucket={value} /> }));
    return [...choices[props.kind]];
  };
  const long = () => options().length > 9;
  const found = () => options().filter(({ label }) => fold(label).includes(fold(sought().trim())));
  const countOf = (value: string): number => counts().get(value === "me" ? (me()?.user.id ?? "") : value) ?? 0;
  const toggle = (value: string): void => {
    const now = chosen();
    const next = now.includes(value) ? now.filter((one) => one !== value) : [...now, value];
    const order = options().map((option) => option.value);
    page.setFilter({
      [listOf[props.kind]]: next.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)),
    });
  };
  return (
    <div class="flex flex-col p-1">
      <Show when={long()}>
        <div class="p-1.5">
          <TextField
            label={`Search ${kindLabels[props.kind].toLowerCase()}`}
            quiet
            placeholder="Search"
            autofocus
            value={sought()}
            onInput={(event) => setSought(event.currentTarget.value)}
          />
        </div>
      </Show>
      <For each={found()} fallback={<p class="px-3 py-2 text-soft">Nothing is called that.</p>}>
        {(option, index) => (
          <label class="flex min-h-(--control) items-center gap-2.5 rounded-control px-2 hover:bg-hover has-focus-visible:bg-press">
            <input
              type="checkbox"
              class="outline-none"
              autofocus={!long() && index() === 0}
              checked={chosen().includes(option.value)}
              onChange={() => toggle(option.value)}
            />
            {option.start}
            <span class="min-w-0 flex-1 truncate">{option.label}</span>
            <span data-numbers class="text-xs text-faint">
              {countOf(option.value).toLocaleString()}
            </span>
          </label>
        )}
      </For>
    </div>
  );
};

/** Two ends, typed; taken as soon as they can be read. */
const RangeFields = (props: {
  label: string;
  type?: "date";
  value: Range<string>;
  placeholders?: [string, string];
  fault: (text: string) => string | undefined;
  onChange: (range: Range<string>) => void;
  focus?: boolean;
}): JSX.Element => {
  // eslint-disable-next-line solid/reactivity -- what they start with
  const [ends, setEnds] = createSignal({ from: props.value.from ?? "", to: props.value.to ?? "" });
  const wrong = (text: string): string[] | undefined => {
    const fault = text.trim() === "" ? undefined : props.fault(text);
    return fault === undefined ? undefined : [fault];
  };
  const put = (part: Partial<Record<"from" | "to", string>>): void => {
    const next = { ...ends(), ...part };
    setEnds(next);
    if (wrong(next.from) || wrong(next.to)) return;
    props.onChange({ from: next.from.trim() || null, to: next.to.trim() || null });
  };
  return (
    <div class="grid grid-cols-2 gap-2">
      <For each={["from", "to"] as const}>
        {(end, index) => (
          <TextField
            label={end === "from" ? "From" : "To"}
            aria-label={`${props.label} ${end}`}
            type={props.type ?? "text"}
            inputmode={props.type === "date" ? undefined : "decimal"}
            autofocus={props.focus === true && index() === 0}
            autocomplete="off"
            placeholder={props.placeholders?.[index()] ?? ""}
            value={ends()[end]}
            errors={wrong(ends()[end])}
            onInput={(event) => put({ [end]: event.currentTarget.value })}
          />
        )}
      </For>
    </div>
  );
};

const scoreFault = (text: string): string | undefined =>
  /^\d{1,3}(\.\d+)?$/.test(text.trim()) && Number(text) <= 100 ? undefined : "0 to 100.";
const moneyFault = (text: string): string | undefined => {
  try {
    return readTyped(text) < 0 ? "Must not be negative." : undefined;
  } catch (error) {
    return (error as Error).message;
  }
};

const RenewalPanel = (): JSX.Element => {
  const page = useAccounts();
  const now = () => page.view().filter.renewal;
  const set = (renewal: AccountFilter["renewal"]): void =>
    page.setFilter({ renewal: now() === renewal ? null : renewal });
  const rows: { value: AccountFilter["renewal"]; label: string }[] = [
    ...renewalChoices.map((days) => ({ value: days, label: `Within ${days} days` })),
    { value: "past", label: "Overdue" },
    { value: nothing, label: "No renewal date" },
  ];
  return (
    <div class="flex flex-col gap-2 p-1">
      <div class="flex flex-col">
        <For each={rows}>
          {(row, index) => (
            <label class="flex min-h-(--control) items-center gap-2.5 rounded-control px-2 hover:bg-hover has-focus-visible:bg-press">
              <input
                type="checkbox"
                class="outline-none"
                autofocus={index() === 0}
                checked={now() === row.value}
                onChange={() => set(row.value)}
              />
              {row.label}
            </label>
          )}
        </For>
      </div>
      <div class="border-t border-line px-2 pt-3 pb-2">
        <RangeFields
          label="Renewal"
          type="date"
          value={page.view().filter.renewalDates}
          fault={() => undefined}
          onChange={(renewalDates) => page.setFilter({ renewalDates })}
        />
      </div>
    </div>
  );
};

const Body = (props: { kind: Kind }): JSX.Element => {
  const page = useAccounts();
  const filter = () => page.view().filter;
  return (
    <Switch fallback={<ListPanel kind={props.kind as keyof typeof listOf} />}>
      <Match when={props.kind === "arr"}>
        <div class="p-3">
          <RangeFields
            label="ARR"
            focus
            value={{
              from: filter().arr.from === null ? null : typedForm(filter().arr.from ?? 0),
              to: filter().arr.to === null ? null : typedForm(filter().arr.to ?? 0),
            }}
            placeholders={["$0", "no limit"]}
            fault={moneyFault}
            onChange={({ from, to }) =>
              page.setFilter({
                arr: { from: from === null ? null : readTyped(from), to: to === null ? null : readTyped(to) },
              })
            }
          />
        </div>
      </Match>
      <Match when={props.kind === "health"}>
        <div class="p-3">
          <RangeFields
            label="Health score"
            focus
            value={{ from: filter().health.from?.toString() ?? null, to: filter().health.to?.toString() ?? null }}
            placeholders={["0", "100"]}
            fault={scoreFault}
            onChange={({ from, to }) =>
              page.setFilter({
                health: { from: from === null ? null : Number(from), to: to === null ? null : Number(to) },
              })
            }
          />
        </div>
      </Match>
      <Match when={props.kind === "renewal"}>
        <RenewalPanel />
      </Match>
    </Switch>
  );
};

export interface PanelAt {
  kind: Kind;
  at: Box;
}

export const FilterPanel = (props: { at: PanelAt | null; onClose: () => void }): JSX.Element => {
  const page = useAccounts();
  const says = () => {
    const kind = props.at?.kind;
    return (
      kind !== undefined &&
      JSON.stringify(page.view().filter) !== JSON.stringify({ ...page.view().filter, ...withoutKind(kind) })
    );
  };
  return (
    <FloatingPanel
      at={props.at?.at ?? null}
      label={`Filter by ${kindLabels[props.at?.kind ?? "bucket"].toLowerCase()}`}
      class="w-64"
      onClose={() => props.onClose()}
    >
      <Show when={props.at?.kind} keyed>
        {(kind) => (
          <>
            <div class="flex items-center justify-between gap-2 ps-3 pe-1.5 pt-1.5">
              <span class="text-2xs font-medium text-faint">{kindLabels[kind]}</span>
              <Button
                look="ghost"
                class="h-7 px-2 text-xs"
                reason={says() ? undefined : "This filter lets everything through."}
                onClick={() => {
                  page.setFilter(withoutKind(kind));
                  props.onClose();
                }}
              >
                Clear
              </Button>
            </div>
            <Body kind={kind} />
          </>
        )}
      </Show>
    </FloatingPanel>
  );
};
