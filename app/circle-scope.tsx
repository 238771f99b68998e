/** The circle of the address, for everything under `/c/:circle`: its name, and what this person may do in it. */
import { useParams } from "@solidjs/router";
import { createContext, createEffect, getOwner, type JSX, runWithOwner, Show, untrack, useContext } from "solid-js";
import { circleOf } from "../domain/id.ts";
import { type Action, may, type Role, whyNot } from "../domain/permission.ts";
import { NoCircle } from "./pages/missing/missing.tsx";
import { prefer, preferences } from "./preferences.ts";
import { isConfirmed, me } from "./session.ts";

export interface CircleScope {
  id: () => string;
  name: () => string;
  role: () => Role;
  may: (action: Action) => boolean;
  /** Undefined when this person may; else why not, for a button's `reason`. */
  reason: (action: Action) => string | undefined;
  /** Makes something of a name once, for all pages of the circle; it goes with the circle. */
  keep: <Kept>(name: string, make: () => Kept) => Kept;
}

const Scope = createContext<CircleScope>();

/** Only under `/c/:circle`. */
export const useCircle = (): CircleScope => {
  const scope = useContext(Scope);
  if (!scope) throw new Error("useCircle is for pages under /c/:circle");
  return scope;
};

/** Everything inside is built anew for another circle, so that nothing of one is seen in the next. */
export const CircleProvider = (props: { id: string | undefined; children?: JSX.Element }): JSX.Element => {
  const own = () => me()?.circles.find((circle) => circle.id === props.id);
  createEffect(() => {
    const circle = own();
    // The circle itself may follow the preference.
    if (circle && untrack(preferences).circle !== circle.id) prefer("circle", circle.id);
  });
  return (
    <Show when={own()?.id} keyed fallback={isConfirmed() && <NoCircle />}>
      {(id) => {
        const owner = getOwner();
        const kept = new Map<string, unknown>();
        const who = () => ({ role: own()?.role ?? ("member" as const), scope: "write" as const });
        const scope: CircleScope = {
          id: () => id,
          name: () => own()?.name ?? "",
          role: () => who().role,
          may: (action) => may(who(), action),
          reason: (action) => (may(who(), action) ? undefined : whyNot(who(), action)),
          keep: <Kept,>(name: string, make: () => Kept): Kept => {
            if (!kept.has(name)) kept.set(name, runWithOwner(owner, make));
            return kept.get(name) as Kept;
          },
        };
        return <Scope.Provider value={scope}>{props.children}</Scope.Provider>;
      }}
    </Show>
  );
};

/** The circle that the address names. */
export const InCircle = (props: { children?: JSX.Element }): JSX.Element => {
  const params = useParams<{ circle: string }>();
  return <CircleProvider id={params.circle}>{props.children}</CircleProvider>;
};

/** The circle of an id, which carries its circle's key; of anything else the circle opened last. */
export const circleOfId = (id: string): string | undefined => {
  const circles = me()?.circles ?? [];
  const key = circleOf(id);
  if (key !== null) return circles.find((circle) => circleOf(circle.id) === key)?.id;
  return (circles.find((circle) => circle.id === preferences().circle) ?? circles[0])?.id;
};
