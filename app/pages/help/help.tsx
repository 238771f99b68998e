/** Help: how the work goes, and every shortcut. */
import { A } from "@solidjs/router";
import { For, type JSX } from "solid-js";
import { ReadingPage, Section } from "../../shell/page-header.tsx";
import { ShortcutList } from "../../shell/shortcut-sheet.tsx";
import { createTitle } from "../../title.ts";

const answers = [
  {
    ask: "Who sees what I change?",
    answer:
      "Everybody in the circle, at once. Nobody outside it. A coloured ring shows which card a colleague has open.",
  },
  {
    ask: "What if the network goes away?",
    answer:
      "Keep working. Your changes wait in this browser, the pill at the top counts them, and they go out by themselves when the connection is back. Notes and fields that you have not finished survive a reload.",
  },
  {
    ask: "What if two of us change the same card?",
    answer:
      "Changes to different fields both stay. For the same field the later one counts, and the earlier one stays in the card's history.",
  },
  {
    ask: "Why is a button grey?",
    answer: "Rest the pointer or the keyboard on it: it says which role may do it. Admins change roles under Settings.",
  },
] as const;

export const Help = (): JSX.Element => {
  createTitle(() => "Help");
  return (
    <ReadingPage title="Help">
      <Section
        title="Keyboard shortcuts"
        about={
          <>
            Press ? on any page for those that work there. Keys of a single character can be switched off in{" "}
            <A href="/settings" class="text-accent-text underline underline-offset-2">
              your settings
            </A>
            .
          </>
        }
      >
        <div class="p-5">
          <ShortcutList />
        </div>
      </Section>
      <Section title="Questions">
        <dl class="divide-y divide-line">
          <For each={answers}>
            {(item) => (
              <div class="px-5 py-4">
                <dt class="font-medium">{item.ask}</dt>
                <dd class="max-w-[70ch] text-soft">{item.answer}</dd>
              </div>
            )}
          </For>
        </dl>
      </Section>
      <Section title="For programs">
        <p class="px-5 py-4 text-soft">
          Everything here has a REST interface.{" "}
          <a href="/api/docs/" rel="external" class="text-accent-text underline underline-offset-2">
            Read its reference
          </a>
          , and make a key in your circle's settings.
        </p>
      </Section>
    </ReadingPage>
  );
};
