/** The editor of a field: typed in its place, or chosen from a menu beside it. [AV6] */
import { createSignal, createUniqueId, For, type JSX, onMount, Show } from "solid-js";
import type { BookAccount } from "../../../domain/account.ts";
import { Avatar } from "../../parts/avatar.tsx";
import { FloatingMenu, type MenuEntry } from "../../parts/menu.tsx";
import type { Box } from "../../parts/place.ts";
import { me } from "../../session.ts";
import type { LiveCircle } from "../../live/circle.ts";
import { useAccounts } from "./accounts-scope.ts";
import { type ChosenField, type FieldName, fields, type TypedField } from "./fields.ts";

/** The people who may own an account, oneself first. */
const owners = (live: LiveCircle): { value: string | null; label: string; start?: JSX.Element }[] => {
  const own = me()?.user.id;
  const people = Object.values(live.people)
    .filter(({ role }) => role !== null)
    .toSorted((a, b) => Number(b.user === own) - Number(a.user === own) || a.name.localeCompare(b.name));
  return [
    ...people.map(({ user, name }) => ({
      value: user,
      label: user === own ? `${name} (you)` : name,
      start: <Avatar user={user} name={name} size="sm" quiet />,
    })),
    { value: null, label: "Nobody" },
  ];
};

/** The choices of a field as a menu. `now` is checked; undefined is several at once. */
export const choiceEntries = (
  live: LiveCircle,
  field: FieldName,
  now: unknown,
  choose: (value: string | null) => void,
): MenuEntry[] => {
  const about = fields[field] as ChosenField;
  const options = field === "owner" ? owners(live) : (about.options ?? []);
  return [
    { title: about.label },
    ...options.map((option) => ({ ...option, checked: option.value === now, run: () => choose(option.value) })),
  ];
};

export interface TypedEditorProps {
  field: FieldName;
  /** What it starts with; undefined for several accounts at once. */
  account: BookAccount | undefined;
  regions: readonly string[];
  save: (value: string | number | null) => Promise<unknown>;
  onClose: (refocus: boolean) => void;
  class?: string;
  label: string;
  /** Leaving the field leaves everything as it is. */
  onlyOnEnter?: boolean;
}

/** Enter saves, Escape leaves it as it was, leaving the field saves. */
export const TypedEditor = (props: TypedEditorProps): JSX.Element => {
  const id = createUniqueId();
  const about = () => fields[props.field] as TypedField;
  let input: HTMLInputElement | undefined;
  // eslint-disable-next-line solid/reactivity -- what it starts with; later changes of the account stay out of the typing
  const start = props.account ? about().typed(props.account) : "";
  const [text, setText] = createSignal(start);
  const [fault, setFault] = createSignal<string>();
  let over = false;
  const end = (refocus: boolean): void => {
    if (over) return;
    over = true;
    props.onClose(refocus);
  };
  const save = async (refocus: boolean): Promise<void> => {
    if (over) return;
    if (text() === start && props.account) return end(refocus);
    let value: string | number | null;
    try {
      value = about().read(text());
    } catch (error) {
      return void setFault((error as Error).message);
    }
    // The new value stands at once; a refusal brings the old one back and says so. Once closed, there are no props to read.
    const saved = props.save(value);
    end(refocus);
    await saved;
    return undefined;
  };
  onMount(() => {
    input?.focus({ preventScroll: true });
    if (about().kind !== "date") input?.select();
  });
  return (
    <span class={`relative block ${props.class ?? ""}`}>
      <input
        ref={(element) => (input = element)}
        type={about().kind === "date" ? "date" : "text"}
        inputmode={about().kind === "money" || about().kind === "count" ? "decimal" : undefined}
        dir="auto"
        autocomplete="off"
        spellcheck={false}
        list={props.field === "region" ? id : undefined}
        aria-label={props.label}
        aria-invalid={fault() ? "true" : undefined}
        aria-describedby={`${id}-about`}
        class={`acc-input ${about().kind === "money" || about().kind === "count" ? "text-end" : ""}`}
        value={text()}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setFault(undefined);
        }}
        onBlur={() => (props.onlyOnEnter ? undefined : void save(false))}
        onKeyDown={(event) => {
          if (event.isComposing) return;
          if (props.onlyOnEnter && event.key !== "Enter") return;
          event.stopPropagation();
          if (event.key === "Enter" || event.key === "Tab") {
            if (event.key === "Enter") event.preventDefault();
            void save(event.key === "Enter");
          } else if (event.key === "Escape") {
            event.preventDefault();
            end(true);
          }
        }}
      />
      <Show when={props.field === "region"}>
        <datalist id={id}>
          <For each={props.regions}>{(region) => <option value={region} />}</For>
        </datalist>
      </Show>
      <span id={`${id}-about`} role="alert" class="acc-fault empty:hidden">
        {fault()}
      </span>
    </span>
  );
};

/** The menu of the cell that is being edited, when its field is chosen and not typed. */
export const ChoiceEditor = (props: { at: Box | null; onClose: () => void }): JSX.Element => {
  const page = useAccounts();
  const edited = () => page.editing.edited();
  const account = () => page.book.account(edited()?.id ?? "");
  const entries = (): MenuEntry[] => {
    const now = edited();
    const row = account();
    return now && row
      ? choiceEntries(page.live, now.field, row[now.field], (value) => void page.acts.save(row.id, now.field, value))
      : [];
  };
  return (
    <FloatingMenu
      at={props.at}
      label={edited() ? fields[edited()?.field ?? "name"].label : ""}
      entries={entries()}
      onClose={() => props.onClose()}
    />
  );
};
