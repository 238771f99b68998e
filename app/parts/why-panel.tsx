/** The panel behind a number: its terms and their sum, the rows they stand on, version and time. [WH1] */
import { A } from "@solidjs/router";
import X from "lucide-solid/icons/x";
import { createEffect, createSignal, For, type JSX, on, Show } from "solid-js";
import { asProblem } from "../api.ts";
import { exactTime } from "../relative-time.ts";
import { IconButton } from "./button.tsx";
import { FloatingPanel } from "./floating-panel.tsx";
import { Loading, Skeleton } from "./states.tsx";
import { type AskedWhy, differenceOf, type Why, type WhyRows, type WhyTerm } from "./why.tsx";

const Term = (props: { term: WhyTerm }): JSX.Element => (
  <tr class={props.term.missing ? "text-faint" : ""}>
    <th scope="row" class="py-1.5 pe-3 text-start font-normal">
      <span class={props.term.missing ? "text-soft" : "text-ink"}>{props.term.label}</span>
      <Show when={props.term.detail}>
        <span class="block text-xs text-faint">{props.term.detail}</span>
      </Show>
      <Show when={props.term.share !== undefined}>
        <span class="mt-1 block h-1 overflow-hidden rounded-full bg-press" aria-hidden="true">
          <span class="block h-full rounded-full bg-accent" style={{ width: `${(props.term.share ?? 0) * 100}%` }} />
        </span>
      </Show>
    </th>
    <td class="py-1.5 text-end align-top font-medium whitespace-nowrap">{props.term.text}</td>
  </tr>
);

const Rows = (props: { rows: WhyRows; onLeave: () => void }): JSX.Element => (
  <section class="mt-3 border-t border-line pt-2.5">
    <h3 class="text-xs font-medium text-soft">{props.rows.title}</h3>
    <table class="mt-1 w-full text-xs">
      <thead class="sr-only">
        <tr>
          <For each={props.rows.columns}>{(column) => <th scope="col">{column}</th>}</For>
        </tr>
      </thead>
      <tbody>
        <For each={props.rows.rows}>
          {(row) => (
            <tr class="border-b border-line last:border-0">
              <For each={row.cells}>
                {(cell, at) => (
                  <td
                    class={`py-1 ${at() === 0 ? "max-w-44 truncate pe-3 text-ink" : "text-end whitespace-nowrap text-soft not-last:pe-3"}`}
                  >
                    <Show when={at() === 0 && row.href} fallback={cell}>
                      {(href) => (
                        <A href={href()} class="hover:underline" onClick={() => props.onLeave()}>
                          {cell}
                        </A>
                      )}
                    </Show>
                  </td>
                )}
              </For>
            </tr>
          )}
        </For>
      </tbody>
    </table>
    <Show when={props.rows.more}>
      {(more) => <p class="pt-1 text-xs text-faint">and {more().toLocaleString()} more</p>}
    </Show>
  </section>
);

const Body = (props: { why: Why; onLeave: () => void }): JSX.Element => {
  const left = () => differenceOf(props.why);
  return (
    <>
      <Show when={props.why.note}>
        <p class="max-w-[60ch] text-xs text-soft">{props.why.note}</p>
      </Show>
      <table class="mt-1.5 w-full text-sm" data-numbers>
        <tbody class="[&>tr]:border-b [&>tr]:border-line">
          <For each={props.why.terms}>{(term) => <Term term={term} />}</For>
          <Show when={left() !== 0}>
            <tr>
              <th scope="row" class="py-1.5 text-start font-normal text-bad-text">
                Not explained
              </th>
              <td class="py-1.5 text-end text-bad-text">{left().toLocaleString()}</td>
            </tr>
          </Show>
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" class="pt-2 text-start font-medium text-ink">
              {props.why.total.label}
            </th>
            <td class="pt-2 text-end text-base font-semibold text-ink" data-why-total>
              {props.why.total.text}
            </td>
          </tr>
        </tfoot>
      </table>
      <Show when={props.why.rows}>{(rows) => <Rows rows={rows()} onLeave={() => props.onLeave()} />}</Show>
      <p class="mt-3 flex flex-wrap justify-between gap-x-4 border-t border-line pt-2 text-xs text-faint">
        <span>{props.why.version ?? ""}</span>
        <span>As of {typeof props.why.asOf === "number" ? exactTime(props.why.asOf) : props.why.asOf}</span>
      </p>
    </>
  );
};

export const WhyPanel = (props: { asked: AskedWhy | null; onClose: () => void }): JSX.Element => {
  const [why, setWhy] = createSignal<Why>();
  const [fault, setFault] = createSignal<string>();
  createEffect(
    on(
      () => props.asked,
      (asked) => {
        if (!asked) return;
        setWhy(undefined);
        setFault(undefined);
        Promise.resolve(asked.why).then(
          (found) => setWhy(found),
          (error: unknown) => setFault(asProblem(error).message),
        );
      },
    ),
  );
  return (
    <FloatingPanel
      at={props.asked?.at ?? null}
      label={why()?.title ?? "Why"}
      class="w-[25rem]"
      onClose={() => props.onClose()}
    >
      <div class="px-4 pt-2.5 pb-3">
        <header class="flex items-start gap-2">
          <h2 class="min-w-0 flex-1 py-1 font-medium text-ink">{why()?.title ?? "Why"}</h2>
          <IconButton icon={X} label="Close" size={14} class="-me-2 size-7" onClick={() => props.onClose()} />
        </header>
        <Show
          when={why()}
          fallback={
            <Show
              when={fault()}
              fallback={
                <Loading label="Loading why" class="flex flex-col gap-2 py-2">
                  <Skeleton class="h-4 w-4/5" />
                  <Skeleton class="h-4 w-full" />
                  <Skeleton class="h-4 w-full" />
                  <Skeleton class="h-4 w-3/5" />
                </Loading>
              }
            >
              <p role="alert" class="py-2 text-bad-text">
                The explanation could not be loaded. {fault()}
              </p>
            </Show>
          }
        >
          {(found) => <Body why={found()} onLeave={() => props.onClose()} />}
        </Show>
      </div>
    </FloatingPanel>
  );
};
