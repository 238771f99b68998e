/** The accounts as a grid: only the rows in sight are drawn; arrows go from cell to cell. [AV6] [AV7] [AV10] */
import { createMemo, For, type JSX, onCleanup, onMount, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { BookAccount } from "../../../domain/account.ts";
import { People } from "../../parts/avatar.tsx";
import { preferences } from "../../preferences.ts";
import { createMedia } from "../board/measures.ts";
import { createWindow } from "../board/window.ts";
import { useAccounts } from "./accounts-scope.ts";
import { TypedEditor } from "./cell-editor.tsx";
import { cells } from "./cells.tsx";
import { fieldOf } from "./editing.ts";
import { fields } from "./fields.ts";
import { GridHead } from "./grid-head.tsx";
import { createGridKeys } from "./grid-keys.ts";
import { column, type ColumnName } from "./view.ts";

/** Pixels of the head's row. */
const head = 36;
const nameLeast = 196;

export const rowHeight = (coarse: boolean): number => (coarse ? 48 : preferences().density === "compact" ? 32 : 40);

type Place = ColumnName | "name";

const Cell = (props: { account: BookAccount; name: ColumnName }): JSX.Element => {
  const page = useAccounts();
  const editing = () => page.editing.isAt(props.account.id, props.name);
  const typed = () => {
    const field = fieldOf[props.name];
    return editing() && field !== undefined && fields[field].kind !== "choice" ? field : undefined;
  };
  return (
    <div
      role="gridcell"
      data-cell={props.name}
      tabindex={page.cursor.isAt(props.account.id) && page.cursor.across() === props.name ? 0 : -1}
      class={`acc-cell ${column(props.name).figure ? "acc-figure" : ""} ${fieldOf[props.name] ? "acc-editable" : ""}`}
      classList={{ "acc-editing": editing() }}
    >
      <Show when={typed()} fallback={<Dynamic component={cells[props.name]} account={props.account} />}>
        {(field) => <InCell account={props.account} field={field()} />}
      </Show>
    </div>
  );
};

const InCell = (props: { account: BookAccount; field: keyof typeof fields }): JSX.Element => {
  const page = useAccounts();
  return (
    <TypedEditor
      field={props.field}
      account={props.account}
      regions={page.regions()}
      label={`${fields[props.field].label} of ${props.account.name}`}
      class="acc-in-cell"
      save={(value) => page.acts.save(props.account.id, props.field, value)}
      onClose={(refocus) => {
        page.editing.stop();
        if (refocus) page.cursor.focus(props.account.id);
      }}
    />
  );
};

const Row = (props: { account: BookAccount; index: number; height: number }): JSX.Element => {
  const page = useAccounts();
  const id = () => props.account.id;
  return (
    <div
      role="row"
      data-account={id()}
      aria-rowindex={props.index + 2}
      aria-selected={page.cursor.isSelected(id())}
      class="acc-row"
      classList={{ "acc-here": page.opened() === id() }}
      style={{ transform: `translateY(${props.index * props.height}px)`, height: `${props.height}px` }}
    >
      <div role="gridcell" class="acc-cell acc-check" data-cell="check">
        <input
          type="checkbox"
          tabindex="-1"
          aria-label={`Select ${props.account.name}`}
          checked={page.cursor.isSelected(id())}
          onClick={(event) => {
            if (event.shiftKey) page.cursor.selectTo(id());
            else page.cursor.toggle(id());
          }}
        />
      </div>
      <div
        role="gridcell"
        data-cell="name"
        tabindex={page.cursor.isAt(id()) && page.cursor.across() === "name" ? 0 : -1}
        class="acc-cell acc-name acc-editable"
      >
        <Show
          when={page.editing.isAt(id(), "name")}
          fallback={
            <a
              href={page.addressOf(id())}
              tabindex="-1"
              dir="auto"
              data-account-name
              class="min-w-0 truncate font-medium text-ink hover:underline"
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                event.preventDefault();
                page.cursor.look(id());
                page.show(id());
              }}
            >
              {props.account.name}
            </a>
          }
        >
          <InCell account={props.account} field="name" />
        </Show>
        <span class="ms-auto flex ps-2">
          <People people={page.who.at(id())} label="Others on this account" ring size="xs" most={2} />
        </span>
      </div>
      <For each={page.view().columns}>{(name) => <Cell account={props.account} name={name} />}</For>
    </div>
  );
};

