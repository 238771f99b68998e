/** What was said about a contact: a box to write in, whose draft is never lost, and the history, newest first. [BD9] [BD10] */
import { createMemo, createSignal, createUniqueId, For, type JSX, onMount, Show } from "solid-js";
import type { Contact } from "../../../../domain/contact.ts";
import { Avatar } from "../../../parts/avatar.tsx";
import { Button } from "../../../parts/button.tsx";
import { fieldClass } from "../../../parts/field.tsx";
import { Skeleton } from "../../../parts/states.tsx";
import { capsOf } from "../../../shortcuts.ts";
import { useBoard } from "../board-scope.ts";
import { faultOf } from "../check.ts";
import { readDraft, writeDraft } from "../draft.ts";
import { NoteEntry } from "./note-entry.tsx";

const NoteBox = (props: { contact: Contact; focus: boolean }): JSX.Element => {
  const board = useBoard();
  const id = createUniqueId();
  let box: HTMLTextAreaElement | undefined;
  const [fault, setFault] = createSignal<string>();
  const text = () => readDraft(board.live.circle, props.contact.id);
  const others = () => board.who.inField(props.contact.id, "note");

  const write = (value: string): void => {
    setFault(undefined);
    writeDraft(board.live.circle, props.contact.id, value);
  };
  const save = (): void => {
    const note = text().trim();
    if (note === "") {
      box?.focus();
      return undefined;
    }
    const wrong = faultOf("notes", note) ?? board.acts.addNote(props.contact.id, note)?.message;
    if (wrong) return void setFault(wrong);
    write("");
    box?.focus();
    return undefined;
  };
  const press = (event: KeyboardEvent & { currentTarget: HTMLTextAreaElement }): void => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      save();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      event.currentTarget.blur();
    }
  };
  onMount(() => {
    if (props.focus) box?.focus();
  });

  return (
    <div class="flex flex-col gap-2">
      <label for={id} class="sr-only">
        New note
      </label>
      <textarea
        ref={(element) => (box = element)}
        id={id}
        dir="auto"
        rows={2}
        placeholder="Write a note"
        aria-invalid={fault() ? "true" : undefined}
        aria-describedby={`${id}-about`}
        class={`${fieldClass} field-sizing-content max-h-72 min-h-16 resize-none py-2 leading-relaxed`}
        value={text()}
        onFocus={() => board.live.presence.show({ field: "note" })}
        onBlur={() => board.live.presence.show({ field: null })}
        onInput={(event) => write(event.currentTarget.value)}
        onKeyDown={press}
      />
      <div id={`${id}-about`} aria-live="polite" class="flex flex-wrap items-center gap-2 text-xs empty:hidden">
        <Show when={fault()}>
          <p class="text-bad-text">{fault()}</p>
        </Show>
        <For each={others()}>
          {(person) => (
            <span class="inline-flex items-center gap-1.5 text-soft">
              <Avatar user={person.user} name={person.name} size="sm" quiet /> {person.name} is writing a note
            </span>
          )}
        </For>
        <Show when={text() !== ""}>
          <span class="ms-auto flex items-center gap-2 text-faint">
            Draft kept here
            <Button
              look="solid"
              class="h-7 text-xs pointer-coarse:h-11"
              data-tip="Save the note"
              data-tip-keys="mod+enter"
              aria-keyshortcuts={capsOf("mod+enter").join("+")}
              onClick={save}
            >
              Add note
            </Button>
          </span>
        </Show>
      </div>
    </div>
  );
};

export const Notes = (props: { contact: Contact; focus: boolean }): JSX.Element => {
  const board = useBoard();
  const notes = createMemo(() => board.live.notes(props.contact.id));
  const ids = createMemo(() => notes().map((note) => note.id));
  const ready = () => board.live.notesReady(props.contact.id);
  return (
    <section aria-label="Notes" class="flex flex-col gap-3">
      <h3 class="flex items-baseline gap-2 text-xs font-medium text-soft">
        Notes
        <Show when={ready() && ids().length > 0}>
          <span data-numbers class="text-faint">
            {ids().length}
          </span>
        </Show>
      </h3>
      <NoteBox contact={props.contact} focus={props.focus} />
      <ol class="flex flex-col">
        <For each={ids()}>
          {(id) => <Show when={notes().find((note) => note.id === id)}>{(note) => <NoteEntry note={note()} />}</Show>}
        </For>
      </ol>
      <Show when={!ready()}>
        <Show
          when={board.live.state() === "live"}
          fallback={
            <p class="text-xs text-faint">
              Earlier notes load when the connection is back.{props.contact.notes !== "" ? " The latest:" : ""}
            </p>
          }
        >
          <div aria-hidden="true" class="flex flex-col gap-2">
            <Skeleton class="h-3 w-32" />
            <Skeleton class="h-3 w-full" />
          </div>
        </Show>
        <Show when={board.live.state() !== "live" && ids().length === 0 && props.contact.notes !== ""}>
          <p dir="auto" class="leading-relaxed whitespace-pre-wrap">
            {props.contact.notes}
          </p>
        </Show>
      </Show>
      <Show when={ready() && ids().length === 0}>
        <p class="text-xs text-faint">Nothing was written down yet.</p>
      </Show>
    </section>
  );
};
