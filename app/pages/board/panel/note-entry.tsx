/** One note of the history: who, when, what; its author may change it for a while, moderators always. [BD9] */
import Pencil from "lucide-solid/icons/pencil";
import Trash from "lucide-solid/icons/trash";
import { createSignal, type JSX, onMount, Show } from "solid-js";
import { noteGrace } from "../../../../domain/contact-mutations.ts";
import type { Note } from "../../../../domain/contact.ts";
import { Avatar } from "../../../parts/avatar.tsx";
import { Button, IconButton } from "../../../parts/button.tsx";
import { fieldClass } from "../../../parts/field.tsx";
import { TimeAgo } from "../../../parts/time-ago.tsx";
import { exactTime } from "../../../relative-time.ts";
import { createCited } from "../../../written/cited.ts";
import { useBoard } from "../board-scope.ts";
import { faultOf } from "../check.ts";

const NoteEditor = (props: { note: Note; onDone: () => void }): JSX.Element => {
  const board = useBoard();
  let box: HTMLTextAreaElement | undefined;
  const [fault, setFault] = createSignal<string>();
  const save = (): void => {
    const text = (box?.value ?? "").trim();
    if (text === props.note.note) return props.onDone();
    const wrong =
      (text === "" ? "May not be blank." : faultOf("notes", text)) ??
      board.acts.editNote(props.note.contact, props.note.id, text)?.message;
    if (wrong) return void setFault(wrong);
    return props.onDone();
  };
  onMount(() => box?.focus());
  return (
    <div class="flex flex-col gap-2 pt-1">
      <textarea
        ref={(element) => (box = element)}
        aria-label="Change the note"
        dir="auto"
        class={`${fieldClass} field-sizing-content max-h-72 min-h-16 resize-none py-2 leading-relaxed`}
        value={props.note.note}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
          else if (event.key === "Escape") {
            event.preventDefault();
            event.stopPropagation();
            props.onDone();
          }
        }}
      />
      <Show when={fault()}>
        <p role="alert" class="text-xs text-bad-text">
          {fault()}
        </p>
      </Show>
      <div class="flex justify-end gap-2">
        <Button class="h-7 text-xs" onClick={() => props.onDone()}>
          Cancel
        </Button>
        <Button look="solid" class="h-7 text-xs" onClick={save}>
          Save
        </Button>
      </div>
    </div>
  );
};

export const NoteEntry = (props: { note: Note }): JSX.Element => {
  const board = useBoard();
  const cited = createCited("note");
  const [editing, setEditing] = createSignal(false);
  const author = () => (props.note.created_by === null ? undefined : board.live.people[props.note.created_by]);
  const own = () =>
    props.note.created_by === board.live.self().member && board.now() - props.note.created_at <= noteGrace;
  const reason = (): string | undefined => {
    if (own() || board.live.may("note.edit_any")) return undefined;
    return props.note.created_by === board.live.self().member
      ? "You could change your note for 15 minutes. Moderators still can."
      : board.live.reason("note.edit_any");
  };
  return (
    <li
      ref={cited.mark(props.note.id)}
      class="group/note flex gap-2.5 border-t border-line py-3 first:border-0 first:pt-0"
    >
      <Show when={author()} fallback={<span class="size-5 shrink-0 rounded-full bg-press" aria-hidden="true" />}>
        {(person) => <Avatar user={person().user} name={person().name} size="sm" quiet />}
      </Show>
      <div class="min-w-0 flex-1">
        <div class="flex min-h-5 items-center gap-1.5 text-xs">
          <span dir="auto" class="truncate font-medium">
            {author()?.name ?? "Rondo"}
          </span>
          <TimeAgo at={props.note.created_at} class="shrink-0 text-faint" />
          <Show when={props.note.edited_at}>
            {(at) => (
              <span class="shrink-0 text-faint" data-tip={`Changed ${exactTime(at())}`}>
                · edited
              </span>
            )}
          </Show>
          <span class="note-acts ms-auto flex">
            <IconButton
              icon={Pencil}
              size={13}
              label="Change the note"
              reason={reason()}
              onClick={() => setEditing(true)}
            />
            <IconButton
              icon={Trash}
              size={13}
              label="Delete the note"
              reason={reason()}
              onClick={() => board.acts.deleteNote(props.note.contact, props.note.id)}
            />
          </span>
        </div>
        <Show
          when={editing()}
          fallback={
            <p dir="auto" class="leading-relaxed break-words whitespace-pre-wrap">
              {props.note.note}
            </p>
          }
        >
          <NoteEditor note={props.note} onDone={() => setEditing(false)} />
        </Show>
      </div>
    </li>
  );
};
