/** One field of a contact that saves itself: on Enter and on leaving; Escape takes the typing back. [BD7] */
import CircleAlert from "lucide-solid/icons/circle-alert";
import { createMemo, createSignal, createUniqueId, For, type JSX, onCleanup, onMount, Show } from "solid-js";
import type { Contact } from "../../../../domain/contact.ts";
import type { Problem } from "../../../../domain/problem.ts";
import { Avatar } from "../../../parts/avatar.tsx";
import { useBoard } from "../board-scope.ts";
import { type FieldDraft, readFieldDraft, writeFieldDraft } from "../draft.ts";
import { faultOf, valueOf } from "../check.ts";
import { quoted } from "../words.ts";

export interface ContactFieldProps {
  contact: Contact;
  field: "name" | "email" | "phone" | "company";
  label: string;
  placeholder?: string;
  type?: "text" | "email" | "tel";
  /** The name at the top: large, its label only for screen readers. */
  title?: boolean;
  focus?: boolean;
}

export const ContactField = (props: ContactFieldProps): JSX.Element => {
  const board = useBoard();
  const id = createUniqueId();
  let input: HTMLInputElement | undefined;
  const [draft, setTyped] = createSignal<FieldDraft | null>(null);
  /** True for what was typed before the page was left, until somebody goes on with it. */
  const [left, setLeft] = createSignal(false);
  const [fault, setFault] = createSignal<{ text: string; other?: string }>();
  const stored = createMemo(() => props.contact[props.field] ?? "");
  const changedMeanwhile = () => {
    const typing = draft();
    return typing !== null && typing.from !== stored() && typing.text.trim() !== stored();
  };
  const others = () => board.who.inField(props.contact.id, props.field);

  const setDraft = (typed: FieldDraft | null): void => {
    setTyped(typed);
    setLeft(false);
    writeFieldDraft(board.live.circle, props.contact.id, props.field, typed);
  };
  const revert = (): void => {
    setDraft(null);
    setFault(undefined);
  };
  const save = (): void => {
    const typing = draft();
    if (typing === null) return;
    if (typing.text.trim() === stored()) return revert();
    const wrong = faultOf(props.field, typing.text);
    if (wrong) return void setFault({ text: wrong });
    const refused = board.acts.save(props.contact.id, { [props.field]: valueOf(props.field, typing.text) });
    if (!refused) return revert();
    const other = refused.parts.extra?.["existing_id"];
    setFault({
      text: refused.parts.errors?.[props.field]?.[0] ?? problemText(refused),
      ...(typeof other === "string" ? { other } : {}),
    });
    return undefined;
  };
  const press = (event: KeyboardEvent & { currentTarget: HTMLInputElement }): void => {
    if (event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      save();
      if (draft() === null) event.currentTarget.blur();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      revert();
      event.currentTarget.blur();
    }
  };
  onMount(() => {
    const kept = readFieldDraft(board.live.circle, props.contact.id, props.field);
    if (kept && kept.text.trim() !== stored()) {
      setTyped(kept);
      setLeft(true);
    }
    if (props.focus) input?.select();
  });
  // Going to the next card takes the field away without a blur.
  onCleanup(() => {
    const typing = draft();
    if (typing !== null && !left() && faultOf(props.field, typing.text) === undefined) save();
  });

  return (
    <div class={props.title ? "" : "grid grid-cols-[6.5rem_1fr] items-start gap-x-2"}>
      <label for={id} class={props.title ? "sr-only" : "flex h-(--control) items-center text-xs text-soft"}>
        {props.label}
      </label>
      <div class="min-w-0">
        <div class="relative">
          <input
            ref={(element) => (input = element)}
            id={id}
            type={props.type ?? "text"}
            dir={props.type === "email" || props.type === "tel" ? "ltr" : "auto"}
            autocomplete="off"
            spellcheck={false}
            placeholder={props.placeholder ?? "Empty"}
            aria-invalid={fault() ? "true" : undefined}
            aria-describedby={`${id}-about`}
            class={`panel-field ${props.title ? "panel-title" : ""}`}
            value={draft()?.text ?? stored()}
            onFocus={() => board.live.presence.show({ field: props.field })}
            onInput={(event) => {
              const text = event.currentTarget.value;
              setDraft({ text, from: draft()?.from ?? stored() });
              setFault(undefined);
            }}
            onBlur={() => {
              board.live.presence.show({ field: null });
              save();
            }}
            onKeyDown={press}
          />
          <span class="pointer-events-none absolute inset-y-0 end-1.5 flex items-center gap-1">
            <For each={others()}>
              {(person) => (
                <span role="img" aria-label={`${person.name} is editing this`} class="flex">
                  <Avatar user={person.user} name={person.name} size="sm" ring quiet />
                </span>
              )}
            </For>
          </span>
        </div>
        <div id={`${id}-about`} aria-live="polite" class="px-2 empty:hidden">
          <Show when={fault()}>
            {(wrong) => (
              <p class="flex items-start gap-1 py-1 text-xs text-bad-text">
                <CircleAlert size={13} class="mt-px" />
                <span>
                  {wrong().text}{" "}
                  <Show when={wrong().other}>
                    {(other) => (
                      <button
                        type="button"
                        class="underline"
                        onClick={() => {
                          revert();
                          board.show(other());
                        }}
                      >
                        Open it
                      </button>
                    )}
                  </Show>
                </span>
              </p>
            )}
          </Show>
          <Show when={!fault() && left()}>
            <p class="py-1 text-xs text-watch-text">
              Typed before and not saved. Enter saves it
              {changedMeanwhile() ? ` over ${quoted(props.field, stored())}` : ""}, Escape takes it back.
            </p>
          </Show>
          <Show when={!fault() && !left() && changedMeanwhile()}>
            <p class="py-1 text-xs text-watch-text">
              This became {quoted(props.field, stored())} while you type. Enter saves yours, Escape takes theirs.
            </p>
          </Show>
        </div>
      </div>
    </div>
  );
};

const problemText = (problem: Problem): string =>
  Object.values(problem.parts.errors ?? {}).flat()[0] ?? problem.message;