export const AccountTable = (): JSX.Element => {
  const page = useAccounts();
  const coarse = createMedia("(pointer: coarse)");
  const height = () => rowHeight(coarse());
  let scroller: HTMLDivElement | undefined;
  const drawn = createWindow(page.ids, () => ({ card: height(), gap: 0, top: 0 }), page.cursor.at);
  const template = createMemo(
    () =>
      `36px minmax(${nameLeast}px, 1fr) ${page
        .view()
        .columns.map((name) => `${column(name).width}px`)
        .join(" ")} 12px`,
  );
  const width = () => 36 + nameLeast + 12 + page.view().columns.reduce((sum, name) => sum + column(name).width, 0);

  /** Brings a row out from under the head, or up from below the edge. */
  const reveal = (index: number): void => {
    if (!scroller) return;
    const start = index * height();
    const room = scroller.clientHeight - head;
    if (start < scroller.scrollTop) scroller.scrollTop = start;
    else if (start + height() > scroller.scrollTop + room) scroller.scrollTop = start + height() - room;
  };
  const focusCell = (id: string): void => {
    const row = scroller?.querySelector(`[data-account="${CSS.escape(id)}"]`);
    const cell =
      row?.querySelector<HTMLElement>(`[data-cell="${page.cursor.across()}"]`) ??
      row?.querySelector<HTMLElement>("[data-cell=name]");
    cell?.focus({ preventScroll: true });
    // Sideways only as far as needed; up and down is done already.
    cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  onMount(() => {
    page.cursor.shows((id, index) => {
      reveal(index);
      queueMicrotask(() => focusCell(id));
    });
  });
  onCleanup(() => page.cursor.shows(null));
  const press = createGridKeys({
    page,
    rows: () => Math.max(1, Math.floor(((scroller?.clientHeight ?? 400) - head) / height()) - 1),
    focusCell,
  });
  /** A press on the focused cell edits it; the first one only focuses. */
  const click = (event: MouseEvent): void => {
    const target = event.target as HTMLElement;
    const cell = target.closest<HTMLElement>("[data-cell]");
    const id = target.closest<HTMLElement>("[data-account]")?.dataset["account"];
    const place = cell?.dataset["cell"] as Place | "check" | undefined;
    if (!cell || !id || !place || place === "check" || target.closest("a, button, input")) return;
    if (event.shiftKey) {
      page.cursor.selectTo(id);
      return;
    }
    const again = page.cursor.at() === id && page.cursor.across() === place;
    page.cursor.setAcross(place);
    page.cursor.look(id);
    page.cursor.anchorAt(id);
    cell.focus({ preventScroll: true });
    if (again && fieldOf[place]) page.editing.start(id, place, cell);
  };

  return (
    <div
      ref={(element) => {
        scroller = element;
        drawn.ref(element);
      }}
      role="grid"
      tabindex={page.cursor.at() === null ? 0 : -1}
      aria-label="Accounts"
      aria-rowcount={page.ids().length + 1}
      aria-colcount={page.view().columns.length + 2}
      aria-multiselectable="true"
      class="acc-grid"
      onKeyDown={press}
      onClick={click}
      onFocusIn={(event) => {
        const target = event.target as HTMLElement;
        const id = target.closest<HTMLElement>("[data-account]")?.dataset["account"];
        if (id) page.cursor.look(id);
        else if (target === event.currentTarget && event.target.matches(":focus-visible")) page.cursor.step(0);
      }}
    >
      <div class="acc-sheet" style={{ "--columns": template(), "min-width": `${width()}px` }}>
        <GridHead />
        <div role="rowgroup" class="relative" style={{ height: `${drawn.height()}px` }}>
          <For each={drawn.drawn()}>
            {(id) => {
              const account = createMemo(() => page.book.account(id));
              return (
                <Show when={account()}>
                  {(row) => <Row account={row()} index={drawn.indexOf(id)} height={height()} />}
                </Show>
              );
            }}
          </For>
        </div>
      </div>
    </div>
  );
};
