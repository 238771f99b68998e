/** The circle of the address, for everything under `/c/:circle`: its name, and what this person may do in it. */
import { useParams } from "@solidjs/router";
import { createContext, createEffect, type JSX, Show, useContext } from "solid-js";
import { type Action, may, type Role, whyNot } from "../domain/permission.ts";
import { NoCircle } from "./pages/missing/missing.tsx";
import { prefer } from "./preferences.ts";
import { isConfirmed, me } from "./session.ts";

export interface CircleScope {
  id: () => string;
  name: () => string;
  role: () => Role;
  may: (action: Action) => boolean;
  /** Undefined when this person may; else why not, for a button's `reason`. */
  reason: (action: Action) => string | undefined;
}

const Scope = createContext<CircleScope>();

/** Only under `/c/:circle`. */
export const useCircle = (): CircleScope => {
  const scope = useContext(Scope);
  if (!scope) throw new Error("useCircle is for pages under /c/:circle");
  return scope;
};

/** Everything inside is built anew for another circle, so that nothing of one is seen in the next. */
export const InCircle = (props: { children?: JSX.Element }): JSX.Element => {
  const params = useParams<{ circle: string }>();
  const own = () => me()?.circles.find((circle) => circle.id === params.circle);
  createEffect(() => {
    const circle = own();
    if (circle) prefer("circle", circle.id);
  });
  return (
    <Show when={own()?.id} keyed fallback={isConfirmed() && <NoCircle />}>
      {(id) => {
        const who = () => ({ role: own()?.role ?? ("member" as const), scope: "write" as const });
        const scope: CircleScope = {
          id: () => id,
          name: () => own()?.name ?? "",
          role: () => who().role,
          may: (action) => may(who(), action),
          reason: (action) => (may(who(), action) ? undefined : whyNot(who(), action)),
        };
        return <Scope.Provider value={scope}>{props.children}</Scope.Provider>;
      }}
    </Show>
  );
};
