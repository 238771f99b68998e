/** The box that `/` reaches: words that stand in a page's address. */
import Search from "lucide-solid/icons/search";
import X from "lucide-solid/icons/x";
import { createEffect, createSignal, type JSX, on, Show } from "solid-js";
import { fieldClass } from "./field.tsx";
import { KeyHint } from "./key-hint.tsx";

interface SearchBoxProps {
  label: string;
  /** What the address says, without blanks at its ends. */
  words: string;
  onWords: (words: string) => void;
  /** Goes to the first of what was found; false where there is none. */
  onFirst?: () => boolean;
  width: string;
  ref: (input: HTMLInputElement) => void;
}

export const SearchBox = (props: SearchBoxProps): JSX.Element => {
  // What it begins with; the effect follows it.
  // eslint-disable-next-line solid/reactivity -- see above
  const [text, setText] = createSignal(props.words);
  // The address may change by itself: back, forward, a cleared filter.
  createEffect(
    on(
      () => props.words,
      (words) => words !== text().trim() && setText(words),
      { defer: true },
    ),
  );
  const type = (value: string): void => {
    setText(value);
    props.onWords(value.trim());
  };
  const press = (event: KeyboardEvent & { currentTarget: HTMLInputElement }): void => {
    if (event.key === "Escape") {
      if (text() === "") event.currentTarget.blur();
      else type("");
    } else if ((event.key === "Enter" || event.key === "ArrowDown") && props.onFirst?.()) event.preventDefault();
  };
  return (
    <div class={`relative min-w-0 max-md:w-auto max-md:flex-1 ${props.width}`}>
      <Search size={14} class="pointer-events-none absolute inset-y-0 start-2.5 my-auto text-faint" />
      <input
        ref={(input) => props.ref(input)}
        type="search"
        aria-label={props.label}
        placeholder="Search"
        class={`${fieldClass} h-(--control) border-line ps-8 pe-8 max-md:pe-1 [&::-webkit-search-cancel-button]:hidden`}
        value={text()}
        onInput={(event) => type(event.currentTarget.value)}
        onKeyDown={press}
      />
      <span class="pointer-events-none absolute inset-y-0 end-1.5 flex items-center max-md:hidden">
        <Show when={text() === ""}>
          <KeyHint press="/" />
        </Show>
      </span>
      <Show when={text() !== ""}>
        <button
          type="button"
          aria-label="Clear the search"
          class="absolute inset-y-0 end-0 flex w-8 items-center justify-center text-faint hover:text-ink"
          onClick={() => type("")}
        >
          <X size={14} />
        </button>
      </Show>
    </div>
  );
};
