/** A titled card: what it is about in its first line, with a count and controls. */
import { createUniqueId, type JSX, Show } from "solid-js";

export interface PanelProps {
  title: string;
  /** Beside the title: a count. */
  beside?: JSX.Element;
  /** At the end of the title's line. */
  end?: JSX.Element;
  class?: string;
  /** Where a link of the page leads to. */
  id?: string;
  children: JSX.Element;
}

export const Panel = (props: PanelProps): JSX.Element => {
  const title = createUniqueId();
  return (
    <section id={props.id} aria-labelledby={title} class={`flex min-w-0 flex-col ${props.class ?? ""}`}>
      <header class="flex min-h-9 items-center gap-2 pb-1">
        <h2 id={title} class="text-sm font-semibold whitespace-nowrap">
          {props.title}
        </h2>
        {props.beside}
        <Show when={props.end}>
          <div class="ms-auto flex items-center gap-2">{props.end}</div>
        </Show>
      </header>
      <div class="min-w-0 overflow-hidden rounded-panel border border-line bg-surface shadow-card">
        {props.children}
      </div>
    </section>
  );
};
