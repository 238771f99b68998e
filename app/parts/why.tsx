/**
 * "Why": any number that can be asked where it comes from. Wrap the number in `WhyNumber`; a click, or `Alt+W` while it or
 * the row around it has the focus, opens its terms, the rows behind them, the formula's version and the time. [WH1] [WH2]
 */
import { createEffect, createSignal, type JSX, lazy, Show, Suspense } from "solid-js";
import { createShortcuts } from "../shortcuts.ts";
import type { Box } from "./place.ts";

export interface WhyTerm {
  label: string;
  /** In the unit of the total: the terms sum to it. */
  value: number;
  /** The value as it is written. */
  text: string;
  /** How it came about, such as `150 of 200 users, worth 25`. */
  detail?: string;
  /** 0…1: how much of what it could be; drawn as a bar. */
  share?: number;
  /** Left out of the sum, and why it says. */
  missing?: boolean;
}

export interface WhyRows {
  title: string;
  columns: readonly string[];
  rows: readonly { cells: readonly string[]; href?: string }[];
  /** Rows that are not listed. */
  more?: number;
}

export interface Why {
  title: string;
  total: { label: string; value: number | null; text: string };
  terms: readonly WhyTerm[];
  /** What the number means, in a sentence. */
  note?: string;
  /** The rows behind the terms. */
  rows?: WhyRows;
  /** Unix milliseconds, or a day. */
  asOf: number | string;
  /** The formula and its version. */
  version: string | null;
}

export interface AskedWhy {
  at: Box;
  why: Why | Promise<Why>;
}

/** Terms that do not reach the total are shown to differ, never hidden; sums of money and points are exact well below this. */
export const differenceOf = ({ total, terms }: Pick<Why, "total" | "terms">): number => {
  const sum = terms.reduce((whole, { value, missing }) => whole + (missing ? 0 : value), 0);
  const left = (total.value ?? 0) - sum;
  return Math.abs(left) < 1e-6 * Math.max(1, Math.abs(sum)) ? 0 : left;
};

const [asked, setAsked] = createSignal<AskedWhy | null>(null);
const sources = new WeakMap<Element, () => Why | Promise<Why>>();

/** Opens the explanation beside an element. */
export const askWhy = (beside: Element, why: () => Why | Promise<Why>): void =>
  void setAsked({ at: beside.getBoundingClientRect(), why: why() });

/** Makes an element answer `Alt+W`. */
export const explains = (element: Element, why: () => Why | Promise<Why>): void => {
  sources.set(element, why);
  element.setAttribute("data-why", "");
};

export interface WhyNumberProps {
  why: () => Why | Promise<Why>;
  /** Said after the number: `why the health of Acme`. */
  label: string;
  class?: string;
  /** Inside a grid, whose cells take the focus. */
  tabindex?: -1;
  children: JSX.Element;
}

export const WhyNumber = (props: WhyNumberProps): JSX.Element => (
  <button
    type="button"
    ref={(element) => explains(element, () => props.why())}
    aria-haspopup="dialog"
    aria-keyshortcuts="Alt+W"
    tabindex={props.tabindex}
    data-tip="Why this number"
    data-tip-keys="alt+w"
    class={`why-number ${props.class ?? ""}`}
    onClick={(event) => {
      event.stopPropagation();
      askWhy(event.currentTarget, () => props.why());
    }}
  >
    {props.children}
    <span class="sr-only">, why {props.label}</span>
  </button>
);

const WhyPanel = lazy(async () => ({ default: (await import("./why-panel.tsx")).WhyPanel }));

/** Mount once. */
export const WhyLayer = (): JSX.Element => {
  const focused = (): Element | null => {
    const here = document.activeElement;
    return here?.closest("[data-why]") ?? here?.querySelector("[data-why]") ?? null;
  };
  createShortcuts({
    key: "why",
    when: () => document.activeElement !== document.body && focused() !== null,
    run: () => {
      const element = focused();
      const why = element && sources.get(element);
      if (element && why) askWhy(element, why);
    },
  });
  const [wanted, setWanted] = createSignal(false);
  createEffect(() => asked() && setWanted(true));
  return (
    <Show when={wanted()}>
      <Suspense>
        <WhyPanel asked={asked()} onClose={() => setAsked(null)} />
      </Suspense>
    </Show>
  );
};
