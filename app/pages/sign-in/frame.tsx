/** The quiet page around sign-in and sign-up. */
import { A } from "@solidjs/router";
import type { JSX } from "solid-js";
import { Mark } from "../../parts/mark.tsx";

export const EntryFrame = (props: { title: string; children: JSX.Element; foot: JSX.Element }): JSX.Element => (
  <div class="flex min-h-dvh flex-col">
    <header class="px-6 py-5 max-sm:px-4">
      <A href="/" class="inline-flex items-center gap-2 rounded-control text-base font-semibold">
        <Mark size={24} />
        Rondo
      </A>
    </header>
    <main class="flex flex-1 flex-col justify-center px-4 pb-[12vh]">
      <div class="mx-auto w-full max-w-sm">
        <h1 class="mb-6 text-xl font-semibold tracking-tight">{props.title}</h1>
        {props.children}
        <p class="mt-6 text-soft">{props.foot}</p>
      </div>
    </main>
  </div>
);

export const linkClass =
  "font-medium text-accent-text underline decoration-accent-text/40 underline-offset-2 hover:decoration-current";
