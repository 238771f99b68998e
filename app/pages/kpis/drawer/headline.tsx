/** The top of the drawer: name, value and how it is updated, standing and pace. */
import Minus from "lucide-solid/icons/minus";
import Plus from "lucide-solid/icons/plus";
import { createMemo, type JSX, Show } from "solid-js";
import type { Kpi } from "../../../../domain/kpi.ts";
import { Button, IconButton } from "../../../parts/button.tsx";
import { useKpis } from "../kpi-scope.ts";
import { amountText, stepOf } from "../numbers.ts";
import { paceLine, paceToday } from "../pace-words.ts";
import { Ring } from "../ring.tsx";
import { standingOf } from "../standing.ts";
import { ChangeLine, goalOf, StandingSign, Value } from "../tile.tsx";
import { ValueLine } from "../value-line.tsx";

export const Headline = (props: { kpi: Kpi }): JSX.Element => {
  const page = useKpis();
  let button: HTMLButtonElement | undefined;
  const id = () => props.kpi.id;
  const standing = createMemo(() => standingOf(props.kpi, page.today()));
  const pace = createMemo(() => paceToday(props.kpi, page.today()));
  const typing = () => page.updating.typing()?.id === id() && page.updating.typing()?.how === "line";
  const typist = () => page.who.inField(id(), "value")[0];
  const step = () => amountText(stepOf(props.kpi.current_value, props.kpi.target), props.kpi.unit);
  return (
    <header class="flex flex-col gap-2">
      <h2 dir="auto" class="text-start text-base font-semibold">
        {props.kpi.name}
      </h2>
      <div class="flex min-h-11 items-center gap-2">
        <Show
          when={typing()}
          fallback={
            <>
              <Value kpi={props.kpi} value={page.updating.stepped(id()) ?? props.kpi.current_value} />
              <span class="ms-auto" />
              <Show when={!props.kpi.source}>
                <IconButton
                  look="outline"
                  icon={Minus}
                  size={14}
                  label={`${step()} less`}
                  keys="-"
                  reason={page.updating.reason(id())}
                  onClick={() => page.updating.step(id(), -1)}
                />
                <IconButton
                  look="outline"
                  icon={Plus}
                  size={14}
                  label={`${step()} more`}
                  keys="+"
                  reason={page.updating.reason(id())}
                  onClick={() => page.updating.step(id(), 1)}
                />
              </Show>
              <Button
                ref={(element) => (button = element)}
                look="solid"
                reason={page.updating.reason(id())}
                onClick={() => page.updating.start(id())}
              >
                Update
              </Button>
            </>
          }
        >
          <ValueLine
            kpi={props.kpi}
            onDone={(refocus) => {
              page.updating.stop();
              if (refocus) queueMicrotask(() => button?.focus());
            }}
          />
        </Show>
        <Ring share={props.kpi.percentage_complete} tone={standing().tone} />
      </div>
      <p class="flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-soft">
        <StandingSign standing={standing()} />
        <span data-numbers>{goalOf(props.kpi)}</span>
        <ChangeLine kpi={props.kpi} />
        <Show when={pace()}>
          {(found) => (
            <button
              type="button"
              aria-haspopup="dialog"
              class="kpi-why ms-0!"
              onClick={(event) => page.why(id(), event.currentTarget.getBoundingClientRect())}
            >
              {paceLine(props.kpi, found(), page.today())}
              <span class="kpi-why-mark">why</span>
            </button>
          )}
        </Show>
      </p>
      <Show when={typist()}>
        {(person) => (
          <p class="rounded-control bg-watch-soft px-3 py-1.5 text-xs text-watch-text">
            {person().name} is updating this now. Both values will be in the history.
          </p>
        )}
      </Show>
    </header>
  );
};
