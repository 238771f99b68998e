/** What Rondo is, shown before it is said. */
import { A } from "@solidjs/router";
import { For, type JSX, Show } from "solid-js";
import { buttonClass } from "../../parts/button.tsx";
import { Mark } from "../../parts/mark.tsx";
import { wasSignedIn } from "../../session.ts";
import { createTitle } from "../../title.ts";
import { BoardPicture } from "./board-picture.tsx";

const highlights = [
  [
    "Everyone on one board",
    "Move a card and it moves on every screen. A coloured ring shows who has it open, before you both edit it.",
  ],
  [
    "Keeps working offline",
    "Lose the network and carry on. Changes wait in the browser, you see how many, and they go out by themselves.",
  ],
  [
    "Hands stay on the keys",
    "J and K to walk, 1 to 8 to move, N for a note, ? for the rest. Mouse and touch do all of it too.",
  ],
  [
    "Read, act, record in one place",
    "The card opens over the board: every field edits in place, and the notes keep their whole history.",
  ],
  [
    "Your list, as it is",
    "Import a CSV as your spreadsheet writes it. Each row gets a verdict, a bad row never stops a good one, and a second import changes nothing.",
  ],
  [
    "Rights that explain themselves",
    "Members, moderators, admins. What you may not do stays in sight and says who may.",
  ],
] as const;

const Acts = (): JSX.Element => (
  <Show
    when={wasSignedIn()}
    fallback={
      <>
        <A href="/sign-up" class={`${buttonClass("solid")} h-10! px-4! text-base!`}>
          Create an account
        </A>
        <A href="/login" class={`${buttonClass("outline")} h-10! px-4! text-base!`}>
          Sign in
        </A>
      </>
    }
  >
    <A href="/dashboard" class={`${buttonClass("solid")} h-10! px-4! text-base!`}>
      Open your circle
    </A>
  </Show>
);

export const Landing = (): JSX.Element => {
  createTitle(() => "");
  return (
    <div class="min-h-dvh overflow-x-clip">
      <header class="mx-auto flex max-w-6xl items-center gap-2 px-6 py-5 max-sm:px-4">
        <Mark />
        <span class="text-base font-semibold">Rondo</span>
        <nav aria-label="Rondo" class="ms-auto flex items-center gap-1">
          <a href="/api/docs/" rel="external" class={`${buttonClass("ghost")} max-sm:hidden`}>
            API
          </a>
          <Show when={!wasSignedIn()}>
            <A href="/login" class={buttonClass("ghost")}>
              Sign in
            </A>
          </Show>
        </nav>
      </header>
      <main>
        <section class="mx-auto grid max-w-6xl items-end gap-x-12 gap-y-5 px-6 pt-16 pb-12 max-sm:px-4 max-sm:pt-8 lg:grid-cols-[3fr_2fr]">
          <h1 class="max-w-[17ch] text-3xl font-semibold tracking-[-0.03em] max-sm:text-2xl max-sm:tracking-[-0.02em]">
            The room where customer success works together
          </h1>
          <div>
            <p class="max-w-[56ch] text-lg text-soft">
              Rondo is one board for a whole team and its customers. What one person moves or writes, everyone sees as
              it happens.
            </p>
            <div class="mt-6 flex flex-wrap gap-2">
              <Acts />
            </div>
          </div>
        </section>
        <section class="mx-auto max-w-6xl px-6 max-sm:px-4" aria-label="The board">
          <BoardPicture />
        </section>
        <section class="mx-auto max-w-6xl px-6 py-20 max-sm:px-4 max-sm:py-12" aria-label="What it does">
          <ul class="grid gap-x-10 gap-y-9 sm:grid-cols-2 lg:grid-cols-3">
            <For each={highlights}>
              {([title, text]) => (
                <li class="border-t border-line pt-4">
                  <h2 class="text-base font-semibold">{title}</h2>
                  <p class="mt-1 text-base text-soft">{text}</p>
                </li>
              )}
            </For>
          </ul>
        </section>
      </main>
      <footer class="mx-auto flex max-w-6xl flex-wrap gap-x-6 gap-y-2 px-6 pb-10 text-faint max-sm:px-4">
        <span>Rondo</span>
        <a href="/api/docs/" rel="external" class="hover:text-ink">
          API reference
        </a>
        <span class="ms-auto">Open source, MIT licence</span>
      </footer>
    </div>
  );
};
