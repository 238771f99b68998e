/** All KPIs as a table: the same numbers in columns, one line each. [KB12] */
import { createMemo, For, type JSX, Show } from "solid-js";
import type { Kpi } from "../../../domain/kpi.ts";
import { Avatar } from "../../parts/avatar.tsx";
import { exactTime, relativeTime } from "../../relative-time.ts";
import { type Sort, sortLabels } from "./filter.ts";
import { useKpis } from "./kpi-scope.ts";
import { amountText, percentText } from "./numbers.ts";
import { paceLine, paceToday } from "./pace-words.ts";
import { isStale, standingOf } from "./standing.ts";
import { Sparkline } from "./sparkline.tsx";
import { ChangeLine, StandingSign } from "./tile.tsx";
import { ValueLine } from "./value-line.tsx";

const dayLength = 86_400_000;

const Head = (props: { label: string; sort?: Sort; figure?: boolean }): JSX.Element => {
  const page = useKpis();
  const here = () => props.sort !== undefined && page.view().sort === props.sort;
  /** What is sorted largest first goes down. */
  const downwards = () => (props.sort === "name") === page.view().reversed;
  return (
    <th
      scope="col"
      class={props.figure ? "kpi-figure" : ""}
      aria-sort={here() ? (downwards() ? "descending" : "ascending") : undefined}
    >
      <Show when={props.sort} fallback={props.label}>
        {(sort) => (
          <button
            type="button"
            class="hover:text-ink"
            data-tip={`Order by ${sortLabels[sort()].toLowerCase()}`}
            onClick={() => page.setView({ sort: sort(), reversed: here() && !page.view().reversed })}
          >
            {props.label}
            <span aria-hidden="true">{here() ? (downwards() ? " ↓" : " ↑") : ""}</span>
          </button>
        )}
      </Show>
    </th>
  );
};

const Row = (props: { kpi: Kpi }): JSX.Element => {
  const page = useKpis();
  let button: HTMLButtonElement | undefined;
  const standing = createMemo(() => standingOf(props.kpi, page.today()));
  const pace = createMemo(() => paceToday(props.kpi, page.today()));
  const editor = () => (props.kpi.updated_by === null ? undefined : page.live.people[props.kpi.updated_by]);
  const typing = () =>
    page.updating.typing()?.id === props.kpi.id &&
    page.updating.typing()?.how === "line" &&
    page.opened() !== props.kpi.id;
  const typist = () => page.who.inField(props.kpi.id, "value")[0];
  const until = () => Math.max(page.now(), props.kpi.recorded_at);
  return (
    <tr
      data-kpi={props.kpi.id}
      aria-current={page.opened() === props.kpi.id ? "true" : undefined}
      class="aria-[current]:bg-accent-soft"
    >
      <th scope="row" class="max-w-72">
        <a
          href={page.addressOf(props.kpi.id)}
          dir="auto"
          data-kpi-name
          class="block truncate font-medium text-ink hover:underline"
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            page.show(props.kpi.id);
          }}
        >
          {props.kpi.name}
        </a>
      </th>
      <td class="kpi-figure">
        <Show
          when={typing()}
          fallback={
            <button
              type="button"
              ref={(element) => (button = element)}
              data-value
              aria-disabled={page.updating.reason(props.kpi.id) ? "true" : undefined}
              data-tip={
                page.updating.reason(props.kpi.id) ?? (typist() ? `${typist()?.name} is updating this` : "Update")
              }
              aria-label={`${amountText(props.kpi.current_value, props.kpi.unit)}, update ${props.kpi.name}`}
              class={`-me-1.5 rounded-control px-1.5 py-0.5 font-semibold hover:bg-hover ${typist() ? "person-text" : "text-ink"}`}
              onClick={() => page.updating.start(props.kpi.id)}
            >
              {amountText(page.updating.stepped(props.kpi.id) ?? props.kpi.current_value, props.kpi.unit)}
            </button>
          }
        >
          <div class="flex w-44">
            <ValueLine
              kpi={props.kpi}
              onDone={(refocus) => {
                page.updating.stop();
                if (refocus) queueMicrotask(() => button?.focus());
              }}
            />
          </div>
        </Show>
      </td>
      <td class="kpi-figure text-soft">{amountText(props.kpi.target, props.kpi.unit)}</td>
      <td class="kpi-figure">{percentText(props.kpi.percentage_complete)}</td>
      <td class="text-xs">
        <StandingSign standing={standing()} />
      </td>
      <td class="text-xs">
        <ChangeLine kpi={props.kpi} />
      </td>
      <td class="w-40">
        <Sparkline
          series={page.histories.of(props.kpi.id)}
          since={until() - page.view().days * dayLength}
          until={until()}
          loading={page.histories.loading()}
          label={`${props.kpi.name} over ${page.view().days} days`}
        />
      </td>
      <td class="text-xs text-soft">
        <Show when={pace()}>
          {(found) => (
            <button
              type="button"
              aria-haspopup="dialog"
              class="kpi-why"
              onClick={(event) => page.why(props.kpi.id, event.currentTarget.getBoundingClientRect())}
            >
              {paceLine(props.kpi, found(), page.today())}
              <span class="kpi-why-mark">why</span>
            </button>
          )}
        </Show>
      </td>
      <td class="text-xs text-faint">
        <span class="flex items-center gap-1.5">
          <Show when={!props.kpi.source && editor()}>
            {(person) => <Avatar user={person().user} name={person().name} size="sm" />}
          </Show>
          <time
            datetime={new Date(props.kpi.recorded_at).toISOString()}
            data-tip={exactTime(props.kpi.recorded_at)}
            class={isStale(props.kpi, page.now()) ? "text-watch-text" : ""}
          >
            {relativeTime(props.kpi.recorded_at, page.now())}
            {isStale(props.kpi, page.now()) ? ", stale" : ""}
          </time>
        </span>
      </td>
    </tr>
  );
};

const RowOf = (props: { id: string }): JSX.Element => {
  const page = useKpis();
  const kpi = createMemo(() => page.live.kpi(props.id));
  return <Show when={kpi()}>{(row) => <Row kpi={row()} />}</Show>;
};

export const KpiTable = (): JSX.Element => {
  const page = useKpis();
  return (
    <table class="kpi-table w-full border-separate border-spacing-0 px-2.5 pb-8 text-sm" aria-label="KPIs">
      <thead>
        <tr>
          <Head label="Name" sort="name" />
          <Head label="Value" figure />
          <Head label="Target" figure />
          <Head label="Of target" sort="progress" figure />
          <Head label="Standing" sort="attention" />
          <Head label="Change" sort="change" />
          <Head label={`${page.view().days} days`} />
          <Head label="Pace" />
          <Head label="Last update" sort="recorded" />
        </tr>
      </thead>
      <tbody>
        <For each={page.shown()}>{(id) => <RowOf id={id} />}</For>
      </tbody>
    </table>
  );
};
