/** The head of the grid: what each column holds, and by which one the rows stand in order. */
import ArrowDown from "lucide-solid/icons/arrow-down";
import ArrowUp from "lucide-solid/icons/arrow-up";
import { createEffect, For, type JSX, Show } from "solid-js";
import type { Ordering } from "../../../domain/account-view.ts";
import { useAccounts } from "./accounts-scope.ts";
import { column } from "./view.ts";

const Head = (props: {
  label: string;
  order: Ordering;
  down: boolean;
  figure: boolean;
  name?: boolean;
}): JSX.Element => {
  const page = useAccounts();
  const order = () => page.view().order;
  const here = () => order().by === props.order;
  return (
    <div
      role="columnheader"
      aria-sort={here() ? (order().down ? "descending" : "ascending") : undefined}
      class={`acc-cell ${props.figure ? "acc-figure" : ""} ${props.name ? "acc-name" : ""}`}
    >
      <button
        type="button"
        class="inline-flex min-w-0 items-center gap-0.5 rounded-[4px] hover:text-ink"
        data-tip={`Order by ${props.label.toLowerCase()}`}
        onClick={() => page.setView({ order: { by: props.order, down: here() ? !order().down : props.down } })}
      >
        <span class="truncate">{props.label}</span>
        <Show when={here()}>
          <Show when={order().down} fallback={<ArrowUp size={12} />}>
            <ArrowDown size={12} />
          </Show>
        </Show>
      </button>
    </div>
  );
};

export const GridHead = (): JSX.Element => {
  const page = useAccounts();
  let box: HTMLInputElement | undefined;
  const count = () => page.cursor.selected().size;
  const all = () => count() > 0 && count() === page.ids().length;
  createEffect(() => {
    if (box) box.indeterminate = count() > 0 && !all();
  });
  return (
    <div role="row" aria-rowindex="1" class="acc-head">
      <div role="columnheader" class="acc-cell acc-check" data-some={count() > 0 ? "" : undefined}>
        <input
          ref={(element) => (box = element)}
          type="checkbox"
          aria-label="Select all accounts of the view"
          checked={all()}
          onClick={() => (all() ? page.cursor.clear() : page.cursor.selectAll())}
        />
      </div>
      <Head label="Account" order="name" down={false} figure={false} name />
      <For each={page.view().columns}>
        {(name) => (
          <Head
            label={column(name).label}
            order={column(name).order}
            down={column(name).down ?? false}
            figure={column(name).figure ?? false}
          />
        )}
      </For>
    </div>
  );
};
