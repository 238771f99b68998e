/** What can be done with the selected accounts together, as one step that one Undo takes back. [AV8] */
import X from "lucide-solid/icons/x";
import { createSignal, For, type JSX, Show } from "solid-js";
import { Button, IconButton } from "../../parts/button.tsx";
import { FloatingPanel } from "../../parts/floating-panel.tsx";
import { FloatingMenu, type MenuEntry } from "../../parts/menu.tsx";
import type { Box } from "../../parts/place.ts";
import { download } from "../kpis/drawer/csv.ts";
import { useAccounts } from "./accounts-scope.ts";
import { choiceEntries, TypedEditor } from "./cell-editor.tsx";
import { exportName, exportOf } from "./export.ts";
import { type FieldName, fields } from "./fields.ts";
import { accountsCounted } from "./words.ts";

const offered = ["owner", "segment", "industry", "region", "renewal_date"] as const satisfies FieldName[];

export const BulkBar = (): JSX.Element => {
  const page = useAccounts();
  const [asked, setAsked] = createSignal<{ field: FieldName; at: Box } | null>(null);
  const ids = () => [...page.cursor.selected()];
  const isChoice = (field: FieldName): boolean => fields[field].kind === "choice";
  const apply = (field: FieldName, value: unknown) => page.acts.saveAll(ids(), field, value);
  /** What all of them have; undefined when they differ. */
  const common = (field: FieldName): unknown => {
    const values = new Set(ids().map((id) => page.book.account(id)?.[field]));
    return values.size === 1 ? [...values][0] : undefined;
  };
  const picked = () => (isChoice(asked()?.field ?? "name") ? asked() : null);
  const typed = () => (isChoice(asked()?.field ?? "name") ? null : asked());
  const entries = (): MenuEntry[] => {
    const field = picked()?.field;
    return field === undefined
      ? []
      : choiceEntries(page.live, field, common(field), (value) => void apply(field, value));
  };
  return (
    <Show when={page.cursor.selected().size > 0}>
      <div
        role="toolbar"
        aria-label="Selected accounts"
        class="absolute inset-x-0 bottom-4 z-20 mx-auto flex w-fit max-w-[calc(100%-1.5rem)] animate-appear items-center gap-1 overflow-x-auto rounded-panel bg-float p-1.5 ps-3 shadow-float"
      >
        <span data-numbers class="pe-2 font-medium whitespace-nowrap">
          {accountsCounted(page.cursor.selected().size)} selected
        </span>
        <For each={offered}>
          {(field) => (
            <Button
              reason={page.live.reason("account.edit")}
              aria-haspopup={isChoice(field) ? "menu" : "dialog"}
              onClick={(event) => setAsked({ field, at: (event.currentTarget as HTMLElement).getBoundingClientRect() })}
            >
              {fields[field].label}
            </Button>
          )}
        </For>
        <Button
          onClick={() => {
            const chosen = page.shown().filter(({ id }) => page.cursor.isSelected(id));
            download(exportName(page.today()), exportOf(chosen, page.view().columns, page.personOf));
          }}
        >
          Export
        </Button>
        <IconButton icon={X} label="Clear the selection" keys="escape" onClick={() => page.cursor.clear()} />
      </div>
      <FloatingMenu
        at={picked()?.at ?? null}
        side="above-start"
        label={fields[picked()?.field ?? "name"].label}
        entries={entries()}
        onClose={() => setAsked(null)}
      />
      <FloatingPanel
        at={typed()?.at ?? null}
        side="above-start"
        label={`${fields[typed()?.field ?? "name"].label} of ${accountsCounted(ids().length)}`}
        class="w-64"
        onClose={() => setAsked(null)}
      >
        <Show when={typed()?.field} keyed>
          {(field) => (
            <BulkField
              field={field}
              onApply={(value) => {
                setAsked(null);
                void apply(field, value);
              }}
            />
          )}
        </Show>
      </FloatingPanel>
    </Show>
  );
};

const BulkField = (props: { field: FieldName; onApply: (value: unknown) => void }): JSX.Element => {
  const page = useAccounts();
  return (
    <div class="flex flex-col gap-2 p-3">
      <p class="text-xs font-medium text-soft">
        {fields[props.field].label} of {accountsCounted(page.cursor.selected().size)}
      </p>
      <TypedEditor
        field={props.field}
        account={undefined}
        regions={page.regions()}
        label={`New ${fields[props.field].label.toLowerCase()}`}
        onlyOnEnter
        save={(value) => Promise.resolve(props.onApply(value))}
        onClose={() => undefined}
      />
      <p class="text-xs text-faint">Enter sets it for all of them; empty takes it away.</p>
    </div>
  );
};
