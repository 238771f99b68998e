/** What stands beside a list with one of its rows open; on narrow screens it covers the list. */
import X from "lucide-solid/icons/x";
import { type JSX, onMount } from "solid-js";
import { IconButton } from "../../parts/button.tsx";

export const Drawer = (props: {
  label: string;
  title: string;
  onClose: () => void;
  children: JSX.Element;
}): JSX.Element => {
  // On a narrow screen it covers the list, so the focus goes along.
  const takeFocus = (heading: HTMLElement): void =>
    onMount(() => matchMedia("(width < 64rem)").matches && heading.focus());
  return (
    <aside aria-label={props.label} class="wh-drawer" data-drawer>
      <header class="flex items-center gap-2 border-b border-line px-4 py-2">
        <h2 ref={takeFocus} tabindex="-1" class="min-w-0 flex-1 truncate text-base font-semibold outline-none">
          {props.title}
        </h2>
        <IconButton icon={X} label="Close" keys="Esc" onClick={() => props.onClose()} />
      </header>
      <div class="min-h-0 flex-1 overflow-y-auto">{props.children}</div>
    </aside>
  );
};
