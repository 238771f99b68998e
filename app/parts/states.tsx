/** What stands where content is not: its shape while it loads, the next step when there is none, and what went wrong. */
import CircleAlert from "lucide-solid/icons/circle-alert";
import CloudOff from "lucide-solid/icons/cloud-off";
import Lock from "lucide-solid/icons/lock";
import { type JSX, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { Problem } from "../../domain/problem.ts";
import { Button } from "./button.tsx";
import type { Glyph } from "./glyph.ts";

/** A grey bar in the shape of what comes; size it with classes: `<Skeleton class="h-4 w-32" />`. */
export const Skeleton = (props: { class?: string }): JSX.Element => (
  <div aria-hidden="true" class={`animate-shimmer rounded-control bg-press ${props.class ?? "h-4 w-full"}`} />
);

/** Tells screen readers that its skeletons are a page on its way. */
export const Loading = (props: { label: string; class?: string; children: JSX.Element }): JSX.Element => (
  <div role="status" aria-busy="true" class={props.class}>
    <span class="sr-only">{props.label}</span>
    {props.children}
  </div>
);

const Message = (props: {
  icon: Glyph;
  title: string;
  children?: JSX.Element;
  acts?: JSX.Element;
  alert?: boolean;
  heading?: boolean;
}): JSX.Element => (
  <div
    role={props.alert ? "alert" : undefined}
    class="mx-auto flex max-w-sm flex-col items-center gap-1 px-4 py-10 text-center"
  >
    <span class="mb-2 inline-flex size-10 items-center justify-center rounded-panel border border-line bg-surface text-faint shadow-card">
      <Dynamic component={props.icon} size={18} />
    </span>
    <Dynamic component={props.heading ? "h1" : "p"} class="text-base font-medium text-ink">
      {props.title}
    </Dynamic>
    <div class="flex flex-col gap-1 text-soft">{props.children}</div>
    <div class="mt-3 flex flex-wrap justify-center gap-2 empty:hidden">{props.acts}</div>
  </div>
);

/** One sentence and one button that make the next step plain. `heading` when it is the whole page. */
export const EmptyState = (props: {
  icon: Glyph;
  title: string;
  children?: JSX.Element;
  action?: JSX.Element;
  heading?: boolean;
}): JSX.Element => (
  <Message icon={props.icon} title={props.title} acts={props.action} heading={props.heading ?? false}>
    {props.children}
  </Message>
);

const sentences: Partial<Record<Problem["code"], { title: string; safe: string }>> = {
  unavailable: { title: "Rondo cannot be reached", safe: "Nothing is lost. What you already saved is on the server." },
  forbidden: { title: "Your role does not allow this", safe: "Ask an admin of the circle if you need it." },
  not_found: {
    title: "There is nothing here",
    safe: "It may have been deleted, or you are not a member of its circle.",
  },
  too_many: { title: "Too many requests for a moment", safe: "Nothing is lost. Wait a little, then try again." },
};

const iconOf = (code: Problem["code"]): Glyph =>
  code === "unavailable" ? CloudOff : code === "forbidden" ? Lock : CircleAlert;

export interface ErrorStateProps {
  problem: Problem;
  /** What could not be done, as in "load the members". */
  during?: string;
  onRetry?: () => void;
  /** Stands beside Try again. */
  action?: JSX.Element;
}

/** What happened, what is safe, what to do, and the reference to quote. */
export const ErrorState = (props: ErrorStateProps): JSX.Element => {
  const words = () =>
    sentences[props.problem.code] ?? { title: props.problem.body().title, safe: "Nothing you saved before is lost." };
  const reference = () => {
    const id = props.problem.parts.extra?.["request_id"];
    return typeof id === "string" ? id : undefined;
  };
  return (
    <Message
      alert
      icon={iconOf(props.problem.code)}
      title={props.during ? `Could not ${props.during}` : words().title}
      acts={
        <>
          <Show when={props.onRetry}>{(retry) => <Button onClick={() => retry()()}>Try again</Button>}</Show>
          {props.action}
        </>
      }
    >
      <p>{props.problem.parts.detail ?? (props.during ? words().title + "." : "")}</p>
      <p>{words().safe}</p>
      <Show when={reference()}>
        {(id) => (
          <p class="text-xs text-faint">
            Reference <code class="font-mono select-all">{id()}</code>
          </p>
        )}
      </Show>
    </Message>
  );
};
