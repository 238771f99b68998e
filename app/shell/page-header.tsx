/** The strip at the top of every page: title, the page's own controls, who is here, and the connection. */
import { type JSX, Show } from "solid-js";
import { People } from "../parts/avatar.tsx";
import { ConnectionPill } from "../parts/connection-pill.tsx";
import { me } from "../session.ts";
import { isOnline, shellStatus } from "../shell-status.ts";
import { CircleMenu } from "./circle-menu.tsx";
import { currentCircle } from "./current-circle.ts";
import { UserMenu } from "./user-menu.tsx";

export interface PageHeaderProps {
  title: string;
  /** Before the title: the way back. */
  before?: JSX.Element;
  /** Beside the title: a count, a badge. */
  beside?: JSX.Element;
  /** Controls at the end; on phones they go under the title. */
  children?: JSX.Element;
}

export const PageHeader = (props: PageHeaderProps): JSX.Element => {
  const circle = currentCircle();
  return (
    <header class="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-canvas px-5 py-2 max-md:px-3 max-md:pt-[max(0.5rem,env(safe-area-inset-top))]">
      <Show when={me()}>
        <div class="max-w-40 md:hidden">
          <CircleMenu circle={circle()} />
        </div>
      </Show>
      <div class="flex min-h-9 min-w-0 items-center gap-2">
        {props.before}
        <h1 class="truncate text-base font-semibold max-md:sr-only">{props.title}</h1>
        {props.beside}
      </div>
      <div class="ms-auto flex items-center gap-3 md:order-last">
        <Show when={shellStatus()} fallback={!isOnline() && <ConnectionPill state="offline" waiting={0} />}>
          {(status) => (
            <>
              <People people={status().people()} label="Here now" ring />
              <ConnectionPill {...status().connection()} />
            </>
          )}
        </Show>
        <div class="md:hidden">
          <UserMenu folded side="below-end" />
        </div>
      </div>
      <div class="flex min-w-0 items-center gap-2 empty:hidden max-md:order-last max-md:w-full md:flex-1 md:justify-end">
        {props.children}
      </div>
    </header>
  );
};

/** A page of prose and forms: header over one readable column that scrolls. */
export const ReadingPage = (props: {
  title: string;
  lead?: JSX.Element;
  /** The header's controls. */
  tools?: JSX.Element;
  children: JSX.Element;
}): JSX.Element => (
  <>
    <PageHeader title={props.title}>{props.tools}</PageHeader>
    <div class="min-h-0 flex-1 overflow-y-auto">
      <div class="mx-auto flex max-w-3xl flex-col gap-8 px-5 py-8 max-md:px-4 max-md:py-5">
        <Show when={props.lead}>
          <p class="max-w-[70ch] text-base text-soft">{props.lead}</p>
        </Show>
        {props.children}
      </div>
    </div>
  </>
);

/** A titled part of a reading page, on a card. */
export const Section = (props: {
  title: string;
  about?: JSX.Element;
  end?: JSX.Element;
  id?: string;
  danger?: boolean;
  children: JSX.Element;
}): JSX.Element => (
  <section id={props.id} aria-label={props.title} class="flex flex-col gap-3 scroll-mt-6">
    <header class="flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
      <div class="min-w-0">
        <h2 class="text-base font-semibold">{props.title}</h2>
        <Show when={props.about}>
          <p class="max-w-[70ch] text-soft">{props.about}</p>
        </Show>
      </div>
      {props.end}
    </header>
    <div class={`rounded-panel border bg-surface shadow-card ${props.danger ? "border-bad/50" : "border-line"}`}>
      {props.children}
    </div>
  </section>
);
