/** Small pieces of these screens: a verdict or a state as shape and word, a text to copy, a titled part. */
import Copy from "lucide-solid/icons/copy";
import { type JSX, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { DeliveryState, Verdict } from "../../../domain/webhook-words.ts";
import { verdictLabels } from "../../../domain/webhook-words.ts";
import { Badge } from "../../parts/badge.tsx";
import { Button, IconButton } from "../../parts/button.tsx";
import { showToast } from "../../parts/toast.tsx";
import { JsonText } from "./json-view.tsx";
import { stateSigns, verdictSigns } from "./words.ts";

const inks = {
  good: "text-good-text",
  watch: "text-watch-text",
  bad: "text-bad-text",
  info: "text-info-text",
  plain: "text-faint",
  accent: "text-accent-text",
} as const;

export const VerdictSign = (props: { verdict: Verdict }): JSX.Element => {
  const sign = () => verdictSigns[props.verdict];
  return (
    <span
      data-verdict={props.verdict}
      data-tip={verdictLabels[props.verdict]}
      class={`inline-flex items-center gap-1.5 text-xs whitespace-nowrap ${inks[sign().tone]}`}
    >
      <Dynamic component={sign().icon} size={14} aria-hidden="true" />
      {sign().word}
    </span>
  );
};

export const StateSign = (props: { state: DeliveryState }): JSX.Element => {
  const sign = () => stateSigns[props.state];
  return (
    <span data-state={props.state} class="inline-flex">
      <Badge tone={sign().tone}>
        <Dynamic component={sign().icon} size={11} aria-hidden="true" />
        {sign().word}
      </Badge>
    </span>
  );
};

export const copyText = (text: string, what: string): void =>
  void navigator.clipboard.writeText(text).then(
    () => showToast({ text: `${what} copied.`, tone: "good" }),
    () => showToast({ text: "The browser did not allow copying. Select the text and copy it.", tone: "bad" }),
  );

export const CopyButton = (props: { text: string; what: string; brief?: boolean }): JSX.Element => (
  <Show
    when={props.brief}
    fallback={
      <Button icon={Copy} class="wh-small px-2 text-xs" onClick={() => copyText(props.text, props.what)}>
        Copy
      </Button>
    }
  >
    <IconButton
      icon={Copy}
      size={14}
      class="wh-small"
      label={`Copy: ${props.what.toLowerCase()}`}
      onClick={() => copyText(props.text, props.what)}
    />
  </Show>
);

/** One line of code that can be selected and copied. */
export const CopyLine = (props: { text: string; what: string }): JSX.Element => (
  <div class="flex min-w-0 items-center gap-1 rounded-control border border-line bg-well ps-2.5 pe-0.5">
    <code class="min-w-0 flex-1 truncate py-1.5 font-mono text-xs select-all" data-tip={props.text}>
      {props.text}
    </code>
    <CopyButton text={props.text} what={props.what} brief />
  </div>
);

export const Code = (props: { text: string; label: string; json?: boolean; class?: string }): JSX.Element => (
  // A region that scrolls takes the focus, or the keyboard could not scroll it.
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above
  <pre tabindex="0" role="region" aria-label={props.label} class={`wh-code ${props.class ?? ""}`}>
    <Show when={props.json} fallback={props.text}>
      <JsonText text={props.text} />
    </Show>
  </pre>
);

export const Part = (props: { title: string; end?: JSX.Element; children: JSX.Element }): JSX.Element => (
  <section aria-label={props.title} class="flex flex-col gap-2">
    <header class="flex min-h-6 items-center justify-between gap-2">
      <h3 class="text-xs font-semibold text-soft">{props.title}</h3>
      {props.end}
    </header>
    {props.children}
  </section>
);
