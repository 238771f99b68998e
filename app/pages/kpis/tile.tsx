/** One KPI on the page, read on its own so that one change draws one tile. [KB4] */
import ArrowDown from "lucide-solid/icons/arrow-down";
import ArrowRight from "lucide-solid/icons/arrow-right";
import ArrowUp from "lucide-solid/icons/arrow-up";
import ClockAlert from "lucide-solid/icons/clock-alert";
import Ellipsis from "lucide-solid/icons/ellipsis";
import Link2 from "lucide-solid/icons/link-2";
import Minus from "lucide-solid/icons/minus";
import Plus from "lucide-solid/icons/plus";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { createMemo, type JSX, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { Kpi } from "../../../domain/kpi.ts";
import { sourceLabel } from "../../../domain/kpi-words.ts";
import { hueOf } from "../../hues.ts";
import { Avatar } from "../../parts/avatar.tsx";
import { Badge } from "../../parts/badge.tsx";
import { IconButton } from "../../parts/button.tsx";
import { exactTime, relativeTime } from "../../relative-time.ts";
import { useKpis } from "./kpi-scope.ts";
import { amountText, differenceText, percentText, signsOf, numberText, stepOf } from "./numbers.ts";
import { paceLine, paceToday } from "./pace-words.ts";
import { Ring } from "./ring.tsx";
import { Sparkline } from "./sparkline.tsx";
import { changeOf, isStale, type Standing, standingOf } from "./standing.ts";
import { ValueLine } from "./value-line.tsx";

const dayLength = 86_400_000;
const arrows = { up: ArrowUp, down: ArrowDown, level: ArrowRight } as const;
const changeTones = { good: "text-good-text", bad: "text-bad-text" } as const;
const standingTones: Record<Standing["tone"], string> = {
  good: "text-good-text",
  watch: "text-watch-text",
  bad: "text-bad-text",
};

/** The change against the value before, as arrow, share and words. */
export const ChangeLine = (props: { kpi: Kpi }): JSX.Element => {
  const change = () => changeOf(props.kpi);
  return (
    <span
      data-numbers
      data-tip={`${change().words} than the value before`}
      class={`inline-flex shrink-0 items-center gap-0.5 ${change().tone === null ? "text-soft" : changeTones[change().tone ?? "good"]}`}
    >
      <Dynamic component={arrows[change().way]} size={13} aria-hidden="true" />
      <span aria-hidden="true">
        {change().way === "level"
          ? "No change"
          : props.kpi.percentage_change === 0
            ? "from 0"
            : percentText(Math.abs(props.kpi.percentage_change))}
      </span>
      <span class="sr-only">{change().words}</span>
    </span>
  );
};

const shapes: Record<Standing["tone"], JSX.SVGElementTags["path"]["d"]> = {
  good: "M2 5.2 4.2 7.4 8.2 2.8",
  watch: "M2 5h6",
  bad: "M2.4 2.4l5.2 5.2M7.6 2.4 2.4 7.6",
};

/** The standing as a shape and a word. */
export const StandingSign = (props: { standing: Standing }): JSX.Element => (
  <span class={`inline-flex min-w-0 items-center gap-1 ${standingTones[props.standing.tone]}`}>
    <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true" class="shrink-0">
      <path
        d={shapes[props.standing.tone]}
        fill="none"
        stroke="currentColor"
        stroke-width="1.6"
        stroke-linecap="round"
      />
    </svg>
    <span class="truncate">{props.standing.word}</span>
  </span>
);

/** The large number with its unit. */
export const Value = (props: { kpi: Kpi; value: number }): JSX.Element => {
  const signs = () => signsOf(props.kpi.unit);
  const text = () => numberText(Math.abs(props.value), props.kpi.unit);
  return (
    <span class="kpi-value" data-long={text().length > 12 ? "very" : text().length > 8 ? "" : undefined}>
      <span>{props.value < 0 ? "\u2212" : ""}</span>
      <Show when={signs().before}>
        <span class="kpi-sign">{signs().before}</span>
      </Show>
      {text()}
      <Show when={signs().after}>
        <span class="kpi-sign">{signs().after}</span>
      </Show>
    </span>
  );
};

/** `Target $48,000`, `Keep between 10 and 45`. */
export const goalOf = ({ direction, floor, ceiling, unit, target }: Kpi): string =>
  direction === "between" && floor !== null && ceiling !== null
    ? `Keep between ${amountText(floor, unit)} and ${amountText(ceiling, unit)}`
    : `Target ${direction === "lower" ? "at most " : ""}${amountText(target, unit)}`;

export const Tile = (props: { id: string }): JSX.Element => {
  const page = useKpis();
  const kpi = createMemo(() => page.live.kpi(props.id));
  return <Show when={kpi()}>{(row) => <TileBody kpi={row()} />}</Show>;
};

const TileBody = (props: { kpi: Kpi }): JSX.Element => {
  const page = useKpis();
  let valueButton: HTMLButtonElement | undefined;
  const id = () => props.kpi.id;
  const standing = createMemo(() => standingOf(props.kpi, page.today()));
  const pace = createMemo(() => paceToday(props.kpi, page.today()));
  const series = () => page.histories.of(id());
  const until = createMemo(() => Math.max(page.now(), props.kpi.recorded_at));
  const others = createMemo(() => page.who.at(id()));
  const typist = () => page.who.inField(id(), "value")[0];
  // With the drawer open the typing goes on there.
  const typing = () =>
    page.updating.typing()?.id === id() && page.updating.typing()?.how === "line" && page.opened() !== id();
  const value = () => page.updating.stepped(id()) ?? props.kpi.current_value;
  const flip = () => page.hearing.flipOf(id());
  const editor = () => (props.kpi.updated_by === null ? undefined : page.live.people[props.kpi.updated_by]);
  const waits = () => page.live.state() !== "live" && page.live.pendingFor(id());
  const step = () => amountText(stepOf(props.kpi.current_value, props.kpi.target), props.kpi.unit);
  const unusual = createMemo(() => page.flags.of(id()));

  return (
    <article
      data-kpi={id()}
      aria-label={props.kpi.name}
      aria-current={page.opened() === id() ? "true" : undefined}
      class="kpi-tile"
      classList={{ "kpi-open": page.opened() === id(), "kpi-visited": others().length > 0 }}
      style={{ "--hue": others()[0] ? hueOf(others()[0]?.user ?? "") : undefined }}
    >
      <header class="flex min-w-0 items-center gap-1.5">
        <h2 class="min-w-0 flex-1 truncate">
          <a
            href={page.addressOf(id())}
            dir="auto"
            data-kpi-name
            class="font-medium text-ink hover:underline"
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey) return;
              event.preventDefault();
              page.show(id());
            }}
          >
            {props.kpi.name}
          </a>
        </h2>
        <Show when={unusual()}>
          {(reason) => (
            <Badge tone="watch" tip={reason()}>
              <TriangleAlert size={11} aria-hidden="true" />
              Unusual
              <span class="sr-only">: {reason()}</span>
            </Badge>
          )}
        </Show>
        <Show when={isStale(props.kpi, page.now())}>
          <Badge tone="watch" tip={`No value since ${exactTime(props.kpi.recorded_at)}`}>
            <ClockAlert size={11} aria-hidden="true" />
            Stale
          </Badge>
        </Show>
        <IconButton
          icon={Ellipsis}
          label={`Actions for ${props.kpi.name}`}
          size={15}
          class="kpi-small -me-1"
          aria-haspopup="menu"
          onClick={(event) => page.menu(id(), (event.currentTarget as HTMLElement).getBoundingClientRect())}
        />
      </header>

      <div class="flex min-h-11 items-center gap-2">
        <Show
          when={typing()}
          fallback={
            <button
              type="button"
              ref={(element) => (valueButton = element)}
              data-value
              data-stepped={page.updating.stepped(id()) === undefined ? undefined : ""}
              aria-disabled={page.updating.reason(id()) ? "true" : undefined}
              data-tip={page.updating.reason(id()) ?? "Update"}
              data-tip-keys={page.updating.reason(id()) ? undefined : "u"}
              aria-label={`${amountText(value(), props.kpi.unit)}, ${page.updating.reason(id()) ?? `update ${props.kpi.name}`}`}
              class="kpi-value-button"
              onClick={() => page.updating.start(id())}
            >
              <Show when={flip()?.rev ?? 0} keyed fallback={<Value kpi={props.kpi} value={value()} />}>
                {(_rev) => (
                  <span class="kpi-flip">
                    <Value kpi={props.kpi} value={value()} />
                  </span>
                )}
              </Show>
            </button>
          }
        >
          <ValueLine
            kpi={props.kpi}
            onDone={(refocus) => {
              page.updating.stop();
              if (refocus) queueMicrotask(() => valueButton?.focus());
            }}
          />
        </Show>
        <Ring share={props.kpi.percentage_complete} tone={standing().tone} />
      </div>

      <p class="flex min-w-0 items-center gap-2 text-xs text-soft">
        <span
          data-numbers
          class="min-w-0 flex-1 truncate"
          data-tip={`${differenceText(props.kpi.current_value - props.kpi.target, props.kpi.unit)} from the target`}
        >
          {goalOf(props.kpi)}
        </span>
        <ChangeLine kpi={props.kpi} />
      </p>

      <Sparkline
        series={series()}
        since={until() - page.view().days * dayLength}
        until={until()}
        loading={page.histories.loading()}
        label={`${props.kpi.name} over ${page.view().days} days, now ${amountText(props.kpi.current_value, props.kpi.unit)}`}
      />

      <p class="flex h-5 min-w-0 items-center gap-2 text-xs">
        <StandingSign standing={standing()} />
        <Show when={pace()}>
          {(found) => (
            <button
              type="button"
              aria-haspopup="dialog"
              class="kpi-why"
              onClick={(event) => page.why(id(), event.currentTarget.getBoundingClientRect())}
            >
              <span data-numbers class="truncate">
                {paceLine(props.kpi, found(), page.today())}
              </span>
              <span class="kpi-why-mark">why</span>
            </button>
          )}
        </Show>
        <Show when={!pace() && props.kpi.source}>
          {(source) => (
            <span
              class="ms-auto inline-flex min-w-0 items-center gap-1 text-faint"
              data-tip="This value follows the circle's own data and updates itself."
            >
              <Link2 size={12} aria-hidden="true" />
              <span class="truncate">{sourceLabel(source())}</span>
            </span>
          )}
        </Show>
      </p>

      <footer class="flex min-h-6.5 min-w-0 items-center gap-1.5 text-xs text-faint">
        <Show
          when={typist()}
          fallback={
            <>
              <Show when={!props.kpi.source && editor()}>
                {(person) => <Avatar user={person().user} name={person().name} size="sm" />}
              </Show>
              <span class="min-w-0 flex-1 truncate" data-tip={`Last value ${exactTime(props.kpi.recorded_at)}`}>
                <Show
                  when={flip()}
                  fallback={
                    <>
                      {props.kpi.source ? "By itself, " : ""}
                      <time datetime={new Date(props.kpi.recorded_at).toISOString()}>
                        {relativeTime(props.kpi.recorded_at, page.now())}
                      </time>
                    </>
                  }
                >
                  {(by) => <span class="font-medium text-accent-text">{by().who}, just now</span>}
                </Show>
              </span>
            </>
          }
        >
          {(person) => (
            <span class="flex min-w-0 flex-1 items-center gap-1.5 font-medium text-ink">
              <Avatar user={person().user} name={person().name} size="sm" ring quiet />
              <span class="truncate">{person().name} is updating this</span>
            </span>
          )}
        </Show>
        <Show when={waits()}>
          <span class="size-1.5 shrink-0 rounded-full border border-faint" data-tip="Waits to be sent">
            <span class="sr-only">Waits to be sent</span>
          </span>
        </Show>
        <Show when={!props.kpi.source}>
          <span class="flex shrink-0 gap-1">
            <IconButton
              look="outline"
              icon={Minus}
              size={13}
              label={`${props.kpi.name}: ${step()} less`}
              keys="-"
              class="kpi-step"
              reason={page.live.reason("kpi.record")}
              onClick={() => page.updating.step(id(), -1)}
            />
            <IconButton
              look="outline"
              icon={Plus}
              size={13}
              label={`${props.kpi.name}: ${step()} more`}
              keys="+"
              class="kpi-step"
              reason={page.live.reason("kpi.record")}
              onClick={() => page.updating.step(id(), 1)}
            />
          </span>
        </Show>
      </footer>
      <Show when={others()[0]}>
        {(visitor) => (
          <span class="kpi-flag" dir="auto">
            {visitor().name.split(" ")[0]}
            <Show when={others().length > 1}>{` +${others().length - 1}`}</Show>
          </span>
        )}
      </Show>
    </article>
  );
};
