/** Who else holds a control: their mark beside it, in their colour. [LB2] */
import { For, type JSX, Show } from "solid-js";
import { hueOf } from "../../hues.ts";
import { Avatar } from "../../parts/avatar.tsx";
import { useLab } from "./lab-scope.ts";

/** Marks of those who hold the control of this name just now. */
export const Holders = (props: { name: string }): JSX.Element => {
  const lab = useLab();
  return (
    <For each={lab.who.inField("lab", props.name)}>
      {(visitor) => (
        <span class="inline-flex items-center" data-holder={visitor.name}>
          <Avatar user={visitor.user} name={visitor.name} size="sm" quiet />
          <span class="sr-only">{visitor.name} is changing this</span>
        </span>
      )}
    </For>
  );
};

/** The colour of who holds the control, for its frame; undefined while nobody does. */
export const hueHolding = (lab: ReturnType<typeof useLab>, name: string): number | undefined => {
  const [first] = lab.who.inField("lab", name);
  return first && hueOf(first.user);
};

/** A frame in the colour of who holds what is inside. */
export const HeldFrame = (props: { name: string; class?: string; children: JSX.Element }): JSX.Element => {
  const lab = useLab();
  const hue = () => hueHolding(lab, props.name);
  return (
    <div
      class={`lab-held ${props.class ?? ""}`}
      classList={{ "lab-held-now": hue() !== undefined }}
      style={{ "--hue": hue() ?? 0 }}
    >
      <Show when={hue() !== undefined}>
        <span class="sr-only">Somebody else holds this.</span>
      </Show>
      {props.children}
    </div>
  );
};
