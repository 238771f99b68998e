/** Tabs: one of a few panels, chosen by click, arrows, Home and End. */
import { createUniqueId, For, type JSX, Show } from "solid-js";

export interface TabsProps<Name extends string> {
  label: string;
  tabs: readonly { name: Name; label: string; count?: number | undefined }[];
  value: Name;
  onChange: (name: Name) => void;
  /** The panel of the chosen tab. */
  children: JSX.Element;
  class?: string;
}

export const Tabs = <Name extends string>(props: TabsProps<Name>): JSX.Element => {
  const id = createUniqueId();
  const press = (event: KeyboardEvent): void => {
    const here = props.tabs.findIndex(({ name }) => name === props.value);
    const last = props.tabs.length - 1;
    const to = {
      ArrowRight: here === last ? 0 : here + 1,
      ArrowLeft: here === 0 ? last : here - 1,
      Home: 0,
      End: last,
    }[event.key];
    const tab = to === undefined ? undefined : props.tabs[to];
    if (!tab) return;
    event.preventDefault();
    props.onChange(tab.name);
    document.querySelector<HTMLElement>(`#${CSS.escape(`${id}-${tab.name}`)}`)?.focus();
  };
  return (
    <>
      <div
        role="tablist"
        aria-label={props.label}
        class={`flex shrink-0 gap-1 overflow-x-auto border-b border-line ${props.class ?? ""}`}
      >
        <For each={props.tabs}>
          {(tab) => (
            <button
              type="button"
              role="tab"
              id={`${id}-${tab.name}`}
              aria-selected={tab.name === props.value}
              aria-controls={`${id}-panel`}
              tabindex={tab.name === props.value ? 0 : -1}
              class="-mb-px inline-flex h-10 items-center gap-1.5 border-b-2 border-transparent px-2.5 text-sm whitespace-nowrap text-soft transition-colors hover:text-ink focus-visible:-outline-offset-2 aria-selected:border-accent aria-selected:font-medium aria-selected:text-ink max-md:h-11"
              onClick={() => props.onChange(tab.name)}
              onKeyDown={press}
            >
              {tab.label}
              <Show when={tab.count}>
                <span data-numbers class="rounded-full bg-press px-1.5 text-2xs font-medium text-soft">
                  {tab.count?.toLocaleString()}
                </span>
              </Show>
            </button>
          )}
        </For>
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${props.value}`} tabindex="-1" class="contents">
        {props.children}
      </div>
    </>
  );
};
