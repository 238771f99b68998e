/** People as initials in a colour of their own, the same on every screen. */
import { For, type JSX, Show } from "solid-js";
import { hueOf } from "../hues.ts";

/** Up to two letters: the first of the first word and of the last. */
export const initialsOf = (name: string): string => {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const first = [...(words[0] ?? "?")][0] ?? "?";
  const last = words.length > 1 ? ([...(words.at(-1) ?? "")][0] ?? "") : "";
  return (first + last).toLocaleUpperCase();
};

const sizes = {
  xs: "size-4 text-[0.5rem]",
  sm: "size-5 text-[0.5625rem]",
  md: "size-6 text-2xs",
  lg: "size-8 text-xs",
} as const;

export interface AvatarProps {
  user: string;
  name: string;
  size?: keyof typeof sizes;
  /** Here now. */
  ring?: boolean;
  /** Beside the written name: nothing to read out, no tooltip. */
  quiet?: boolean;
}

export const Avatar = (props: AvatarProps): JSX.Element => (
  <span
    role={props.quiet ? undefined : "img"}
    aria-hidden={props.quiet ? "true" : undefined}
    aria-label={props.quiet ? undefined : props.name}
    data-tip={props.quiet ? undefined : props.name}
    class={`person inline-flex shrink-0 items-center justify-center rounded-full leading-none font-semibold select-none ${sizes[props.size ?? "md"]} ${props.ring ? "person-ring" : ""}`}
    style={{ "--hue": hueOf(props.user) }}
  >
    {initialsOf(props.name)}
  </span>
);

export interface Person {
  user: string;
  name: string;
}

/** People side by side; those beyond `most` as a number whose tooltip names them. */
export const People = (props: {
  people: readonly Person[];
  label: string;
  most?: number;
  ring?: boolean;
  size?: AvatarProps["size"];
}): JSX.Element => {
  const most = () => props.most ?? 4;
  const rest = () => props.people.slice(most());
  return (
    <Show when={props.people.length > 0}>
      <ul aria-label={props.label} class={`flex items-center ${props.ring ? "gap-2.5" : "-space-x-1"}`}>
        <For each={props.people.slice(0, most())}>
          {(person) => (
            <li class="flex">
              <Avatar user={person.user} name={person.name} ring={props.ring ?? false} size={props.size ?? "md"} />
            </li>
          )}
        </For>
        <Show when={rest().length > 0}>
          <li
            class="text-xs font-medium text-soft"
            data-tip={rest()
              .map((person) => person.name)
              .join(", ")}
          >
            +{rest().length}
            <span class="sr-only">
              :{" "}
              {rest()
                .map((person) => person.name)
                .join(", ")}
            </span>
          </li>
        </Show>
      </ul>
    </Show>
  );
};
