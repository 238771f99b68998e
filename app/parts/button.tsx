/** Buttons: solid for the one main act, outline for others, ghost among content, danger for what cannot be undone. */
import { type JSX, Show, splitProps } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { Glyph } from "./glyph.ts";

const looks = {
  solid: "border-transparent bg-accent text-accent-ink shadow-card hover:bg-accent-strong",
  outline: "border-edge bg-surface text-ink shadow-card hover:bg-hover",
  ghost: "border-transparent text-soft hover:bg-hover hover:text-ink",
  danger: "border-transparent bg-bad-strong text-white shadow-card hover:brightness-110",
} as const;

export const buttonShape =
  "inline-flex h-(--control) shrink-0 items-center justify-center gap-1.5 rounded-control border px-3 " +
  "text-sm font-medium whitespace-nowrap select-none transition-[background-color,color,filter] " +
  "aria-disabled:cursor-not-allowed aria-disabled:opacity-55 aria-disabled:shadow-none";

export type ButtonLook = keyof typeof looks;

/** The classes of a button, for a link that looks like one. */
export const buttonClass = (look: ButtonLook): string => `${buttonShape} ${looks[look]}`;

interface Common extends Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, "disabled" | "onClick"> {
  onClick?: (event: MouseEvent) => void;
  /** Why it cannot be pressed now: shown as its tooltip and read with its name. The button stays in the tab order. */
  reason?: string | undefined;
  /** While true the button keeps its width, says so, and takes no press. */
  busy?: boolean;
}

export interface ButtonProps extends Common {
  look?: ButtonLook;
  icon?: Glyph;
}

const off = (common: Common): boolean => Boolean(common.reason) || common.busy === true;

/** Button attributes that hold the rule: not pressable means aria-disabled with its reason, never a silent `disabled`. */
const hold = (common: Common) => ({
  get "aria-disabled"() {
    return off(common) ? ("true" as const) : undefined;
  },
  get "aria-busy"() {
    return common.busy ? ("true" as const) : undefined;
  },
  get "aria-description"() {
    return common.reason;
  },
  get "data-tip"() {
    return common.reason;
  },
  onClick: (event: MouseEvent) => {
    if (off(common)) event.preventDefault();
    else common.onClick?.(event);
  },
});

export const Button = (props: ButtonProps): JSX.Element => {
  const [own, rest] = splitProps(props, ["look", "icon", "class", "children", "onClick", "reason", "busy"]);
  return (
    <button type="button" {...rest} {...hold(own)} class={`${buttonClass(own.look ?? "outline")} ${own.class ?? ""}`}>
      <Show when={own.icon}>{(icon) => <Dynamic component={icon()} size={15} />}</Show>
      {own.children}
    </button>
  );
};

export interface IconButtonProps extends Common {
  icon: Glyph;
  /** Its name for screen readers, and its tooltip. */
  label: string;
  /** Caps shown in the tooltip, such as `N`. */
  keys?: string;
  look?: ButtonLook;
  size?: number;
}

/** A square button that is only an icon. */
export const IconButton = (props: IconButtonProps): JSX.Element => {
  const [own, rest] = splitProps(props, [
    "icon",
    "label",
    "keys",
    "look",
    "size",
    "class",
    "onClick",
    "reason",
    "busy",
  ]);
  return (
    <button
      type="button"
      {...rest}
      {...hold(own)}
      aria-label={own.label}
      data-tip={own.reason ?? own.label}
      data-tip-keys={own.keys}
      class={`${buttonClass(own.look ?? "ghost")} w-(--control) px-0 ${own.class ?? ""}`}
    >
      <Dynamic component={own.icon} size={own.size ?? 16} />
    </button>
  );
};
